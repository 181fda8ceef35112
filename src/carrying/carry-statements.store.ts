import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { legRows, type Trip } from './carry-judgements.store.ts'

/** Carries every position statement with every text that was saved of it and every comment, in the order they were begun; those already there come after. */
export async function carryStatements(tx: Db, trip: Trip) {
  const { authority, from, to } = trip
  await makeRoom(tx, trip)
  const statements = await copyStatements(tx, trip)
  const of = sql`join position_statement o on o.id = x.statement and o.authority = ${authority} and o.framework = ${from}
    join position_statement n on n.carried_from = o.id and n.authority = ${authority} and n.framework = ${to}
    where x.authority = ${authority}`
  const texts = await sql`
    insert into statement_text (statement, version, authority, text, saved_by, saved_account, saved_at)
    select n.id, x.version, x.authority, x.text, x.saved_by, x.saved_account, x.saved_at from statement_text x ${of}`.execute(tx)
  const comments = await sql`
    insert into statement_comment (authority, statement, version, passage, says, made_by, made_account, made_at, settled_by, settled_at, settled_how)
    select x.authority, n.id, x.version, x.passage, x.says, x.made_by, x.made_account, x.made_at, x.settled_by, x.settled_at, x.settled_how
    from statement_comment x ${of} order by x.id, n.id`.execute(tx)
  const looks = await sql<{ looks: number }>`
    select count(n.needs_look)::integer as looks from position_statement n join position_statement o on o.id = n.carried_from
    where n.authority = ${authority} and n.framework = ${to} and o.authority = ${authority} and o.framework = ${from}`.execute(tx)
  const carried = { texts: Number(texts.numAffectedRows ?? 0), comments: Number(comments.numAffectedRows ?? 0) }
  return { statements, ...carried, toLookAt: looks.rows[0]?.looks ?? 0 }
}

async function makeRoom(tx: Db, { authority, from, to, legs }: Trip): Promise<void> {
  const aside = 1_000_000
  const coming = sql`(select leg.to_key, count(*)::integer as statements from ${legRows(legs.themes)}
    join position_statement o on o.authority = ${authority} and o.framework = ${from} and o.theme = leg.from_key group by leg.to_key)`
  const there = sql`s.authority = ${authority} and s.framework = ${to} and s.theme = coming.to_key`
  await sql`update position_statement s set number = s.number + ${aside} from ${coming} coming where ${there}`.execute(tx)
  await sql`update position_statement s set number = s.number - ${aside} + coming.statements from ${coming} coming where ${there}`.execute(
    tx,
  )
}

async function copyStatements(tx: Db, { authority, from, to, legs }: Trip): Promise<number> {
  const done = await sql`
    with came as (
      select o.*, leg.to_key, leg.looks, leg.was, row_number() over (partition by leg.to_key order by o.drafted_at, o.number, leg.place, o.id) as place,
        count(*) over (partition by leg.to_key) as statements_in_all
      from ${legRows(legs.themes)}
      join position_statement o on o.authority = ${authority} and o.framework = ${from} and o.theme = leg.from_key)
    insert into position_statement (authority, framework, theme, number, state, text, figures, version, drafted_by, drafted_account,
      drafted_at, written_at, challenge, challenged_by, challenged_account, challenged_at, agreed_by, agreed_at, published_by, published_at,
      carried_from, needs_look)
    select authority, ${to}, to_key, place, state, text, figures, version, drafted_by, drafted_account, drafted_at, written_at, challenge,
      challenged_by, challenged_account, challenged_at, agreed_by, agreed_at, published_by, published_at, id,
      case when place = statements_in_all then looks end
    from came order by to_key, place`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}
