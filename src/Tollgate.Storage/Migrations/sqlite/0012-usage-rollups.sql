-- Sums of usage by hour and by day, kept by a follower of `request` and `ledger_line` behind the request path. They can be thrown away
-- and built again; the ledger stays the truth.
-- detail says how much of a group is kept: 0 the organization only, 1 all but session and tags, 2 everything.
create table usage_group (
  id integer primary key,
  fingerprint blob not null unique check (length(fingerprint) = 16),
  detail integer not null check (detail in (0, 1, 2)),
  organization_id blob not null check (length(organization_id) = 16),
  team_id blob,
  team_name text,
  principal_id blob,
  principal_name text,
  key_id blob,
  key_name text,
  agent text,
  session text,
  provider text,
  model text,
  deployment text,
  route text,
  status integer,
  result text,
  tags text
) strict;
create index usage_group_by_session on usage_group (organization_id, session) where session is not null;

create table usage_hour (
  organization_id blob not null,
  detail integer not null,
  hour integer not null,
  group_id integer not null references usage_group (id),
  calls integer not null,
  refused integer not null,
  failed integer not null,
  cached integer not null,
  cost_nanos integer not null,
  uncertain_nanos integer not null,
  saved_nanos integer not null,
  list_cost_nanos integer not null,
  cache_saved_nanos integer not null,
  input_tokens integer not null,
  cache_read_tokens integer not null,
  cache_write_tokens integer not null,
  output_tokens integer not null,
  reasoning_tokens integer not null,
  answered integer not null,
  answer_micros integer not null,
  primary key (organization_id, detail, hour, group_id)
) strict, without rowid;

create table usage_day (
  organization_id blob not null,
  detail integer not null,
  day integer not null,
  group_id integer not null references usage_group (id),
  calls integer not null,
  refused integer not null,
  failed integer not null,
  cached integer not null,
  cost_nanos integer not null,
  uncertain_nanos integer not null,
  saved_nanos integer not null,
  list_cost_nanos integer not null,
  cache_saved_nanos integer not null,
  input_tokens integer not null,
  cache_read_tokens integer not null,
  cache_write_tokens integer not null,
  output_tokens integer not null,
  reasoning_tokens integer not null,
  answered integer not null,
  answer_micros integer not null,
  primary key (organization_id, detail, day, group_id)
) strict, without rowid;

-- How far the follower has come: every request up to request_row with every line up to line_sequence is counted, nothing else.
-- request_id is that of request_row; when the two no longer belong together, the rows were numbered anew and the sums are built again.
create table usage_mark (
  id integer primary key check (id = 1),
  request_row integer not null,
  request_id blob,
  line_sequence integer not null
) strict;
insert into usage_mark (id, request_row, request_id, line_sequence) values (1, 0, null, 0);
