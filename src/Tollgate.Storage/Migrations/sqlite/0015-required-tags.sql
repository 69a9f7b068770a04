-- Tags that a team's calls must bear, as a JSON list of names, and what happens to a call without one: refused, or its lines flagged.

alter table team add column required_tags text;
alter table team add column refuses_untagged integer not null default 0;
