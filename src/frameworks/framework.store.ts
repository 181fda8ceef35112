import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'

/** Each time an authority chose the framework it evaluates itself against, newest first: the first stands. */
export async function frameworksChosen(reads: Reads, authority: AreaCode) {
  return reads
    .selectFrom('chosen_framework')
    .select(['id', 'framework', 'chosen_by', 'chosen_at'])
    .where('authority', '=', authority)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
}

export type FrameworkChosen = Awaited<ReturnType<typeof frameworksChosen>>[number]

/** The key of the framework an authority chose to evaluate itself against. Undefined where it chose none. */
export async function chosenFrameworkKey(reads: Reads, authority: AreaCode): Promise<string | undefined> {
  const newest = await reads
    .selectFrom('chosen_framework')
    .select('framework')
    .where('authority', '=', authority)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.framework
}

/** The frameworks an authority loaded, oldest first, without their text. */
export async function loadedFrameworks(reads: Reads, authority: AreaCode) {
  return reads
    .selectFrom('loaded_framework')
    .select(['key', 'title', 'checksum', 'loaded_by', 'loaded_at'])
    .where('authority', '=', authority)
    .orderBy('loaded_at')
    .orderBy('key')
    .execute()
}

export type LoadedFramework = Awaited<ReturnType<typeof loadedFrameworks>>[number]

/** The checksum of the file an authority loaded under a key. Undefined where it loaded none. */
export async function loadedFrameworkChecksum(reads: Reads, authority: AreaCode, key: string): Promise<string | undefined> {
  const found = await reads
    .selectFrom('loaded_framework')
    .select('checksum')
    .where('authority', '=', authority)
    .where('key', '=', key)
    .executeTakeFirst()
  return found?.checksum
}

/** The text of a framework file that an authority loaded under a key. Undefined where it loaded none. */
export async function loadedFrameworkText(reads: Reads, authority: AreaCode, key: string): Promise<string | undefined> {
  const found = await reads
    .selectFrom('loaded_framework')
    .select('content')
    .where('authority', '=', authority)
    .where('key', '=', key)
    .executeTakeFirst()
  return found?.content
}

/** Whoever loads or chooses: a person, or the command line, which has no account. */
export type ChangedBy = Pick<Person, 'name' | 'authority'> & { readonly account: number | null }

/** A framework to load: what its file says it is, and the file itself. */
export interface FrameworkToLoad {
  readonly key: string
  readonly title: string
  readonly content: string
  readonly checksum: string
  readonly now: Date
}

/**
 * Loads a framework of an authority's own, which is never changed afterwards. Hands back what is held under that key already, and then
 * changes nothing: nothing either where the same file was loaded before, because then all is as was asked.
 */
export async function loadFramework(tx: Db, who: ChangedBy, { now, ...file }: FrameworkToLoad): Promise<LoadedFramework | undefined> {
  await oneAtATime(tx, who.authority)
  const held = (await loadedFrameworks(reading(tx), who.authority)).find(({ key }) => key === file.key)
  if (held) return held.checksum === file.checksum ? undefined : held
  await tx
    .insertInto('loaded_framework')
    .values({ ...file, authority: who.authority, loaded_by: who.name, loaded_at: now })
    .execute()
  const after = { key: file.key, title: file.title, checksum: file.checksum }
  await record(tx, { ...changedBy(who), at: now, what: 'Loaded a framework', subject: file.key, before: null, after })
  return undefined
}

/** What was chosen, by its key and title. `seen` is the newest choice its chooser had before them; null where there was none. */
export interface FrameworkToChoose {
  readonly key: string
  readonly title: string
  readonly seen: number | null
  readonly now: Date
}

/**
 * Chooses the framework an authority evaluates itself against. Hands back a choice that was made meanwhile, and then changes nothing.
 * To choose what stands already changes nothing either.
 */
export async function chooseFramework(
  tx: Db,
  who: ChangedBy,
  { key, title, seen, now }: FrameworkToChoose,
): Promise<FrameworkChosen | undefined> {
  await oneAtATime(tx, who.authority)
  const [standing] = await frameworksChosen(reading(tx), who.authority)
  if (standing?.framework === key) return undefined
  if (standing && standing.id !== seen) return standing
  await tx
    .insertInto('chosen_framework')
    .values({ authority: who.authority, framework: key, chosen_by: who.name, chosen_at: now })
    .execute()
  const before = standing ? { framework: standing.framework } : null
  await record(tx, { ...changedBy(who), at: now, what: 'Chose a framework', subject: key, before, after: { framework: key, title } })
  return undefined
}

async function oneAtATime(tx: Db, authority: AreaCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`frameworks ${authority}`}))`.execute(tx)
}

const changedBy = ({ name, account, authority }: ChangedBy) => ({ who: name, account, authority })
