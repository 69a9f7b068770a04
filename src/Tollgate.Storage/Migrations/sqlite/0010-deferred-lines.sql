-- The lines whose bill comes later (flag 256), by the object that will tell it.
create index ledger_line_deferred on ledger_line (object_id) where object_id is not null and (flags & 256) <> 0;
