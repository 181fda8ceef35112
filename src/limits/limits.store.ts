import { sql } from 'kysely'
import { by } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { LimitTexts } from './limit-field.ts'

/** Each time an authority set its limits under a framework, newest first: the first stands. */
export async function limitsSet(reads: Reads, authority: AreaCode, framework: string) {
  return reads
    .selectFrom('set_limits')
    .select(['id', 'limits', 'reason', 'set_by', 'set_at'])
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .orderBy('id', 'desc')
    .execute()
}

export type LimitsSet = Awaited<ReturnType<typeof limitsSet>>[number]

/** The limits that stand under a framework of every authority that set its own. Those that went back to the defaults are not here. */
export async function ownLimitsOfAll(reads: Reads, framework: string) {
  return reads
    .selectFrom(
      reads
        .selectFrom('set_limits')
        .distinctOn('authority')
        .select(['authority', 'limits', 'reason', 'set_by', 'set_at'])
        .where('framework', '=', framework)
        .orderBy('authority')
        .orderBy('id', 'desc')
        .as('newest'),
    )
    .leftJoin('area', 'area.code', 'newest.authority')
    .select(['newest.authority', 'limits', 'reason', 'set_by', 'set_at', 'area.name'])
    .where('limits', 'is not', null)
    .orderBy('newest.authority')
    .execute()
}

/** What to set: limits, or null for the defaults. `seen` is the newest entry its setter had before them; null where there was none. */
export interface ToSet {
  readonly framework: string
  readonly limits: LimitTexts | null
  readonly reason: string
  readonly seen: number | null
  readonly now: Date
}

/**
 * Sets an authority's limits. Earlier ones are kept. When somebody set others since these were seen, those are handed back and
 * nothing is set, so that nobody wins without a word.
 */
export async function setLimits(tx: Db, who: Person, { framework, limits, reason, seen, now }: ToSet): Promise<LimitsSet | undefined> {
  // Two who set them at once take turns.
  await sql`select pg_advisory_xact_lock(hashtext(${`limits ${who.authority}`}))`.execute(tx)
  const [standing] = await limitsSet(reading(tx), who.authority, framework)
  if (standing && standing.id !== seen) return standing
  const text = limits === null ? null : JSON.stringify(limits)
  await tx
    .insertInto('set_limits')
    .values({ authority: who.authority, framework, limits: text, reason, set_by: who.name, set_at: now })
    .execute()
  await record(tx, {
    ...by(who),
    at: now,
    what: limits === null ? 'Went back to the default limits' : 'Set limits',
    subject: framework,
    before: standing ? { limits: standing.limits ?? 'the defaults', reason: standing.reason } : { limits: 'the defaults' },
    after: { limits: text ?? 'the defaults', reason },
  })
  return undefined
}

/** By which set of triggers an authority is judged, and the limits it set under it: everything that `frameworkOf` needs, in one question. */
export async function standingChoice(reads: Reads, authority: AreaCode, shipped: string) {
  return reads
    .selectFrom(
      sql<StandingChoice>`(
    with chosen as (
      select s.id, s.key, s.checksum from (
        select trigger_set from chosen_set where authority = ${authority} order by id desc limit 1
      ) as newest join trigger_set s on s.id = newest.trigger_set
    )
    select chosen.id as "set", coalesce(chosen.key, ${shipped}) as framework, chosen.checksum, own.limits, own.reason, own.set_by,
      own.set_at, a.name
    from (select 1) as one
      left join chosen on true
      left join lateral (
        select limits, reason, set_by, set_at from set_limits
        where authority = ${authority} and framework = coalesce(chosen.key, ${shipped})
        order by id desc limit 1
      ) as own on true
      left join area a on a.code = ${authority}
    )`.as('standing'),
    )
    .selectAll()
    .executeTakeFirstOrThrow()
}

export interface StandingChoice {
  readonly set: number | null
  readonly framework: string
  readonly checksum: string | null
  readonly limits: string | null
  readonly reason: string | null
  readonly set_by: string | null
  readonly set_at: Date | null
  readonly name: string | null
}
