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
  last_update text not null,
  next_update text not null,
  run integer not null references import_run
);

-- A measure in one year: the series that its observations belong to. `starts_in` is the calendar year its label opens with.
create table series (
  id smallint primary key,
  measure text not null,
  year text not null,
  starts_in smallint not null,
  latest boolean not null,
  unique (measure, year)
);

-- One published figure of an area, and how it compares. `published` is the cell as printed; the other columns are derived
-- from it, the dictionary and the newest set of neighbours, and can be rebuilt.
create table observation (
  series smallint not null,
  area text not null,
  line integer not null,
  published text not null,
  value double precision,
  rank smallint,
  ranked smallint,
  band text check (band in ('A', 'B', 'C', 'D', '-')),
  neighbour_mean double precision,
  change double precision,
  primary key (series, area)
);
