-- What guards found; evidence is masked, content is never kept.
create table guard_event (
  id blob primary key,
  organization_id blob not null,
  at integer not null,
  request_id blob not null,
  key_id blob not null,
  key_name text not null,
  agent text,
  session text,
  direction text not null,
  scanned_bytes integer not null,
  threat text not null,
  rule text not null,
  severity text not null,
  confidence_percent integer not null,
  source text not null,
  place text not null,
  evidence text not null,
  is_hidden integer not null,
  policy text not null,
  level text not null,
  action text not null
) strict;
create index guard_event_by_organization on guard_event (organization_id, id);
create index guard_event_by_request on guard_event (request_id);
create index guard_event_by_time on guard_event (at);
