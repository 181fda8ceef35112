import type { Country } from '../authorities/area.ts'
import { overflows } from '../sources/cells.ts'
import type { Refused, Row } from '../sources/source.ts'
import { areaOf, headingKey, isPlaceOrTime, type StatisticLevel } from './statistic-area.ts'
import { kindOfColumn, lookingAt, mayBeFilter, type ColumnKind, type ColumnSeen } from './statistic-column.ts'
import { parsePeriod, type StatisticPeriod } from './statistic-period.ts'

/** A row as it is held: its columns but for those of time and place, split by what they are. */
export interface HeldRow {
  readonly period: number
  readonly level: StatisticLevel
  readonly area: string
  readonly breakdown: number
  readonly line: number
  readonly remarks: string
  readonly cells: string
}

/** A file of statistics, read and checked. */
export interface StatisticFile {
  /** The headings of its columns but for those of time and place, in order. */
  readonly columns: readonly string[]
  readonly kinds: Readonly<Record<ColumnKind, readonly string[]>>
  readonly periods: readonly StatisticPeriod[]
  readonly levels: readonly StatisticLevel[]
  /** The values of the filters, with tabs between them, in the publisher's order. A row's `breakdown` is a place here. */
  readonly breakdowns: readonly string[]
  readonly rowsUsed: number
  readonly refused: readonly Refused[]
  readonly country: Country | undefined
  /** The rows used, in the order of the file. */
  readonly rows: () => Generator<HeldRow>
}

/** A row before it is known which of its columns are what: the cells of the columns with tabs between them. */
interface Gathered {
  readonly period: number
  readonly level: StatisticLevel
  readonly area: string
  readonly line: number
  readonly text: string
}

export interface StatisticGathering {
  add(row: Row): void
  file(): StatisticFile
}

/**
 * Starts gathering the rows of a file of statistics. What each column is cannot be told before the last row; so rows are
 * kept as they come, and split when all are there.
 */
export function gatheringStatistics(headings: readonly string[]): StatisticGathering {
  const read = readerOf(headings)
  const { places, names } = columnsOf(headings)
  const looks = names.map((name) => lookingAt(headingKey(name)))
  const rows: Gathered[] = []
  const refused: Refused[] = []
  const periods = new Map<string, { readonly place: number; readonly period: StatisticPeriod }>()
  let country: Country | undefined

  function problemWith(row: Row): string | undefined {
    if (row.cells.every((cell) => cell.trim() === '')) return 'The row is empty'
    if (row.cells.length < headings.length) return `The row has ${row.cells.length} cells and the headings are ${headings.length}`
    if (overflows(row, headings)) return `The row has more cells than the ${headings.length} headings`
    const at = read(row)
    if ('because' in at) return at.because
    if (country !== undefined && at.country !== country) return 'The row is of an area of another country than the first row'
    country = at.country
    const key = `${at.period.year} ${at.period.identifier.toLowerCase()}`
    const known = periods.get(key) ?? { place: periods.size, period: at.period }
    periods.set(key, known)
    const cells = places.map((place) => (row.cells[place] ?? '').replaceAll(/[\t\r\n]+/g, ' ').trim())
    for (const [i, cell] of cells.entries()) looks[i]?.add(cell, key)
    rows.push({ period: known.place, level: at.level, area: at.code, line: row.line, text: cells.join('\t') })
    return undefined
  }

  return {
    add(row) {
      const because = problemWith(row)
      if (because !== undefined) refused.push({ line: row.line, reason: because })
    },
    file() {
      const kinds = kindsOf(
        rows,
        looks.map((look) => look.seen()),
      )
      const { used, breakdowns, repeated } = withoutRepeats(rows, placesOf(kinds, 'filter'))
      const named = (kind: ColumnKind) => placesOf(kinds, kind).map((place) => names[place] ?? '')
      return {
        columns: names,
        kinds: { filter: named('filter'), indicator: named('indicator'), remark: named('remark') },
        periods: [...periods.values()].map(({ period }) => period),
        levels: [...new Set(used.map(({ row }) => row.level))],
        breakdowns,
        rowsUsed: used.length,
        refused: [...refused, ...repeated].toSorted((a, b) => a.line - b.line),
        country,
        rows: () => heldRows(used, placesOf(kinds, 'indicator'), placesOf(kinds, 'remark')),
      }
    },
  }
}

