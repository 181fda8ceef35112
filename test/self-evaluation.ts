import { sql } from 'kysely'
import type { AreaCode } from '../src/authorities/area.ts'
import type { Db } from '../src/db/connect.ts'
import type { Framework } from '../src/frameworks/framework.ts'

interface Somebody {
  readonly account: number
  readonly name: string
}

/**
 * A full self-evaluation under a framework: every criterion judged in four yearly rounds, the third with a challenge that stands; three
 * statements a theme with three texts and two comments each; evidence, duties, helpers and actions. No two texts are alike.
 */
export async function aFullSelfEvaluation(
  db: Db,
  of: { readonly authority: AreaCode; readonly framework: Framework; readonly people: Readonly<Record<'ama' | 'ben' | 'cho', Somebody>> },
): Promise<void> {
  const { authority, framework, people } = of
  const [best = '', worst = ''] = [framework.scale.grades[0]?.key, framework.scale.grades.at(-1)?.key]
  const criteria = JSON.stringify(
    framework.themes.flatMap(({ key, criteria: all }) => all.map((one) => ({ theme: key, criterion: one.key }))),
  )
  const rounds = sql`(select c.*, r.round, make_date(2012 + r.round, 11, 1) + (c.place::integer % 20) as on_day
    from rows from (jsonb_to_recordset(${criteria}::jsonb) as (theme text, criterion text)) with ordinality as c (theme, criterion, place)
    cross join generate_series(1, 4) as r (round))`
  await sql`
    insert into criterion_judgement (authority, framework, theme, criterion, number, year, state, grade, confidence, reason, strengths, gaps, better,
      version, drafted_by, drafted_account, drafted_at, challenge, challenge_grade, challenge_reason, challenged_by, challenged_account,
      challenged_at, lead_says, agreed_by, agreed_at)
    select ${authority}, ${framework.key}, theme, criterion, round, 2013 + round, 'agreed',
      case when round = 3 or place % 3 > 0 then ${best} else ${worst} end, 'medium', 'Reason ' || said, 'Strengths ' || said, 'Gaps ' || said, 'Better ' || said,
      3, ${people.ama.name}, ${people.ama.account}::integer, on_day, case when round = 3 then 'disagree' else 'agree' end, case when round = 3 then ${worst} end,
      case when round = 3 then 'Challenge ' || said end, ${people.ben.name}, ${people.ben.account}::integer, on_day, case when round = 3 then 'It stands ' || said end,
      ${people.ama.name}, on_day
    from (select *, round || ' of ' || criterion as said from ${rounds} rounds) said`.execute(db)
  await sql`
    insert into judgement_step (authority, judgement, version, step, says, done_by, done_at)
    select authority, id, step.version, step.name, jsonb_build_object('grade', grade, 'reason', step.name || ' ' || reason, 'account', drafted_account), drafted_by, drafted_at
    from criterion_judgement cross join (values (1, 'Began'), (2, 'Made ready for challenge'), (3, 'Challenged it and agreed')) as step (version, name)
    where framework = ${framework.key} order by id, step.version`.execute(db)
  await sql`
    insert into position_statement (authority, framework, theme, number, state, text, figures, version, drafted_by, drafted_account, drafted_at, written_at,
      challenge, challenged_by, challenged_account, challenged_at, agreed_by, agreed_at, published_by, published_at)
    select ${authority}, ${framework.key}, theme, number, case when number < 3 then 'published' else 'draft' end, 'Text 3, statement ' || number || ' of ' || theme,
      jsonb_build_object('met', theme || number), 3, ${people.ama.name}, ${people.ama.account}::integer, make_date(2013 + number, 1, place::integer), make_date(2013 + number, 2, 1),
      'The challenge of statement ' || number || ' of ' || theme, ${people.ben.name}, ${people.ben.account}::integer, make_date(2013 + number, 2, 1),
      case when number < 3 then ${people.ama.name} end, case when number < 3 then make_date(2013 + number, 3, 1) end,
      case when number < 3 then ${people.cho.name} end, case when number < 3 then make_date(2013 + number, 4, 1) end
    from unnest(${framework.themes.map(({ key }) => key)}::text[]) with ordinality as t (theme, place) cross join generate_series(1, 3) as n (number)`.execute(
    db,
  )
  await sql`
    insert into statement_text (statement, version, authority, text, saved_by, saved_account, saved_at)
    select id, version.number, authority, 'Text ' || version.number || ', statement ' || s.number || ' of ' || theme, drafted_by, drafted_account, drafted_at
    from position_statement s cross join generate_series(1, 3) as version (number) where framework = ${framework.key}`.execute(db)
  await sql`
    insert into statement_comment (authority, statement, version, passage, says, made_by, made_account, made_at, settled_by, settled_at, settled_how)
    select authority, id, 3, 'Passage ' || c.number, 'Comment ' || c.number || ' on statement ' || s.number || ' of ' || theme, ${people.ben.name}, ${people.ben.account}::integer, drafted_at,
      case when c.number = 1 then drafted_by end, case when c.number = 1 then drafted_at end, case when c.number = 1 then 'Settled ' || s.number || theme end
    from position_statement s cross join generate_series(1, 2) as c (number) where framework = ${framework.key}`.execute(db)
  await sql`
    insert into evidence_item (authority, title, shows, place, dated_on, added_by, added_at)
    select ${authority}, 'Evidence ' || number, 'Shows ' || number, 'A folder', date '2014-01-01', ${people.ama.name}, now() from generate_series(1, 10) as n (number)`.execute(
    db,
  )
  await sql`
    insert into evidence_criterion (authority, evidence, framework, theme, criterion, linked_by, linked_at)
    select ${authority}, e.id, ${framework.key}, c.theme, c.criterion, ${people.ama.name}, now()
    from ${rounds} c join evidence_item e on e.authority = ${authority} and e.id % 5 = c.place % 5 where c.round = 1`.execute(db)
  await sql`
    insert into duty (authority, framework, theme, lead, partner, changed_by, changed_at)
    select ${authority}, ${framework.key}, theme, case when place < 4 then ${people.ama.account}::integer else ${people.cho.account}::integer end, ${people.ben.account}::integer, ${people.cho.name}, now()
    from unnest(${framework.themes.map(({ key }) => key)}::text[]) with ordinality as t (theme, place)`.execute(db)
  await sql`
    insert into duty_helper (authority, framework, theme, account, part, given_by, given_at)
    select authority, framework, theme, ${people.cho.account}::integer, 'contributor', changed_by, changed_at from duty where framework = ${framework.key} and lead <> ${people.cho.account}::integer`.execute(
    db,
  )
  const [theme] = framework.themes
  const about = theme?.criteria[1]?.key ?? ''
  await sql`
    insert into action (authority, what, done_means, state, arose, arose_key, arose_says, framework, theme, criterion, begun_by, begun_at, form_key)
    select ${authority}, 'Action ' || state, 'Done', state, 'criterion', ${about}, 'A gap', ${framework.key}, ${theme?.key ?? ''}, ${about}, ${people.ama.name}, now(), state
    from unnest(array['open', 'done']) as s (state)`.execute(db)
}

