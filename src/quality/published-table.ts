import type { AreaCode } from '../authorities/area.ts'
import { parseNumber } from '../lib/figure.ts'
import type { RuleReport } from './quality-finding.ts'
import { exactly, printed, type Interval } from './interval.ts'

/** A row of a published table: a school's, or the publisher's own of an authority or the country. */
export interface PublishedRow {
  readonly line: number
  readonly code: string
  /** Whose figures it gives: `school`, `authority`, `country`, or another level of the publisher’s. */
  readonly level: string
  /** Which schools an area's row is of, in the publisher's letters, where it gives several. */
  readonly covers: string
  readonly authority: AreaCode | null
  readonly cells: readonly string[]
  /** Of statistics: its period and the values of its filters, in words. */
  readonly split?: string
}

/** What a table of one year is of, without its rows. */
export interface TableHead {
  /** Which table it is: `ks2`. */
  readonly table: string
  /** The calendar year in which its academic year ends. */
  readonly year: number
  readonly headings: readonly string[]
}

/** One table of one year as a file gave it. */
export interface PublishedTable extends TableHead {
  readonly rows: readonly PublishedRow[]
}

/** A rule that looks at the rows of a table some at a time, and says at the end what it made of them all. */
export interface Looking {
  readonly add: (rows: readonly PublishedRow[]) => void
  readonly report: (naming: Naming) => RuleReport
}

/** What rows and columns are called in a sentence. */
export interface Naming {
  readonly row: (row: PublishedRow) => string
  /** A column as the publisher labels it, with its heading: `Number of girls on roll (NORG)`. */
  readonly column: (heading: string) => string
}

/**
 * A column as a sentence names it: by its label, with its heading.
 *
 * @example
 * labelled('NORG', 'Number of girls on roll') // => 'Number of girls on roll (NORG)'
 * labelled('NORG', undefined) // => 'NORG'
 */
export function labelled(heading: string, label: string | undefined): string {
  const words = (label ?? '').trim().replaceAll(/\s+/g, ' ')
  return words === '' || words === heading ? heading : `${words.charAt(0).toUpperCase()}${words.slice(1)} (${heading})`
}

/** Where a column stands, by its heading in any case; undefined where the table has none of that name. */
export function placesIn(headings: readonly string[]): (heading: string) => number | undefined {
  const places = new Map(headings.map((heading, place) => [heading.trim().toLowerCase(), place]))
  return (heading) => places.get(heading.toLowerCase())
}

/** A cell as printed; empty where a ragged row has none. */
export function cellAt(row: Pick<PublishedRow, 'cells'>, place: number | undefined): string {
  return place === undefined ? '' : (row.cells[place] ?? '').trim()
}

/** A number as a table prints it, and how many decimals it was printed with. */
export interface PrintedNumber {
  readonly value: number
  readonly decimals: number
}

/**
 * Reads a number with its thousands' commas or percent sign. Undefined for an empty cell or a mark.
 *
 * @example
 * printedNumber('1,204') // => { value: 1204, decimals: 0 }
 * printedNumber('104.17%') // => { value: 104.17, decimals: 2 }
 * printedNumber('SUPP') // => undefined
 */
export function printedNumber(cell: string): PrintedNumber | undefined {
  const known = numbers.get(cell)
  if (known !== undefined) return known === null ? undefined : known
  if (numbers.size > 50_000) numbers.clear()
  const read = numberIn(cell)
  numbers.set(cell, read ?? null)
  return read
}

// The same few thousand texts stand in millions of cells.
const numbers = new Map<string, PrintedNumber | null>()

function numberIn(cell: string): PrintedNumber | undefined {
  const text = cell.replace(/\s*%$/, '').replaceAll(',', '')
  const value = parseNumber(text)
  if (value === undefined) return undefined
  return { value, decimals: /^[+-]?\d*\.(\d+)$/.exec(text)?.[1]?.length ?? 0 }
}

/**
 * Reads the numbers of one column, in which zeros that end every figure are no decimals: a column of 8.30 and 12.70 was rounded to one.
 *
 * @example
 * columnReader(['8.30', '12.70'])('12.00') // => { value: 12, decimals: 1 }
 * columnReader(['8.31', 'SUPP'])('12.00') // => { value: 12, decimals: 2 }
 */
export function columnReader(cells: Iterable<string>): (cell: string) => PrintedNumber | undefined {
  return readerTo(mostDecimals(cells))
}

/** To how many decimals the figures of a column are given, zeros that end them left out. */
export function mostDecimals(cells: Iterable<string>): number {
  let most = 0
  for (const cell of new Set(cells)) most = Math.max(most, /\.(\d*[1-9])/.exec(cell)?.[1]?.length ?? 0)
  return most
}

/** Reads the numbers of a column of which it is known to how many decimals they are given. */
export function readerTo(most: number): (cell: string) => PrintedNumber | undefined {
  return (cell) => {
    const read = printedNumber(cell)
    return read && read.decimals > most ? { value: read.value, decimals: most } : read
  }
}

/** What a printed count can be: a whole number exactly, one printed with decimals as rounded. */
export function countIn({ value, decimals }: PrintedNumber): Interval {
  return decimals === 0 ? exactly(value) : printed(value, decimals)
}
