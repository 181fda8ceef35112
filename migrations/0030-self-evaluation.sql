-- An authority's evaluation of itself against a framework. Every table here is the authority's own work: it owns its rows. `framework`
-- is the key of a framework file, `theme` and `criterion` are keys in it; a framework's work stays readable after another is chosen.

-- A framework file an authority loaded of its own, as it was loaded. It is never changed: a new edition is a new key.
create table loaded_framework (
  authority text not null,
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  title text not null,
  content text not null check (length(content) <= 2000000),
  checksum text not null,
  loaded_by text not null,
  loaded_at timestamptz not null,
  primary key (authority, key)
);

-- The framework an authority evaluates itself against; the newest row stands. Without one it is LAASSI of November 2014.
create table chosen_framework (
  id integer generated always as identity primary key,
  authority text not null,
  framework text not null,
  chosen_by text not null,
  chosen_at timestamptz not null
);
create index chosen_framework_authority on chosen_framework (authority, id desc);

-- Who answers for a theme, or (`criterion` not empty) for one criterion of it: the lead and the challenge partner. Empty is a vacancy.
create table duty (
  authority text not null,
  framework text not null,
  theme text not null,
  criterion text not null default '',
  lead integer references account (id),
  partner integer references account (id),
  version integer not null default 1 check (version > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (authority, framework, theme, criterion),
  check (lead <> partner)
);

-- Somebody who helps with a duty: a contributor, or who stands in for the lead or the partner from one day until another.
create table duty_helper (
  id integer generated always as identity primary key,
  authority text not null,
  framework text not null,
  theme text not null,
  criterion text not null default '',
  account integer not null references account (id),
  part text not null check (part in ('contributor', 'for the lead', 'for the partner')),
  from_on date,
  until_on date,
  given_by text not null,
  given_at timestamptz not null,
  ended_at timestamptz,
  check (part = 'contributor' or (from_on is not null and until_on >= from_on))
);
create index duty_helper_theme on duty_helper (authority, framework, theme);

-- One look at a criterion: drafted, ready for challenge, challenged, agreed. A later look is a further number; an agreed one is never
-- changed. `year` is the academic year it was begun in, by the calendar year it ends in. Where the challenge disagreed and the lead
-- let the judgement stand, both are kept side by side (`lead_says`). `version` goes up with each change.
create table criterion_judgement (
  id integer generated always as identity primary key,
  authority text not null,
  framework text not null,
  theme text not null,
  criterion text not null,
  number integer not null check (number > 0),
  year smallint not null check (year between 2000 and 2100),
  state text not null check (state in ('draft', 'ready', 'challenged', 'agreed')),
  grade text,
  confidence text check (confidence in ('low', 'medium', 'high')),
  reason text not null default '',
  strengths text not null default '',
  gaps text not null default '',
  better text not null default '',
  version integer not null default 1 check (version > 0),
  drafted_by text not null,
  drafted_account integer,
  drafted_at timestamptz not null,
  challenge text check (challenge in ('agree', 'agree with a change', 'disagree')),
  challenge_grade text,
  challenge_reason text,
  challenged_by text,
  challenged_account integer,
  challenged_at timestamptz,
  lead_says text,
  agreed_by text,
  agreed_at timestamptz,
  -- The judgement of an earlier framework that this one was carried from, and what needs another look because of it.
  carried_from integer references criterion_judgement (id),
  needs_look text,
  unique (authority, framework, criterion, number),
  check (state = 'draft' or (grade is not null and confidence is not null)),
  check ((challenge is null) = (challenged_by is null) and (challenge is null) = (challenged_at is null)),
  check (state in ('draft', 'ready') or challenge is not null),
  check ((state = 'agreed') = (agreed_at is not null) and (agreed_at is null) = (agreed_by is null)),
  check (challenged_account <> drafted_account)
);
create index criterion_judgement_theme on criterion_judgement (authority, framework, theme, criterion, number desc);

-- Every step of a judgement: who did what, when, and what it said then.
create table judgement_step (
  id integer generated always as identity primary key,
  authority text not null,
  judgement integer not null references criterion_judgement (id),
  version integer not null,
  step text not null,
  says jsonb not null,
  done_by text not null,
  done_at timestamptz not null
);
create index judgement_step_judgement on judgement_step (authority, judgement, id);

-- A position statement of a theme: where we are, how we know, what we do next. Markdown, and the live figures in it as they were when
-- it was agreed. A further number is a new statement; one that is agreed or published is never changed in its text.
create table position_statement (
  id integer generated always as identity primary key,
  authority text not null,
  framework text not null,
  theme text not null,
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'challenge', 'agreed', 'published')),
  text text not null check (length(text) <= 200000),
  figures jsonb,
  version integer not null default 1 check (version > 0),
  drafted_by text not null,
  drafted_account integer,
  drafted_at timestamptz not null,
  written_at timestamptz not null,
  challenge text,
  challenged_by text,
  challenged_account integer,
  challenged_at timestamptz,
  agreed_by text,
  agreed_at timestamptz,
  published_by text,
  published_at timestamptz,
  carried_from integer references position_statement (id),
  needs_look text,
  unique (authority, framework, theme, number),
  check ((state in ('agreed', 'published')) = (agreed_at is not null)),
  check ((state = 'published') = (published_at is not null))
);

