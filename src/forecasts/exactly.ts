import { phasesOf } from '../triggers/facts.ts'
import { countedMeasures, effectsOf, standsAt, type Asked, type SchoolAhead, type Spread } from './simulation.ts'

/** What one school is expected to do to a line by the end of the terms ahead, and how much of the line's spread is its own. */
export interface Weight {
  /** In percentage points of the line. */
  readonly expected: number
  /** Its variance, in squares of those. */
  readonly variance: number
}

/**
 * What each school does to a line, worked out and not drawn: schools come out independently, so that what they are expected to do
 * adds up to the line's own change, and their variances to its variance.
 */
export function weightsIn(line: Asked, schools: readonly SchoolAhead[], terms: number): Weight[] {
  const { of } = standsAt(line, schools)
  return schools.map((school) => weightOf(onceInspected(line, school, of), inspectedBy(school, terms)))
}

/** Where a line is expected to stand, and how far from there it may be: the deviation of its spread. As percentages. */
export interface Expected {
  readonly mean: number
  readonly deviation: number
}

/**
 * Where a line is expected to stand at the end of each term ahead, worked out and not drawn: of a whole country, for which drawing
 * would take too long. Empty where there is nothing to divide by.
 */
export function exactlyAhead(line: Asked, schools: readonly SchoolAhead[], terms: number): readonly Expected[] {
  const { count, of } = standsAt(line, schools)
  if (of === 0) return []
  const sums = Array.from({ length: terms }, () => ({ mean: (100 * count) / of, variance: 0 }))
  for (const school of schools) {
    const once = onceInspected(line, school, of)
    if (once.square === 0) continue
    sums.forEach((sum, term) => {
      const { expected, variance } = weightOf(once, inspectedBy(school, term + 1))
      sum.mean += expected
      sum.variance += variance
    })
  }
  return sums.map(({ mean, variance }) => ({ mean, deviation: Math.sqrt(variance) }))
}

/** How far from the middle the tenth and the ninetieth of a hundred runs lie, in deviations. */
const tenth = 1.2815515655446004

/** The band that eight of ten runs would end in: of so many schools the spread is as good as normal. */
export function bandOf({ mean, deviation }: Expected): Pick<Spread, 'low' | 'middle' | 'high'> {
  const within = (value: number) => Math.min(100, Math.max(0, value))
  return { low: within(mean - tenth * deviation), middle: mean, high: within(mean + tenth * deviation) }
}

/** The change a school is expected to make to a line when it is inspected, and that of its square. */
function onceInspected({ measure, phase }: Asked, school: SchoolAhead, of: number): { readonly mean: number; readonly square: number } {
  const { forecast } = school
  if (forecast === undefined || of === 0 || !phasesOf(school.phase).includes(phase)) return { mean: 0, square: 0 }
  const part = countedMeasures.indexOf(measure)
  let [mean, square] = [0, 0]
  effectsOf(school).forEach((effect, state) => {
    const change = (100 * (effect[part] ?? 0)) / of
    const chance = forecast.left[state] ?? 0
    mean += chance * change
    square += chance * change * change
  })
  return { mean, square }
}

const inspectedBy = ({ forecast }: SchoolAhead, terms: number) =>
  (forecast?.byTerm ?? []).slice(0, terms).reduce((sum, one) => sum + one, 0)

const weightOf = ({ mean, square }: ReturnType<typeof onceInspected>, inspected: number): Weight => ({
  expected: inspected * mean,
  variance: inspected * square - (inspected * mean) ** 2,
})
