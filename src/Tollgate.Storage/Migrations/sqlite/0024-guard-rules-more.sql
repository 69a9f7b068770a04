-- Whether what a rule takes out of a request is put back into its answer.
alter table guard_rule add column restores integer not null default 0;

-- From when on calls are a loop.
alter table guard_rule add column same_calls integer not null default 5;
alter table guard_rule add column errors integer not null default 25;
alter table guard_rule add column spend_nanos integer;
alter table guard_rule add column within_seconds integer not null default 60;