/** Everything said under a framework, one text a line of its own: kind, theme or criterion, and every word, sorted. */
export async function textsUnder(db: Db, authority: AreaCode, framework: string): Promise<string[]> {
  const here = sql`authority = ${authority} and framework = ${framework}`
  const { rows } = await sql<{ text: string }>`
    select concat_ws(e'\n', 'judgement', criterion, year, state, confidence, reason, strengths, gaps, better, drafted_by, drafted_at, challenge, challenge_reason, challenged_by, lead_says, agreed_by, agreed_at) as text from criterion_judgement where ${here}
    union all select concat_ws(e'\n', 'step', j.criterion, s.step, s.says ->> 'reason', s.done_by, s.done_at) from judgement_step s join criterion_judgement j on j.id = s.judgement
      where j.authority = ${authority} and j.framework = ${framework} and s.step not like 'Carried over%'
    union all select concat_ws(e'\n', 'statement', theme, state, text, figures, drafted_by, drafted_at, written_at, challenge, challenged_by, agreed_by, agreed_at, published_by, published_at) from position_statement where ${here}
    union all select concat_ws(e'\n', 'text', s.theme, t.version, t.text, t.saved_by, t.saved_at) from statement_text t join position_statement s on s.id = t.statement where s.authority = ${authority} and s.framework = ${framework}
    union all select concat_ws(e'\n', 'comment', s.theme, c.passage, c.says, c.made_by, c.made_at, c.settled_by, c.settled_at, c.settled_how) from statement_comment c join position_statement s on s.id = c.statement where s.authority = ${authority} and s.framework = ${framework}
    union all select distinct concat_ws(e'\n', 'link', e.criterion, i.title, i.shows, i.place) from evidence_criterion e join evidence_item i on i.id = e.evidence where e.authority = ${authority} and e.framework = ${framework}`.execute(
    db,
  )
  return rows.map(({ text }) => text).toSorted()
}
