import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { legRows, type Trip } from './carry-judgements.store.ts'

/** Lets every evidence item that spoke to a criterion speak to what became of it. How many links came anew. */
export async function carryEvidence(tx: Db, { authority, from, to, legs }: Trip): Promise<number> {
  const done = await sql`
    insert into evidence_criterion (authority, evidence, framework, theme, criterion, linked_by, linked_at)
    select distinct on (e.evidence, leg.to_key) e.authority, e.evidence, ${to}, leg.to_theme, leg.to_key, e.linked_by, e.linked_at
    from evidence_criterion e join ${legRows(legs.criteria)} on leg.from_key = e.criterion
    where e.authority = ${authority} and e.framework = ${from}
    order by e.evidence, leg.to_key, leg.place
    on conflict do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

/** The ways of duties: of whole themes, which name no criterion, and of single criteria. */
const dutyRows = ({ legs }: Trip) => sql`(
  select from_key as from_theme, '' as from_criterion, to_key as to_theme, '' as to_criterion, place, was from ${legRows(legs.themes)}
  union all select null, from_key, to_theme, to_key, place, was from ${legRows(legs.criteria)})`

const ofDuty = (table: string) =>
  sql`${sql.ref(`${table}.criterion`)} = way.from_criterion and (way.from_theme is null or ${sql.ref(`${table}.theme`)} = way.from_theme)`

/** Carries who answers for what, where nobody was given it yet. Of what is merged the first that has a lead or a partner stands. */
export async function carryDuties(tx: Db, trip: Trip) {
  const { authority, from, to, today, who, now } = trip
  const duties = await sql`
    insert into duty (authority, framework, theme, criterion, lead, partner, changed_by, changed_at)
    select distinct on (way.to_theme, way.to_criterion) d.authority, ${to}, way.to_theme, way.to_criterion, d.lead, d.partner, ${who.name}, ${now}::timestamptz
    from duty d join ${dutyRows(trip)} way on ${ofDuty('d')}
    where d.authority = ${authority} and d.framework = ${from}
    order by way.to_theme, way.to_criterion, (d.lead is null) , (d.partner is null), way.place
    on conflict do nothing`.execute(tx)
  // Nobody who leads or challenges after the merger helps with it too.
  const helpers = await sql`
    insert into duty_helper (authority, framework, theme, criterion, account, part, from_on, until_on, given_by, given_at)
    select distinct on (way.to_theme, way.to_criterion, h.account, h.part, h.from_on, h.until_on)
      h.authority, ${to}, way.to_theme, way.to_criterion, h.account, h.part, h.from_on, h.until_on, h.given_by, h.given_at
    from duty_helper h join ${dutyRows(trip)} way on ${ofDuty('h')}
    where h.authority = ${authority} and h.framework = ${from} and h.ended_at is null and (h.until_on is null or h.until_on >= ${today})
      and not exists (select from duty d where d.authority = ${authority} and d.framework = ${to} and d.theme = way.to_theme
        and d.criterion = way.to_criterion and (d.lead = h.account or d.partner = h.account))
      and not exists (select from duty_helper k where k.authority = ${authority} and k.framework = ${to} and k.theme = way.to_theme
        and k.criterion = way.to_criterion and k.account = h.account and k.part = h.part and k.ended_at is null)
    order by way.to_theme, way.to_criterion, h.account, h.part, h.from_on, h.until_on, way.place`.execute(tx)
  return { duties: Number(duties.numAffectedRows ?? 0), helpers: Number(helpers.numAffectedRows ?? 0) }
}

/** Who led or challenged something that is led or challenged by somebody else after the carrying, in sentences. */
export async function relieved(tx: Db, trip: Trip): Promise<string[]> {
  const { authority, from, to } = trip
  const found = await sql<{ says: string }>`
    select a.name || ' was ' || part.word || ' of ' || way.was || '. The ' || part.word || ' is ' || coalesce(b.name, 'nobody') || ' now' as says
    from duty d join ${dutyRows(trip)} way on ${ofDuty('d')}
    join duty n on n.authority = ${authority} and n.framework = ${to} and n.theme = way.to_theme and n.criterion = way.to_criterion
    cross join lateral (values ('lead', d.lead, n.lead), ('challenge partner', d.partner, n.partner)) as part (word, was, now)
    join account a on a.id = part.was left join account b on b.id = part.now
    where d.authority = ${authority} and d.framework = ${from} and part.was is distinct from part.now
    order by way.place, d.theme, d.criterion, part.word`.execute(tx)
  return found.rows.map(({ says }) => says)
}

/**
 * Lets open actions go along with what they are about, each with a note of where it was; of what is split, to the first part.
 * An action is not copied: it is done once. What is done or dropped stays where it was.
 */
export async function moveActions(tx: Db, { authority, from, to, legs, who, now }: Trip): Promise<number> {
  const first = (ways: Trip['legs']['criteria']) => sql`(select distinct on (from_key) * from ${legRows(ways)} order by from_key, place)`
  const done = await sql`
    with way as (
      select from_key, to_theme, to_key as to_criterion, was, 'criterion' as kind from ${first(legs.criteria)} c
      union all select from_key, to_key, null, was, 'theme' from ${first(legs.themes)} t),
    moved as (
      update action a set framework = ${to}, theme = way.to_theme, criterion = way.to_criterion,
        arose_key = case
          when a.arose in ('criterion', 'challenge') and a.arose_key = a.criterion then way.to_criterion
          when a.arose = 'statement' and a.arose_key = a.theme then way.to_theme
          else a.arose_key end
      from way
      where a.authority = ${authority} and a.framework = ${from} and a.state = 'open'
        and ((way.kind = 'criterion' and a.criterion = way.from_key)
          or (way.kind = 'theme' and coalesce(a.criterion, '') = '' and a.theme = way.from_key))
      returning a.id, way.was)
    insert into action_note (authority, action, says, written_by, written_at)
    select ${authority}, id, 'It went along when the self-evaluation was carried over: it was about ' || was || '.', ${who.name}, ${now}
    from moved order by id`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}
