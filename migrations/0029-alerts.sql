-- What each authority was last told: the light of every trigger and its schools in a category of concern, as JSON. The next import or
-- recorded event is held against it, so that nothing is told twice. `imports` is `installation.imports` as it was then.
create table told_picture (
  authority text primary key,
  picture text not null,
  imports uuid not null,
  told_at timestamptz not null
);

-- One thing that changed: the light of a trigger, or a school that went into a category of concern, out of it, or from one to another.
-- The authority owns its rows, and none is ever changed. `was` and `became` are a light or a category; null where there was none.
create table alert (
  id integer generated always as identity primary key,
  authority text not null,
  kind text not null check (kind in ('light', 'school')),
  trigger smallint,
  urn text collate "C" check (urn ~ '^[1-9][0-9]{5}$'),
  -- The title of the trigger, or the name of the school.
  name text not null,
  was text,
  became text,
  because text not null,
  -- The days the figures before and after are of.
  was_as_at date,
  as_at date not null,
  -- What brought it, in words, and the import where it was one.
  cause text not null,
  run integer,
  raised_at timestamptz not null,
  check ((kind = 'light') = (trigger is not null) and (kind = 'school') = (urn is not null)),
  check (was is distinct from became)
);
create index alert_authority on alert (authority, id);

-- Which alerts a person follows, where they chose other than the usual: all lights and schools on the home page, none by e-mail.
-- `triggers` are the numbers of those chosen, with a comma between. E-mail is of what is raised after `mail_since`.
create table following (
  account integer primary key references account on delete cascade,
  authority text not null,
  lights text not null check (lights in ('all', 'chosen', 'none')),
  triggers text not null default '' check (triggers ~ '^([0-9]+(,[0-9]+)*)?$'),
  schools boolean not null,
  mail text not null check (mail in ('none', 'each', 'daily')),
  mail_since timestamptz,
  changed_at timestamptz not null,
  check ((mail = 'none') = (mail_since is null))
);

-- Which alerts a person has said they have seen.
create table alert_seen (
  account integer not null references account on delete cascade,
  alert integer not null references alert on delete cascade,
  authority text not null,
  seen_at timestamptz not null,
  primary key (account, alert)
);

-- An e-mail to send, until a mail server has taken it. `to_address` is set only for one that tries the server out; else it goes to the
-- account's address as it is when it is sent. What it says is written when it is sent, from its alerts. `reference` stays the same
-- each time it is tried, so that a server that has it already can tell. `problem` is why it did not go, in words.
create table mail (
  id integer generated always as identity primary key,
  authority text not null,
  account integer references account on delete cascade,
  to_address text,
  kind text not null check (kind in ('each', 'daily', 'test')),
  reference uuid not null unique default gen_random_uuid(),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'given up', 'dropped')),
  tries smallint not null default 0 check (tries >= 0),
  next_at timestamptz,
  problem text,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  check ((kind = 'test') = (to_address is not null)),
  check (kind = 'test' or account is not null),
  check ((state in ('waiting', 'sending')) = (next_at is not null))
);
create index mail_due on mail (next_at) where next_at is not null;

-- Which alerts an e-mail tells. Nobody is told one twice by e-mail.
create table mail_alert (
  account integer not null references account on delete cascade,
  alert integer not null references alert on delete cascade,
  mail integer not null references mail on delete cascade,
  authority text not null,
  primary key (account, alert)
);
create index mail_alert_mail on mail_alert (mail);

-- Whether an authority lets its e-mails name schools. Without a row, they do not.
create table mail_wording (
  authority text primary key,
  names_schools boolean not null
);

grant select, insert, update on told_picture, following, mail, mail_wording to fiveday_officer;
grant select, insert on alert, alert_seen, mail_alert to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

do $$ declare fenced text; begin
  foreach fenced in array array['told_picture', 'alert', 'following', 'alert_seen', 'mail', 'mail_alert', 'mail_wording'] loop
    execute format('alter table %I enable row level security', fenced);
    execute format('create policy own_authority on %I to fiveday_officer
      using (authority = current_setting(''fiveday.authority'', true))
      with check (authority = current_setting(''fiveday.authority'', true))', fenced);
  end loop;
end $$;
