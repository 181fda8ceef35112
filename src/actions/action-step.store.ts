import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import { parseDay } from '../lib/day.ts'
import { actionById } from './action.store.ts'
import {
  mergedFrom,
  rags,
  saidIn,
  saysAlike,
  type Action,
  type ActionGiven,
  type ActionMerged,
  type ActionSaid,
  type Arose,
} from './action.ts'

/** The words that name an action in the audit trail. */
export const actionSubject = (id: number) => `Action ${id}`

/** An action to make, what it arose from, and the key of the form that makes it. */
export interface ToMake {
  readonly given: ActionGiven
  readonly arose: Arose
  readonly formKey: string
  readonly now: Date
}

/** Makes an action. A form sent twice makes one: the second time, what the first made is handed back. */
export async function makeAction(
  tx: Db,
  who: Person,
  { given, arose, formKey, now }: ToMake,
): Promise<{ readonly id: number; readonly anew: boolean }> {
  const made = await tx
    .insertInto('action')
    .values({ ...given, ...arose, authority: who.authority, begun_by: who.name, begun_at: now, form_key: formKey })
    .onConflict((on) => on.columns(['authority', 'form_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) {
    await record(tx, { ...by(who), at: now, what: 'Made an action', subject: actionSubject(made.id), before: null, after: { ...given, ...arose } }) // prettier-ignore
    return { id: made.id, anew: true }
  }
  const { id } = await tx
    .selectFrom('action')
    .select('id')
    .where('authority', '=', who.authority)
    .where('form_key', '=', formKey)
    .executeTakeFirstOrThrow()
  return { id, anew: false }
}

/** What came of changing an action: done, or why it was not. */
export type Changed =
  | { readonly kind: 'done'; readonly action: Action }
  /** Somebody changed the same parts meanwhile: theirs stands, and what is `merged` is not kept. */
  | { readonly kind: 'clash'; readonly theirs: Action; readonly merged: ActionMerged }
  /** It was done or dropped meanwhile. */
  | { readonly kind: 'ended'; readonly theirs: Action }
  | { readonly kind: 'missing' }

/** An action as it stands, locked so that two who change it take turns. */
async function standing(tx: Db, who: Person, id: number): Promise<Action | undefined> {
  await tx.selectFrom('action').select('id').where('authority', '=', who.authority).where('id', '=', id).forUpdate().execute()
  return actionById(reading(tx), who.authority, id)
}

/** What somebody makes of an action, and what the form showed them when they began. */
export interface ToChange {
  readonly id: number
  readonly was: ActionSaid
  readonly given: ActionGiven
  readonly now: Date
}

/**
 * Changes what is said of an action.
 *
 * Where somebody else changed it since, what both changed in different parts is put together and kept. Where they changed the
 * same part, nothing is changed: theirs is handed back beside what was merged, so that neither is lost.
 */
export async function changeAction(tx: Db, who: Person, { id, was, given, now }: ToChange): Promise<Changed> {
  const theirs = await standing(tx, who, id)
  if (!theirs) return { kind: 'missing' }
  const [before, mine] = [saidIn(theirs), saidIn(given)]
  if (saysAlike(before, mine) || saysAlike(was, mine)) return { kind: 'done', action: theirs }
  if (theirs.state !== 'open') return { kind: 'ended', theirs }
  const merged = mergedFrom(was, mine, before)
  if (merged.collide.length > 0) return { kind: 'clash', theirs, merged }
  if (saysAlike(before, merged.said)) return { kind: 'done', action: theirs }
  const said = asGiven(merged.said)
  await tx
    .updateTable('action')
    .set({ ...said, version: theirs.version + 1 })
    .where('authority', '=', who.authority)
    .where('id', '=', id)
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Changed an action', subject: actionSubject(id), before, after: merged.said })
  return { kind: 'done', action: (await actionById(reading(tx), who.authority, id)) ?? theirs }
}

function asGiven(said: ActionSaid): ActionGiven {
  return {
    ...said,
    owner: said.owner === '' ? null : Number(said.owner),
    due_on: parseDay(said.due_on) ?? null,
    rag: rags.find((one) => one === said.rag) ?? 'grey',
  }
}

/** A note to write, and the action it is of. */
export interface ToNote {
  readonly id: number
  readonly says: string
  readonly now: Date
}

/** Writes how it goes with an action. The same note by the same person once more, as by a form sent twice, is written once. */
export async function noteAction(tx: Db, who: Person, note: ToNote): Promise<'done' | 'missing'> {
  if (!(await standing(tx, who, note.id))) return 'missing'
  if (await noteKept(tx, who, note))
    await record(tx, { ...by(who), at: note.now, what: 'Wrote how an action goes', subject: actionSubject(note.id), before: null, after: { note: note.says } }) // prettier-ignore
  return 'done'
}

async function noteKept(tx: Db, who: Person, { id, says, now }: ToNote): Promise<boolean> {
  const last = await tx
    .selectFrom('action_note')
    .select(['says', 'written_by'])
    .where('authority', '=', who.authority)
    .where('action', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.says === says && last.written_by === who.name) return false
  await tx.insertInto('action_note').values({ authority: who.authority, action: id, says, written_by: who.name, written_at: now }).execute()
  return true
}

const ends = { done: 'Done', dropped: 'Dropped', open: 'Opened again' } as const

/** Ends an action as done or dropped, or opens it again; the note says how or why. Who finds it so already changes nothing. */
export async function endAction(
  tx: Db,
  who: Person,
  { id, says, now, state }: ToNote & { readonly state: Action['state'] },
): Promise<Changed> {
  const theirs = await standing(tx, who, id)
  if (!theirs) return { kind: 'missing' }
  const note = { id, says: `${ends[state]}: ${says}`, now }
  // Two who end it alike both say something of it.
  if (theirs.state === state) return (await noteKept(tx, who, note), { kind: 'done', action: theirs })
  if (theirs.state !== 'open' && state !== 'open') return { kind: 'ended', theirs }
  await noteKept(tx, who, note)
  await tx
    .updateTable('action')
    .set({ state, ended_at: state === 'open' ? null : now, version: theirs.version + 1 })
    .where('authority', '=', who.authority)
    .where('id', '=', id)
    .execute()
  await record(tx, { ...by(who), at: now, what: `${ends[state]} (action)`, subject: actionSubject(id), before: { state: theirs.state }, after: { state, note: says } }) // prettier-ignore
  return { kind: 'done', action: { ...theirs, state } }
}
