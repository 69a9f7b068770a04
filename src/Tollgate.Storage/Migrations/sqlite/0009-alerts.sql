-- Alerts: what happened once, whom it must reach, and what still has to be sent. An alert, its notice and its deliveries are
-- written in one transaction: there is no alert that nobody was told of, and none is told twice.
create table alert_channel (
  id blob primary key,
  organization_id blob not null,
  name text not null,
  kind text not null check (kind in ('webhook', 'slack', 'discord', 'email')),
  address text not null,
  sealed blob,
  severity text not null,
  kinds text not null,
  is_enabled integer not null check (is_enabled in (0, 1)),
  origin text not null,
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer
) strict;
create unique index alert_channel_by_name on alert_channel (organization_id, name) where deleted_at is null;

create table alert_rule (
  id blob primary key,
  organization_id blob not null,
  name text not null,
  kind text not null,
  each_of text not null,
  target text not null,
  threshold text not null,
  over_seconds integer not null,
  least_calls integer not null,
  least_nanos integer not null,
  cool_down_seconds integer not null,
  severity text not null,
  is_enabled integer not null check (is_enabled in (0, 1)),
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer
) strict;
create unique index alert_rule_by_name on alert_rule (organization_id, name) where deleted_at is null;

-- once_key says what may happen once: a threshold of a window; an episode of a rule.
create table alert (
  id blob primary key,
  organization_id blob not null,
  kind text not null,
  severity text not null,
  once_key text not null unique,
  source_id blob not null,
  subject text not null,
  title text not null,
  notified_at integer not null,
  raised_at integer not null,
  recovered_at integer,
  acknowledged_at integer,
  acknowledged_by text
) strict;
create index alert_by_organization on alert (organization_id, id);
create index alert_open on alert (source_id, subject) where recovered_at is null;
create index alert_by_source on alert (source_id, subject, raised_at);

-- What is said about an alert; the body is kept, so that every copy and every retry is the same.
create table alert_notice (
  id blob primary key,
  alert_id blob references alert (id),
  organization_id blob not null,
  state text not null,
  body text not null,
  created_at integer not null
) strict;
create index alert_notice_by_alert on alert_notice (alert_id);

-- The outbox: one row per notice and channel.
create table alert_delivery (
  id blob primary key,
  notice_id blob not null references alert_notice (id),
  channel_id blob not null references alert_channel (id),
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null,
  next_at integer not null,
  last_error text,
  created_at integer not null,
  ended_at integer,
  unique (notice_id, channel_id)
) strict;
create index alert_delivery_due on alert_delivery (next_at, id) where state = 'waiting';
create index alert_delivery_by_channel on alert_delivery (channel_id, state);

-- How far a reader of the ledger has come.
create table alert_mark (
  name text primary key,
  sequence integer not null
) strict, without rowid;

-- Windows that the sweep still looks at. Those that are over already were announced by the rules of their time.
alter table budget_window add column alerts_ended_at integer;
update budget_window set alerts_ended_at = closed_at where closed_at is not null;
create index budget_window_unended on budget_window (budget_id) where alerts_ended_at is null;
