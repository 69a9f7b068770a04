-- The seal that is open: a digest over the rows that the ledger's writer has added since it was opened, written in the transaction that adds them.
-- When it is closed it becomes a row of the audit log.
create table ledger_seal (
  id integer primary key check (id = 1),
  opened_at integer not null,
  note text not null,
  lines_from integer not null,
  lines_through integer not null,
  lines integer not null,
  lines_digest blob not null check (length(lines_digest) = 32),
  calls_from integer not null,
  calls_through integer not null,
  calls integer not null,
  calls_digest blob not null check (length(calls_digest) = 32)
) strict;

-- How far each sink and each way of anchoring has come: all rows up to there have arrived.
create table audit_position (
  name text primary key not null,
  sequence integer not null,
  moved_at integer not null,
  last_error text
) strict;