-- Every text of a statement that was ever saved, also by autosave, by its version.
create table statement_text (
  statement integer not null references position_statement (id),
  version integer not null,
  authority text not null,
  text text not null,
  saved_by text not null,
  saved_account integer,
  saved_at timestamptz not null,
  primary key (statement, version)
);

-- A comment on a passage of a statement, as the passage read when it was made.
create table statement_comment (
  id integer generated always as identity primary key,
  authority text not null,
  statement integer not null references position_statement (id),
  version integer not null,
  passage text not null,
  says text not null check (says <> '' and length(says) <= 4000),
  made_by text not null,
  made_account integer,
  made_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  settled_how text
);
create index statement_comment_statement on statement_comment (authority, statement);

-- Something that shows how good our work is: where it is, what it shows, of what day, and the criteria it speaks to.
create table evidence_item (
  id integer generated always as identity primary key,
  authority text not null,
  title text not null check (title <> '' and length(title) <= 300),
  shows text not null check (length(shows) <= 4000),
  place text not null check (length(place) <= 2000),
  dated_on date not null,
  version integer not null default 1 check (version > 0),
  added_by text not null,
  added_at timestamptz not null,
  removed_at timestamptz
);
create index evidence_item_authority on evidence_item (authority);

create table evidence_criterion (
  authority text not null,
  evidence integer not null references evidence_item (id),
  framework text not null,
  theme text not null,
  criterion text not null,
  linked_by text not null,
  linked_at timestamptz not null,
  primary key (evidence, framework, criterion)
);
create index evidence_criterion_theme on evidence_criterion (authority, framework, theme);

-- Who does what by when, wherever it arose: `arose` is the kind of thing, `arose_key` names it, `arose_says` is what it said then.
create table action (
  id integer generated always as identity primary key,
  authority text not null,
  what text not null check (what <> '' and length(what) <= 1000),
  done_means text not null check (length(done_means) <= 2000),
  owner integer references account (id),
  due_on date,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  rag text not null default 'grey' check (rag in ('red', 'amber', 'green', 'grey')),
  rag_reason text not null default '',
  arose text not null check (arose in ('criterion', 'challenge', 'statement', 'finding', 'weakness', 'meeting', 'trigger', 'school', 'itself')),
  arose_key text not null default '',
  arose_says text not null default '',
  framework text,
  theme text,
  criterion text,
  version integer not null default 1 check (version > 0),
  begun_by text not null,
  begun_at timestamptz not null,
  -- What the form that made it carried, so that a form sent twice makes one action.
  form_key text not null,
  ended_at timestamptz,
  unique (authority, form_key)
);
create index action_due on action (authority, state, due_on);

create table action_note (
  id integer generated always as identity primary key,
  authority text not null,
  action integer not null references action (id),
  says text not null check (says <> '' and length(says) <= 4000),
  written_by text not null,
  written_at timestamptz not null
);
create index action_note_action on action_note (authority, action);

-- What we say of a finding about another authority, or of a common weakness or strength: have we the same, and how do we stand?
create table own_position (
  authority text not null,
  kind text not null check (kind in ('finding', 'weakness', 'strength')),
  key text not null,
  answer text not null check (answer in ('yes', 'partly', 'no', 'not known')),
  says text not null check (length(says) <= 4000),
  version integer not null default 1 check (version > 0),
  written_by text not null,
  written_at timestamptz not null,
  primary key (authority, kind, key)
);

