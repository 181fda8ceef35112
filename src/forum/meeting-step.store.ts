import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { decidedField, writtenFields, writtenMerged, writtenOf, type AgendaItem, type Meeting, type Written } from './forum-meeting.ts'
import { isSame, type Matter } from './matter.ts'
import { agendaOf, meetingById } from './meeting.store.ts'

/** The words that name a meeting in the audit trail. */
export const meetingSubject = (id: number) => `Forum meeting ${id}`

/** A meeting to plan, the agenda it begins with, and the key of the form that plans it. */
export interface ToPlan {
  readonly meets_on: Day
  readonly place: string
  readonly agenda: readonly Matter[]
  readonly formKey: string
  readonly now: Date
}

/** Plans a meeting. A form sent twice plans one: the second time, the first is handed back. */
export async function planMeeting(tx: Db, who: Person, { meets_on: on, place, agenda, formKey, now }: ToPlan): Promise<number> {
  const planned = await tx
    .insertInto('forum_meeting')
    .values({ authority: who.authority, meets_on: on, place, planned_by: who.name, planned_at: now, form_key: formKey })
    .onConflict((conflict) => conflict.columns(['authority', 'form_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!planned) {
    const first = tx.selectFrom('forum_meeting').select('id').where('authority', '=', who.authority).where('form_key', '=', formKey)
    return (await first.executeTakeFirstOrThrow()).id
  }
  const { id } = planned
  const items = agenda.map((matter, i) => ({ ...matter, authority: who.authority, meeting: id, position: i + 1 }))
  if (items.length > 0) await tx.insertInto('agenda_item').values(items).execute()
  await record(tx, { ...by(who), at: now, what: 'Planned a meeting', subject: meetingSubject(id), before: null, after: { on, place, items: items.length } }) // prettier-ignore
  return id
}

/** What came of a step with a meeting: done, or why it was not. */
export type MeetingStepped =
  | { readonly kind: 'done' }
  /** Somebody wrote in the same lines meanwhile: theirs stands, and what is `said` is not kept. */
  | { readonly kind: 'clash'; readonly said: Written; readonly collide: readonly string[]; readonly theirs: Written }
  /** It has gone on to another state, or was changed, since it was seen. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'missing' }

const done: MeetingStepped = { kind: 'done' }

/** A meeting as it stands, locked so that two who change it take turns, with its agenda. */
async function standing(tx: Db, who: Person, id: number): Promise<{ meeting: Meeting; items: AgendaItem[] } | undefined> {
  await tx.selectFrom('forum_meeting').select('id').where('authority', '=', who.authority).where('id', '=', id).forUpdate().execute()
  const meeting = await meetingById(reading(tx), who.authority, id)
  return meeting && { meeting, items: await agendaOf(reading(tx), who.authority, id) }
}

async function set(
  tx: Db,
  who: Person,
  { id, version }: Meeting,
  values: Partial<Pick<Meeting, 'meets_on' | 'place' | 'state' | 'present' | 'minutes'>>,
) {
  await tx
    .updateTable('forum_meeting')
    .set({ ...values, version: version + 1 })
    .where('authority', '=', who.authority)
    .where('id', '=', id)
    .execute()
}

/** When and where a meeting is to be, and what the form showed of that. */
export interface ToMove {
  readonly id: number
  readonly meets_on: Day
  readonly place: string
  readonly was: { readonly meets_on: string; readonly place: string }
  readonly now: Date
}

/** Changes when and where a meeting is. What somebody else changed meanwhile stands, unless it is the same part. */
export async function changeMeeting(tx: Db, who: Person, { id, meets_on: on, place, was, now }: ToMove): Promise<MeetingStepped> {
  const found = await standing(tx, who, id)
  if (!found) return { kind: 'missing' }
  const { meeting } = found
  if (meeting.state === 'agreed') return { kind: 'moved' }
  const [mine, theirs] = [
    { meets_on: on, place },
    { meets_on: meeting.meets_on, place: meeting.place },
  ]
  const { said, collide } = writtenMerged(['meets_on', 'place'], was, mine, theirs)
  if (collide.length > 0) return { kind: 'clash', said, collide, theirs }
  const next = { meets_on: said.meets_on === on ? on : meeting.meets_on, place: said.place ?? '' }
  if (next.meets_on === meeting.meets_on && next.place === meeting.place) return done
  await set(tx, who, meeting, next)
  await record(tx, { ...by(who), at: now, what: 'Changed a meeting', subject: meetingSubject(id), before: theirs, after: next })
  return done
}

/** Puts an item at the end of the agenda, until the minutes are agreed. What stands there already, as after a form sent twice, stands once. */
export async function addItem(
  tx: Db,
  who: Person,
  { id, matter, now }: { id: number; matter: Matter; now: Date },
): Promise<MeetingStepped> {
  const found = await standing(tx, who, id)
  if (!found) return { kind: 'missing' }
  const { meeting, items } = found
  if (meeting.state === 'agreed') return { kind: 'moved' }
  const same = (item: Matter) => isSame(item, matter) && (matter.arose !== 'itself' || item.title === matter.title)
  if (items.some(same)) return done
  const position = (items.at(-1)?.position ?? 0) + 1
  await tx.insertInto('agenda_item').values({ ...matter, authority: who.authority, meeting: id, position }).execute() // prettier-ignore
  await set(tx, who, meeting, {})
  await record(tx, { ...by(who), at: now, what: 'Added an item to an agenda', subject: meetingSubject(id), before: null, after: matter })
  return done
}

/** An item to move or take out, and the place on the agenda at which it was seen. */
export interface ItemStep {
  readonly id: number
  readonly item: number
  readonly seen: number
  readonly step: 'up' | 'down' | 'out'
  readonly now: Date
}

/** Moves an item of a planned meeting by one place, or takes it out. One that is no longer where it was seen stays where it is. */
export async function stepItem(tx: Db, who: Person, { id, item, seen, step, now }: ItemStep): Promise<MeetingStepped> {
  const found = await standing(tx, who, id)
  if (!found) return { kind: 'missing' }
  const { meeting, items } = found
  if (meeting.state !== 'planned') return { kind: 'moved' }
  const at = items.findIndex((one) => one.id === item)
  const [moved, other] = [items[at], step === 'up' ? items[at - 1] : items[at + 1]]
  if (!moved || (step !== 'out' && (moved.position !== seen || !other || (step === 'up' && at === 0)))) return done
  if (step === 'out') await tx.deleteFrom('agenda_item').where('authority', '=', who.authority).where('id', '=', item).execute()
  else if (other) await swap(tx, who, moved, other)
  await set(tx, who, meeting, {})
  const what = step === 'out' ? 'Took an item out of an agenda' : 'Moved an item of an agenda'
  await record(tx, { ...by(who), at: now, what, subject: meetingSubject(id), before: { title: moved.title, position: moved.position }, after: step === 'out' ? null : { position: other?.position } }) // prettier-ignore
  return done
}

async function swap(tx: Db, { authority }: Person, one: AgendaItem, other: AgendaItem) {
  const place = (item: number, position: number) => tx.updateTable('agenda_item').set({ position }).where('authority', '=', authority).where('id', '=', item).execute() // prettier-ignore
  // No two items have one place, not even for a moment.
  await place(one.id, -1)
  await place(other.id, one.position)
  await place(one.id, other.position)
}

/** What somebody wrote of a meeting, and what the page showed them when they began. */
export interface ToWrite {
  readonly id: number
  readonly was: Written
  readonly given: Written
  readonly now: Date
}

/**
 * Writes who was present, what was decided on each item, and the minutes.
 *
 * What two wrote at once in different lines is put together and kept. Where they changed the same lines, nothing is changed:
 * theirs is handed back beside what was merged, so that neither is lost.
 */
export async function writeMeeting(tx: Db, who: Person, { id, was, given, now }: ToWrite): Promise<MeetingStepped> {
  const found = await standing(tx, who, id)
  if (!found) return { kind: 'missing' }
  const { meeting, items } = found
  const [theirs, fields] = [writtenOf(meeting, items), writtenFields(items)]
  const same = (one: Written, other: Written) => fields.every((field) => (one[field] ?? '') === (other[field] ?? ''))
  if (same(given, theirs) || same(given, was)) return done
  if (meeting.state === 'agreed') return { kind: 'moved' }
  const { said, collide } = writtenMerged(fields, was, given, theirs)
  if (collide.length > 0) return { kind: 'clash', said, collide, theirs }
  if (same(said, theirs)) return done
  for (const item of items) await decide(tx, who, item, said[decidedField(item.id)] ?? '')
  await set(tx, who, meeting, { present: said.present ?? '', minutes: said.minutes ?? '' })
  await record(tx, { ...by(who), at: now, what: 'Wrote up a meeting', subject: meetingSubject(id), before: theirs, after: said })
  return done
}

async function decide(tx: Db, { authority }: Person, item: AgendaItem, decided: string) {
  if (decided === item.decided) return
  await tx.updateTable('agenda_item').set({ decided }).where('authority', '=', authority).where('id', '=', item.id).execute()
}

/** Takes a meeting on: from planned to held, and from held to its minutes agreed, where it still is as it was seen. */
export async function advanceMeeting(
  tx: Db,
  who: Person,
  { id, seen, to, now }: { readonly id: number; readonly seen: number; readonly to: 'held' | 'agreed'; readonly now: Date },
): Promise<MeetingStepped> {
  const found = await standing(tx, who, id)
  if (!found) return { kind: 'missing' }
  const { meeting } = found
  if (meeting.state === to) return done
  if (meeting.state !== (to === 'held' ? 'planned' : 'held') || meeting.version !== seen) return { kind: 'moved' }
  await set(tx, who, meeting, { state: to })
  const what = to === 'held' ? 'Held a meeting' : 'Agreed the minutes of a meeting'
  await record(tx, { ...by(who), at: now, what, subject: meetingSubject(id), before: { state: meeting.state }, after: { state: to } })
  return done
}
