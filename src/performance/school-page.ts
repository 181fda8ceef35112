import type { AreaCode } from '../authorities/area.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Alike, LikenessTable, Traits } from './likeness.ts'
import type { Stage, TableKey } from './performance-row.ts'
import type { SchoolKind } from './school-kind.ts'
import type { SchoolFigure, SchoolMeasure } from './school-measure.ts'
import { spreadOf, type Spread } from './spread.ts'
import type { Looked } from './stands-out.ts'

/** One figure, with where it is from: which import and line, and how settled the file is. */
export interface Figure extends Omit<SchoolFigure, 'row'> {
  readonly stage: Stage
  readonly covers: string
  readonly run: number
  readonly line: number
}

/** The figures of one school or area, by measure and then by year. */
export type Figures = ReadonlyMap<string, ReadonlyMap<number, Figure>>

/** An establishment that a school came from, with its own figures. */
export interface Before {
  readonly urn: Urn
  readonly name: string
  readonly figures: Figures
}

/** A school most like another, and its figures of the years: in each, by measure. */
export interface AlikeSchool extends Alike {
  /** By year, its headline figures by measure. */
  readonly figures: ReadonlyMap<number, ReadonlyMap<string, number>>
}

/** The schools most like a school, and on what ground they are. */
export interface LikeIt {
  readonly table: LikenessTable
  readonly year: number
  readonly kind: SchoolKind
  readonly own: Traits
  readonly deviations: Traits
  /** How many schools it was likened with. */
  readonly among: number
  readonly nearest: readonly AlikeSchool[]
}

/** Figures published of an area: an authority, or the country. */
export interface AreaFigures {
  readonly code: AreaCode
  readonly name: string
  readonly rows: readonly AreaRow[]
}

/** One row of an area: by the letters of which schools it covers, empty where the publisher gives one row only. */
export interface AreaRow {
  readonly table: TableKey
  readonly year: number
  readonly covers: string
  /** What it says of a measure, by its code. */
  readonly figure: (measure: string) => Figure | undefined
}

/** The spreads of measures, by `spreadKey`. */
export interface Spreads {
  readonly get: (key: string) => Spread | undefined
}

export const spreadKey = (measure: string, year: number, kind: SchoolKind, among: 'nation' | 'authority' | 'neighbours'): string =>
  `${measure} ${year} ${kind} ${among}`

/** Everything that the pages of one school print of its figures. */
export interface SchoolFacts {
  readonly urn: Urn
  readonly name: string
  readonly measures: readonly SchoolMeasure[]
  /** Of each table, what kind of school it is in it, by its newest row. */
  readonly kinds: ReadonlyMap<TableKey, SchoolKind>
  /** Of each table, which of an area's rows it is set beside. */
  readonly covers: ReadonlyMap<TableKey, readonly string[]>
  readonly own: Figures
  /** The nearest first. */
  readonly before: readonly Before[]
  readonly authority: AreaFigures | undefined
  readonly nation: AreaFigures
  readonly spreads: Spreads
  readonly likeIt: LikeIt | undefined
  /** The years of which any file of a table is held. */
  readonly held: ReadonlyMap<TableKey, ReadonlySet<number>>
  /** Those of them whose files name schools of its authority: others are of other authorities only. */
  readonly ofAuthority: ReadonlyMap<TableKey, ReadonlySet<number>>
  /** As the register or else Ofsted or the table of pupils says it. */
  readonly phase: string | undefined
  /** The file each import was of. */
  readonly files: ReadonlyMap<number, string>
}

// For results the row of state-funded schools, of which the publisher also gives one of all schools.
const resultsCover: Partial<Record<TableKey, readonly string[]>> = { ks2: ['5', ''], ks4: ['7', ''], 'ks4-destinations': ['', '7'] }
const phaseCover: Partial<Record<SchoolKind, string>> = { primary: 'PRI', secondary: 'SEC', special: 'SPE' }

/**
 * Which of an area's rows in a table a school is set beside, by the letters of what they cover, the best first.
 *
 * - Results and destinations: state-funded schools. An authority has one row. None for a special school: the rows are of all
 *   schools together, which say nothing of it.
 * - Pupils and absence: schools of its phase. The publisher gives none for nursery schools or alternative provision.
 * - Income and spending: the publisher's median of schools of its phase, in an authority of those in its band of free school meals.
 *
 * @example
 * coversFor('ks4', 'mainstream', []) // => ['7', '']
 * coversFor('ks4', 'special', []) // => []
 * coversFor('absence', 'special', []) // => ['SPE']
 * coversFor('census', 'nursery', []) // => []
 * coversFor('spending', 'primary', ['Primary', 'Low']) // => ['Primary Low', 'Primary']
 */
export function coversFor(table: TableKey, kind: SchoolKind, spending: readonly string[]): readonly string[] {
  if (table === 'spending') return [spending.join(' '), ...spending.slice(0, 1)]
  if (isSpecialResult(kind, table)) return []
  const phase = phaseCover[kind]
  return resultsCover[table] ?? (phase === undefined ? [] : [phase])
}

const isSpecialResult = (kind: SchoolKind, table: TableKey): boolean => kind === 'special' && resultsCover[table] !== undefined

/** An area's figure for a school to be set beside. None of a number of pupils: an area's is their total. */
export function areaFigure(
  facts: Pick<SchoolFacts, 'covers'>,
  area: AreaFigures | undefined,
  measure: SchoolMeasure,
  year: number,
): Figure | undefined {
  // prettier-ignore
  if (measure.unit === 'number') return undefined
  const rows = area?.rows.filter((row) => row.table === measure.table && row.year === year) ?? []
  for (const covers of facts.covers.get(measure.table) ?? []) {
    const row = rows.find((one) => one.covers === covers)
    if (row) return row.figure(measure.code)
  }
  return undefined
}

