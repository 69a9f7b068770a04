-- Prices that the operator set over the API. They belong to the gateway, not to an organization: what a provider charges does not
-- depend on who calls. History is kept, because the price at a past moment must be answerable: a row ends when the next begins.

create table price_override (
  id blob primary key,
  provider text not null,
  upstream_model text not null,
  prices text not null,
  set_by text not null,
  set_at integer not null,
  ended_at integer
) strict;

create unique index price_override_model on price_override (provider, upstream_model) where ended_at is null;
