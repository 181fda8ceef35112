import type { Grade, Overall } from '../establishments/school-record.ts'
import { isOfConcern } from '../establishments/school.ts'
import type { SchoolMeasure } from '../frameworks/framework.ts'
import { phasesOf } from '../triggers/facts.ts'
import type { Forecast } from './forecast.ts'
import { seeded } from './seeded.ts'

/** What a line of triggers 1 to 3 counts. */
export const countedMeasures = [
  'pupils-good-or-outstanding',
  'schools-good-or-outstanding',
  'schools-outstanding',
  'schools-in-category',
] as const

export type CountedMeasure = (typeof countedMeasures)[number] & SchoolMeasure

/** A school as it counts in the lines today, and what is foretold of it. */
export interface SchoolAhead {
  readonly phase: string
  readonly pupils: number
  readonly overall: Overall | null
  readonly category: string | null
  /** Undefined where nothing can be foretold: it stays as it is. */
  readonly forecast: Forecast | undefined
}

/** A school of the newest file as the runs count it. */
export function asCounted({
  phase,
  pupils,
  overall,
  category,
  forecast,
}: Omit<SchoolAhead, 'pupils'> & { readonly pupils: number | null }): SchoolAhead {
  return { phase: phase.toLowerCase(), pupils: pupils ?? 0, overall, category, forecast }
}

export interface Asked {
  readonly measure: CountedMeasure
  /** `all`, or a phase in small letters: that of schools, or alternative provision. */
  readonly phase: string
}

/** What a line comes to at the end of a term over all runs, as a percentage: the middle, and the band eight of ten runs end in. */
export interface Spread {
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly mean: number
}

/** A line today, and at the end of each term ahead. Null where there is nothing to divide by. */
export interface LineAhead extends Asked {
  readonly now: number | null
  readonly terms: readonly Spread[]
}

/** How many runs, and the number they are drawn from: the same seed gives the same band. */
export interface Drawing {
  readonly runs: number
  readonly seed: number
}

export const drawing: Drawing = { runs: 10_000, seed: 20_250_831 }

/** What a school adds to the numerators today: pupils in good schools, good, outstanding, in a category. */
type Adds = readonly [pupils: number, good: number, outstanding: number, category: number]

/**
 * The lines of triggers 1 to 3 at the end of each term ahead, over many runs drawn by chance.
 *
 * - In each run each school is inspected in one of the terms ahead or in none, by its chances, and is then left outstanding, good,
 *   below good or in a category, by its chances. It is inspected once at most.
 * - The denominators stay as they are: as if grades were still given, a school with an overall grade keeps one, and a school without
 *   stays without. No school opens, closes or changes its pupils.
 * - Categories are of every school of which something is foretold; grades are as if.
 *
 * Only numerators are counted, in whole numbers, and only changes of them, at the term in which they come. Nothing is set aside while
 * it runs.
 */
export function linesAhead(schools: readonly SchoolAhead[], asked: readonly Asked[], terms: number, { runs, seed }: Drawing): LineAhead[] {
  const phases = [...new Set(schools.map(({ phase }) => phase))]
  const changes = countedMeasures.map(() => new Map(phases.map((phase) => [phase, new Int32Array(terms * runs)])))
  const chance = seeded(seed)
  for (const school of schools) {
    const { forecast } = school
    if (forecast === undefined) continue
    const lots = lotsOf(forecast, terms)
    const effects = effectsOf(school)
    const into = changes.map((of) => of.get(school.phase) ?? new Int32Array())
    drawSchool({ lots, effects, into, runs, chance })
  }
  return asked.map((line) => lineAhead(line, schools, changes, terms, runs))
}

/** Where the lots of a school end, one after the other, from 0 to 1: for each term, one for each way it can be left. Beyond the last: none. */
function lotsOf({ byTerm, left }: Forecast, terms: number): Float64Array {
  const ends = new Float64Array(terms * 4)
  let sum = 0
  for (let term = 0; term < terms; term++)
    for (let state = 0; state < 4; state++) {
      sum += (byTerm[term] ?? 0) * (left[state] ?? 0)
      ends[term * 4 + state] = sum
    }
  return ends
}

