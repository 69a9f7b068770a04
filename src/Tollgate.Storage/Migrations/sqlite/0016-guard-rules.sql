-- Rules of organizations; those of the settings file are not kept here.
create table guard_rule (
  id blob primary key,
  organization_id blob not null,
  name text not null,
  scope text not null,
  target text not null,
  threats text not null,
  sources text not null,
  level text not null,
  action text not null,
  min_severity text not null,
  min_confidence_percent integer not null check (min_confidence_percent between 0 and 100),
  created_at integer not null,
  updated_at integer not null
) strict;
create unique index guard_rule_by_name on guard_rule (organization_id, name);

-- Keys and sessions whose calls are refused.
create table guard_quarantine (
  id blob primary key,
  organization_id blob not null,
  key_id blob not null,
  key_name text not null,
  session text,
  rule text not null,
  request_id blob not null,
  began_at integer not null,
  ends_at integer,
  lifted_at integer
) strict;
create index guard_quarantine_by_organization on guard_quarantine (organization_id, id);
