-- What officers of an authority tried out and kept under a name: which schools become what, as if on the 1-4 scale, with what each
-- had on the day the scenario was made. The authority owns its rows. One that was removed stays, with the day; `version` tells two
-- people who change one at once from one another, and the audit trail keeps what stood before.
create table scenario (
  id integer generated always as identity primary key,
  authority text not null,
  name text not null check (name <> '' and length(name) <= 100),
  -- A list of { urn, name, outcome, overall, category }.
  schools text not null check (length(schools) <= 400000),
  -- The day of the figures it was made on.
  as_at date not null,
  made_on date not null,
  made_by text not null,
  made_at timestamptz not null,
  version integer not null default 1 check (version > 0),
  removed_at timestamptz
);
create unique index scenario_name on scenario (authority, lower(name)) where removed_at is null;

grant select, insert, update (name, schools, as_at, made_on, made_by, made_at, version, removed_at) on scenario to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

alter table scenario enable row level security;
create policy own_authority on scenario to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));
