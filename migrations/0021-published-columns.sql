-- The academic year a file is of, by the calendar year it ends in, where it is of one and not of a day.
alter table import_run add column year smallint;

-- What the publisher calls a column of the performance tables: a row of its own metadata files, which come with each year's tables.
-- `year` is the calendar year in which the year of the file ends. A new file takes the place of what is held of its table and year.
create table published_column (
  table_key text collate "C" not null,
  year smallint not null,
  heading text collate "C" not null,
  place integer not null,
  label text not null,
  note text not null default '',
  run integer not null references import_run on delete cascade,
  line integer not null,
  primary key (table_key, year, heading)
);

grant select on published_column to fiveday_officer;

-- Which rows an import still holds is asked by each import that may have replaced some.
create index performance_row_run on performance_row (run);
