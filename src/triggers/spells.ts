import type { AreaCode } from '../authorities/area.ts'
import { isOfConcern } from '../establishments/school.ts'
import { countsKey, phasesOf, type SchoolCounts } from './facts.ts'

/**
 * What schools had from one day of a list of days to another, in columns: the first of each column is of the first spell.
 *
 * `begins` is the place of the first day on which it counts, from 0; `ends` that of the first on which it does not any more.
 */
export interface Spells {
  readonly authority: readonly (AreaCode | null)[]
  readonly phase: readonly string[]
  readonly pupils: readonly (number | null)[]
  readonly overall: readonly (string | null)[]
  readonly category: readonly (string | null)[]
  readonly known: readonly boolean[]
  readonly begins: readonly number[]
  readonly ends: readonly number[]
}

export const spellColumns = ['authority', 'phase', 'pupils', 'overall', 'category', 'known', 'begins', 'ends'] as const

const parts = ['schools', 'known', 'graded', 'good', 'outstanding', 'inCategory', 'gradedPupils', 'goodPupils'] as const

/**
 * The schools of every authority on each of so many days, by phase and in all, and those of the country: the same as adding up each
 * day by itself (`withTotals`), from one look at each spell.
 *
 * A spell adds to the counts on the day it begins and takes away on the day it ends; what stands on a day is the sum up to it.
 */
export function countsThrough(spells: Spells, days: number, nation: AreaCode): readonly ReadonlyMap<string, SchoolCounts>[] {
  const changes = new Map<string, Int32Array>()
  const changesIn = (key: string) => {
    const of = changes.get(key) ?? new Int32Array((days + 1) * parts.length)
    changes.set(key, of)
    return of
  }
  const alike = new Map<string, readonly Int32Array[]>()
  spells.authority.forEach((authority, spell) => {
    const phase = spells.phase[spell] ?? ''
    const name = `${authority} ${phase}`
    const into = alike.get(name) ?? keysOf(authority, phase, nation).map(changesIn)
    alike.set(name, into)
    const adds = addsOf(spells, spell)
    const [begins, ends] = [(spells.begins[spell] ?? days) * parts.length, (spells.ends[spell] ?? days) * parts.length]
    for (const of of into)
      for (let part = 0; part < parts.length; part++) {
        of[begins + part] = (of[begins + part] ?? 0) + (adds[part] ?? 0)
        of[ends + part] = (of[ends + part] ?? 0) - (adds[part] ?? 0)
      }
  })
  return standing(changes, days)
}

/** Its authority's and the country's, by its own phase and in all. A school in no authority counts in the country. */
function keysOf(authority: AreaCode | null, phase: string, nation: AreaCode): readonly string[] {
  const areas = authority === null ? [nation] : [authority, nation]
  return areas.flatMap((area) => phasesOf(phase).map((counted) => countsKey(area, counted)))
}

/** What one school adds to each part, in their order. */
function addsOf({ overall, category, known, pupils }: Spells, spell: number): readonly number[] {
  const grade = overall[spell] ?? ''
  const graded = grade === '1' || grade === '2' || grade === '3' || grade === '4'
  const good = grade === '1' || grade === '2'
  const taught = pupils[spell] ?? 0
  return [
    1,
    Number(known[spell]),
    Number(graded),
    Number(good),
    Number(grade === '1'),
    Number(isOfConcern(category[spell] ?? null)),
    graded ? taught : 0,
    good ? taught : 0,
  ]
}

function standing(changes: ReadonlyMap<string, Int32Array>, days: number): readonly ReadonlyMap<string, SchoolCounts>[] {
  const none = { wereInCategory: 0, leftCategory: 0 }
  const through = Array.from({ length: days }, () => new Map<string, SchoolCounts>())
  for (const [key, of] of changes) {
    let [schools, known, graded, good, outstanding, inCategory, gradedPupils, goodPupils] = [0, 0, 0, 0, 0, 0, 0, 0]
    through.forEach((counts, day) => {
      const at = day * parts.length
      schools += of[at] ?? 0
      known += of[at + 1] ?? 0
      graded += of[at + 2] ?? 0
      good += of[at + 3] ?? 0
      outstanding += of[at + 4] ?? 0
      inCategory += of[at + 5] ?? 0
      gradedPupils += of[at + 6] ?? 0
      goodPupils += of[at + 7] ?? 0
      counts.set(key, { schools, known, graded, good, outstanding, inCategory, gradedPupils, goodPupils, ...none })
    })
  }
  return through
}
