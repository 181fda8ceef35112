import type { Country } from '../authorities/area.ts'
import { isEmpty, overflows, type Sorting } from '../sources/cells.ts'
import type { Row } from '../sources/source.ts'
import type { Spool } from '../sources/spool.ts'
import { areaOf, headingKey, isPlaceOrTime, noAuthorityCodes, type AuthorityCodes, type StatisticLevel } from './statistic-area.ts'
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
  readonly country: Country | undefined
  /** The rows used, in the order of the file. */
  readonly rows: Spool<HeldRow>
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
  file(): Promise<StatisticFile>
}

/**
 * Starts gathering the rows of a file of statistics. What each column is cannot be told before the last row; so rows wait as they
 * come, and are split when all are there.
 */
export function gatheringStatistics(
  headings: readonly string[],
  sorting: Sorting,
  known: AuthorityCodes = noAuthorityCodes,
): StatisticGathering {
  const read = readerOf(headings, known)
  const { places, names } = columnsOf(headings)
  const looks = names.map((name) => lookingAt(headingKey(name)))
  const rows = sorting.spool<Gathered>()
  const periods = new Map<string, { readonly place: number; readonly period: StatisticPeriod }>()
  let country: Country | undefined

  function problemWith(row: Row): string | undefined {
    if (isEmpty(row)) return 'The row is empty'
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
    rows.add({ period: known.place, level: at.level, area: at.code, line: row.line, text: cells.join('\t') })
    return undefined
  }

  return {
    add(row) {
      const because = problemWith(row)
      if (because !== undefined) sorting.refuse({ line: row.line, reason: because })
    },
    async file() {
      const seen = looks.map((look) => look.seen())
      const kinds = await kindsOf(rows, seen)
      const named = (kind: ColumnKind) => placesOf(kinds, kind).map((place) => names[place] ?? '')
      return {
        columns: names,
        kinds: { filter: named('filter'), indicator: named('indicator'), remark: named('remark') },
        periods: [...periods.values()].map(({ period }) => period),
        ...(await splitRows(rows, kinds, sorting)),
        country,
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
function readerOf(headings: readonly string[], known: AuthorityCodes): (row: Row) => Where | { readonly because: string } {
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
    const area = areaOf(under, known)
    return 'because' in area ? area : { period, ...area }
  }
}

/**
 * What each column is. Columns of figures that turn out to be needed to tell rows apart become filters, the leftmost first:
 * where more than one row in ten would repeat another, a filter has been taken for an indicator.
 */
async function kindsOf(rows: Spool<Gathered>, seen: readonly ColumnSeen[]): Promise<readonly ColumnKind[]> {
  const kinds = seen.map(kindOfColumn)
  const candidates = seen.flatMap((column, place) => (kinds[place] === 'indicator' && mayBeFilter(column) ? [place] : []))
  if (candidates.length === 0) return kinds
  let repeats = await repeatsAmong(rows, placesOf(kinds, 'filter'))
  for (const place of candidates) {
    if (repeats * 10 <= rows.rows) break
    const fewer = await repeatsAmong(rows, placesOf(kinds.with(place, 'filter'), 'filter'))
    if (fewer * 2 > repeats) continue
    kinds[place] = 'filter'
    repeats = fewer
  }
  return kinds
}

function placesOf(kinds: readonly ColumnKind[], kind: ColumnKind): readonly number[] {
  return kinds.flatMap((one, place) => (one === kind ? [place] : []))
}

async function repeatsAmong(rows: Spool<Gathered>, filters: readonly number[]): Promise<number> {
  const lines = linesByKey()
  let repeats = 0
  for await (const some of rows.read()) {
    for (const row of some) if (lines.before(row, picked(row.text.split('\t'), filters)) !== undefined) repeats += 1
  }
  return repeats
}

/** Splits each row by what its columns are, and refuses those that repeat another. */
async function splitRows(rows: Spool<Gathered>, kinds: readonly ColumnKind[], { spool, refuse }: Sorting) {
  const places = { filter: placesOf(kinds, 'filter'), indicator: placesOf(kinds, 'indicator'), remark: placesOf(kinds, 'remark') }
  const lines = linesByKey()
  const levels = new Set<StatisticLevel>()
  const used = spool<HeldRow>()
  for await (const some of rows.read()) {
    for (const row of some) {
      const cells = row.text.split('\t')
      const filters = picked(cells, places.filter)
      const before = lines.before(row, filters)
      if (before !== undefined) {
        refuse({ line: row.line, reason: `The same period, area and filters stand on line ${before}` })
        continue
      }
      const { period, level, area, line } = row
      levels.add(level)
      const split = { remarks: picked(cells, places.remark), cells: picked(cells, places.indicator) }
      used.add({ period, level, area, breakdown: lines.placeOf(filters), line, ...split })
    }
  }
  return { rows: used, levels: [...levels], breakdowns: lines.breakdowns() }
}

function picked(cells: readonly string[], places: readonly number[]): string {
  return places.map((place) => cells[place] ?? '').join('\t')
}

/** More breakdowns than a file has rows. With it, where and when a row is of and its breakdown make one number: small to keep. */
const mostBreakdowns = 2 ** 24

/** Remembers on which line each period, area and breakdown stood first, and numbers the breakdowns as they come. */
function linesByKey() {
  const breakdowns = new Map<string, number>()
  const areas = new Map<string, number>()
  const lines = new Map<number, number>()
  const placeOf = (filters: string) => placeIn(breakdowns, filters)
  return {
    placeOf,
    breakdowns: () => [...breakdowns.keys()],
    before({ period, level, area, line }: Gathered, filters: string): number | undefined {
      const key = placeIn(areas, `${period}\t${level}\t${area}`) * mostBreakdowns + placeOf(filters)
      const before = lines.get(key)
      if (before === undefined) lines.set(key, line)
      return before
    },
  }
}

function placeIn(places: Map<string, number>, text: string): number {
  const known = places.get(text)
  if (known !== undefined) return known
  places.set(text, places.size)
  return places.size - 1
}
