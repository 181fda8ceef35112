import type { AreaCode } from '../authorities/area.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Alike, LikenessTable, Traits } from './likeness.ts'
import type { Stage, TableKey } from './performance-row.ts'
import type { SchoolKind } from './school-kind.ts'
import type { SchoolFigure, SchoolMeasure } from './school-measure.ts'
import type { Spread } from './spread.ts'

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
  readonly name: string
  readonly authority: string | null
  /** By year, its figures by measure. */
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
  /** By the letters of which schools a row covers, empty where the publisher gives one row only. */
  readonly rows: readonly { readonly table: TableKey; readonly year: number; readonly covers: string; readonly figures: ReadonlyMap<string, Figure> }[] // prettier-ignore
}

/** A measure's spread over some schools, by year. */
export type Spreads = ReadonlyMap<string, Spread>

export const spreadKey = (measure: string, year: number, kind: SchoolKind, among: 'nation' | 'authority' | 'neighbours'): string =>
  `${measure} ${year} ${kind} ${among}`

/** Everything that the pages of one school print of its figures. */
export interface SchoolFacts {
  readonly urn: Urn
  readonly name: string
  readonly measures: readonly SchoolMeasure[]
  /** Of each table, what kind of school it is in it, by its newest row. */
  readonly kinds: ReadonlyMap<TableKey, SchoolKind>
  readonly own: Figures
  /** The nearest first. */
  readonly before: readonly Before[]
  readonly authority: AreaFigures | undefined
  readonly nation: AreaFigures
  readonly spreads: Spreads
  readonly likeIt: LikeIt | undefined
  /** The newest year of which any file of a table is held. */
  readonly newest: ReadonlyMap<TableKey, number>
  /** The file each import was of. */
  readonly files: ReadonlyMap<number, string>
}

// Which of an area's rows stands beside a school, the first that is there: for results the row of state-funded schools, of
// which the publisher also gives one of all schools; for the rest the row of the school's own phase.
const resultsCover: Partial<Record<TableKey, readonly string[]>> = { ks2: ['5', '3', '4', ''], ks4: ['7', '4', '5', ''], 'ks4-destinations': ['NAT', 'LA', ''] } // prettier-ignore
const kindsCover: Partial<Record<SchoolKind, readonly string[]>> = {
  primary: ['PRI', 'NAT-PRI', 'LA-PRI'],
  secondary: ['SEC', 'SEC-WITH-KS4', 'NAT-SEC-WITH-KS4', 'LA-SEC-WITH-KS4'],
  special: ['SPE', 'NAT-SPE', 'LA-SPE'],
  alternative: ['PRU', 'NAT-PRU', 'LA-PRU'],
  nursery: ['NUR', 'NAT', 'LA'],
}

/** The letters of the rows of an area that a school of a kind may be set beside in a table, the best first. */
export function coversFor(table: TableKey, kind: SchoolKind): readonly string[] {
  return resultsCover[table] ?? kindsCover[kind] ?? []
}

/** An area's figure for a school of a kind to be set beside. */
export function areaFigure(area: AreaFigures | undefined, measure: SchoolMeasure, year: number, kind: SchoolKind): Figure | undefined {
  const rows = area?.rows.filter((row) => row.table === measure.table && row.year === year) ?? []
  for (const covers of coversFor(measure.table, kind)) {
    const row = rows.find((one) => one.covers === covers)
    if (row) return row.figures.get(measure.code)
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

/** How far a group's figure is from another's; undefined where either is withheld. */
export interface Gap {
  readonly year: number
  readonly disadvantaged: Figure
  readonly others: Figure | undefined
  readonly nationalOthers: Figure | undefined
}
