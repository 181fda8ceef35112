-- `run` and `line` say which import gave a row. They are no foreign keys here: checking each of a hundred thousand rows would
-- double the time of an import, and only an import writes them.

-- A school as one file of Ofsted's state-funded schools stated it, on that file's as-at day: who it was, and the grade
-- of its latest graded inspection. Authority is the first three digits of its DfE number.
create table school_record (
  as_at date not null,
  urn text collate "C" not null check (urn ~ '^[1-9][0-9]{5}$'),
  dfe_number text not null check (dfe_number ~ '^[0-9]{7}$'),
  authority text collate "C" not null,
  name text not null,
  phase text not null,
  type text not null,
  opened_on date,
  religious_character text,
  admissions text,
  sixth_form text,
  trust_uid text,
  trust text,
  sponsor text,
  postcode text,
  constituency text,
  deprivation_quintile smallint,
  pupils integer,
  lowest_age smallint,
  highest_age smallint,
  overall text check (overall in ('1', '2', '3', '4', 'Not judged')),
  category text,
  run integer not null,
  line integer not null,
  primary key (as_at, urn)
);
create index school_record_authority on school_record (authority, as_at);

-- Ofsted's outcome of one inspection of a school, as one file stated it on its as-at day. Each file owns its rows.
-- `urn` is the school it now counts for; `urn_then` the establishment that was inspected, which may be a predecessor.
create table published_judgement (
  as_at date not null,
  urn text collate "C" not null,
  inspection_number text collate "C" not null,
  kind text collate "C" not null check (kind in ('graded', 'ungraded')),
  inspection_type text,
  inspected_on date,
  published_on date,
  urn_then text,
  name_then text,
  type_then text,
  overall text,
  category text,
  outcome text,
  quality_of_education text,
  behaviour_and_attitudes text,
  personal_development text,
  leadership_and_management text,
  safeguarding text,
  early_years text,
  sixth_form text,
  run integer not null,
  line integer not null,
  primary key (as_at, urn, kind, inspection_number)
);

-- The same, of all files together: of each cell the newest that any file stated, so that a later file's NULL never erases
-- a grade. Derived from `published_judgement`, and can be rebuilt; `as_at`, `run` and `line` are of the newest file.
create table judgement (
  urn text collate "C" not null,
  inspection_number text collate "C" not null,
  kind text collate "C" not null check (kind in ('graded', 'ungraded')),
  inspection_type text,
  inspected_on date,
  published_on date,
  urn_then text,
  name_then text,
  type_then text,
  overall text,
  category text,
  outcome text,
  quality_of_education text,
  behaviour_and_attitudes text,
  personal_development text,
  leadership_and_management text,
  safeguarding text,
  early_years text,
  sixth_form text,
  as_at date not null,
  run integer not null,
  line integer not null,
  primary key (urn, kind, inspection_number)
);
create index judgement_published on judgement (urn, published_on desc);