-- The letter of another authority's inspection, pasted in by us, and the passages in it that tell of something.
create table inspection_letter (
  id integer generated always as identity primary key,
  authority text not null,
  inspected text not null check (inspected <> '' and length(inspected) <= 200),
  began_on date,
  published_on date,
  outcome text not null check (outcome in ('effective', 'ineffective', 'narrative', 'not known')),
  source text not null check (length(source) <= 2000),
  text text not null check (length(text) <= 200000),
  added_by text not null,
  added_at timestamptz not null,
  removed_at timestamptz
);

create table letter_passage (
  id integer generated always as identity primary key,
  authority text not null,
  letter integer not null references inspection_letter (id),
  passage text not null check (passage <> '' and length(passage) <= 4000),
  kind text not null check (kind in ('strength', 'weakness', 'recommendation')),
  framework text not null,
  criterion text not null,
  marked_by text not null,
  marked_at timestamptz not null,
  unique (letter, passage, framework, criterion)
);

-- A meeting of the forum that oversees the self-evaluation, its agenda as it was when it was fixed, what was decided, its minutes.
create table forum_meeting (
  id integer generated always as identity primary key,
  authority text not null,
  meets_on date not null,
  place text not null default '',
  state text not null default 'planned' check (state in ('planned', 'held', 'agreed')),
  minutes text not null default '' check (length(minutes) <= 100000),
  present text not null default '',
  version integer not null default 1 check (version > 0),
  planned_by text not null,
  planned_at timestamptz not null,
  form_key text not null,
  unique (authority, form_key)
);

create table agenda_item (
  id integer generated always as identity primary key,
  authority text not null,
  meeting integer not null references forum_meeting (id),
  position smallint not null,
  title text not null check (title <> '' and length(title) <= 500),
  because text not null default '',
  arose text not null default 'itself',
  arose_key text not null default '',
  decided text not null default '' check (length(decided) <= 4000),
  version integer not null default 1 check (version > 0),
  unique (meeting, position)
);

-- A reviewer from outside: one account, the themes it may read and challenge, from one day until another.
create table review (
  id integer generated always as identity primary key,
  authority text not null,
  account integer references account (id),
  invited text not null check (invited <> '' and length(invited) <= 200),
  framework text not null,
  themes text[] not null check (cardinality(themes) > 0),
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  secret_hash text,
  invited_by text not null,
  invited_at timestamptz not null,
  ended_at timestamptz
);

-- A file of the self-evaluation brought back from away: what was read of it, waiting for whoever brought it to look through the changes.
create table away_file (
  id integer generated always as identity primary key,
  authority text not null,
  name text not null check (length(name) <= 300),
  framework text not null,
  says jsonb not null,
  brought_by text not null,
  brought_account integer not null,
  brought_at timestamptz not null,
  taken_in_at timestamptz
);

-- That the work under one framework was carried to another, and what of it needs attention.
create table carried (
  id integer generated always as identity primary key,
  authority text not null,
  from_framework text not null,
  to_framework text not null,
  says jsonb not null,
  carried_by text not null,
  carried_at timestamptz not null,
  unique (authority, from_framework, to_framework)
);

alter table account drop constraint account_role_check;
alter table account add constraint account_role_check check (role in ('administrator', 'officer', 'reader', 'reviewer'));
alter table invitation drop constraint invitation_role_check;
alter table invitation add constraint invitation_role_check check (role in ('administrator', 'officer', 'reader', 'reviewer'));

grant select, insert, update on duty, duty_helper, criterion_judgement, position_statement, statement_comment, evidence_item, action,
  own_position, inspection_letter, forum_meeting, agenda_item, review to fiveday_officer;
grant select, insert on loaded_framework, chosen_framework, judgement_step, statement_text, action_note, carried to fiveday_officer;
grant select, insert, delete on evidence_criterion, letter_passage to fiveday_officer;
grant delete on agenda_item to fiveday_officer;
grant select, insert, update, delete on away_file to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

do $$
declare
  fenced text;
begin
  foreach fenced in array array['loaded_framework', 'chosen_framework', 'duty', 'duty_helper', 'criterion_judgement', 'judgement_step',
    'position_statement', 'statement_text', 'statement_comment', 'evidence_item', 'evidence_criterion', 'action', 'action_note',
    'own_position', 'inspection_letter', 'letter_passage', 'forum_meeting', 'agenda_item', 'review', 'away_file', 'carried'] loop
    execute format('alter table %I enable row level security', fenced);
    execute format('create policy own_authority on %I to fiveday_officer using (authority = current_setting(''fiveday.authority'', true))
      with check (authority = current_setting(''fiveday.authority'', true))', fenced);
  end loop;
end
$$;
