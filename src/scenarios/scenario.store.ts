import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import { parseUrn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import { outcomeOf, type Scenario, type SchoolKept } from './scenario.ts'

/** The scenarios an authority keeps, by name. */
export async function scenarios(reads: Reads, authority: AreaCode): Promise<Scenario[]> {
  const rows = await reads
    .selectFrom('scenario')
    .select(['id', 'name', 'schools', 'version', 'as_at', 'made_on', 'made_by'])
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ schools, ...row }) => ({ ...row, schools: schoolsKept(schools) }))
}

/** A scenario to keep. `replaces` is the one that it changes, with the version that its maker had before them. */
export interface ToKeep {
  readonly name: string
  readonly schools: readonly SchoolKept[]
  readonly asAt: Day
  readonly today: Day
  readonly now: Date
  readonly replaces: { readonly id: number; readonly version: number } | undefined
}

/** What stands in the way of keeping: another of that name, one that somebody changed meanwhile, or that somebody removed. */
export type Refusal =
  | { readonly why: 'name' | 'changed'; readonly standing: Scenario }
  | { readonly why: 'removed' }
  | { readonly why: 'kept'; readonly id: number }

/**
 * Keeps a scenario, as a new one or in the place of one. Where somebody changed that one since it was seen, theirs is handed back
 * and nothing is written, so that nobody wins without a word.
 */
export async function keepScenario(tx: Db, who: Person, { name, schools, asAt, today, now, replaces }: ToKeep): Promise<Refusal> {
  // Two who keep one at once take turns.
  await sql`select pg_advisory_xact_lock(hashtext(${`scenario ${who.authority}`}))`.execute(tx)
  const all = await scenarios(reading(tx), who.authority)
  const standing = all.find(({ id }) => id === replaces?.id)
  if (replaces && standing === undefined) return { why: 'removed' }
  if (standing && standing.version !== replaces?.version) return { why: 'changed', standing }
  const alike = all.find((one) => one.name.toLowerCase() === name.toLowerCase() && one.id !== replaces?.id)
  if (alike) return { why: 'name', standing: alike }

  const kept = { name, schools: JSON.stringify(schools), as_at: asAt, made_on: today, made_by: who.name, made_at: now }
  const { id } = standing
    ? await tx
        .updateTable('scenario')
        .set({ ...kept, version: standing.version + 1 })
        .where('id', '=', standing.id)
        .where('authority', '=', who.authority)
        .returning('id')
        .executeTakeFirstOrThrow()
    : await tx
        .insertInto('scenario')
        .values({ ...kept, authority: who.authority })
        .returning('id')
        .executeTakeFirstOrThrow()
  const before = standing ? { name: standing.name, schools: standing.schools } : null
  await record(tx, { ...by(who), at: now, what: standing ? 'Changed a scenario' : 'Kept a scenario', subject: name, before, after: { name, schools } }) // prettier-ignore
  return { why: 'kept', id }
}

/** Gives a scenario another name, unless it was changed since it was seen. What it tries, and the day it was made, stay. */
export async function renameScenario(
  tx: Db,
  who: Person,
  { id, version, name, now }: { id: number; version: number; name: string; now: Date },
): Promise<Refusal> {
  await sql`select pg_advisory_xact_lock(hashtext(${`scenario ${who.authority}`}))`.execute(tx)
  const all = await scenarios(reading(tx), who.authority)
  const standing = all.find((one) => one.id === id)
  if (standing === undefined) return { why: 'removed' }
  if (standing.version !== version) return { why: 'changed', standing }
  const alike = all.find((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase())
  if (alike) return { why: 'name', standing: alike }
  await tx
    .updateTable('scenario')
    .set({ name, version: version + 1 })
    .where('id', '=', id)
    .where('authority', '=', who.authority)
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Renamed a scenario', subject: name, before: { name: standing.name }, after: { name } })
  return { why: 'kept', id }
}

/** Removes a scenario, unless it was changed since it was seen. Returns whether it did. */
export async function removeScenario(
  tx: Db,
  who: Person,
  { id, version, now }: { id: number; version: number; now: Date },
): Promise<boolean> {
  const removed = await tx
    .updateTable('scenario')
    .set({ removed_at: now, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('authority', '=', who.authority)
    .where('removed_at', 'is', null)
    .returning(['name', 'schools'])
    .executeTakeFirst()
  if (!removed) return false
  const before = { schools: schoolsKept(removed.schools) }
  await record(tx, { ...by(who), at: now, what: 'Removed a scenario', subject: removed.name, before, after: null })
  return true
}

/** The schools of a scenario out of the text they are kept as. */
function schoolsKept(text: string): SchoolKept[] {
  const all: unknown = JSON.parse(text)
  return Array.isArray(all) ? all.flatMap((one: unknown) => schoolKept(one) ?? []) : []
}

function schoolKept(one: unknown): SchoolKept | undefined {
  if (typeof one !== 'object' || one === null) return undefined
  const fields: Readonly<Record<string, unknown>> = { ...one }
  const textOf = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null)
  const [urn, outcome] = [parseUrn(textOf('urn') ?? ''), outcomeOf(textOf('outcome') ?? '')]
  if (urn === undefined || outcome === undefined) return undefined
  return { urn, name: textOf('name') ?? '', outcome: outcome.key, overall: textOf('overall'), category: textOf('category') }
}
