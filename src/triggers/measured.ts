import type { AreaCode } from '../authorities/area.ts'
import { schoolMeasures, type Framework, type Line, type TriggerMeasure } from '../frameworks/framework.ts'
import { count, counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { difference } from '../lib/decimal.ts'
import { behindInSchools, countedAs, countsOf, figureKey, percentage, type CountedMeasure, type Facts, type SchoolDay } from './facts.ts'
import { isRecentEnough, newestFigures, yearsFor } from './measurable.ts'
import { noPace, windowOn, type Pace } from './pace.ts'
import { apart, inside, ofSchools, opening, printed } from './sentence.ts'
import { trendBehind } from './weak-trend.ts'
import type { Unit } from './trigger.ts'

/** What a line comes to before it has a light: its figures, or why it has none. */
export type Measured = Where & (Known | Unknown)

interface Where {
  readonly unit: Unit
  readonly period: string
  readonly source: string
  readonly because: string
  readonly beside: readonly string[]
}

interface Known {
  readonly known: true
  readonly local: number
  readonly comparison: number
  readonly behind: number
  /** Where ours is a share: how many, of how many. */
  readonly count?: number
  readonly of?: number
  /** How far our change over three years is behind England's, where that can be known. */
  readonly trendBehind: number | undefined
}

interface Unknown {
  readonly known: false
}

/** What a line is measured with: the framework it is of, the facts, and whose figures it asks for. */
export interface Asked {
  readonly framework: Framework
  readonly facts: Facts
  readonly authority: AreaCode
}

/** Our figure, the comparison and how far behind we are; or, where the line cannot be measured, the reason. */
export function measured(asked: Asked, line: Line): Measured {
  const measure = asked.framework.measures.find(({ code }) => code === line.measure)
  if (measure === undefined) throw new Error(`The framework ${asked.framework.key} has no measure ${line.measure}`)
  const counted = schoolMeasures.find((code) => code === measure.code)
  if (counted === 'schools-left-in-four-terms') return ofPace(asked)
  if (counted !== undefined) return ofCountedSchools(asked, line, counted)
  return line.others === undefined ? asPublished(asked, measure) : asDistance(asked, line, measure, line.others)
}

function ofCountedSchools({ framework, facts, authority }: Asked, line: Line, measure: CountedMeasure): Measured {
  const day = facts.schools
  const unit = 'percent' as const
  if (day === undefined) {
    return {
      known: false,
      unit,
      period: inWords(facts.on),
      source: '',
      because: 'Ofsted’s file of state-funded schools has not been imported',
      beside: [],
    }
  }
  const where = { unit, period: inWords(day.on), source: facts.schoolsFile, beside: knownOf(facts, day, authority, line.phase) }
  const [ours, theirs] = [authority, facts.nation].map((area) => countsOf(day, area, line.phase))
  const why = notStated(facts, day, measure) ?? whyNotCounted(framework, facts, day, authority, line.phase)
  if (why !== undefined || ours === undefined || theirs === undefined) return { known: false, ...where, because: why ?? '' }

  const [local, comparison] = [percentage(measure, ours), percentage(measure, theirs)]
  if (local === null || comparison === null) return { known: false, ...where, because: emptyBecause(measure, line.phase, local === null) }
  const low = measure === 'schools-in-category'
  const behind = behindInSchools(measure, local, comparison)
  const share = countedAs(measure, ours)
  const says = ofSchools(measure, line.phase, printed(local, unit), `${count(share.count)} of ${count(share.of)}`)
  const gap = apart(behind, unit, low ? ['above', 'below'] : ['behind', 'ahead'])
  return {
    known: true,
    ...where,
    local,
    comparison,
    behind,
    ...share,
    trendBehind: undefined,
    because: `${opening(gap)}: ${says}, ${printed(comparison, unit)} nationally`,
  }
}

/** How fast schools leave a category of concern: of those that went into one, the share that left within four terms. */
function ofPace({ framework, facts, authority }: Asked): Measured {
  const { schools: day, nation, pace } = facts
  const where = { unit: 'percent' as const, period: inWords(day?.on ?? facts.on), source: facts.schoolsFile, beside: [] }
  const [ours, theirs] = [authority, nation].map((area) => pace?.get(area) ?? noPace)
  const why = whyNoPace(framework, facts, [ours ?? noPace, theirs ?? noPace])
  if (why !== undefined || day === undefined || ours === undefined || theirs === undefined)
    return { known: false, ...where, because: why ?? '' }

  const [local, comparison] = [(100 * ours.left) / ours.entered, (100 * theirs.left) / theirs.entered]
  const behind = difference(comparison, local)
  const gap = opening(apart(behind, 'percent', ['behind', 'ahead']))
  const says = `${count(ours.left)} of our ${counted(ours.entered, 'school')} that went into a category of concern from ${inWords(windowOn(day.on).begins)} to before ${inWords(windowOn(day.on).endsBefore)} left it within four terms (${printed(local, 'percent')})`
  const because = `${gap}: ${says}, ${count(theirs.left)} of ${count(theirs.entered)} nationally (${printed(comparison, 'percent')})`
  const beside =
    theirs.unsure === 0
      ? []
      : [
          `Of ${ours.unsure === 0 ? '' : `${count(ours.unsure)} of ours and `}${count(theirs.unsure)} of the country’s it is not known whether they had been in a category before`,
        ]
  return { known: true, ...where, local, comparison, behind, count: ours.left, of: ours.entered, trendBehind: undefined, because, beside }
}

function whyNoPace({ limits }: Framework, { schools: day, pace, on }: Facts, [ours, theirs]: readonly [Pace, Pace]): string | undefined {
  if (day === undefined) return 'Ofsted’s file of state-funded schools has not been imported'
  if (pace === undefined) return `The file of ${inWords(day.fileAsAt)} lists schools with their grades, and has no categories of concern`
  if (!isRecentEnough(day.on, on)) return `The newest file of schools is as at ${inWords(day.on)}: too old for ${inWords(on)}`
  const { begins, endsBefore } = windowOn(day.on)
  const asked = [[ours, 'our'], [theirs, 'the country’s']] as const // prettier-ignore
  for (const [{ known, expected }, whose] of asked) {
    if (expected === 0 || known < expected * limits.schoolsKnown)
      return `Every judgement since ${inWords(begins)} is known of ${count(known)} of ${whose} ${counted(expected, 'school')}, fewer than ${limits.schoolsKnown * 100}%, so who went into a category cannot be told`
  }
  const whose = ours.entered === 0 ? 'of ours' : 'in the country'
  const none = `No school ${whose} is known to have gone into a category of concern from ${inWords(begins)} to before ${inWords(endsBefore)}`
  return ours.entered === 0 || theirs.entered === 0 ? none : undefined
}

/** A list of graded schools says nothing of pupils or categories. */
function notStated({ schoolsBefore }: Facts, day: SchoolDay, measure: CountedMeasure): string | undefined {
  const lists = ({ fileAsAt }: SchoolDay) => `The file of ${inWords(fileAsAt)} lists schools with their grades, and has no`
  if (measure === 'schools-left-category' && schoolsBefore?.how === 'listed') return `${lists(schoolsBefore)} categories of concern`
  if (day.how !== 'listed') return undefined
  if (measure === 'pupils-good-or-outstanding') return `${lists(day)} numbers of pupils`
  return measure === 'schools-in-category' || measure === 'schools-left-category' ? `${lists(day)} categories of concern` : undefined
}

function whyNotCounted(
  { limits }: Framework,
  { on, nation }: Facts,
  day: SchoolDay,
  authority: AreaCode,
  phase: string,
): string | undefined {
  if (!isRecentEnough(day.on, on))
    return `The newest file of schools is as at ${inWords(day.on)}: too old for ${inWords(on)}, since a line needs figures of that academic year or the one before`
  for (const [area, whose] of [
    [authority, 'our'],
    [nation, 'the country’s'],
  ] as const) {
    const { schools, known } = countsOf(day, area, phase)
    if (schools > 0 && known < schools * limits.schoolsKnown && day.how === 'listed')
      return `The file of ${inWords(day.on)} names no authorities, and only ${count(known)} of its ${counted(schools, phase === 'all' ? 'school' : `${phase} school`)} can be placed in one, fewer than ${limits.schoolsKnown * 100}%`
    if (schools > 0 && known < schools * limits.schoolsKnown)
      return `The grades on ${inWords(day.on)} are known of ${known} of ${whose} ${counted(schools, phase === 'all' ? 'school' : `${phase} school`)}, fewer than ${limits.schoolsKnown * 100}%`
  }
  return undefined
}

function emptyBecause(measure: CountedMeasure, phase: string, ours: boolean): string {
  const schools = phase === 'all' ? 'school' : `${phase} school`
  const whose = ours ? 'here' : 'in the country'
  if (measure === 'schools-in-category') return `There is no open ${schools} ${whose}`
  if (measure === 'schools-left-category') return `No ${schools} ${whose} was in a category of concern a year before`
  return `No ${schools} ${whose} has an overall grade`
}

function knownOf({ nation }: Facts, day: SchoolDay, authority: AreaCode, phase: string): string[] {
  const { schools, known } = countsOf(day, authority, phase)
  if (day.how === 'newest') return [`The newest file of schools held is as at ${inWords(day.fileAsAt)}`]
  if (day.how === 'whole') return []
  if (day.how === 'rebuilt')
    return [`Rebuilt from the days reports were published: knows ${known} of ${counted(schools, 'school')} on ${inWords(day.on)}`]
  const country = countsOf(day, nation, phase)
  return [
    `The file lists schools with a grade and names no authorities: ${count(country.known)} of its ${counted(country.schools, phase === 'all' ? 'school' : `${phase} school`)} can be placed in one, ${count(known)} of them here`,
  ]
}

function asPublished({ facts, authority }: Asked, measure: TriggerMeasure): Measured {
  const { code, title, unit, better } = measure
  const found = newestFigures(facts, facts.on, [
    [code, authority],
    [code, facts.nation],
  ])
  const [ours, theirs] = found?.figures ?? []
  if (found === undefined || ours === undefined || theirs === undefined) return notPublished(facts, authority, title, [code], unit)

  const behind = better === 'high' ? difference(theirs.value, ours.value) : difference(ours.value, theirs.value)
  const gap = opening(apart(behind, unit, ['behind', 'ahead']))
  return {
    known: true,
    local: ours.value,
    comparison: theirs.value,
    behind,
    trendBehind: behindOverYears(facts, authority, measure, found.year),
    unit,
    period: ours.label,
    source: facts.figuresFile,
    because: `${gap} in ${inside(title)} in ${ours.label}: ${printed(ours.value, unit)} here, ${printed(theirs.value, unit)} nationally`,
    beside: [],
  }
}

/** Trigger 6: how far our disadvantaged pupils are from other pupils nationally, against how far England's own are. */
function asDistance({ facts, authority }: Asked, line: Line, measure: TriggerMeasure, others: string): Measured {
  const unit = measure.unit === 'percent' ? ('percentage points' as const) : measure.unit
  const { code } = measure
  const found = newestFigures(facts, facts.on, [
    [code, authority],
    [code, facts.nation],
    [others, facts.nation],
  ])
  const [ours, theirs, nationalOthers] = found?.figures ?? []
  if (found === undefined || ours === undefined || theirs === undefined || nationalOthers === undefined) {
    return notPublished(facts, authority, line.name ?? measure.title, [code, others], unit)
  }
  const local = difference(nationalOthers.value, ours.value)
  const comparison = difference(nationalOthers.value, theirs.value)
  const behind = difference(local, comparison)
  const gap = opening(apart(behind, unit, ['further behind', 'closer']))
  const our = apart(local, unit, ['behind', 'ahead of']).replace('level', 'level with')
  const england = apart(comparison, unit, ['behind', 'ahead'])
  return {
    known: true,
    local,
    comparison,
    behind,
    trendBehind: undefined,
    unit,
    period: ours.label,
    source: facts.figuresFile,
    because: `${gap} in ${inside(line.name ?? measure.title)} in ${ours.label}: our disadvantaged pupils are ${our} other pupils nationally, the country’s ${england}`,
    beside: withinGap(ours.value, facts.figures.get(figureKey(others, authority, found.year))?.value ?? null, unit),
  }
}

function withinGap(disadvantaged: number, others: number | null, unit: Unit): string[] {
  if (others === null) return ['The gap between disadvantaged and other pupils within our schools is not published']
  const gap = difference(disadvantaged, others)
  return [
    `Within our own schools the gap is ${printed(gap, unit)} (${printed(disadvantaged, unit)} against ${printed(others, unit)}); it is not what this line compares`,
  ]
}

function behindOverYears(facts: Facts, authority: AreaCode, { code, better, beganAnew = [] }: TriggerMeasure, last: number) {
  if (beganAnew.some((year) => year === last || year === last - 1)) return undefined
  return trendBehind(threeYears(facts, code, authority, last), threeYears(facts, code, facts.nation, last), better)
}

function threeYears({ figures }: Facts, code: string, area: AreaCode, last: number): (number | null)[] {
  return [last - 2, last - 1, last].map((year) => figures.get(figureKey(code, area, year))?.value ?? null)
}

function notPublished(facts: Facts, authority: AreaCode, title: string, codes: readonly string[], unit: Unit): Measured {
  const missing = { known: false, unit, period: '', source: '', beside: [] } as const
  if (facts.figuresFile === '')
    return { ...missing, because: `${title} cannot be measured: the Local Authority Interactive Tool has not been imported` }

  const [year, before] = yearsFor(facts.on)
  const nationally = [year, before].some((of) =>
    codes.every((code) => (facts.figures.get(figureKey(code, facts.nation, of))?.value ?? null) !== null),
  )
  const mark = facts.figures.get(figureKey(codes[0] ?? '', authority, year))?.published
  const ours = `Our figure for ${title} is not published for ${year} or ${before}${mark === undefined ? '' : `: the publisher prints "${mark}"`}`
  return {
    ...missing,
    period: String(year),
    source: facts.figuresFile,
    because: nationally ? ours : `${title}: no figure is published for ${year} or ${before}`,
  }
}
