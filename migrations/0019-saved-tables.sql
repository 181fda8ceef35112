-- A table that officers of an authority keep under a name: the query of its address, from which it is made anew from whatever is
-- held. The authority owns its rows. One that was taken away stays, with the day; `version` tells two people who change one at
-- once from one another.
create table saved_table (
  id integer generated always as identity primary key,
  authority text not null,
  name text not null check (name <> '' and length(name) <= 100),
  query text not null check (length(query) <= 8000),
  version integer not null default 1 check (version > 0),
  saved_by text not null,
  saved_at timestamptz not null,
  removed_at timestamptz
);
create unique index saved_table_name on saved_table (authority, lower(name)) where removed_at is null;

grant select, insert, update (name, query, version, saved_by, saved_at, removed_at) on saved_table to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

alter table saved_table enable row level security;
create policy own_authority on saved_table to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));