/** A year of a measure as the page tells it: whose figure it is. */
export interface ToldYear {
  readonly year: number
  /** Undefined where it is the school's own. */
  readonly of: Before | undefined
  readonly figure: Figure | undefined
}

/**
 * A measure through the years, the newest first: the school's own figures, and those of the schools it came from.
 *
 * - A predecessor's figures are told as its own, never as the school's, and several predecessors are told as several: nothing is
 *   averaged or added up, so that the line of a merged school begins with itself.
 * - In a year in which the school has a number of its own, its predecessors' are left to their own pages.
 * - Years without any figure between the first and the last are told too, so that a gap is seen.
 */
export function told(measure: SchoolMeasure, own: Figures, before: readonly Before[]): readonly ToldYear[] {
  const mine = own.get(measure.code)
  const theirs = before.map((one) => ({ one, figures: one.figures.get(measure.code) }))
  const years = [...(mine?.keys() ?? []), ...theirs.flatMap(({ figures }) => [...(figures?.keys() ?? [])])]
  if (years.length === 0) return []
  const [first, last] = [Math.min(...years), Math.max(...years)]
  return Array.from({ length: last - first + 1 }, (_, back) => last - back).flatMap((year) => toldIn(year, mine, theirs))
}

function toldIn(
  year: number,
  mine: ReadonlyMap<number, Figure> | undefined,
  theirs: readonly { readonly one: Before; readonly figures: ReadonlyMap<number, Figure> | undefined }[],
): readonly ToldYear[] {
  const figure = mine?.get(year)
  if (figure && figure.value !== null) return [{ year, of: undefined, figure }]
  const before = theirs.flatMap(({ one, figures }) => {
    const found = figures?.get(year)
    return found ? [{ year, of: one, figure: found }] : []
  })
  return figure || before.length === 0 ? [{ year, of: undefined, figure }, ...before] : before
}

/** What a school's disadvantaged pupils are set beside in one year: the school's other pupils, and the country's. */
export interface Gap {
  readonly year: number
  readonly disadvantaged: Figure
  readonly others: Figure | undefined
  readonly nationalOthers: Figure | undefined
}

/** The newest year of which a file of a table is held. */
export function newestOf(facts: Pick<SchoolFacts, 'held'>, table: TableKey): number | undefined {
  const years = facts.held.get(table)
  return years && Math.max(...years)
}

/** The spread of a measure over the schools most like a school, in a year; each school once, those without a figure left out. */
export function spreadAlike(likeIt: LikeIt | undefined, measure: string, year: number): Spread | undefined {
  return spreadOf(likeIt?.nearest.flatMap(({ figures }) => figures.get(year)?.get(measure) ?? []) ?? [])
}

/** What a school's measures say through the years against the country, for what stands out. Its own years only. */
export function lookedAt(facts: SchoolFacts): readonly Looked[] {
  return facts.measures.flatMap((measure) => {
    const kind = facts.kinds.get(measure.table)
    const newest = newestOf(facts, measure.table)
    const years = [...(facts.own.get(measure.code)?.values() ?? [])]
    if (kind === undefined || newest === undefined || years.length === 0) return []
    const besideMedian = isSpecialResult(kind, measure.table)
    const looked = years.map((figure) => {
      const spread = facts.spreads.get(spreadKey(measure.code, figure.year, kind, 'nation'))
      const row = areaFigure(facts, facts.nation, measure, figure.year)?.value ?? null
      const byDefinition = row === null && isAverageByDefinition(facts, measure, figure)
      const england = besideMedian ? (spread?.median ?? null) : byDefinition ? 0 : row
      return { ...figure, spread, england, byDefinition }
    })
    return [{ measure, newest, years: looked, besideMedian, alike: spreadAlike(facts.likeIt, measure.code, newest) }]
  })
}

/**
 * Whether a school's figure is set beside a country's 0 that is so by definition: the progress of all its pupils, of which the
 * publisher prints no row of the country. Results of special schools are set beside their median.
 */
export function isAverageByDefinition(
  { kinds }: Pick<SchoolFacts, 'kinds'>,
  { table, pupils }: SchoolMeasure,
  { lower, upper }: Pick<Figure, 'lower' | 'upper'>,
): boolean {
  const kind = kinds.get(table)
  return pupils === 'all' && lower !== null && upper !== null && kind !== undefined && !isSpecialResult(kind, table)
}

/**
 * The gaps of a measure, the newest year first: the measure is the one of disadvantaged pupils, and `others` that of the rest.
 *
 * Two gaps, never mixed: from the school's own other pupils, and from the country's. A year without a figure has none.
 */
export function gapsOf(facts: SchoolFacts, disadvantaged: SchoolMeasure): readonly Gap[] {
  const others = facts.measures.find(({ of, pupils }) => of === disadvantaged.of && pupils === 'others')
  const figures = [...(facts.own.get(disadvantaged.code)?.values() ?? [])].filter(({ published }) => published !== '')
  return figures
    .toSorted((a, b) => b.year - a.year)
    .map((figure) => ({
      year: figure.year,
      disadvantaged: figure,
      others: others && facts.own.get(others.code)?.get(figure.year),
      nationalOthers: others && areaFigure(facts, facts.nation, others, figure.year),
    }))
}

/** The measures that a summary is made of: the headlines, and the same for disadvantaged pupils. */
export function measuresAtAGlance(measures: readonly SchoolMeasure[]): readonly SchoolMeasure[] {
  const headlines = new Set(measures.flatMap(({ headline, of }) => (headline ? [of] : [])))
  return measures.filter(({ headline, pupils, of }) => headline || (pupils === 'disadvantaged' && headlines.has(of)))
}
