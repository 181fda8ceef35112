-- The limits by which an authority's lights turn, each time it set them: what was set, why, by whom and when. The newest of a
-- framework stands; one without `limits` went back to the defaults. The authority owns its rows, and none is ever changed.
create table set_limits (
  id integer generated always as identity primary key,
  authority text not null,
  framework text not null,
  -- Each limit as text under the name of its field, as JSON; null for the defaults.
  limits text,
  reason text not null check (reason <> '' and length(reason) <= 2000),
  set_by text not null,
  set_at timestamptz not null
);
create index on set_limits (authority, framework, id);

-- A set of triggers that an authority loaded from a file: the file's text as it was, and its checksum. Never changed.
create table trigger_set (
  id integer generated always as identity primary key,
  authority text not null,
  key text not null,
  title text not null,
  content text not null,
  checksum text not null,
  loaded_by text not null,
  loaded_at timestamptz not null,
  unique (authority, checksum)
);

-- By which set of triggers an authority is judged, each time it chose: one it loaded, or, without `trigger_set`, the one that
-- ships. The newest stands. The authority owns its rows, and none is ever changed.
create table chosen_set (
  id integer generated always as identity primary key,
  authority text not null,
  trigger_set integer references trigger_set (id),
  reason text not null check (reason <> '' and length(reason) <= 2000),
  chosen_by text not null,
  chosen_at timestamptz not null
);
create index on chosen_set (authority, id);

grant select, insert on set_limits, trigger_set, chosen_set to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

alter table set_limits enable row level security;
create policy own_authority on set_limits to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));

alter table trigger_set enable row level security;
create policy own_authority on trigger_set to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));

alter table chosen_set enable row level security;
create policy own_authority on chosen_set to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));