/** How each way of being left changes the numerators, from what the school adds today: four ways, one row each. */
export function effectsOf(school: SchoolAhead): readonly Int32Array[] {
  const now = addsNow(school)
  const isGraded = isGrade(school.overall)
  const ways: readonly Adds[] = [
    [school.pupils, 1, 1, 0],
    [school.pupils, 1, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 1],
  ]
  return ways.map((adds) => Int32Array.from(adds, (value, part) => (part < 3 && !isGraded ? 0 : value - (now[part] ?? 0))))
}

function addsNow({ pupils, overall, category }: SchoolAhead): Adds {
  const good = overall === '1' || overall === '2'
  return [good ? pupils : 0, good ? 1 : 0, overall === '1' ? 1 : 0, isOfConcern(category) ? 1 : 0]
}

const isGrade = (overall: Overall | null): overall is Grade => overall !== null && overall !== 'Not judged'

interface OneSchool {
  readonly lots: Float64Array
  readonly effects: readonly Int32Array[]
  readonly into: readonly Int32Array[]
  readonly runs: number
  readonly chance: () => number
}

/**
 * Most schools are inspected in few runs, so the draw leaps from one run in which this one is to the next: how far is a number of
 * failures before a success, whose chance is known. A second draw says in which term, and how it is left.
 */
function drawSchool({ lots, effects, into, runs, chance }: OneSchool): void {
  const inspected = lots[lots.length - 1] ?? 0
  if (inspected <= 0) return
  const perLeap = inspected >= 1 ? 0 : 1 / Math.log1p(-inspected)
  for (let run = leap(chance, perLeap); run < runs; run += 1 + leap(chance, perLeap)) {
    const lot = chance() * inspected
    let at = 0
    while (lot >= (lots[at] ?? Infinity)) at++
    const effect = effects[at & 3]
    if (effect === undefined) continue
    const place = (at >> 2) * runs + run
    for (let part = 0; part < into.length; part++) {
      const change = effect[part] ?? 0
      const counts = into[part]
      if (change !== 0 && counts !== undefined) counts[place] = (counts[place] ?? 0) + change
    }
  }
}

const leap = (chance: () => number, perLeap: number): number => (perLeap === 0 ? 0 : Math.floor(Math.log(1 - chance()) * perLeap))

function lineAhead(
  { measure, phase }: Asked,
  schools: readonly SchoolAhead[],
  changes: readonly ReadonlyMap<string, Int32Array>[],
  terms: number,
  runs: number,
): LineAhead {
  const part = countedMeasures.indexOf(measure)
  const { count, of } = standsAt({ measure, phase }, schools)
  if (of === 0) return { measure, phase, now: null, terms: [] }
  const counts = new Int32Array(runs).fill(count)
  const ahead = Array.from({ length: terms }, (_, term) => {
    for (const [of, change] of changes[part] ?? []) {
      if (!phasesOf(of).includes(phase)) continue
      for (let run = 0; run < runs; run++) counts[run] = (counts[run] ?? 0) + (change[term * runs + run] ?? 0)
    }
    return spreadOf(counts, of)
  })
  return { measure, phase, now: (100 * count) / of, terms: ahead }
}

/** A line today: how many, of how many. */
export function standsAt({ measure, phase }: Asked, schools: readonly SchoolAhead[]): { readonly count: number; readonly of: number } {
  const part = countedMeasures.indexOf(measure)
  let [count, of] = [0, 0]
  for (const school of schools) {
    if (!phasesOf(school.phase).includes(phase)) continue
    count += addsNow(school)[part] ?? 0
    if (measure === 'schools-in-category') of++
    else if (isGrade(school.overall)) of += measure === 'pupils-good-or-outstanding' ? school.pupils : 1
  }
  return { count, of }
}

/** Read off how many runs ended in each count: quicker than putting the runs in order, and the same. */
function spreadOf(counts: Int32Array, of: number): Spread {
  let [least, most, sum] = [counts[0] ?? 0, counts[0] ?? 0, 0]
  for (const count of counts) {
    if (count < least) least = count
    if (count > most) most = count
    sum += count
  }
  const runsAt = new Int32Array(most - least + 1)
  for (const count of counts) runsAt[count - least] = (runsAt[count - least] ?? 0) + 1
  const at = (share: number) => {
    let [count, left] = [least, Math.floor(share * counts.length) - (runsAt[0] ?? 0)]
    while (left >= 0 && count < most) left -= runsAt[++count - least] ?? 0
    return (100 * count) / of
  }
  return { low: at(0.1), middle: at(0.5), high: at(0.9), mean: (100 * sum) / of / counts.length }
}
