-- Budgets, their windows, the slices that node incarnations hold of them, and temporary raises.
create table budget (
  id blob primary key,
  organization_id blob not null,
  name text not null,
  scope text not null,
  target text not null,
  each_of text not null,
  limit_nanos integer not null check (limit_nanos > 0),
  window_kind text not null,
  time_zone text not null,
  is_hard integer not null,
  on_no_fit text not null,
  downgrade_to text,
  warn_percent integer not null,
  alert_percents text not null,
  fail_mode text not null,
  status_override integer,
  contact text,
  origin text not null,
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer
) strict;
create unique index budget_by_name on budget (organization_id, name) where deleted_at is null;

-- free + suspended + settled + open slices = limit + debt
create table budget_window (
  id blob primary key,
  budget_id blob not null references budget (id),
  subject text not null,
  starts_at integer not null,
  ends_at integer,
  limit_nanos integer not null,
  free_nanos integer not null check (free_nanos >= 0),
  suspended_nanos integer not null,
  uncertain_nanos integer not null,
  settled_nanos integer not null,
  debt_nanos integer not null check (debt_nanos >= 0),
  announced_percent integer not null,
  opened_at integer not null,
  closed_at integer,
  closed_by text,
  version integer not null
) strict;
create unique index budget_window_open on budget_window (budget_id, subject) where closed_at is null;
create index budget_window_by_time on budget_window (budget_id, starts_at);

create table budget_slice (
  id blob primary key,
  window_id blob not null references budget_window (id),
  node blob not null,
  incarnation blob not null,
  granted_nanos integer not null,
  spent_nanos integer not null,
  state text not null,
  fence integer not null,
  expires_at integer,
  granted_at integer not null
) strict;
create unique index budget_slice_by_owner on budget_slice (window_id, incarnation);
create index budget_slice_open on budget_slice (state, window_id);

create table budget_raise (
  id blob primary key,
  budget_id blob not null references budget (id),
  by_nanos integer not null check (by_nanos > 0),
  until_at integer not null,
  reason text not null,
  made_by text not null,
  created_at integer not null,
  ended_at integer
) strict;
create index budget_raise_by_budget on budget_raise (budget_id, until_at);
