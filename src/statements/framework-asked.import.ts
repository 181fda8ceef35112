import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { frameworkByKey, frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import type { FrameworkAsked } from './theme.ts'

/** The framework in use, or the one whose key the address names. Undefined where there is none of that key. */
export async function frameworkAsked(reads: Reads, authority: AreaCode, key: string | undefined): Promise<FrameworkAsked | undefined> {
  const inUse = await frameworkInUse(reads, authority)
  if (key === undefined || key === inUse.key) return { framework: inUse, current: true }
  const other = await frameworkByKey(reads, authority, key)
  return other && { framework: other, current: false }
}
