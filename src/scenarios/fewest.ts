import type { AreaCode } from '../authorities/area.ts'
import { isOfConcern } from '../establishments/school.ts'
import { schoolMeasures, type Framework, type Line, type Trigger } from '../frameworks/framework.ts'
import { asPercentage, behindInSchools, countedAs, countsOf, phasesOf, type CountedMeasure, type Facts } from '../triggers/facts.ts'
import { lightOfLine } from '../triggers/light.ts'
import type { TriggerFinding } from '../triggers/trigger.ts'
import { alikeGroups, fewestOfGroups, type Gain, type Short } from './fewest-of-groups.ts'
import { countsOfSchool, standsIf, type OutcomeTried, type SchoolToTry } from './scenario.ts'

/** What the search begins from: the facts as they are, or as they are tried, and the schools that may still improve. */
export interface ToSearch {
  readonly framework: Framework
  readonly facts: Facts
  readonly authority: AreaCode
  readonly trigger: Trigger
  /** The trigger on those facts. */
  readonly finding: TriggerFinding
  readonly schools: readonly SchoolToTry[]
  /** The most that a school may become. */
  readonly best: 'good' | 'outstanding'
}

export type Fewest =
  | { readonly kind: 'green already' }
  | { readonly kind: 'not measurable' }
  /** Every school that can improve did, and these lines are still not green. */
  | { readonly kind: 'out of reach'; readonly lines: readonly string[] }
  /** The search would have taken too long. */
  | { readonly kind: 'not found in time' }
  | { readonly kind: 'found'; readonly schools: readonly { readonly school: SchoolToTry; readonly outcome: OutcomeTried }[]; readonly interchangeable: boolean } // prettier-ignore

/**
 * The fewest schools whose improvement turns a trigger green.
 *
 * - A school may improve when it is graded good or less, or is in a category of concern, and helps a line that is not green. To
 *   improve is to become the best that is asked for. A school without a grade that is in no category is left alone: nobody knows
 *   what it would improve from.
 * - The country's figure moves with ours, since it counts our schools. Ours gains at least as much by each, for we have no more
 *   schools than the country. So no line with a limit of 0 or more goes from green to another light by an improvement.
 * - Which schools: those that help alike make a group (`alikeGroups`), within which the largest come first where pupils are counted,
 *   and else those with least to improve; how many of each group is then searched through (`fewestOfGroups`).
 * - Of those found, each that is asked to be outstanding is let off with good where the lines are green all the same.
 *
 * No light is judged here but by the triggers' own `asPercentage`, `behindInSchools` and `lightOfLine`.
 */
export function fewest(toSearch: ToSearch): Fewest {
  const { finding, schools, best } = toSearch
  if (finding.light === 'green') return { kind: 'green already' }
  if (finding.light === 'grey') return { kind: 'not measurable' }
  const lines = linesIn(toSearch)
  const stuck = lines.filter((line) => line.is === 'stays' && line.light !== 'green' && line.light !== 'grey')
  if (stuck.length > 0) return { kind: 'out of reach', lines: stuck.map(({ name }) => name) }

  // Of those that may become outstanding none takes a green line from green; of those that become good one without a grade may.
  const moving = lines.filter((line) => line.is === 'moves').filter(({ short }) => short || best === 'good')
  const pupilsCount = moving.some(({ measure }) => measure === 'pupils-good-or-outstanding')
  const helped = schools.toSorted(byGrade).flatMap((school) => {
    if (!mayImprove(school, best)) return []
    const gains = moving.map((line) => gainOf(line, school, best))
    return gains.some(({ part }, i) => part > 0 && moving[i]?.short === true) ? [{ school, gains }] : []
  })
  const found = fewestOfGroups(
    alikeGroups(helped, ({ pupils }) => (pupilsCount ? (pupils ?? 0) : 0)),
    moving.map(isGreenWith),
  )
  if (found.kind === 'not found in time') return found
  if (found.kind === 'out of reach') return { kind: 'out of reach', lines: namesOf(found, moving) }
  return {
    kind: 'found',
    schools: letOff(found.taken, moving, best),
    interchangeable: !pupilsCount,
  }
}

/** The best first, so that of schools that help alike those come first which have least to improve; else as they come. */
const byGrade = (a: SchoolToTry, b: SchoolToTry) => Number(a.overall ?? 9) - Number(b.overall ?? 9) || 0

const namesOf = ({ lines }: Short, moving: readonly Moving[]) => lines.flatMap((i) => moving[i]?.name ?? [])

interface Moving {
  readonly is: 'moves'
  readonly name: string
  readonly measure: CountedMeasure
  readonly phase: string
  readonly limit: { readonly green: number; readonly amber: number }
  readonly ours: { readonly count: number; readonly of: number }
  readonly theirs: { readonly count: number; readonly of: number }
  /** Not green as things are. */
  readonly short: boolean
}

