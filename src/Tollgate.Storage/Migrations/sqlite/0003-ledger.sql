-- One row per call as the client saw it, refusals and cache hits included. The sums of its ledger lines stand here too
-- (kept in the transaction that adds a line), so that reports about callers read one table.
create table request (
  id blob primary key not null check (length(id) = 16),
  organization_id blob not null check (length(organization_id) = 16),
  team_id blob,
  principal_id blob,
  key_id blob,
  agent_id blob,
  started_at integer not null,
  ended_at integer not null,
  status integer not null,
  result text not null,
  attempts integer not null,
  cost_nanos integer not null,
  uncertain_nanos integer not null,
  saved_nanos integer not null,
  input_tokens integer not null,
  cache_read_tokens integer not null,
  cache_write_tokens integer not null,
  output_tokens integer not null,
  reasoning_tokens integer not null,
  flags integer not null,
  route text not null,
  agent text,
  session text,
  provider text,
  model text,
  deployment text,
  team_name text,
  principal_name text,
  key_name text,
  is_stream integer not null,
  first_byte_micros integer,
  surface text not null,
  dialect text not null,
  model_asked text,
  user_hash text,
  client_request_id text,
  trace_id text,
  refusal_code text,
  tags text,
  refusal text
) strict;

create index request_by_organization on request (organization_id, started_at, id);
create index request_by_key on request (key_id, started_at, id);
create index request_by_session on request (organization_id, session, started_at, id) where session is not null;
create index request_refused on request (organization_id, started_at, id) where refusal_code is not null;

create table request_tag (
  request_id blob not null,
  name text not null,
  value text not null,
  primary key (request_id, name)
) strict, without rowid;

-- The ledger: lines are added, never changed. A charge keeps the usage, the rates and the catalogue version it was priced with.
create table ledger_line (
  sequence integer primary key,
  request_id blob not null check (length(request_id) = 16),
  attempt integer not null check (attempt > 0),
  kind text not null check (kind in ('charge', 'adjustment', 'release')),
  organization_id blob not null,
  at integer not null,
  cost_nanos integer not null,
  uncertain_nanos integer not null,
  list_cost_nanos integer not null,
  bound_nanos integer not null,
  provider text not null,
  model text not null,
  deployment text not null,
  purpose text not null,
  result text not null,
  status integer not null,
  flags integer not null,
  sent_at integer not null,
  first_byte_micros integer,
  input_tokens integer not null,
  output_tokens integer not null,
  input integer not null,
  cache_read integer not null,
  cache_write_5m integer not null,
  cache_write_1h integer not null,
  output integer not null,
  reasoning integer not null,
  usage_more text,
  output_limit_asked integer not null,
  output_limit_sent integer not null,
  served_model text,
  catalog_version text,
  rates text,
  terms text,
  object_id text,
  provider_cost text,
  windows blob,
  reason text,
  unique (request_id, attempt, kind)
) strict;

-- Attempts that never reached a provider: they cost nothing and have no line.
create table attempt_unsent (
  request_id blob not null check (length(request_id) = 16),
  attempt integer not null,
  provider text not null,
  model text not null,
  deployment text not null,
  purpose text not null,
  result text not null,
  started_at integer not null,
  ended_at integer not null,
  primary key (request_id, attempt)
) strict, without rowid;
