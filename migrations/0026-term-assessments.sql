-- A term's assessment of an authority: drafted, challenged by somebody else, signed off and then frozen. The authority owns its rows.
-- One signed off is never changed: a correction is a further number of the same term, which supersedes it and says why. `version`
-- goes up with each step, so that two people who act at once find out.
create table term_assessment (
  id integer generated always as identity primary key,
  authority text not null,
  -- The calendar year in which the academic year of the term ends.
  year smallint not null check (year between 2000 and 2100),
  term text not null check (term in ('autumn', 'spring', 'summer')),
  number smallint not null default 1 check (number > 0),
  as_at date not null,
  state text not null check (state in ('draft', 'challenged', 'signed off')),
  version integer not null default 1 check (version > 0),
  supersedes integer references term_assessment (id),
  correction_reason text,
  drafted_by text not null,
  drafted_account integer,
  drafted_at timestamptz not null,
  challenge text,
  challenged_by text,
  challenged_at timestamptz,
  signed_off_by text,
  signed_off_at timestamptz,
  -- Everything it says, as it was when it was signed off, and the SHA-256 of that text.
  frozen text,
  frozen_sha256 text,
  unique (authority, year, term, number),
  check ((number = 1) = (supersedes is null) and (supersedes is null) = (correction_reason is null)),
  check (state = 'draft' or (challenged_by is not null and challenged_at is not null and challenge is not null)),
  check ((state = 'signed off') = (frozen is not null) and (frozen is null) = (frozen_sha256 is null)
    and (frozen is null) = (signed_off_by is null) and (frozen is null) = (signed_off_at is null)),
  check (frozen is null or frozen_sha256 = encode(sha256(convert_to(frozen, 'UTF8')), 'hex'))
);

-- What officers wrote of one trigger in a term's assessment: their own light, where they gave one, with its reason, and comments by
-- phase. `version` goes up with each write; what stood before is in the audit trail.
create table assessed_trigger (
  assessment integer not null references term_assessment (id),
  trigger smallint not null,
  authority text not null,
  light text check (light in ('red', 'amber', 'green', 'grey')),
  reason text not null default '',
  comment_all text not null default '',
  comment_primary text not null default '',
  comment_secondary text not null default '',
  comment_special text not null default '',
  version integer not null default 1 check (version > 0),
  written_by text not null,
  written_at timestamptz not null,
  primary key (assessment, trigger)
);

grant select, insert, update on term_assessment, assessed_trigger to fiveday_officer;
grant usage on all sequences in schema public to fiveday_officer;

-- The fence, and the freeze: nobody who works for an authority can change a row that is signed off, or what was written of it.
alter table term_assessment enable row level security;
create policy own_authority on term_assessment for select to fiveday_officer
  using (authority = current_setting('fiveday.authority', true));
create policy begun_as_draft on term_assessment for insert to fiveday_officer
  with check (authority = current_setting('fiveday.authority', true) and state = 'draft');
create policy until_signed_off on term_assessment for update to fiveday_officer
  using (authority = current_setting('fiveday.authority', true) and state <> 'signed off')
  with check (authority = current_setting('fiveday.authority', true));

alter table assessed_trigger enable row level security;
create policy own_authority on assessed_trigger for select to fiveday_officer
  using (authority = current_setting('fiveday.authority', true));
create policy written_until_signed_off on assessed_trigger for insert to fiveday_officer
  with check (authority = current_setting('fiveday.authority', true)
    and exists (select 1 from term_assessment a where a.id = assessment and a.authority = assessed_trigger.authority and a.state <> 'signed off'));
create policy changed_until_signed_off on assessed_trigger for update to fiveday_officer
  using (authority = current_setting('fiveday.authority', true)
    and exists (select 1 from term_assessment a where a.id = assessment and a.authority = assessed_trigger.authority and a.state <> 'signed off'))
  with check (authority = current_setting('fiveday.authority', true)
    and exists (select 1 from term_assessment a where a.id = assessment and a.authority = assessed_trigger.authority and a.state <> 'signed off'));
