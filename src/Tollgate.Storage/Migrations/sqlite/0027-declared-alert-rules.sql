-- Who owns an alert rule: made over the API (database), or written in tollgate.yaml (file).
alter table alert_rule add column origin text not null default 'database' check (origin in ('database', 'file'));
