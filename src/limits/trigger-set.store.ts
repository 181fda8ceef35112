import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'

/** The sets of triggers an authority loaded, newest first, without the text of their files. */
export async function triggerSets(reads: Reads, authority: AreaCode) {
  return reads
    .selectFrom('trigger_set')
    .select(['id', 'key', 'title', 'checksum', 'loaded_by', 'loaded_at'])
    .where('authority', '=', authority)
    .orderBy('id', 'desc')
    .execute()
}

export type TriggerSet = Awaited<ReturnType<typeof triggerSets>>[number]

/** The text of a file an authority loaded. Undefined where it loaded none of that number. */
export async function contentOf(reads: Reads, authority: AreaCode, set: number): Promise<string | undefined> {
  const found = await reads
    .selectFrom('trigger_set')
    .select('content')
    .where('authority', '=', authority)
    .where('id', '=', set)
    .executeTakeFirst()
  return found?.content
}

/** A set of triggers to load: what its file says it is, and the file itself. */
export interface ToLoad {
  readonly key: string
  readonly title: string
  readonly content: string
  readonly checksum: string
  readonly now: Date
}

/** Loads a set of triggers, which is then there to be chosen, and returns its number. The same file again is the same set. */
export async function loadTriggerSet(tx: Db, who: LoadedBy, { now, ...file }: ToLoad): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext(${`trigger sets ${who.authority}`}))`.execute(tx)
  const held = (await triggerSets(reading(tx), who.authority)).find(({ checksum }) => checksum === file.checksum)
  if (held) return held.id
  const { id } = await tx
    .insertInto('trigger_set')
    .values({ ...file, authority: who.authority, loaded_by: who.name, loaded_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const after = { key: file.key, title: file.title, checksum: file.checksum }
  await record(tx, { ...changedBy(who), at: now, what: 'Loaded a set of triggers', subject: file.key, before: null, after })
  return id
}

/** Whoever loads or chooses: a person, or the command line, which has no account. */
export type LoadedBy = Pick<Person, 'name' | 'authority'> & { readonly account: number | null }

/** Each time an authority chose by which triggers it is judged, newest first: the first stands. */
export async function setsChosen(reads: Reads, authority: AreaCode) {
  return reads
    .selectFrom('chosen_set as c')
    .leftJoin('trigger_set as s', 's.id', 'c.trigger_set')
    .select(['c.id', 'c.trigger_set', 's.key', 's.title', 'c.reason', 'c.chosen_by', 'c.chosen_at'])
    .where('c.authority', '=', authority)
    .orderBy('c.id', 'desc')
    .execute()
}

export type SetChosen = Awaited<ReturnType<typeof setsChosen>>[number]

/** What was chosen: a set the authority loaded, or null for the one that ships. `seen` is the newest choice its chooser had before them. */
export interface ToChoose {
  readonly set: number | null
  readonly reason: string
  readonly seen: number | null
  readonly now: Date
}

/** Chooses by which triggers an authority is judged. Hands back a choice that was made meanwhile, and then changes nothing. */
export async function chooseTriggerSet(tx: Db, who: LoadedBy, { set, reason, seen, now }: ToChoose): Promise<SetChosen | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext(${`trigger sets ${who.authority}`}))`.execute(tx)
  const [standing] = await setsChosen(reading(tx), who.authority)
  if (standing && standing.id !== seen) return standing
  const chosen = (await triggerSets(reading(tx), who.authority)).find(({ id }) => id === set)
  if (set !== null && !chosen) throw new Error(`Authority ${who.authority} loaded no set of triggers ${set}`)
  await tx
    .insertInto('chosen_set')
    .values({ authority: who.authority, trigger_set: set, reason, chosen_by: who.name, chosen_at: now })
    .execute()
  await record(tx, {
    ...changedBy(who),
    at: now,
    what: 'Chose a set of triggers',
    subject: chosen?.key ?? 'The one that ships',
    before: { set: standing?.title ?? 'The one that ships' },
    after: { set: chosen?.title ?? 'The one that ships', reason },
  })
  return undefined
}

const changedBy = ({ name, account, authority }: LoadedBy) => ({ who: name, account, authority })
