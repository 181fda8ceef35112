import { gapOf, noFigure, notOfSchools, type Gap } from './mark.ts'
import { axisLeft, type Axis, type TableQuery, type YearsChosen } from './table-query.ts'
import { figureKey, type Figures, type Place, type TabledMeasure, type YearOfMeasure } from './tabled.ts'

/** A table as it was asked for, with everything known but its figures. */
export interface Plan {
  readonly query: TableQuery
  readonly measures: readonly TabledMeasure[]
  readonly places: readonly Place[]
}

/** One row or column, or one table of several: a measure, a place or a year. */
export type Item =
  | { readonly axis: 'measures'; readonly measure: TabledMeasure }
  | { readonly axis: 'areas'; readonly place: Place }
  | { readonly axis: 'years'; readonly year: string }

/** A table to be filled in: what it is of, and its rows and columns. */
export interface Laid {
  readonly of: Item
  readonly rows: readonly Item[]
  readonly columns: readonly Item[]
}

/** A cell: a number to so many decimals, or why there is none. */
export type TabledCell = { readonly value: number; readonly decimals: number; readonly unit: string } | { readonly gap: Gap }

/** The year that stands for each measure's own latest. */
export const latestYear = 'latest'

/**
 * The years of a measure that are asked for, the oldest first. The last so many are a measure's own: one that ended in 2023 gives
 * those up to 2023.
 */
export function yearsAsked(years: readonly YearOfMeasure[], chosen: YearsChosen): readonly YearOfMeasure[] {
  if (chosen.kind === 'latest')
    return (years.filter(({ latest }) => latest).length > 0 ? years.filter(({ latest }) => latest) : years).slice(-1)
  if (chosen.kind === 'last') return years.slice(-chosen.years)
  if (chosen.kind === 'range') return years.filter(({ endsIn }) => endsIn >= chosen.from && endsIn <= chosen.to)
  return years
}

/** The tables of a plan: one for each item of the axis that is neither rows nor columns. */
export function layOut(plan: Plan): readonly Laid[] {
  const { rows, columns } = plan.query
  return itemsOf(plan, axisLeft(rows, columns)).map((of) => ({ of, rows: itemsOf(plan, rows, of), columns: itemsOf(plan, columns, of) }))
}

export function figuresIn(laid: readonly Laid[]): number {
  return laid.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0)
}

/** The first tables and rows of a plan, as many as so many figures allow; always one row. */
export function beginningOf(laid: readonly Laid[], most: number): readonly Laid[] {
  let left = most
  const some: Laid[] = []
  for (const table of laid) {
    const rows = table.rows.slice(0, Math.floor(left / Math.max(1, table.columns.length)) || (some.length === 0 ? 1 : 0))
    if (rows.length === 0) break
    some.push({ ...table, rows })
    left -= rows.length * table.columns.length
  }
  return some
}

/** The items of an axis. Where a table is of one measure, its years are only those the measure has. */
function itemsOf({ query, measures, places }: Plan, axis: Axis, of?: Item): readonly Item[] {
  if (axis === 'measures') return measures.map((measure) => ({ axis, measure }))
  if (axis === 'areas') return places.map((place) => ({ axis, place }))
  if (query.years.kind === 'latest') return [{ axis, year: latestYear }]
  const some = of?.axis === 'measures' ? [of.measure] : measures
  const keys = new Set(some.flatMap(({ years }) => yearsAsked(years, query.years).map(({ key }) => key)))
  return [...keys].sort().map((year) => ({ axis, year }))
}

/** What a cell is of. */
export interface CellOf {
  readonly measure: TabledMeasure
  readonly place: Place
  /** Undefined where the measure has no such year. */
  readonly year: YearOfMeasure | undefined
}

/** The measure, place and year that a row and a column of a table meet in. */
export function meeting(plan: Plan, items: readonly Item[]): CellOf {
  const measure = items.flatMap((item) => (item.axis === 'measures' ? [item.measure] : []))[0]
  const place = items.flatMap((item) => (item.axis === 'areas' ? [item.place] : []))[0]
  const year = items.flatMap((item) => (item.axis === 'years' ? [item.year] : []))[0]
  if (!measure || !place || year === undefined) throw new Error('A cell of a table is of a measure, a place and a year')
  const asked = yearsAsked(measure.years, plan.query.years)
  return { measure, place, year: year === latestYear ? asked.at(-1) : asked.find(({ key }) => key === year) }
}

/** A cell filled in. A mark is never a number, and a cell without a figure says why. */
export function cellOf({ measure, place, year }: CellOf, figures: Figures): TabledCell {
  if (measure.from === 'areas' && place.kind === 'school') return { gap: notOfSchools }
  const figure = year && figures.get(figureKey(measure.key, place.code, year.key))
  if (!figure) return { gap: noFigure }
  const { decimals, unit } = measure
  return figure.value === null ? { gap: gapOf(figure.published, measure.from) } : { value: figure.value, decimals, unit }
}

/** A measure by its title and unit: `Attainment 8 (points)`. A percentage says so by its title or its unit, and not twice. */
export function measureNamed({ title, unit }: Pick<TabledMeasure, 'title' | 'unit'>): string {
  const plain = /^per ?cent$/i.test(unit.trim()) ? '%' : unit.trim()
  return plain === '' || title.toLowerCase().includes(plain.toLowerCase()) ? title : `${title} (${plain})`
}

/** A year as a heading: as the measure publishes it where all in the table do alike, else the calendar year it ends in. */
export function yearNamed(measures: readonly TabledMeasure[], key: string): string {
  if (key === latestYear) return 'Latest year'
  const labels = new Set(measures.flatMap(({ years }) => years.flatMap((year) => (year.key === key ? [year.label] : []))))
  const [only] = labels
  return labels.size === 1 && only !== undefined ? only : key
}
