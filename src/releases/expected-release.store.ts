import type { Change } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { inWords } from '../lib/day.ts'
import { expectedReleases } from './release.store.ts'
import type { Expectation, ExpectedRelease, Release } from './release.ts'

/** Who changes the calendar, and when. */
export type Changer = Pick<Change, 'who' | 'account'> & { readonly now: Date }

/** What stands in the way of a change: somebody made another since, or the day is there already. */
export type Clash = { readonly kind: 'changed'; readonly stands: ExpectedRelease | undefined } | { readonly kind: 'there already' }

/** Adds a day on which a release is expected. */
export async function expectRelease(db: Db, { key, title }: Release, given: Expectation, by: Changer): Promise<Clash | undefined> {
  return db.transaction().execute(async (tx) => {
    const added = await tx
      .insertInto('expected_release')
      .values({ release: key, ...given, changed_by: by.who, changed_at: by.now })
      .onConflict((conflict) => conflict.columns(['release', 'due_on']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return { kind: 'there already' }
    await tell(tx, by, 'Expected a release', title, null, inShort(given))
    return undefined
  })
}

/** Changes such a day, unless somebody changed or removed it since it was `seen`. */
export async function changeExpected(
  db: Db,
  { key, title }: Release,
  seen: { readonly id: number; readonly version: number },
  given: Expectation,
  by: Changer,
): Promise<Clash | undefined> {
  return db.transaction().execute(async (tx) => {
    const all = (await expectedReleases(reading(tx))).filter(({ release }) => release === key)
    const before = all.find(({ id }) => id === seen.id)
    if (before?.version !== seen.version) return { kind: 'changed', stands: before }
    if (all.some(({ id, due_on }) => id !== seen.id && due_on === given.due_on)) return { kind: 'there already' }
    const { numUpdatedRows } = await tx
      .updateTable('expected_release')
      .set({ ...given, version: seen.version + 1, changed_by: by.who, changed_at: by.now })
      .where('id', '=', seen.id)
      .where('version', '=', seen.version)
      .executeTakeFirstOrThrow()
    // Another process was between our look and our change.
    if (numUpdatedRows !== 1n) return { kind: 'changed', stands: undefined }
    await tell(tx, by, 'Changed an expected release', title, inShort(before), inShort(given))
    return undefined
  })
}

/** Removes such a day, unless somebody changed it since it was `seen`. */
export async function forgetExpected(
  db: Db,
  { key, title }: Release,
  seen: { readonly id: number; readonly version: number },
  by: Changer,
): Promise<Clash | undefined> {
  return db.transaction().execute(async (tx) => {
    const before = (await expectedReleases(reading(tx))).find(({ id, release }) => id === seen.id && release === key)
    if (!before) return undefined
    if (before.version !== seen.version) return { kind: 'changed', stands: before }
    await tx.deleteFrom('expected_release').where('id', '=', seen.id).where('version', '=', seen.version).execute()
    await tell(tx, by, 'Removed an expected release', title, inShort(before), null)
    return undefined
  })
}

/** Goes back to the release calendar's own days: removes all that people here expected of a release. */
export async function forgetAllExpected(db: Db, { key, title }: Release, by: Changer): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const before = (await expectedReleases(reading(tx))).filter(({ release }) => release === key)
    if (before.length === 0) return
    await tx.deleteFrom('expected_release').where('release', '=', key).execute()
    const days = before.map(({ due_on, note }) => [inWords(due_on), note].filter(Boolean).join(': ')).join('; ')
    await tell(tx, by, 'Went back to the release calendar', title, { expected: days }, null)
  })
}

const inShort = ({ due_on, note }: Expectation) => ({ expected: inWords(due_on), note })

async function tell(tx: Db, { now, ...by }: Changer, what: string, subject: string, before: object | null, after: object | null) {
  await record(tx, { ...by, authority: null, what, subject, before, after, at: now })
}
