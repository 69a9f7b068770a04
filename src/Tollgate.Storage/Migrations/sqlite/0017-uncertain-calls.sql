-- How many attempts left something open in a window: null where that was not counted yet. And when an operator last took what was open for
-- unspent: later proof about an attempt that was settled before then has nothing to give back.

alter table budget_window add column uncertain_calls integer;
alter table budget_window add column released_at integer;
update budget_window set uncertain_calls = 0 where uncertain_nanos = 0;
