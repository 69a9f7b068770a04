-- Providers added at run time. Those of tollgate.yaml and of the environment are not here.
create table provider (
    id blob primary key,
    name text not null unique,
    kind text,
    base_url text,
    auth text,
    created_at integer not null,
    updated_at integer not null
) strict;

-- One sealed key per provider account: AES-256-GCM as nonce (12), tag (16), ciphertext. The hint is what lists show.
create table provider_key (
    id blob primary key,
    provider_id blob not null references provider (id) on delete cascade,
    deployment text not null default '',
    sealed blob not null,
    hint text not null,
    created_at integer not null,
    unique (provider_id, deployment)
) strict;

-- Whose a provider's object is: the first one who made it, for ever.
create table provider_object (
    provider text not null,
    object_id text not null,
    kind text not null,
    organization_id blob not null,
    key_id blob not null,
    deployment text not null,
    created_at integer not null,
    primary key (provider, object_id)
) strict;
