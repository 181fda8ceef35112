-- A complaint about a school that qualified to be looked into by Ofsted, as officers of an authority entered it. The authority owns
-- its rows, and no file of any publisher has them. One entered by mistake is taken out with the day and stays; `version` goes up
-- with each change, so that two people who change one at once find out. Outside officers only counts leave, small ones withheld.
create table complaint (
  id integer generated always as identity primary key,
  authority text not null,
  urn text collate "C" not null check (urn ~ '^[1-9][0-9]{5}$'),
  received_on date not null,
  theme text not null,
  outcome text not null,
  answered_on date check (answered_on >= received_on),
  note text not null check (length(note) <= 4000),
  version integer not null default 1 check (version > 0),
  entered_by text not null,
  entered_at timestamptz not null,
  removed_at timestamptz
);
create index complaint_received on complaint (authority, received_on);

-- A letter, request or direction from the Department for Education, or from the Secretary of State, and what we answered. The
-- authority owns its rows; as with complaints, one entered by mistake is taken out with the day and stays.
create table correspondence (
  id integer generated always as identity primary key,
  authority text not null,
  received_on date not null,
  kind text not null,
  sender text not null check (sender <> '' and length(sender) <= 200),
  subject text not null check (subject <> '' and length(subject) <= 300),
  urn text collate "C" check (urn ~ '^[1-9][0-9]{5}$'),
  says text not null check (length(says) <= 4000),
  due_on date,
  answered_on date check (answered_on >= received_on),
  version integer not null default 1 check (version > 0),
  entered_by text not null,
  entered_at timestamptz not null,
  removed_at timestamptz
);
create index correspondence_received on correspondence (authority, received_on);

grant select, insert, update on complaint, correspondence to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

alter table complaint enable row level security;
create policy own_authority on complaint to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));

alter table correspondence enable row level security;
create policy own_authority on correspondence to fiveday_officer
  using (authority = current_setting('fiveday.authority', true))
  with check (authority = current_setting('fiveday.authority', true));
