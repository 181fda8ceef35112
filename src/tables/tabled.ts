import type { AreaKind } from '../authorities/area.ts'
import type { Break } from '../measures/break.ts'
import type { SchoolMeasure } from '../performance/school-measure.ts'
import type { DataSet } from '../statistics/data-set.ts'

/** A year that a measure has figures for. The key is the calendar year it ends in, with which part of it where it is not whole. */
export interface YearOfMeasure {
  readonly key: string
  /** As published: `2024/25`, `2025 (prov)`. */
  readonly label: string
  readonly endsIn: number
  /** The newest year of the measure that any authority has a figure for. */
  readonly latest: boolean
}

interface Told {
  /** What names it in an address: a code of the Local Authority Interactive Tool, `school:` or `data:` and what follows. */
  readonly key: string
  readonly title: string
  readonly unit: string
  readonly decimals: number
  /** The heading it is offered under. */
  readonly group: string
  readonly breaks: readonly Break[]
  /** Who published it, in which file, imported when, updated when. */
  readonly source: string
  /** The oldest first. */
  readonly years: readonly YearOfMeasure[]
}

/** A measure of a table, and where its figures are found. */
export type TabledMeasure = Told & Found

export type Found =
  | { readonly from: 'areas'; readonly code: string }
  | { readonly from: 'schools'; readonly measure: SchoolMeasure }
  | { readonly from: 'statistics'; readonly set: DataSet; readonly indicator: string; readonly filters: Readonly<Record<string, string>> }

/** An area or a school of a table. */
export interface Place {
  /** Three digits, or a URN. */
  readonly code: string
  readonly name: string
  readonly kind: AreaKind | 'school'
}

/** One figure as published, with the number in it unless a mark stands in its place. */
export interface TabledFigure {
  readonly published: string
  readonly value: number | null
}

/** Figures by measure, place and year. */
export type Figures = ReadonlyMap<string, TabledFigure>

export function figureKey(measure: string, place: string, year: string): string {
  return `${measure}\t${place}\t${year}`
}

/** Some years of some measures, for some places. */
export interface FiguresWanted<M extends TabledMeasure = TabledMeasure> {
  readonly measures: readonly { readonly measure: M; readonly years: readonly YearOfMeasure[] }[]
  readonly places: readonly Place[]
}
