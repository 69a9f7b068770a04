-- Discounts agreed with providers, per account and dated. Like prices they belong to the gateway, not to an organization.
-- None is deleted: one that ends keeps its dates, so that what held at a past moment can be said.

create table price_discount (
  id blob primary key,
  name text not null unique,
  provider text not null,
  account text,
  model text,
  percent text not null,
  from_at integer not null,
  to_at integer,
  set_by text not null,
  set_at integer not null
) strict;
