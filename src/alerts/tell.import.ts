import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db } from '../db/connect.ts'
import { onBehalfOf } from '../db/scope.ts'
import { dayInLondon } from '../lib/london.ts'
import { changesBetween, type Alert } from './alert.ts'
import { authoritiesWorkedFor, importsThatStand, keepTold, lastImportSince, listedOn, takeTurnTelling, toldPicture } from './told.store.ts'
import { raise, type Event } from './alert.store.ts'
import { pictureNow } from './picture.import.ts'

/** The import that is told of. */
export interface ImportTold {
  readonly id: number
  readonly file_name: string
  readonly started_at: Date
  readonly ended_at: Date | null
}

/**
 * Holds what stands now against what an authority was last told, and raises an alert for each difference, once.
 *
 * Where nothing was told yet, what stands is the beginning, and no alert. Comes inside a fenced transaction of the authority.
 */
export async function tellChange(tx: Db, authority: AreaCode, event: Event): Promise<readonly Alert[]> {
  await takeTurnTelling(tx, authority)
  const reads = reading(tx)
  const [told, after] = [await toldPicture(reads, authority), await pictureNow(reads, authority, event.today)]
  if (!after) return []
  // A file without categories says nothing of them: those told before stay told.
  const picture = after.schools === null ? { ...after, schools: told?.picture.schools ?? null } : after
  await keepTold(tx, authority, picture, event.now)
  if (!told) return []
  const gone = told.picture.schools?.inCategory.map(({ urn }) => urn) ?? []
  return raise(tx, authority, changesBetween(told.picture, picture, await listedOn(reads, gone)), event)
}

/** Sees that an authority was told what stands, so that the next change has something to be held against. */
export async function beginTelling(tx: Db, authority: AreaCode, { today, now }: Pick<Event, 'today' | 'now'>): Promise<void> {
  if (await toldPicture(reading(tx), authority)) return
  await tellChange(tx, authority, { cause: 'The first figures that were held', run: null, today, now })
}

/** Does something that may change an authority's lights, and tells what it changed: all of it in the one transaction. */
export async function tellingOf<T>(
  tx: Db,
  authority: AreaCode,
  { work, ...event }: Event & { readonly work: () => Promise<T> },
): Promise<T> {
  await beginTelling(tx, authority, event)
  const done = await work()
  await tellChange(tx, authority, event)
  return done
}

/** Tells every authority that somebody works for what an import changed, each in a transaction of its own. */
export async function tellImport(db: Db, { id, file_name }: ImportTold, now: Date): Promise<void> {
  const event = { cause: `Import of ${file_name}`, run: id, today: dayInLondon(now), now }
  for (const authority of await authoritiesWorkedFor(reading(db))) await onBehalfOf(db, authority, (tx) => tellChange(tx, authority, event))
}

/**
 * Tells what was not told when it should have been: an authority that somebody began to work for, or an import after which the
 * process ended. Nothing is computed while the imports that stand are those last told.
 */
export async function catchUp(db: Db, now: Date): Promise<void> {
  const reads = reading(db)
  const imports = await importsThatStand(reads)
  for (const authority of await authoritiesWorkedFor(reads)) {
    const told = await toldPicture(reads, authority)
    if (told?.imports === imports) continue
    const last = told && (await lastImportSince(reads, told.at))
    const event = {
      cause: last ? `Import of ${last.file_name}` : 'Figures that were imported',
      run: last?.id ?? null,
      today: dayInLondon(now),
      now,
    }
    await onBehalfOf(db, authority, (tx) => tellChange(tx, authority, event))
  }
}
