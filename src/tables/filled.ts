import { count } from '../lib/count.ts'
import type { Break } from '../measures/break.ts'
import {
  cellOf,
  latestYear,
  measureNamed,
  meeting,
  yearNamed,
  yearsAsked,
  type CellOf,
  type Item,
  type Laid,
  type Plan,
  type TabledCell,
} from './layout.ts'
import { shorthands, type Gap } from './mark.ts'
import { axes, type YearsChosen } from './table-query.ts'
import type { Figures, TabledMeasure } from './tabled.ts'

/** A table filled in, its headings in words. */
export interface Filled {
  readonly title: string
  /** What names a row: its title, and what stands beside it, such as a code. */
  readonly stub: readonly string[]
  readonly headings: readonly string[]
  readonly rows: readonly { readonly stub: readonly string[]; readonly cells: readonly TabledCell[] }[]
}

/** A note on a measure: where its figures come from, or years of it that do not compare. */
export interface Note {
  readonly number: number
  readonly measure: TabledMeasure
  readonly text: string
}

/** The notes on a table: the source of each measure, and what breaks comparability among the years asked for. */
export function notesOn({ measures, query }: Plan): readonly Note[] {
  const texts = measures.flatMap((measure) => {
    const years = yearsAsked(measure.years, query.years).map(({ endsIn }) => endsIn)
    const breaks = measure.breaks.filter((one) => touches(one, Math.min(...years), Math.max(...years)))
    return [measure.source, ...breaks.map(inSentence)].map((text) => ({ measure, text }))
  })
  return texts.map((note, i) => ({ ...note, number: i + 1 }))
}

function touches(one: Break, from: number, to: number): boolean {
  return one.kind === 'new basis' ? from < one.from && one.from <= to : one.years.some((year) => from <= year && year <= to)
}

function inSentence(one: Break): string {
  const because = one.because.endsWith('.') ? one.because : `${one.because}.`
  const when =
    one.kind === 'new basis'
      ? `From ${one.from} on a new basis, not to be compared with earlier years`
      : `No figures for ${one.years.join(', ')}`
  return `${when}: ${because} Source: ${one.source}.`
}

/** The tables of a plan with their figures. `notes` are marked in the headings of their measures. */
export function filled(plan: Plan, laid: readonly Laid[], figures: Figures, notes: readonly Note[] = []): readonly Filled[] {
  const decimals = decimalsIn(figures)
  return laid.map((table) => {
    const name = (item: Item) => named(plan, table, item, notes)
    return {
      title: titleOf(plan, table, notes),
      stub: stubHeadings(plan, table.rows[0]),
      headings: table.columns.map(name),
      rows: table.rows.map((row) => ({
        stub: [name(row), ...(row.axis === 'areas' ? [row.place.code] : [])],
        cells: table.columns.map((column) => shown(meeting(plan, [table.of, row, column]), figures, decimals)),
      })),
    }
  })
}

/** To how many decimals each measure's figures are printed: no more than any of them has, so that 62 is not shown as 62.0. */
function decimalsIn(figures: Figures): ReadonlyMap<string, number> {
  const most = new Map<string, number>()
  for (const [key, { value }] of figures) {
    const measure = key.slice(0, key.indexOf('\t'))
    const places = value === null ? 0 : (String(Number(value.toFixed(9))).split('.')[1]?.length ?? 0)
    most.set(measure, Math.max(most.get(measure) ?? 0, places))
  }
  return most
}

function shown(of: CellOf, figures: Figures, decimals: ReadonlyMap<string, number>): TabledCell {
  const cell = cellOf(of, figures)
  return 'gap' in cell ? cell : { ...cell, decimals: Math.min(cell.decimals, decimals.get(of.measure.key) ?? cell.decimals) }
}

