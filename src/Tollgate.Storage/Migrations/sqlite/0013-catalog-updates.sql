-- Price catalogues that were installed over the one that the program brought along. The open one is in force; ended ones stay,
-- because the prices of a past moment must be answerable.

create table catalog_update (
  id blob primary key,
  version text not null,
  file blob not null,
  signature blob not null,
  installed_by text not null,
  installed_at integer not null,
  ended_at integer
) strict;

create unique index catalog_update_current on catalog_update ((1)) where ended_at is null;
