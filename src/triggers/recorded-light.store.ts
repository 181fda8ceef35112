import { sql } from 'kysely'
import { by } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import { newestEntry, type RecordedLight } from './assess.ts'

/** The lights recorded under a framework, of one authority or of all, oldest first. */
export async function recordedLights(
  reads: Reads,
  framework: string,
  authority?: AreaCode,
): Promise<(RecordedLight & { id: number; replaces: number | null; authority: AreaCode })[]> {
  const all = reads
    .selectFrom('recorded_light')
    .select(['id', 'replaces', 'authority', 'trigger', 'light', 'recorded_on as on', 'reason', 'recorded_by as by'])
    .where('framework', '=', framework)
    .orderBy('recorded_on')
    .orderBy('id')
  return authority === undefined ? all.execute() : all.where('authority', '=', authority).execute()
}

/**
 * Records a light for a trigger that no published file can give. Earlier ones are kept; the audit trail says what came before.
 *
 * `seen` is the newest entry its recorder had before them. When another was recorded since, that one is handed back and
 * nothing is recorded, so that nobody wins without a word. One that replaces another must be of the same trigger.
 */
export async function recordLight(
  tx: Db,
  who: Person,
  recorded: Pick<RecordedLight, 'trigger' | 'light' | 'on' | 'reason' | 'replaces'> & {
    readonly framework: string
    readonly now: Date
    readonly seen?: number | null | undefined
  },
): Promise<RecordedLight | undefined> {
  const { framework, trigger, light, on, reason, now, seen } = recorded
  // Two who record at once take turns.
  await sql`select pg_advisory_xact_lock(hashtext(${`recorded light ${who.authority} ${trigger}`}))`.execute(tx)
  const earlier = (await recordedLights(reading(tx), framework, who.authority)).filter((one) => one.trigger === trigger)
  const newest = newestEntry(earlier)
  if (seen !== undefined && newest && newest.id !== seen) return newest
  const stood = earlier.at(-1)
  const replaced = earlier.find(({ id }) => id === recorded.replaces)
  await tx
    .insertInto('recorded_light')
    .values({
      authority: who.authority,
      framework,
      trigger,
      light,
      recorded_on: on,
      reason,
      replaces: replaced?.id ?? null,
      recorded_by: who.name,
      recorded_at: now,
    })
    .execute()
  await record(tx, {
    ...by(who),
    at: now,
    what: 'Recorded a light',
    subject: `Trigger ${trigger}`,
    before: stood ? { light: stood.light, on: stood.on, reason: stood.reason } : null,
    after: { light, on, reason, ...(replaced ? { replaces: `${replaced.light} from ${replaced.on}` } : {}) },
  })
  return undefined
}