/** What a table is of, in its title: its measure, area or year; else what all of it is of. */
function titleOf(plan: Plan, table: Laid, notes: readonly Note[]): string {
  const { of, rows, columns } = table
  const measures =
    plan.measures.length === 1 && plan.measures[0] ? [named(plan, table, { axis: 'measures', measure: plan.measures[0] }, notes)] : []
  const axisNamed = (item: Item | undefined) => (item?.axis === 'areas' ? placesNamed(plan) : (item?.axis ?? 'measures'))
  const rest = ` by ${axisNamed(columns[0])}`
  if (of.axis === 'years' && of.year !== latestYear)
    return `${measures[0] ?? capital(axisNamed(rows[0]))}, ${yearNamed(plan.measures, of.year)}${rest}`
  if (of.axis === 'years') return `${measures[0] ?? 'Measures in their latest year'}, ${axisNamed(rows[0])}${rest}`
  return `${named(plan, table, of, notes)}, ${axisNamed(rows[0])}${rest}`
}

function placesNamed({ places }: Plan): string {
  const schools = places.filter(({ kind }) => kind === 'school').length
  if (schools === 0) return 'areas'
  return schools === places.length ? 'schools' : 'areas and schools'
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function named({ query, measures }: Plan, { of }: Laid, item: Item, notes: readonly Note[]): string {
  if (item.axis === 'areas') return item.place.name
  if (item.axis === 'years') return yearNamed(of.axis === 'measures' ? [of.measure] : measures, item.year)
  const marks = notes.filter(({ measure }) => measure === item.measure).map(({ number }) => ` [note ${number}]`)
  const latest = query.years.kind === 'latest' ? yearsAsked(item.measure.years, query.years).at(-1)?.label : undefined
  return `${measureNamed(item.measure)}${latest === undefined ? '' : `, ${latest}`}${marks.join('')}`
}

const placeHeadings: Readonly<Record<string, string>> = { areas: 'Area', schools: 'School', 'areas and schools': 'Area or school' }

function stubHeadings(plan: Plan, row: Item | undefined): readonly string[] {
  if (row?.axis === 'areas') return [placeHeadings[placesNamed(plan)] ?? 'Area', 'Code']
  return row?.axis === 'years' ? ['Year'] : ['Measure']
}

/** The shorthand that tables use: each mark once, with what publishers printed in its place and what that means. */
export function marksIn(tables: readonly Filled[]): readonly Gap[] {
  const found = new Map<string, Gap>()
  for (const { rows } of tables) for (const { cells } of rows) for (const cell of cells) if ('gap' in cell) found.set(`${cell.gap.mark} ${cell.gap.published} ${cell.gap.means}`, cell.gap) // prettier-ignore
  const order = shorthands.map(({ mark }) => mark)
  return [...found.values()].toSorted((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark) || a.published.localeCompare(b.published))
}

/** What a table is of in a sentence: `3 measures, 12 areas, latest year`. */
export function planInWords({ measures, places, query }: Plan): string {
  const schools = places.filter(({ kind }) => kind === 'school').length
  const areas = places.length - schools
  const parts = [
    counting(measures.length, 'measure'),
    ...(areas > 0 ? [counting(areas, 'area')] : []),
    ...(schools > 0 ? [counting(schools, 'school')] : []),
    yearsInWords(query.years),
  ]
  return parts.join(', ')
}

/**
 * @example
 * yearsInWords({ kind: 'last', years: 5 }) // => 'each measure’s last 5 years'
 * yearsInWords({ kind: 'range', from: 2019, to: 2024 }) // => 'years ending in 2019 to 2024'
 */
export function yearsInWords(years: YearsChosen): string {
  if (years.kind === 'latest') return 'each measure’s latest year'
  if (years.kind === 'last') return `each measure’s last ${years.years} years`
  return years.kind === 'range' ? `years ending in ${years.from} to ${years.to}` : 'all years'
}

const counting = (amount: number, one: string) => `${count(amount)} ${amount === 1 ? one : `${one}s`}`

export const layouts = axes.flatMap((rows) => axes.flatMap((columns) => (rows === columns ? [] : [{ rows, columns }])))
