-- What administrators did. Rows are only ever added; each holds the hash of the one before it.
create table audit_event (
  sequence integer primary key,
  id blob not null unique,
  organization_id blob not null,
  at integer not null,
  actor_key_id blob not null,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail text not null,
  previous_hash blob not null check (length(previous_hash) = 32),
  hash blob not null check (length(hash) = 32)
) strict;

create index audit_event_organization on audit_event (organization_id, sequence);

create trigger audit_event_is_never_changed before update on audit_event
begin
  select raise(abort, 'audit events are never changed');
end;

create trigger audit_event_is_never_deleted before delete on audit_event
begin
  select raise(abort, 'audit events are never deleted');
end;
