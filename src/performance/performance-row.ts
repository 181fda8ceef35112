import type { AreaCode } from '../authorities/area.ts'

/** The tables that the Department for Education's performance tables come in. */
export const performanceTables = [
  { key: 'ks2', name: 'Key stage 2 results' },
  { key: 'ks4', name: 'Key stage 4 results' },
  { key: 'census', name: 'Pupils' },
  { key: 'absence', name: 'Absence' },
  { key: 'ks4-destinations', name: 'Destinations after key stage 4' },
  { key: 'spending', name: 'Income and spending' },
  { key: 'schools', name: 'Schools in the tables' },
  { key: 'trusts-ks2', name: 'Trusts at key stage 2' },
] as const

export type TableKey = (typeof performanceTables)[number]['key']

/** How settled a table's figures are, the least first. */
export const stages = ['provisional', 'revised', 'final'] as const

export type Stage = (typeof stages)[number]

/** Whose figures a row gives: one school's, a trust's, or the publisher's own for an authority or the country. */
export type Level = 'school' | 'trust' | 'authority' | 'country'

/** Which table a row is of, and of which year. */
export interface TableYear {
  readonly table: TableKey
  /** The calendar year in which the table's academic year ends. */
  readonly year: number
  readonly stage: Stage
}

/** A row of the performance tables as published, with the headings that say which cell is what. */
export interface PerformanceRow extends TableYear {
  readonly level: Level
  /** The school's URN, the trust's UID, or the area's code. */
  readonly code: string
  /** Which schools an area's row is of, in the publisher's letters, where it gives several: `PRI`, `5`. Else empty. */
  readonly covers: string
  readonly authority: AreaCode | null
  readonly headings: readonly string[]
  readonly cells: readonly string[]
  readonly run: number
  readonly line: number
}

/** A cell of a row as printed, by its heading in any case; undefined where the file has no such column. */
export function cellUnder(row: Pick<PerformanceRow, 'headings' | 'cells'>, heading: string): string | undefined {
  const place = placeOf(row.headings, heading)
  return place === undefined ? undefined : (row.cells[place] ?? '').trim()
}

/** Which cell of a row stands under a heading, in any case: the first that does. */
export function placeOf(headings: readonly string[], heading: string): number | undefined {
  let known = places.get(headings)
  if (!known) {
    known = new Map(headings.map((name, place) => [name.toLowerCase(), place] as const).toReversed())
    places.set(headings, known)
  }
  return known.get(heading) ?? known.get(heading.toLowerCase())
}

// A file has hundreds of headings, and every row of it is asked for dozens of them.
const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** Of each table and year, the rows of its most settled stage, in the order given. */
export function mostSettled<Row extends TableYear & { readonly code: string }>(rows: readonly Row[]): readonly Row[] {
  const best = new Map<string, number>()
  const keyOf = (row: Row) => `${row.code} ${row.table} ${row.year}`
  for (const row of rows) best.set(keyOf(row), Math.max(best.get(keyOf(row)) ?? 0, stages.indexOf(row.stage)))
  return rows.filter((row) => stages.indexOf(row.stage) === best.get(keyOf(row)))
}
