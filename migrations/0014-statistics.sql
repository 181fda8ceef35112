-- A file of Explore education statistics that is held, whole or for some of its periods, and the data set it is an edition of.
-- `columns` are the headings of its columns but for those of time and place, in the alphabet's order, with tabs between them.
-- `ends` says which of two editions is the newer: the later its latest period. A newer one takes the place of an older one
-- period by period; a file that no period is held from any more is not held.
create table statistic_file (
  run integer primary key references import_run on delete cascade,
  data_set text collate "C" not null,
  columns text not null,
  ends integer not null
);
create index statistic_file_data_set on statistic_file (data_set);

-- A column of a file: what its rows are split by (filter), what they give (indicator), or a word on the row (remark). `place`
-- counts within its kind, and is the place of the cell in the tab-joined texts of the rows.
create table statistic_column (
  run integer not null references statistic_file on delete cascade,
  kind text not null check (kind in ('filter', 'indicator', 'remark')),
  place smallint not null,
  name text not null,
  primary key (run, kind, place)
);

-- A period that a file is held for, as published: its `time_period` and `time_identifier`.
create table statistic_period (
  run integer not null references statistic_file on delete cascade,
  period smallint not null,
  year text not null,
  identifier text not null,
  primary key (run, period)
);

-- A level that a file has rows of: the country, its authorities, its schools.
create table statistic_level (
  run integer not null references statistic_file on delete cascade,
  level text collate "C" not null,
  primary key (run, level)
);

-- One value of each filter of a file, with tabs between them: whose figures a row gives.
create table statistic_breakdown (
  run integer not null references statistic_file on delete cascade,
  breakdown integer not null,
  filters text not null,
  primary key (run, breakdown)
);

-- A row of statistics as published. `area` is the three digits of an authority, a region or the country; the URN of a school;
-- the UID of a trust; for another level the publisher's code. `cells` are its indicators, with tabs between them.
create table statistic_row (
  run integer not null references statistic_file on delete cascade,
  period smallint not null,
  level text collate "C" not null,
  area text collate "C" not null,
  breakdown integer not null,
  line integer not null,
  remarks text not null,
  cells text not null
);
create index statistic_row_area on statistic_row (area, run);
create index statistic_row_breakdown on statistic_row (run, breakdown, period, level);

grant select on statistic_file, statistic_column, statistic_period, statistic_level, statistic_breakdown, statistic_row to fiveday_officer;
