-- A day on which people here expect a release, in place of the one that the release calendar works out. What a publisher has
-- due is no authority's own work: all who share an installation share these rows, and the audit trail says who changed one.
-- `version` goes up with each change, so that two people who change one at once find out.
create table expected_release (
  id integer generated always as identity primary key,
  release text collate "C" not null,
  due_on date not null,
  note text not null,
  version integer not null default 1,
  changed_by text not null,
  changed_at timestamptz not null,
  unique (release, due_on)
);

-- What came of asking a publisher for a release: the sentence it ended in, and of the file that came last its address, what
-- to ask with so that an unchanged one is not sent again, and its SHA-256. Fiveday owns its rows: one for each release.
create table fetched_file (
  release text collate "C" primary key,
  asked_at timestamptz not null,
  answer text not null,
  address text,
  etag text,
  last_modified text,
  checksum text check (checksum ~ '^[0-9a-f]{64}$'),
  bytes integer,
  fetched_at timestamptz
);

-- What the file that came last was imported as. While all of it still stands, its publisher is asked only for a newer one.
create table fetched_content (
  release text collate "C" not null references fetched_file (release) on delete cascade,
  source text collate "C" not null,
  checksum text collate "C" not null,
  primary key (release, source, checksum)
);

grant select on expected_release, fetched_file, fetched_content to fiveday_officer;
