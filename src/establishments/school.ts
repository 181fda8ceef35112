import type { Day } from '../lib/day.ts'
import type { Overall, SchoolRecord } from './school-record.ts'
import type { Urn } from './urn.ts'

type Listed = 'urn' | 'dfe_number' | 'name' | 'phase' | 'type' | 'trust_uid' | 'trust' | 'pupils' | 'overall' | 'category' | 'postcode'

/** An open school as Ofsted's file states it on its as-at day, with its latest graded inspection. */
export interface School extends Pick<SchoolRecord, Listed> {
  /** When its latest graded inspection or report card was, and which establishment was inspected. Null before its first. */
  readonly inspected_on: Day | null
  readonly urn_then: Urn | null
}

/** All that Ofsted's file states of who a school is. */
export interface SchoolIdentity extends School, Omit<SchoolRecord, 'line'> {
  readonly as_at: Day
  readonly authority_name: string | null
  readonly source_file: string
}

/** What a school's latest graded inspection left it with, in the order of a table. `none`: not inspected yet. */
export const standings = [
  { key: '1', overall: '1', text: 'Outstanding' },
  { key: '2', overall: '2', text: 'Good' },
  { key: '3', overall: '3', text: 'Requires improvement' },
  { key: '4', overall: '4', text: 'Inadequate' },
  { key: 'not-judged', overall: 'Not judged', text: 'No overall grade' },
  { key: 'none', overall: null, text: 'Not inspected yet' },
] as const

export type Standing = (typeof standings)[number]

export function standingOf(overall: string | null): Standing {
  return standings.find((standing) => standing.overall === overall) ?? standings[5]
}

const withoutGrade: Readonly<Record<string, string>> = { 0: 'Not judged', 8: 'Does not apply', 9: 'Not judged' }

/** Whether words of a judgement say that there was none. */
export function saysNothing(words: string): boolean {
  return Object.values(withoutGrade).includes(words)
}

/**
 * A judgement in words, on the scale of its day.
 *
 * - 1 to 4 are grades; before September 2012 the third was called satisfactory. `Yes` and `No` answer whether safeguarding is
 *   effective, and are printed as they are.
 * - `Not judged` is no grade: Ofsted has given no overall grade since September 2024.
 * - 0, 8 and 9 are no grades. 9: not judged at that inspection. 8: it does not apply to the school. 0: either of the two.
 */
export function judgementInWords(published: string | null, on: Day | null): string {
  if (published === null) return 'Not published'
  if (published === 'Not judged') return 'No overall grade'
  if (published === '3' && on !== null && on < '2012-09-01') return 'Satisfactory'
  const grade = standings.slice(0, 4).find(({ key }) => key === published)
  if (grade) return grade.text
  return withoutGrade[published] ?? published
}

/** The categories of concern: special measures, serious weaknesses, and, since November 2025, requires significant improvement. */
export const categoriesOfConcern: readonly string[] = ['SM', 'SWK', 'RSI']

/** Whether a published category is one of the three that trigger 2 counts. A notice to improve is not. */
export const isOfConcern = (category: string | null): boolean => category !== null && categoriesOfConcern.includes(category)

const categories: Readonly<Record<string, string>> = {
  SM: 'Special measures',
  SWK: 'Serious weaknesses',
  RSI: 'Requires significant improvement',
  NTI: 'Notice to improve',
}

/** A category of concern spelt out. Null is none; a mark nobody has told us is printed as published. */
export function categoryInWords(category: string | null): string | undefined {
  return category === null ? undefined : (categories[category] ?? category)
}

/** The DfE number as people write it: authority, stroke, school. */
export function dfeNumberInWords(dfeNumber: string): string {
  return `${dfeNumber.slice(0, 3)}/${dfeNumber.slice(3)}`
}

/** The columns a list of schools is sorted by. */
export const sortings = ['name', 'phase', 'type', 'trust', 'pupils', 'grade', 'inspected'] as const

export type Sorting = (typeof sortings)[number]

/** Which schools of an authority are asked for, and in what order. An empty text asks for all. */
export interface SchoolFilter {
  /** Words of a name, the first figures of a URN or DfE number, or a postcode. */
  readonly words: string
  readonly phase: string
  readonly type: string
  readonly grade: GradeAsked
  /** The trust's UID, or `none` for schools in no trust. */
  readonly trust: string
  readonly sort: Sorting
  readonly descending: boolean
}

/** A standing, or `category` for the schools in a category of concern. */
export type GradeAsked = '' | Standing['key'] | 'category'

/** Every school of an authority, by name. */
export const everySchool: SchoolFilter = { words: '', phase: '', type: '', grade: '', trust: '', sort: 'name', descending: false }

/** Whether a filter leaves any school out. */
export function leavesOut({ words, phase, type, grade, trust }: SchoolFilter): boolean {
  return [words, phase, type, grade, trust].some((asked) => asked !== '')
}

/** A filter as it stands in an address: only what differs from every school by name. */
export function writeSchoolFilter(filter: SchoolFilter): Readonly<Record<string, string>> {
  const { words, phase, type, grade, trust, sort, descending } = filter
  const order = { ...(sort === everySchool.sort ? {} : { sort }), ...(descending ? { order: 'descending' } : {}) }
  const asked = Object.entries({ words, phase, type, grade, trust }).filter(([, value]) => value !== '')
  return { ...Object.fromEntries(asked), ...order }
}

/** How many schools of an authority share a phase and a standing. */
export interface StandingCount {
  readonly phase: string
  readonly overall: Overall | null
  readonly schools: number
}

/** What a filter can ask for in one column, and how many schools it would find. */
export interface Choice {
  readonly value: string
  readonly text: string
  readonly schools: number
}

/** The order phases are listed in: as children grow up, then those for all ages. */
const phaseOrder = ['Nursery', 'Primary', 'Secondary', 'Special', 'PRU', 'Alternative provision']

/** Where a phase stands in that order; one not known comes last. */
export function phasePlace(phase: string): number {
  return phaseOrder.includes(phase) ? phaseOrder.indexOf(phase) : phaseOrder.length
}

/** Phases in the order of a table. */
export function inPhaseOrder(a: string, b: string): number {
  return phasePlace(a) - phasePlace(b) || a.localeCompare(b)
}

/** A phase as people say it. */
export function phaseInWords(phase: string): string {
  return phase === 'PRU' ? 'Alternative provision (PRU)' : phase
}
