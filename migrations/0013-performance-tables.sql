-- A file of the performance tables as it was imported: one table of one academic year, named after the calendar year it ends
-- in. `headings` are the file's own, with tabs between them, and say which cell of its rows is what.
create table performance_file (
  run integer primary key references import_run on delete cascade,
  table_key text not null,
  year smallint not null,
  stage text not null check (stage in ('provisional', 'revised', 'final')),
  headings text not null
);

-- A row of the performance tables as published: a school's, a trust's, or the publisher's own of an authority or the country.
-- `code` is the URN, the trust's UID or the area's code; `covers` says which schools an area's row is of, where the publisher
-- gives several. `cells` has tabs between cells, as the file has them. A new file takes the place of what is held of its
-- table, year and stage for the authorities it names.
create table performance_row (
  code text collate "C" not null,
  table_key text collate "C" not null,
  year smallint not null,
  stage text not null check (stage in ('provisional', 'revised', 'final')),
  level text not null check (level in ('school', 'trust', 'authority', 'country')),
  covers text collate "C" not null default '',
  authority text collate "C",
  run integer not null references performance_file on delete cascade,
  line integer not null,
  cells text not null,
  primary key (code, table_key, year, stage, covers)
);
create index performance_row_authority on performance_row (table_key, year, authority);

grant select on performance_file, performance_row to fiveday_officer;