/** The columns that are not of time or place. Of two that share a heading the second is told apart by a number. */
function columnsOf(headings: readonly string[]): { readonly places: readonly number[]; readonly names: readonly string[] } {
  const places = headings.flatMap((heading, place) => (isPlaceOrTime(heading) ? [] : [place]))
  const counts = new Map<string, number>()
  const names = places.map((place) => {
    const name = (headings[place] ?? '').replaceAll(/\s+/g, ' ').trim() || `column ${place + 1}`
    const before = counts.get(headingKey(name)) ?? 0
    counts.set(headingKey(name), before + 1)
    return before === 0 ? name : `${name} (${before + 1})`
  })
  return { places, names }
}

type Where = { readonly period: StatisticPeriod; readonly level: StatisticLevel; readonly code: string; readonly country: Country }

/** Reads where and when of a row. Rows beside each other are mostly of one period, so the last one read is tried first. */
function readerOf(headings: readonly string[]): (row: Row) => Where | { readonly because: string } {
  const at = new Map<string, number>()
  for (const [place, heading] of headings.entries()) if (!at.has(headingKey(heading))) at.set(headingKey(heading), place)
  const periods = new Map<string, StatisticPeriod>()

  return (row) => {
    const under = (heading: string) => (row.cells[at.get(heading) ?? -1] ?? '').trim()
    const [year, identifier] = [under('time_period'), under('time_identifier')]
    const key = `${year}\t${identifier}`
    const period = periods.get(key) ?? parsePeriod(year, identifier)
    if (!period) return { because: `time_period "${year}" is neither a year nor two that follow each other` }
    periods.set(key, period)
    const area = areaOf(under)
    return 'because' in area ? area : { period, ...area }
  }
}

/**
 * What each column is. Columns of figures that turn out to be needed to tell rows apart become filters, the leftmost first:
 * where more than one row in ten would repeat another, a filter has been taken for an indicator.
 */
function kindsOf(rows: readonly Gathered[], seen: readonly ColumnSeen[]): readonly ColumnKind[] {
  const kinds = seen.map(kindOfColumn)
  let repeats = repeatsAmong(rows, placesOf(kinds, 'filter'))
  for (const [place, column] of seen.entries()) {
    if (repeats * 10 <= rows.length) break
    if (kinds[place] !== 'indicator' || !mayBeFilter(column)) continue
    const fewer = repeatsAmong(rows, placesOf(kinds.with(place, 'filter'), 'filter'))
    if (fewer * 2 > repeats) continue
    kinds[place] = 'filter'
    repeats = fewer
  }
  return kinds
}

function placesOf(kinds: readonly ColumnKind[], kind: ColumnKind): readonly number[] {
  return kinds.flatMap((one, place) => (one === kind ? [place] : []))
}

function repeatsAmong(rows: readonly Gathered[], filters: readonly number[]): number {
  return rows.length - new Set(rows.map((row) => keyOf(row, picked(row.text, filters)))).size
}

function keyOf({ period, level, area }: Gathered, filters: string): string {
  return `${period}\t${level}\t${area}\t${filters}`
}

function picked(text: string, places: readonly number[]): string {
  if (places.length === 0) return ''
  const cells = text.split('\t')
  return places.map((place) => cells[place] ?? '').join('\t')
}

interface Used {
  readonly row: Gathered
  readonly breakdown: number
}

function withoutRepeats(rows: readonly Gathered[], filters: readonly number[]) {
  const lines = new Map<string, number>()
  const breakdowns = new Map<string, number>()
  const used: Used[] = []
  const repeated: Refused[] = []
  for (const row of rows) {
    const values = picked(row.text, filters)
    const key = keyOf(row, values)
    const before = lines.get(key)
    if (before !== undefined) {
      repeated.push({ line: row.line, reason: `The same period, area and filters stand on line ${before}` })
      continue
    }
    lines.set(key, row.line)
    const breakdown = breakdowns.get(values) ?? breakdowns.size
    breakdowns.set(values, breakdown)
    used.push({ row, breakdown })
  }
  return { used, breakdowns: [...breakdowns.keys()], repeated }
}

function* heldRows(used: readonly Used[], indicators: readonly number[], remarks: readonly number[]): Generator<HeldRow> {
  for (const { row, breakdown } of used) {
    const { period, level, area, line, text } = row
    yield { period, level, area, breakdown, line, remarks: picked(text, remarks), cells: picked(text, indicators) }
  }
}
