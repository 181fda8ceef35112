import { meaningOfMark } from '../measures/mark.ts'
import { performanceTables, type TableKey } from './performance-row.ts'
import type { Figure, SchoolFacts } from './school-page.ts'
import type { SchoolMeasure } from './school-measure.ts'

/** Why a cell that is published holds no number: what the publisher's mark stands for. */
export function absentInWords({ published }: Pick<Figure, 'published'>): string {
  return meaningOfMark(published, 'performance tables').means
}

/** What stands in a cell without a number: the publisher's mark, which is explained under the table. */
export function markInCell({ published }: Pick<Figure, 'published'>): string {
  return published === '' ? 'empty' : published
}

/** What the marks among some figures stand for, each once. */
export function marksExplained(figures: readonly (Figure | undefined)[]): readonly string[] {
  const marks = new Map(figures.flatMap((figure) => (figure && figure.value === null ? [[markInCell(figure), figure] as const] : [])))
  return [...marks].toSorted(([a], [b]) => a.localeCompare(b)).map(([mark, figure]) => `${mark}: ${absentInWords(figure)}.`)
}

/** Why a year has no figure of a school at all. */
export function whyNone(facts: SchoolFacts, measure: SchoolMeasure, year: number): string {
  const table = tableName(measure.table).toLowerCase()
  const before = whyNoFile(facts, measure, year)
  if (before !== undefined) return before
  if (!facts.ofAuthority.get(measure.table)?.has(year)) return `the files held are of other authorities only: ${table}`
  const named = facts.measures.some(({ code, table: of }) => of === measure.table && facts.own.get(code)?.has(year))
  return `the files held ${named ? 'name the school, and do not give this measure' : 'do not name the school'}: ${table}`
}

/** Why a year has no figure of the country to set a school beside. */
export function whyNoneOfNation(facts: SchoolFacts, measure: SchoolMeasure, year: number): string {
  const before = whyNoFile(facts, measure, year)
  if (before !== undefined) return before
  const { name } = facts.nation
  if ((facts.covers.get(measure.table) ?? []).length === 0) return `${name} has no row of schools of its kind`
  return `the files held give no figure of ${name} in this measure`
}

function whyNoFile({ held }: SchoolFacts, measure: SchoolMeasure, year: number): string | undefined {
  const known = measure.breaks.find((found) => found.kind === 'no figures' && found.years.includes(year))
  if (known) return known.because
  return held.get(measure.table)?.has(year) ? undefined : `no file is held of the table: ${tableName(measure.table).toLowerCase()}`
}

// A middle or all-through school may be in either, and Ofsted calls such schools secondary.
const notOfPhase: Readonly<Record<string, readonly TableKey[]>> = {
  nursery: ['ks2', 'ks4', 'ks4-destinations'],
  primary: ['ks4', 'ks4-destinations'],
  'middle deemed primary': ['ks4', 'ks4-destinations'],
  '16 plus': ['ks2', 'ks4', 'ks4-destinations'],
}

/** The tables in which the school is not though schools of its phase are, each with why. */
export function absentTables(facts: SchoolFacts, among: readonly TableKey[] = resultsAndPupils): readonly string[] {
  const never = notOfPhase[facts.phase?.toLowerCase() ?? ''] ?? []
  return among.flatMap((table) => {
    const figures = facts.measures.filter((one) => one.table === table).flatMap(({ code }) => [...(facts.own.get(code)?.values() ?? [])])
    if (figures.some(({ published }) => published !== '')) return []
    if (figures.length === 0 && never.includes(table)) return []
    return [`${tableName(table)}: ${whyAbsent(facts, table, figures.length > 0)}.`]
  })
}

function whyAbsent({ held, ofAuthority }: SchoolFacts, table: TableKey, named: boolean): string {
  const [all, ours] = [held.get(table), ofAuthority.get(table)]
  if (!all) return 'no file is held'
  if (named) return `the files held name the school and leave its cells empty (${inOrder(all)})`
  if (!ours) return `the files held are of other authorities only (${inOrder(all)})`
  return `none of the files held of its authority’s schools names the school (${inOrder(ours)})`
}

const inOrder = (years: ReadonlySet<number>): string => [...years].toSorted((a, b) => a - b).join(', ')

export const tableName = (table: TableKey): string => performanceTables.find(({ key }) => key === table)?.name ?? table

const resultsAndPupils: readonly TableKey[] = ['ks2', 'ks4', 'census', 'absence', 'ks4-destinations', 'spending']
