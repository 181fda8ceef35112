import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Db } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { Legs } from './carrying.ts'

/** One carrying: whose work, from where to where and along which ways, by whom and when. */
export interface Trip {
  readonly authority: AreaCode
  readonly from: string
  readonly fromTitle: string
  readonly to: string
  readonly legs: Legs
  readonly who: { readonly name: string; readonly account: number | null }
  readonly today: Day
  readonly now: Date
}

/** The ways of criteria or themes as rows of a query. */
export const legRows = (legs: Legs['criteria']) =>
  sql`jsonb_to_recordset(${JSON.stringify(legs)}::jsonb) as leg (from_key text, to_theme text, to_key text, place integer, was text, looks text)`

const gradeRows = ({ legs }: Trip, name: string) =>
  sql`jsonb_to_recordset(${JSON.stringify(legs.grades)}::jsonb) as ${sql.raw(name)} (from_key text, title text, to_key text, looks text)`

/**
 * Carries every judgement with its history. Of one criterion the newest look carried is the last, and stands unless the authority has
 * judged it under the later framework already: its own looks come after. A grade without a like is none, in a draft, with what it was.
 */
export async function carryJudgements(tx: Db, trip: Trip) {
  await makeRoom(tx, trip)
  const judgements = await copyJudgements(tx, trip)
  const steps = await copySteps(tx, trip)
  await addCarriedStep(tx, trip)
  const counts = await sql<{ looks: number; lost: number }>`
    select count(n.needs_look)::integer as looks, count(*) filter (where n.grade is null and o.grade is not null)::integer as lost
    from criterion_judgement n join criterion_judgement o on o.id = n.carried_from
    where n.authority = ${trip.authority} and n.framework = ${trip.to} and o.authority = ${trip.authority} and o.framework = ${trip.from}`.execute(
    tx,
  )
  const { looks = 0, lost = 0 } = counts.rows[0] ?? {}
  return { judgements, steps, toLookAt: looks, withoutGrade: lost }
}

/** Moves the numbers of looks that are there already up, by as many as will come before them. */
async function makeRoom(tx: Db, { authority, from, to, legs }: Trip): Promise<void> {
  const aside = 1_000_000
  const coming = sql`(select leg.to_key, count(*)::integer as looks from ${legRows(legs.criteria)}
    join criterion_judgement o on o.authority = ${authority} and o.framework = ${from} and o.criterion = leg.from_key group by leg.to_key)`
  const there = sql`j.authority = ${authority} and j.framework = ${to} and j.criterion = coming.to_key`
  // In two steps, because no two looks may have one number in between.
  await sql`update criterion_judgement j set number = j.number + ${aside} from ${coming} coming where ${there}`.execute(tx)
  await sql`update criterion_judgement j set number = j.number - ${aside} + coming.looks from ${coming} coming where ${there}`.execute(tx)
}

