-- Where the audit log ends: the next row follows this place, so that rows cut off the end leave a gap. And the ways it is asked.
create table audit_head (
  id integer primary key check (id = 1),
  sequence integer not null,
  hash blob not null check (length(hash) = 32)
) strict;

insert into audit_head (id, sequence, hash)
select 1, sequence, hash from audit_event order by sequence desc limit 1;

create index audit_event_subject on audit_event (subject_id, sequence);
create index audit_event_time on audit_event (at, sequence);
