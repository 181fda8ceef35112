import type { AreaCode } from '../authorities/area.ts'
import { schoolMeasures, type Framework, type Line, type Trigger } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { isZero, minus, ofDecimal, zero, type Rational } from '../lib/rational.ts'
import type { Assessed } from './assess.ts'
import { countedAs, countsOf, type CountedMeasure, type SchoolDay } from './facts.ts'
import { newestFigures } from './measurable.ts'
import { moveOf, percent, type Cause, type Move } from './moved.ts'
import type { SchoolThrough } from './same-school.ts'
import type { LineFinding, TriggerFinding } from './trigger.ts'

/** Two days asked for; either may be left out. */
export interface TwoDaysAsked {
  readonly from: Day | undefined
  readonly to: Day | undefined
}

/** A step of a line that one release took for another: `Results of 2025 in place of 2024`. */
export interface Step {
  readonly text: string
  readonly amount: Rational
}

/** How a line went between two days: our figure and the country's, each with what moved it. All amounts are in the line's unit. */
export interface LineMoved {
  readonly line: Line
  readonly before: LineFinding
  readonly after: LineFinding
  /** Of a line counted from schools: our share's move, school by school. */
  readonly move?: Move
  /** Of a line of published figures: what each release changed, in our figure and in the comparison. */
  readonly ours: readonly Step[]
  readonly theirs: readonly Step[]
  /** How far our figure and the comparison moved, and how much further behind we are: exactly. */
  readonly moved?: { readonly local: Rational; readonly comparison: Rational; readonly behind: Rational }
}

/** A trigger on two days, with its lines. */
export interface TriggerMoved {
  readonly trigger: Trigger
  readonly before: TriggerFinding
  readonly after: TriggerFinding
  readonly lines: readonly LineMoved[]
}

/** An authority on two days, and which school is which between them. */
export interface TwoDays {
  readonly framework: Framework
  readonly authority: AreaCode
  readonly before: Assessed
  readonly after: Assessed
  /** The schools that count here on either day. */
  readonly schools: readonly SchoolThrough[]
  readonly whyAlone: (school: SchoolThrough) => Cause
}

/** Every trigger on two days, and what moved each line that could be measured on both. */
export function triggersMoved(days: TwoDays): TriggerMoved[] {
  const { framework, before, after } = days
  return framework.triggers.flatMap((trigger, place): TriggerMoved[] => {
    const [was, is] = [before.assessment.triggers[place], after.assessment.triggers[place]]
    if (was === undefined || is === undefined) return []
    const lines = trigger.lines.flatMap((line, at) => {
      const [first, last] = [was.lines[at], is.lines[at]]
      return first && last ? [lineMoved(days, line, first, last)] : []
    })
    return [{ trigger, before: was, after: is, lines }]
  })
}

function lineMoved(days: TwoDays, line: Line, before: LineFinding, after: LineFinding): LineMoved {
  const still = { line, before, after, ours: [], theirs: [] }
  if (before.local === null || after.local === null) return still
  return line.kind === 'schools' ? ofSchools(days, still) : ofReleases(days, still)
}

type Still = Pick<LineMoved, 'line' | 'before' | 'after' | 'ours' | 'theirs'>

function ofSchools(days: TwoDays, still: Still): LineMoved {
  const { authority, schools, whyAlone, before, after } = days
  const { line } = still
  const measure = schoolMeasures.find((code) => code === line.measure)
  // How fast schools leave a category sets days beside each other itself.
  if (measure === undefined || measure === 'schools-left-category' || measure === 'schools-left-in-four-terms') return still
  const move = moveOf(schools, { measure, phase: line.phase, authority, whyAlone })
  const [first, last] = [before, after].map(({ facts }) => nationally(facts.schools, facts.nation, measure, line.phase))
  if (move === undefined || first === undefined || last === undefined) return still
  return { ...still, move, moved: together(days.framework, line, move.whole, minus(last, first)) }
}

function nationally(day: SchoolDay | undefined, nation: AreaCode, measure: CountedMeasure, phase: string) {
  if (day === undefined) return undefined
  const share = countedAs(measure, countsOf(day, nation, phase))
  return share.of === 0 ? undefined : percent(share)
}

/** Of published figures a line moves when a newer release's figures take the place of those before: the whole step is that release's. */
function ofReleases({ framework, authority, before, after }: TwoDays, still: Still): LineMoved {
  const { measure, others } = still.line
  const { nation } = after.facts
  const wanted = [[measure, authority] as const, [measure, nation] as const, ...(others === undefined ? [] : [[others, nation] as const])]
  const [was, is] = [before, after].map(({ facts }) => newestFigures(facts, facts.on, wanted)?.figures)
  const grown = wanted.map((_, i) => difference(was?.[i]?.value, is?.[i]?.value))
  const [ours, theirs, otherPupils] = grown
  if (ours === undefined || theirs === undefined) return still
  if (otherPupils === undefined) {
    const steps = { ours: stepsOf([['Our own figure', ours]]), theirs: stepsOf([['The country’s figure', theirs]]) }
    return { ...still, ...steps, moved: together(framework, still.line, ours, theirs) }
  }
  // Of a distance from other pupils nationally: it grows as they do, and shrinks as the disadvantaged do.
  const nationally = ['Other pupils nationally', otherPupils] as const
  const steps = {
    ours: stepsOf([nationally, ['Our disadvantaged pupils', minus(zero, ours)]]),
    theirs: stepsOf([nationally, ['Disadvantaged pupils nationally', minus(zero, theirs)]]),
  }
  const [local, comparison] = [minus(otherPupils, ours), minus(otherPupils, theirs)]
  return { ...still, ...steps, moved: { local, comparison, behind: minus(local, comparison) } }
}

const difference = (was: number | undefined, is: number | undefined): Rational | undefined =>
  was === undefined || is === undefined ? undefined : minus(ofDecimal(is), ofDecimal(was))

const stepsOf = (steps: readonly (readonly [text: string, amount: Rational])[]): Step[] =>
  steps.flatMap(([text, amount]) => (isZero(amount) ? [] : [{ text, amount }]))

function together(framework: Framework, { measure }: Line, local: Rational, comparison: Rational) {
  const better = framework.measures.find(({ code }) => code === measure)?.better ?? 'high'
  return { local, comparison, behind: better === 'high' ? minus(comparison, local) : minus(local, comparison) }
}
