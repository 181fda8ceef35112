-- A link between two establishments as the register's file of links states it, from the side of `urn`: what `link_urn` is to
-- it. `kind` is the published `link_type` read; `other` is a link that says nothing of which came first. The file owns its
-- rows, and a new one takes the place of all. Most links are stated from both sides.
create table establishment_link (
  urn text collate "C" not null check (urn ~ '^[1-9][0-9]{5}$'),
  link_urn text collate "C" not null check (link_urn ~ '^[1-9][0-9]{5}$' and link_urn <> urn),
  link_name text,
  link_type text collate "C" not null,
  kind text not null check (kind in ('predecessor', 'successor', 'other')),
  manner text check (manner in ('amalgamation', 'merger', 'split')),
  established_on date,
  run integer not null,
  line integer not null,
  primary key (urn, link_urn, link_type)
);
create index establishment_link_other on establishment_link (link_urn);

-- An establishment as one file of the register stated it on that file's as-at day, open or closed. Each file owns its rows;
-- of one URN the row of the newest day counts. Names of people are not kept. `capacity`, `pupils` and `percentage_fsm` are
-- figures as published: a number, or the publisher's mark. `authority` is null where the register gives none (code 000).
create table establishment (
  as_at date not null,
  urn text collate "C" not null check (urn ~ '^[1-9][0-9]{5}$'),
  dfe_number text check (dfe_number ~ '^[0-9]{7}$'),
  authority text collate "C",
  authority_name text,
  name text not null,
  type text,
  type_group text,
  phase text,
  status text not null,
  opened_on date,
  open_reason text,
  closed_on date,
  close_reason text,
  lowest_age smallint,
  highest_age smallint,
  capacity text,
  pupils text,
  percentage_fsm text,
  trust text,
  federation text,
  diocese text,
  religious_character text,
  resourced_provision text,
  postcode text,
  easting integer,
  northing integer,
  run integer not null,
  line integer not null,
  primary key (urn, as_at)
);
create index establishment_day on establishment (as_at);

grant select on establishment_link, establishment to fiveday_officer;
