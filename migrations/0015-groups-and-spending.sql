-- A group of establishments as one of the register's files states it: a trust, a federation, a sponsor. `source` is the file: that
-- of groups, that of who belongs to them, or that of who ever did. Each file owns its rows, and a new one takes the place of all.
create table establishment_group (
  source text collate "C" not null,
  uid text collate "C" not null check (uid ~ '^[0-9]{1,9}$'),
  group_id text,
  name text not null,
  type text not null,
  status text,
  companies_house_number text,
  ukprn text,
  opened_on date,
  closed_on date,
  run integer not null,
  line integer not null,
  primary key (source, uid)
);

-- That an establishment belongs to a group, or did, as one of the register's files states it. An establishment may have joined the
-- same group more than once. `left_on` is null where the file gives no such day.
create table group_membership (
  source text collate "C" not null,
  urn text collate "C" not null check (urn ~ '^[1-9][0-9]{5}$'),
  uid text collate "C" not null,
  joined_on date,
  left_on date,
  run integer not null,
  line integer not null,
  primary key (source, line)
);
create index group_membership_urn on group_membership (urn);

-- The name, days and place of an establishment, open or closed, as a copy of the register cut to those columns states them. It says
-- less than the register and never stands before it. The file owns its rows.
create table named_establishment (
  urn text collate "C" primary key check (urn ~ '^[1-9][0-9]{5}$'),
  name text not null,
  opened_on date,
  closed_on date,
  town text,
  postcode text,
  run integer not null,
  line integer not null
);

-- Which file stated a link: the file of links, or a search result of the register, whose links are held only while no file of links
-- is.
alter table establishment_link add column stated_by text not null default 'links' check (stated_by in ('links', 'register'));

-- What authorities spend on their services in a financial year, named after the calendar year it ends in, as one file of the revenue
-- outturn's summary states it. `headings` are those of the figures, with tabs between them.
create table spending_file (
  run integer primary key references import_run on delete cascade,
  year smallint not null unique,
  title text not null,
  headings text not null
);

-- One row of that file: an authority's, of whatever kind, the country's, or that of a class of authorities. `gss` is its code of the
-- Office for National Statistics; a class has the first three characters, and one
-- park authority its older code. `cells` has tabs between figures, in £ thousand as the
-- file spells them, or its marks.
create table spending_row (
  year smallint not null,
  gss text collate "C" not null check (gss ~ '^E[0-9]{2}([0-9]{2}|[0-9]{6})?$'),
  e_code text,
  name text not null,
  level text not null check (level in ('authority', 'class', 'country')),
  class text not null,
  certification text,
  note text,
  run integer not null references spending_file on delete cascade,
  line integer not null,
  cells text not null,
  primary key (year, gss)
);

grant select on establishment_group, group_membership, named_establishment, spending_file, spending_row to fiveday_officer;
