import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { readFramework } from './framework.form.ts'
import { shippedFrameworks, workingFramework } from './framework.import.ts'
import {
  chosenFrameworkKey,
  loadedFrameworkChecksum,
  loadedFrameworks,
  loadedFrameworkText,
  type LoadedFramework,
} from './framework.store.ts'
import type { Framework } from './framework.ts'

let shipped: ReadonlyMap<string, Framework> | undefined

const allShipped = () => (shipped ??= new Map(shippedFrameworks().map((framework) => [framework.key, framework])))

/** The framework of a key that ships with Fiveday, read once. */
export function shippedFramework(key: string): Framework | undefined {
  return allShipped().get(key)
}

// A file under its checksum is always the same: read and checked once.
const loaded = new Map<string, Framework>()

/**
 * A framework by its key: one that ships, or one the authority loaded. Undefined where there is none of that key. The work
 * under an earlier framework is read with this.
 */
export async function frameworkByKey(reads: Reads, authority: AreaCode, key: string): Promise<Framework | undefined> {
  const known = shippedFramework(key)
  if (known) return known
  const checksum = await loadedFrameworkChecksum(reads, authority, key)
  if (checksum === undefined) return undefined
  const held = loaded.get(checksum)
  if (held) return held
  const read = readFramework((await loadedFrameworkText(reads, authority, key)) ?? '')
  if (!read.ok) throw new Error(`The framework ${key} that was loaded is not sound any more`)
  if (loaded.size > 50) loaded.clear()
  loaded.set(checksum, read.value)
  return read.value
}

/** The framework an authority evaluates itself against: the one it chose, and without a choice LAASSI of November 2014. */
export async function frameworkInUse(reads: Reads, authority: AreaCode): Promise<Framework> {
  const key = await chosenFrameworkKey(reads, authority)
  const chosen = key === undefined ? undefined : await frameworkByKey(reads, authority, key)
  return chosen ?? workingFramework()
}

/** A framework an authority can use, and who loaded it where it does not ship with Fiveday. */
export interface HeldFramework {
  readonly framework: Framework
  readonly loaded: LoadedFramework | undefined
}

/** The frameworks that ship with Fiveday, newest edition first. */
export function shippedOnly(): readonly HeldFramework[] {
  return [...allShipped().values()].map((framework) => ({ framework, loaded: undefined }))
}

/** Every framework an authority can use: those that ship, newest edition first, and then those it loaded, oldest first. */
export async function frameworksHeld(reads: Reads, authority: AreaCode): Promise<readonly HeldFramework[]> {
  const held: HeldFramework[] = [...shippedOnly()]
  for (const one of await loadedFrameworks(reads, authority)) {
    // An authority loads a few in its life; each is read from the database once and then known by its checksum.
    const framework = loaded.get(one.checksum) ?? (await frameworkByKey(reads, authority, one.key))
    if (framework) held.push({ framework, loaded: one })
  }
  return held
}

/** Why a key cannot be given to a framework that is to be loaded: one that ships has it. */
export function keyTaken(key: string, title = shippedFramework(key)?.shortTitle): string | undefined {
  if (title === undefined) return undefined
  return `The key ${key} is that of “${title}”, which is held already, and a framework that is held is never changed. Give this one a key of its own, such as ${key}-ours, and let it say “made-from: ${key}”`
}
