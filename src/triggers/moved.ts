import type { AreaCode } from '../authorities/area.ts'
import { categoriesOfConcern } from '../establishments/school.ts'
import { isZero, minus, rational, type Rational } from '../lib/rational.ts'
import { phasesOf, type CountedMeasure } from './facts.ts'
import type { SchoolOnDay, SchoolThrough } from './same-school.ts'

/** Why a school moved a line, in the order of a chart. */
export const causes = [
  { key: 'better', text: 'Judged better than before' },
  { key: 'worse', text: 'Judged worse than before' },
  { key: 'first', text: 'First grade' },
  { key: 'no-grade', text: 'No overall grade any more' },
  { key: 'left-category', text: 'Left a category of concern' },
  { key: 'into-category', text: 'Went into a category of concern' },
  { key: 'pupils', text: 'Numbers of pupils' },
  { key: 'opened', text: 'Opened' },
  { key: 'took-over', text: 'Took over from a school of which the first day knows nothing' },
  { key: 'converted', text: 'Converted, and carries no grade' },
  { key: 'closed', text: 'Closed' },
  { key: 'gone', text: 'Gone by the second file: whether it had closed by the second day is not known' },
  { key: 'joined', text: 'Joined another school' },
  { key: 'came-out', text: 'Came out of another school' },
  { key: 'area', text: 'Counted in another authority' },
  { key: 'phase', text: 'Counted in another phase' },
  { key: 'known', text: 'Not known on one of the days' },
  { key: 'appeared', text: 'Not in the first file: whether it had opened is not known' },
] as const

export type Cause = (typeof causes)[number]['key']

/** What one school, for one cause, did to our figure: an exact share of its move. */
export interface Part {
  readonly cause: Cause
  readonly school: SchoolThrough
  readonly amount: Rational
}

/** A percentage's move between two days, in points: the figures, and parts that add up to their difference exactly. */
export interface Move {
  readonly before: { readonly count: number; readonly of: number }
  readonly after: { readonly count: number; readonly of: number }
  readonly whole: Rational
  readonly parts: readonly Part[]
}

/** Which line is asked about, and what the files tell of schools that only one of the days has. */
export interface Asked {
  readonly measure: CountedMeasure
  readonly phase: string
  readonly authority: AreaCode
  readonly whyAlone: (school: SchoolThrough) => Cause
}

/**
 * Which schools moved a share, and by how much each. Undefined where one of the days has nothing to divide by.
 *
 * The share is a/b, a sum over a sum: pupils in good schools over pupils in graded schools. Of a school that brings Δa more to the one
 * and Δb more to the other, the part is
 *
 *     (Δa − r·Δb) / b      with r the mean of both days' shares and b the mean of both days' b; 100 times that in points.
 *
 * - The parts add up to the difference of the shares exactly; they are whole-number fractions, and none is rounded.
 * - It is fair: a school's part asks only what it brings, on both days alike, and not in which order schools are taken. Looked at
 *   backwards in time, every part is the same with the other sign. A school that brings on both days the same has no part.
 * - A school that was graded good and now is not loses 1/b. One that comes in good adds (1 − r)/b, one that comes in not good takes
 *   r/b away: it moves the share as far as it differs from it.
 * - Where a school's pupils and its judgement both changed, each change is taken at the mean of the other.
 *
 * See docs/methods/why-it-moved.md.
 */
export function moveOf(schools: readonly SchoolThrough[], asked: Asked): Move | undefined {
  const brought = schools.flatMap((school) => {
    const [before, after] = [bringing(school.before, asked), bringing(school.after, asked)]
    return before || after ? [{ school, before: before ?? nothing, after: after ?? nothing }] : []
  })
  const [before, after] = [totalOf(brought.map((each) => each.before)), totalOf(brought.map((each) => each.after))]
  if (before.of === 0 || after.of === 0) return undefined
  const share = sharing(before, after)
  const parts = brought.flatMap(({ school, before, after }) =>
    changesOf(school, before, after, asked).map(({ cause, part, whole }): Part => ({ cause, school, amount: share(part, whole) })),
  )
  return { before, after, whole: minus(percent(after), percent(before)), parts: parts.filter(({ amount }) => !isZero(amount)) }
}

/** A share as an exact percentage. */
export const percent = ({ count, of }: { readonly count: number; readonly of: number }): Rational =>
  rational(100n * BigInt(count), BigInt(of))

