import type { AreaCode } from '../authorities/area.ts'
import type { Framework, Line, SchoolMeasure, Trigger } from '../frameworks/framework.ts'
import { schoolMeasures } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import type { Term } from '../terms/term.ts'
import type { Facts, SchoolDay } from './facts.ts'
import { lineFinding } from './line.ts'
import { measured } from './measured.ts'
import type { LineFinding } from './trigger.ts'

/** Which file answers for a day of the history, and how. */
export interface DayHeld {
  readonly term: Term
  readonly on: Day
  readonly fileAsAt: Day
  readonly how: 'whole' | 'rebuilt' | 'listed'
}

/** A day of the history: which schools there were, and of how many of the file that answers a judgement had been published by then. */
export interface PastDay extends DayHeld {
  readonly schools: SchoolDay
  /** The whole country's: the schools of the file, and those of them to which the file itself gives a judgement published by the day. */
  readonly ofFile: { readonly schools: number; readonly judged: number }
}

/** What the published files cover, for choosing the days of a history. */
export interface FilesCover {
  /** As-at days of files of schools. */
  readonly whole: readonly Day[]
  /** As-at days of lists of graded schools. */
  readonly listed: readonly Day[]
}

/**
 * The days that stand for the terms of a history, oldest first.
 *
 * - A term in which the as-at day of a file lies is told by the file: of several, by the last. The file is taken whole.
 * - A list of graded schools is a snapshot, and tells the term it lies in when no file of schools does. It has no pupils and no
 *   categories, so the last day of that term stands beside it, rebuilt, for what the list does not state.
 * - Any other term is told as on its last day, rebuilt from the first file after it.
 * - A term that ends after the newest file, and has no file in it, is not told.
 */
export function daysOfHistory(terms: readonly Term[], { whole, listed }: FilesCover): DayHeld[] {
  return terms.flatMap((term): DayHeld[] => {
    const within = (day: Day) => day >= term.beginsOn && day <= term.lastsUntil
    const file = whole.filter(within).toSorted().at(-1)
    if (file !== undefined) return [{ term, on: file, fileAsAt: file, how: 'whole' }]
    const list = listed.filter(within).toSorted().at(-1)
    const after = whole.filter((day) => day > term.lastsUntil).toSorted()[0]
    return [
      ...(list === undefined ? [] : [{ term, on: list, fileAsAt: list, how: 'listed' as const }]),
      ...(after === undefined ? [] : [{ term, on: term.lastsUntil, fileAsAt: after, how: 'rebuilt' as const }]),
    ]
  })
}

/** What a list of graded schools states. */
const statedByList: readonly SchoolMeasure[] = ['schools-good-or-outstanding', 'schools-outstanding']

/** One term of a line's history: what the line came to on the day that stands for the term. */
export interface LineInTerm extends Pick<PastDay, 'term' | 'on' | 'how' | 'fileAsAt' | 'ofFile'> {
  readonly finding: LineFinding
  readonly known: { readonly ours: Known; readonly country: Known }
}

/** Of how many schools the grade, or the lack of one, is known. */
export interface Known {
  readonly known: number
  readonly expected: number
}

/** A line of a trigger through the terms of which anything is held, oldest first. */
export interface LineHistory {
  readonly trigger: number
  readonly title: string
  readonly line: Line
  readonly name: string
  readonly better: 'high' | 'low'
  readonly terms: readonly LineInTerm[]
}

/** What decides the lights and lines of a framework, in one line: for keeping what was worked out by it. */
export const judgedKey = ({ key, limits, triggers }: Framework): string => JSON.stringify([key, limits, triggers])

/** Whether a trigger is counted from schools, so that its history can be told. */
export const isCounted = ({ lines }: Pick<Trigger, 'lines'>): boolean => lines.some(({ kind }) => kind === 'schools')

/**
 * The history of the lines counted from schools: of triggers 1 to 3.
 *
 * Each term is judged as the triggers are on that day, by the same rules and limits: a line below the share of schools that must
 * be known is grey. How fast schools leave a category is no part of it, for it compares two days.
 */
export function historyOf(
  framework: Framework,
  days: readonly PastDay[],
  { authority, nation }: { readonly authority: AreaCode; readonly nation: AreaCode },
): LineHistory[] {
  return framework.triggers.filter(isCounted).flatMap((trigger) =>
    trigger.lines.flatMap((line): LineHistory[] => {
      const measure = schoolMeasures.find((code) => code === line.measure)
      if (line.kind !== 'schools' || measure === undefined || measure.startsWith('schools-left-')) return []
      const terms = tellingDays(days, measure).map((day) => inTerm(framework, trigger, line, { day, authority, nation }))
      const { number, title } = trigger
      const { better } = framework.measures.find(({ code }) => code === line.measure) ?? { better: 'high' }
      return [{ trigger: number, title, line, name: terms[0]?.finding.name ?? line.measure, better, terms }]
    }),
  )
}

/** One day for each term: the snapshot where it states the measure, and else the last day of the term. */
function tellingDays(days: readonly PastDay[], measure: SchoolMeasure): PastDay[] {
  const states = ({ how }: PastDay) => how !== 'listed' || statedByList.includes(measure)
  return [...Map.groupBy(days, ({ term }) => term.beginsOn).values()].flatMap((ofTerm) => ofTerm.find(states) ?? ofTerm[0] ?? [])
}

interface Asked {
  readonly day: PastDay
  readonly authority: AreaCode
  readonly nation: AreaCode
}

function inTerm(framework: Framework, trigger: Trigger, line: Line, { day, authority, nation }: Asked): LineInTerm {
  const facts = factsOf(day, nation)
  const { term, on, how, fileAsAt, ofFile } = day
  const knownIn = (area: AreaCode): Known => {
    const counts = day.schools.counts.get(`${area} ${line.phase}`)
    return { known: counts?.known ?? 0, expected: counts?.schools ?? 0 }
  }
  return {
    term,
    on,
    how,
    fileAsAt,
    ofFile,
    finding: lineFinding(framework, trigger, line, measured({ framework, facts, authority }, line)),
    known: { ours: knownIn(authority), country: knownIn(nation) },
  }
}

function factsOf({ on, schools }: PastDay, nation: AreaCode): Facts {
  const nothing = { reportCards: new Map(), figures: new Map(), schoolsFile: '', figuresFile: '' }
  return { on, nation, schools, schoolsBefore: undefined, ...nothing }
}
