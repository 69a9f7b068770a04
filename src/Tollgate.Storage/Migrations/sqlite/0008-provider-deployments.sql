-- Further accounts of a provider that was added at run time, beside its own one; their keys are in provider_key under the same name.
create table provider_deployment (
    provider_id blob not null references provider (id) on delete cascade,
    name text not null,
    base_url text,
    weight integer not null,
    models text not null,
    created_at integer not null,
    primary key (provider_id, name)
) strict;
