import { by } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { RecordedLight } from './assess.ts'

/** The lights recorded under a framework, of one authority or of all, oldest first. */
export async function recordedLights(
  reads: Reads,
  framework: string,
  authority?: AreaCode,
): Promise<(RecordedLight & { authority: AreaCode })[]> {
  const all = reads
    .selectFrom('recorded_light')
    .select(['authority', 'trigger', 'light', 'recorded_on as on', 'reason', 'recorded_by as by'])
    .where('framework', '=', framework)
    .orderBy('recorded_on')
    .orderBy('id')
  return authority === undefined ? all.execute() : all.where('authority', '=', authority).execute()
}

/** Records a light for a trigger that no published file can give. Earlier ones stay; the audit trail says what stood before. */
export async function recordLight(
  tx: Db,
  who: Person,
  recorded: Pick<RecordedLight, 'trigger' | 'light' | 'on' | 'reason'> & { readonly framework: string; readonly now: Date },
): Promise<void> {
  const { framework, trigger, light, on, reason, now } = recorded
  const stood = (await recordedLights(reading(tx), framework, who.authority)).filter((earlier) => earlier.trigger === trigger).at(-1)
  await tx
    .insertInto('recorded_light')
    .values({ authority: who.authority, framework, trigger, light, recorded_on: on, reason, recorded_by: who.name, recorded_at: now })
    .execute()
  await record(tx, {
    ...by(who),
    at: now,
    what: 'Recorded a light',
    subject: `Trigger ${trigger}`,
    before: stood ? { light: stood.light, on: stood.on, reason: stood.reason } : null,
    after: { light, on, reason },
  })
}