interface Staying {
  readonly is: 'stays'
  readonly name: string
  readonly light: string
}

/** The lines that count. One that schools' grades do not move, or that cannot be measured for another reason than that nothing is graded, stays. */
function linesIn({ framework, facts, authority, trigger, finding }: ToSearch): (Moving | Staying)[] {
  return trigger.lines.flatMap((line, i): (Moving | Staying)[] => {
    const found = finding.lines[i]
    if (found === undefined || !found.counts) return []
    const name = found.phase === 'all' ? `${found.name}, all` : `${found.name}, ${found.phase}`
    const measure = countedMeasureOf(line)
    if (measure === undefined || facts.schools === undefined) return [{ is: 'stays', name, light: found.light }]
    const [ours, theirs] = [counted(facts, authority, measure, line.phase), counted(facts, facts.nation, measure, line.phase)]
    if (found.light === 'grey' && ours.of > 0 && theirs.of > 0) return [{ is: 'stays', name, light: 'grey' }]
    const limit = framework.limits.by[line.limits] ?? { green: 0, amber: 0 }
    return [{ is: 'moves', name, measure, phase: line.phase, limit, ours, theirs, short: !['green', 'grey'].includes(found.light) }] // prettier-ignore
  })
}

function countedMeasureOf({ measure }: Line): CountedMeasure | undefined {
  const counted = schoolMeasures.find((code) => code === measure)
  return counted === 'schools-left-in-four-terms' ? undefined : counted
}

function counted({ schools }: Facts, area: AreaCode, measure: CountedMeasure, phase: string) {
  return schools === undefined ? { count: 0, of: 0 } : countedAs(measure, countsOf(schools, area, phase))
}

function mayImprove({ overall, category, known }: SchoolToTry, best: 'good' | 'outstanding'): boolean {
  if (!known) return false
  const below = best === 'good' ? ['3', '4'] : ['2', '3', '4']
  return isOfConcern(category) || (overall !== null && below.includes(overall))
}

/** What a school's becoming something adds to the part and the whole that a line divides. Of a category, the part it takes away. */
function gainOf({ measure, phase }: Moving, school: SchoolToTry, outcome: OutcomeTried): Gain {
  if (!phasesOf(school.phase).includes(phase)) return { part: 0, whole: 0 }
  const [before, after] = [countsOfSchool(school, school), countsOfSchool(school, standsIf(outcome))].map((one) => countedAs(measure, one))
  const part = (after?.count ?? 0) - (before?.count ?? 0)
  return { part: measure === 'schools-in-category' ? -part : part, whole: (after?.of ?? 0) - (before?.of ?? 0) }
}

/** Whether a line is green, or has nothing to measure, when so much is gained by us and with us by the country. */
function isGreenWith({ measure, limit, ours, theirs }: Moving) {
  const sign = measure === 'schools-in-category' ? -1 : 1
  return (part: number, whole: number): boolean => {
    const [local, country] = [ours, theirs].map(({ count, of }) => asPercentage({ count: count + sign * part, of: of + whole }))
    if (typeof local !== 'number' || typeof country !== 'number') return true
    return lightOfLine(behindInSchools(measure, local, country), limit) === 'green'
  }
}

/** Those taken with the least that will do: good in the place of outstanding, wherever each line is green all the same. */
function letOff(taken: readonly SchoolToTry[], moving: readonly Moving[], best: OutcomeTried) {
  const greens = moving.map(isGreenWith)
  const total = moving.map((line) => sumOf(taken.map((school) => gainOf(line, school, best))))
  const outcomes = new Map<SchoolToTry, OutcomeTried>(taken.map((school) => [school, best]))
  for (const school of taken) {
    if (best !== 'outstanding' || (school.overall === '2' && !isOfConcern(school.category))) continue
    const without = moving.map((line, i) => {
      const [now, less] = [gainOf(line, school, 'outstanding'), gainOf(line, school, 'good')]
      return { part: (total[i]?.part ?? 0) - now.part + less.part, whole: (total[i]?.whole ?? 0) - now.whole + less.whole }
    })
    if (!without.every(({ part, whole }, i) => greens[i]?.(part, whole) === true)) continue
    total.splice(0, total.length, ...without)
    outcomes.set(school, 'good')
  }
  return taken.map((school) => ({ school, outcome: outcomes.get(school) ?? best }))
}

const sumOf = (gains: readonly Gain[]): Gain =>
  gains.reduce((sum, { part, whole }) => ({ part: sum.part + part, whole: sum.whole + whole }), { part: 0, whole: 0 })
