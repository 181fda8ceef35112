-- What is worked out from the performance tables for setting schools side by side. Derived: both tables below and this one can
-- be emptied and made again from `performance_row` at any time. `made_from` says which imports and which measures a table's
-- year was made from, and `neighbours` which set of statistical neighbours, so that an import makes again only what it changed.
create table school_comparison (
  table_key text collate "C" not null,
  year smallint not null,
  measures text[] not null,
  made_from text not null,
  neighbours text not null,
  primary key (table_key, year)
);

-- The figures of one school in one table and year, in the order of `school_comparison.measures`: null for what is withheld or
-- not published. `traits` are what its likeness to other schools is taken on. `kind` says which schools it is set beside.
create table school_figures (
  urn text collate "C" not null,
  table_key text collate "C" not null,
  year smallint not null,
  kind text not null,
  authority text collate "C",
  figures double precision[] not null,
  traits double precision[] not null,
  primary key (urn, table_key, year)
);
create index school_figures_table on school_figures (table_key, year);

-- How the figures of the schools of an area are spread in one measure and year: how many have one, and where the lowest quarter,
-- half and three quarters of them end. `among`: the schools of the area itself, or those of its statistical neighbours.
create table spread (
  measure text collate "C" not null,
  year smallint not null,
  kind text not null,
  area text collate "C" not null,
  among text not null check (among in ('area', 'neighbours')),
  schools integer not null check (schools > 0),
  lower_quartile double precision not null,
  median double precision not null,
  upper_quartile double precision not null,
  primary key (area, among, measure, kind, year)
);
create index spread_measure on spread (measure, year);

grant select on school_comparison, school_figures, spread to fiveday_officer;
