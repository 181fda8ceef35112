-- This installation: one row. Which country its published files speak of: the made-up one, or the real one.
create table installation (
  only_one boolean primary key default true check (only_one),
  country text check (country in ('made-up', 'real')),
  created_at timestamptz not null default now()
);
insert into installation default values;

-- One run of reading a published file. Published facts are shared by every authority that uses this installation.
-- `stands` is true while what it gave is what is held; another import of its source (and of its day, where files of several
-- days are held beside each other) takes its place. `process` and `seen_at` tell, after a crash, a run that was interrupted from one that is still under way elsewhere.
create table import_run (
  id integer generated always as identity primary key,
  source text,
  file_name text not null,
  bytes bigint not null,
  checksum text,
  as_at date,
  stands boolean not null default false,
  state text not null default 'running'
    check (state in ('running', 'done', 'unchanged', 'refused', 'cancelled', 'interrupted')),
  stage text not null default 'reading',
  rows_read integer not null default 0,
  rows_used integer not null default 0,
  rows_refused integer not null default 0,
  message text,
  started_by text not null,
  process text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz
);
create index import_run_latest on import_run (source, id desc);

-- A row of a published file that was not used, with its line and why. Owned by its import run.
create table refused_row (
  run integer not null references import_run on delete cascade,
  line integer not null,
  reason text not null,
  primary key (run, line, reason)
);