async function copyJudgements(tx: Db, trip: Trip): Promise<number> {
  const { authority, from, to, fromTitle, legs } = trip
  const done = await sql`
    with came as (
      select o.*, leg.to_theme, leg.to_key, leg.looks,
        g.title as grade_was, g.to_key as grade_now, g.looks as grade_looks,
        c.title as other_was, c.to_key as other_now,
        o.grade is not null and g.to_key is null as lost,
        o.challenge_grade is not null and c.to_key is null as other_lost,
        row_number() over (partition by leg.to_key order by o.drafted_at, o.number, leg.place, o.id) as place,
        count(*) over (partition by leg.to_key) as looks_in_all
      from ${legRows(legs.criteria)}
      join criterion_judgement o on o.authority = ${authority} and o.framework = ${from} and o.criterion = leg.from_key
      left join ${gradeRows(trip, 'g')} on g.from_key = o.grade
      left join ${gradeRows(trip, 'c')} on c.from_key = o.challenge_grade)
    insert into criterion_judgement (authority, framework, theme, criterion, number, year, state, grade, confidence, reason, strengths, gaps,
      better, version, drafted_by, drafted_account, drafted_at, challenge, challenge_grade, challenge_reason, challenged_by,
      challenged_account, challenged_at, lead_says, agreed_by, agreed_at, carried_from, needs_look)
    select authority, ${to}, to_theme, to_key, place, year, case when lost then 'draft' else state end, grade_now, confidence, reason, strengths,
      gaps, better, version + 1, drafted_by, drafted_account, drafted_at,
      case when not lost then challenge end, case when not lost then other_now end, case when not lost then challenge_reason end,
      case when not lost then challenged_by end, case when not lost then challenged_account end, case when not lost then challenged_at end,
      case when not lost then lead_says end, case when not lost then agreed_by end, case when not lost then agreed_at end, id,
      nullif(concat_ws(' ',
        case when place = looks_in_all then looks end,
        case when place = looks_in_all then grade_looks end,
        case when lost then 'It was graded “' || coalesce(grade_was, grade) || '” under ' || ${fromTitle} || ', and nothing here is like that: grade it anew.' end,
        case when lost and agreed_by is not null then 'It was agreed by ' || agreed_by || '.' end,
        case when lost and challenge is not null then challenged_by || ' challenged it (' || challenge || '): ' || coalesce(challenge_reason, 'no reason given') end,
        case when (lost or other_lost) and challenge_grade is not null then 'The challenge partner would have graded it “' || coalesce(other_was, challenge_grade) || '”.' end,
        case when lost and lead_says is not null then 'The lead let it stand: ' || lead_says end), '')
    from came order by to_key, place`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

/** Copies the history. A grade in it is told in the words of the scale it was given on. */
async function copySteps(tx: Db, trip: Trip): Promise<number> {
  const { authority, to, from, fromTitle } = trip
  const done = await sql`
    insert into judgement_step (authority, judgement, version, step, says, done_by, done_at)
    select s.authority, n.id, s.version, s.step,
      s.says
        || case when g.title is null then '{}'::jsonb else jsonb_build_object('grade', g.title || ' (' || ${fromTitle} || ')') end
        || case when c.title is null then '{}'::jsonb else jsonb_build_object('otherGrade', c.title || ' (' || ${fromTitle} || ')') end,
      s.done_by, s.done_at
    from judgement_step s
    join criterion_judgement o on o.id = s.judgement and o.authority = ${authority} and o.framework = ${from}
    join criterion_judgement n on n.carried_from = s.judgement and n.authority = ${authority} and n.framework = ${to}
    left join ${gradeRows(trip, 'g')} on g.from_key = s.says ->> 'grade'
    left join ${gradeRows(trip, 'c')} on c.from_key = s.says ->> 'otherGrade'
    where s.authority = ${authority}
    order by s.id, n.id`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

/** Ends the history of each judgement carried with where it came from, what it was graded there, and all that was said of it. */
async function addCarriedStep(tx: Db, trip: Trip): Promise<void> {
  const { authority, from, to, legs, who, now } = trip
  await sql`
    insert into judgement_step (authority, judgement, version, step, says, done_by, done_at)
    select n.authority, n.id, n.version,
      'Carried over from ' || leg.was || coalesce(', where it was “' || coalesce(g.title, o.grade) || '”', ''),
      jsonb_strip_nulls(jsonb_build_object('state', n.state, 'challenge', o.challenge, 'otherGrade', coalesce(c.title, o.challenge_grade),
        'otherReason', o.challenge_reason, 'leadSays', o.lead_says, 'stateWas', o.state, 'gradeWas', o.grade, 'agreedBy', o.agreed_by,
        'agreedAt', o.agreed_at, 'challengedBy', o.challenged_by, 'challengedAt', o.challenged_at))
      || jsonb_build_object('grade', n.grade, 'confidence', n.confidence, 'reason', n.reason, 'strengths', n.strengths, 'gaps', n.gaps,
        'better', n.better, 'account', ${who.account}::integer),
      ${who.name}, ${now}
    from criterion_judgement n
    join criterion_judgement o on o.id = n.carried_from and o.authority = ${authority} and o.framework = ${from}
    join ${legRows(legs.criteria)} on leg.from_key = o.criterion and leg.to_key = n.criterion
    left join ${gradeRows(trip, 'g')} on g.from_key = o.grade
    left join ${gradeRows(trip, 'c')} on c.from_key = o.challenge_grade
    where n.authority = ${authority} and n.framework = ${to}
    order by n.id`.execute(tx)
}
