-- Which calls a budget counts: those that we are billed for, those that a client's own subscription pays (notional), or all.

alter table budget add column counts text not null default 'billed';
