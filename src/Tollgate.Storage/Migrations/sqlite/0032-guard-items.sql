-- What a rule says that is particular to single threats, as JSON.
alter table guard_rule add column details text not null default '{}';

-- What an organization gives its guards to look for: canaries and the like. The body is JSON and holds no secret.
create table guard_item (
  id blob primary key,
  organization_id blob not null,
  kind text not null,
  name text not null,
  body text not null,
  created_at integer not null
) strict;
create unique index guard_item_by_name on guard_item (organization_id, kind, name);
