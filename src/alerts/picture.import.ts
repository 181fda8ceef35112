import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { assessed } from '../triggers/assessment.store.ts'
import type { SchoolDay } from '../triggers/facts.ts'
import { schoolsBehind } from '../triggers/school-state.store.ts'
import type { Picture } from './alert.ts'

/** The lights of an authority by the newest files, and its schools in a category. Undefined where nothing is held that tells of it. */
export async function pictureNow(reads: Reads, authority: AreaCode, today: Day): Promise<Picture | undefined> {
  const found = await assessed(reads, await frameworkOf(reads, authority), authority, { today })
  if (!found) return undefined
  const { assessment, facts } = found
  const lights = assessment.triggers.map(({ number, title, light, because }) => ({ number, title, light, because }))
  return { on: assessment.on, lights, schools: await schoolsIn(reads, authority, facts.schools) }
}

/** A list of schools with a grade has no categories. */
async function schoolsIn(reads: Reads, authority: AreaCode, day: SchoolDay | undefined): Promise<Picture['schools']> {
  if (!day || day.how === 'listed') return null
  const behind = await schoolsBehind(reads, authority, day)
  const inCategory = behind.flatMap(({ urn, name, category }) => (category === null ? [] : [{ urn, name, category }]))
  return { on: day.on, inCategory }
}
