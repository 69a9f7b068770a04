-- What a call must meet besides the scope of a budget: one condition a line, its scope, a blank, its target.
alter table budget add column also text not null default '';
