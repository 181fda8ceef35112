import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { readFramework } from './framework.form.ts'
import { shippedFrameworks, workingFramework } from './framework.import.ts'
import { chosenFrameworkKey, loadedFrameworkText } from './framework.store.ts'
import type { Framework } from './framework.ts'

let shipped: ReadonlyMap<string, Framework> | undefined

/**
 * A framework by its key: one that ships, or one the authority loaded. Undefined where there is none of that key. The work
 * under an earlier framework is read with this.
 */
export async function frameworkByKey(reads: Reads, authority: AreaCode, key: string): Promise<Framework | undefined> {
  shipped ??= new Map(shippedFrameworks().map((framework) => [framework.key, framework]))
  const known = shipped.get(key)
  if (known) return known
  const text = await loadedFrameworkText(reads, authority, key)
  const read = text === undefined ? undefined : readFramework(text)
  return read?.ok === true ? read.value : undefined
}

/** The framework an authority evaluates itself against: the one it chose, and without a choice LAASSI of November 2014. */
export async function frameworkInUse(reads: Reads, authority: AreaCode): Promise<Framework> {
  const key = await chosenFrameworkKey(reads, authority)
  const chosen = key === undefined ? undefined : await frameworkByKey(reads, authority, key)
  return chosen ?? workingFramework()
}