/** What a school brings to a share on a day: its weight, and whether it is counted in either of the sums. */
interface Brings {
  readonly weight: number
  readonly part: 0 | 1
  readonly whole: 0 | 1
}

const nothing: Brings = { weight: 0, part: 0, whole: 0 }

function bringing(school: SchoolOnDay | undefined, { measure, phase, authority }: Asked): Brings | undefined {
  if (school === undefined || school.authority !== authority || !isOfPhase(school, phase)) return undefined
  const { overall, category, known, pupils } = school
  const yes = (is: boolean) => (is ? 1 : 0)
  const graded = yes(overall !== null && /^[1-4]$/.test(overall))
  const good = yes(overall === '1' || overall === '2')
  if (measure === 'pupils-good-or-outstanding') return { weight: pupils ?? 0, part: good, whole: graded }
  if (measure === 'schools-in-category')
    return { weight: 1, part: yes(category !== null && categoriesOfConcern.includes(category)), whole: yes(known) }
  return { weight: 1, part: measure === 'schools-outstanding' ? yes(overall === '1') : good, whole: graded }
}

/** Whether a school is of a phase that lines are drawn for. */
const isOfPhase = (school: SchoolOnDay, phase: string): boolean => phasesOf(school.phase).includes(phase)

function totalOf(all: readonly Brings[]) {
  return {
    count: all.reduce((sum, { weight, part }) => sum + weight * part, 0),
    of: all.reduce((sum, { weight, whole }) => sum + weight * whole, 0),
  }
}

/** The part of a school by twice what it brings more, so that halves stay whole numbers; all parts have one number below. */
function sharing(before: Move['before'], after: Move['after']) {
  const [a0, b0, a1, b1] = [BigInt(before.count), BigInt(before.of), BigInt(after.count), BigInt(after.of)]
  const under = 2n * b0 * b1 * (b0 + b1)
  const [perPart, perWhole] = [200n * b0 * b1, 100n * (a0 * b1 + a1 * b0)]
  return (part: number, whole: number) => rational(perPart * BigInt(part) - perWhole * BigInt(whole), under)
}

/** A change in what a school brings, by its cause. Both amounts are doubled. */
interface Change {
  readonly cause: Cause
  readonly part: number
  readonly whole: number
}

function changesOf(school: SchoolThrough, before: Brings, after: Brings, asked: Asked): readonly Change[] {
  const alone = aloneBecause(school, asked)
  if (alone !== undefined) return [{ cause: alone, part: 2 * gained('part', before, after), whole: 2 * gained('whole', before, after) }]
  const weights = before.weight + after.weight
  const heavier = after.weight - before.weight
  return [
    {
      cause: judgedCause(school, before, after, asked),
      part: weights * (after.part - before.part),
      whole: weights * (after.whole - before.whole),
    },
    { cause: 'pupils', part: heavier * (after.part + before.part), whole: heavier * (after.whole + before.whole) },
  ]
}

const gained = (which: 'part' | 'whole', before: Brings, after: Brings) => after.weight * after[which] - before.weight * before[which]

/** Why a school counts in the line on one of the days only, where that is no matter of its judgement. */
function aloneBecause({ before, after, ...school }: SchoolThrough, { whyAlone, authority, phase }: Asked): Cause | undefined {
  if (before === undefined || after === undefined)
    return whyAlone({ ...(before ? { before } : {}), ...(after ? { after } : {}), ...school })
  if ((before.authority === authority) !== (after.authority === authority))
    return before.authority === null || after.authority === null ? 'known' : 'area'
  return isOfPhase(before, phase) === isOfPhase(after, phase) ? undefined : 'phase'
}

function judgedCause({ before, after }: SchoolThrough, was: Brings, is: Brings, { measure }: Asked): Cause {
  if (measure === 'schools-in-category') {
    if (was.whole !== is.whole) return 'known'
    return is.part > was.part ? 'into-category' : 'left-category'
  }
  if (was.whole === is.whole) return is.part > was.part ? 'better' : 'worse'
  if (is.whole > was.whole) return before?.known === false ? 'known' : 'first'
  if (after?.known === false) return 'known'
  return before?.urn !== after?.urn && after?.overall === null ? 'converted' : 'no-grade'
}
