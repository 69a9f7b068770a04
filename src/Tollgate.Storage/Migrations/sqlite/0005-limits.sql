-- Rate limits. Counters live in memory: a restart begins with empty ones.
create table rate_limit (
  id blob primary key,
  organization_id blob not null,
  name text not null,
  scope text not null,
  target text not null,
  each_of text not null,
  unit text not null,
  per text not null,
  amount integer not null check (amount > 0),
  contact text,
  origin text not null,
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer
) strict;
create unique index rate_limit_by_name on rate_limit (organization_id, name) where deleted_at is null;
