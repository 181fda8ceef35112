-- A person who signs in. `authority` is the authority they work for, until they choose it null.
create table account (
  id integer generated always as identity primary key,
  email text not null unique check (email = lower(email)),
  name text not null check (name <> ''),
  password_hash text not null,
  role text not null check (role in ('administrator', 'officer', 'reader')),
  authority text,
  created_at timestamptz not null,
  withdrawn_on date
);

-- A signed-in browser. Only the hash of its cookie is kept.
create table session (
  id_hash text primary key,
  account integer not null references account on delete cascade,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);

-- A link that makes one account, once. Only the hash of its secret is kept.
create table invitation (
  secret_hash text primary key,
  role text not null check (role in ('administrator', 'officer', 'reader')),
  authority text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- What a council calls itself at the top of its pages, when that is not its authority's published name.
create table council (
  authority text primary key,
  name text not null check (name <> '')
);

-- Every change anybody made: who, when, what, before and after. Written in the transaction of the change; never changed.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  who text not null,
  account integer,
  authority text,
  what text not null,
  subject text not null,
  before jsonb,
  after jsonb
);
create index audit_entry_latest on audit_entry (id desc);

-- The light an authority records for a trigger that no published file can give (7 complaints, 8 Secretary of State).
-- The newest entry stands; earlier ones stay.
create table recorded_light (
  id integer generated always as identity primary key,
  authority text not null,
  framework text not null,
  trigger smallint not null,
  light text not null check (light in ('red', 'amber', 'green')),
  recorded_on date not null,
  reason text not null check (reason <> ''),
  recorded_by text not null,
  recorded_at timestamptz not null
);
create index recorded_light_latest on recorded_light (authority, framework, trigger, recorded_on desc, id desc);
