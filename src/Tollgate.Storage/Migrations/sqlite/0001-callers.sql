-- Who calls: organizations, their teams, users and agents (principals), and the keys they sign in with.
-- Names are unique among what is live, so a name can be used again after a deletion; ids never are.

create table organization (
  id blob primary key,
  name text not null,
  is_disabled integer not null default 0 check (is_disabled in (0, 1)),
  created_at integer not null,
  deleted_at integer
) strict;

create unique index organization_name on organization (name) where deleted_at is null;

create table team (
  id blob primary key,
  organization_id blob not null references organization (id),
  name text not null,
  created_at integer not null,
  deleted_at integer
) strict;

create unique index team_name on team (organization_id, name) where deleted_at is null;

create table principal (
  id blob primary key,
  organization_id blob not null references organization (id),
  team_id blob not null references team (id),
  kind text not null check (kind in ('user', 'agent')),
  name text not null,
  is_disabled integer not null default 0 check (is_disabled in (0, 1)),
  created_at integer not null,
  deleted_at integer
) strict;

create unique index principal_name on principal (organization_id, kind, name) where deleted_at is null;
create index principal_team on principal (team_id);

-- A key is a name with rights; what is sent with a call is one of its secrets, so that budgets outlive a rotation.
create table api_key (
  id blob primary key,
  organization_id blob not null references organization (id),
  team_id blob not null references team (id),
  principal_id blob not null references principal (id),
  name text not null,
  role text not null check (role in ('caller', 'viewer', 'admin')),
  models text not null,
  routes text not null,
  pinned_agent text,
  pinned_tags text not null,
  is_disabled integer not null default 0 check (is_disabled in (0, 1)),
  created_at integer not null,
  expires_at integer,
  revoked_at integer,
  last_used_at integer
) strict;

create unique index api_key_name on api_key (organization_id, name) where revoked_at is null;
create index api_key_principal on api_key (principal_id);
create index api_key_team on api_key (team_id);

create table api_key_secret (
  hash blob primary key check (length(hash) = 32),
  key_id blob not null references api_key (id),
  label text not null,
  created_at integer not null,
  expires_at integer
) strict, without rowid;

create index api_key_secret_key on api_key_secret (key_id);

-- The admin key of the gateway itself; one row.
create table operator_key (
  id integer primary key check (id = 1),
  hash blob not null check (length(hash) = 32),
  created_at integer not null
) strict;
