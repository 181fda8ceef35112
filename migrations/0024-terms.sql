-- When the three terms of an academic year begin and end in one authority, where it gave its own days in place of Fiveday's
-- default. The authority owns its rows. `year` is the calendar year in which the academic year ends; an end is the last day of
-- school before the holidays. `removed_at` is set where the authority went back to the default; `version` goes up with each
-- change, so that two people who change one at once find out.
create table term_dates (
  authority text not null,
  year smallint not null check (year between 2000 and 2100),
  autumn_begins_on date not null,
  autumn_ends_on date check (autumn_ends_on > autumn_begins_on),
  spring_begins_on date not null check (spring_begins_on > coalesce(autumn_ends_on, autumn_begins_on)),
  spring_ends_on date check (spring_ends_on > spring_begins_on),
  summer_begins_on date not null check (summer_begins_on > coalesce(spring_ends_on, spring_begins_on)),
  summer_ends_on date check (summer_ends_on > summer_begins_on),
  version integer not null default 1 check (version > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (authority, year)
);

grant select, insert, update on term_dates to fiveday_officer;

alter table term_dates enable row level security;
create policy own_authority on term_dates to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));
