-- What quotes learned from calls. No truth about money: what is lost of it is learned again.
create table usage_profile (
  organization_id blob not null,
  provider text not null,
  model text not null,
  agent text not null,
  lessons text not null,
  saved_at integer not null,
  primary key (organization_id, provider, model, agent)
) strict, without rowid;

create index usage_profile_saved on usage_profile (saved_at);

create table usage_session (
  key_id blob not null,
  session text not null,
  provider text not null,
  model text not null,
  bytes integer not null,
  input integer not null,
  output integer not null,
  saved_at integer not null,
  primary key (key_id, session, provider, model)
) strict, without rowid;

create index usage_session_saved on usage_session (saved_at);
