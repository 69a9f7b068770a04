-- What members of a team may make keys within. `minted` counts the keys ever made: making one begins with raising it, so that two
-- of the same moment are counted one after the other.

create table key_template (
  id blob primary key,
  organization_id blob not null references organization (id),
  team_id blob not null references team (id),
  name text not null,
  models text not null,
  routes text not null,
  pinned_tags text not null,
  holders text not null check (holders in ('user', 'agent', 'any')),
  keys_per_member integer not null check (keys_per_member > 0),
  lifetime_seconds integer check (lifetime_seconds > 0),
  minted integer not null default 0,
  created_at integer not null,
  deleted_at integer
) strict;

create unique index key_template_name on key_template (organization_id, name) where deleted_at is null;
create index key_template_team on key_template (team_id);

alter table api_key add column template_id blob references key_template (id);
create index api_key_template on api_key (template_id, principal_id);
