-- A row of the Local Authority Interactive Tool's data dictionary, as published. A measure can have several rows.
create table dictionary_entry (
  line integer primary key,
  number text not null,
  topic text not null,
  title text not null,
  chart_title text not null,
  code text not null,
  polarity text not null,
  unit text not null,
  decimals text not null,
  year_type text not null,
  no_quartile text not null,
  description text not null,
  methodology text not null,
  links text not null,
  owner text not null,
  state_funded text not null,
  table_status text not null,
  last_update text not null,
  next_update text not null,
  run integer not null references import_run
);

-- A measure in one year, that observations belong to. `starts_in` and `ends_in` are the calendar years its label opens and
-- closes with; `latest` is the newest year any authority has a figure for; `before` is the series of the calendar year before,
-- in the same style of label. Derived: how many authorities have a figure, and the quartiles' cut points between them.
create table series (
  id smallint primary key,
  measure text not null,
  year text not null,
  starts_in smallint not null,
  ends_in smallint not null,
  latest boolean not null,
  before smallint,
  ranked smallint not null,
  quartile_1 double precision,
  quartile_2 double precision,
  quartile_3 double precision,
  unique (measure, year)
);

-- One published figure of an area, and how it compares. `published` is the cell as printed; the columns after it are derived
-- from it, the dictionary and the newest set of neighbours, and can be rebuilt. A new edition of the publisher's file
-- replaces the table whole.
create table observation (
  series smallint not null,
  area text collate "C" not null,
  line integer not null,
  published text not null,
  value double precision,
  rank smallint,
  band text collate "C" check (band in ('A', 'B', 'C', 'D', '-')),
  neighbour_mean double precision,
  primary key (series, area)
);
