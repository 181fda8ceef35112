-- What was checked of an import after it was kept: a row for each rule that had something to look at, with what it looked at in
-- words. An import without a row here has not been checked.
create table quality_check (
  run integer not null references import_run on delete cascade,
  rule text collate "C" not null,
  place smallint not null,
  said text not null,
  primary key (run, rule)
);

-- Something about published figures that an officer should know before quoting them: what is wrong and what to do, in a sentence.
-- `key` says which thing it is, figures included, so that an import of the same file again finds the same one. `behind` are the
-- published rows it was found in, at most 500 of `rows_behind`. A finding never changes a figure, and never refuses a file.
create table quality_finding (
  id integer generated always as identity primary key,
  run integer not null references import_run on delete cascade,
  rule text collate "C" not null,
  weight text collate "C" not null check (weight in ('likely wrong', 'look into', 'to know')),
  authority text collate "C",
  subject text not null,
  sentence text not null,
  key text collate "C" not null,
  rows_behind integer not null,
  behind jsonb not null
);
create index quality_finding_run on quality_finding (run, rule);
create index quality_finding_key on quality_finding (key);

-- Why somebody says a finding is as it should be; a null reason opens it again. Nothing is taken away: the newest counts. It is of
-- the key, so that it holds for the same finding in a later import, and of the whole installation, as published facts are.
create table quality_explanation (
  id integer generated always as identity primary key,
  key text collate "C" not null,
  reason text,
  explained_by text not null,
  explained_at timestamptz not null
);
create index quality_explanation_key on quality_explanation (key, id desc);

grant select on quality_check, quality_finding, quality_explanation to fiveday_officer;
