import { sql } from 'kysely'
import { parseAreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { PublishedRow, TableHead } from './published-table.ts'

/** A file of Explore education statistics as the rules read it: some rows at a time, so that a file of any size can be checked. */
export interface HeldStatistics extends TableHead {
  /**
   * Reads all of its rows, as often as it is asked. Rows of one period and one value of each filter come together; those that come
   * together are in the order of the file.
   */
  readonly rows: () => AsyncGenerator<readonly PublishedRow[]>
}

/** How many rows come together, or as many as one period has of one value of each filter: of schools, some twenty-five thousand. */
const rowsTogether = 50_000

/** The statistics of an import; undefined for an import of anything else. */
export async function statisticsOfRun(reads: Reads, run: number, together = rowsTogether): Promise<HeldStatistics | undefined> {
  const file = await reads.selectFrom('statistic_file').select(['data_set', 'ends']).where('run', '=', run).executeTakeFirst()
  if (!file) return undefined
  const columns = await reads
    .selectFrom('statistic_column')
    .select('name')
    .where('run', '=', run)
    .where('kind', '=', 'indicator')
    .orderBy('place')
    .execute()
  const names = await namesOfSplits(reads, run)
  const parts = await partsOf(reads, run, together)
  return {
    table: file.data_set,
    year: Math.floor(file.ends / 1000) + 1,
    headings: columns.map(({ name }) => name),
    async *rows() {
      // One after the other on purpose: no more than a part of the file is in memory.
      for (const part of parts) yield await rowsOfPart(reads, run, part, names)
    },
  }
}

/** A value of each filter, and a period. */
interface Place {
  readonly breakdown: number
  readonly period: number
}

interface Part {
  readonly first: Place
  readonly last: Place
}

/** Parts the rows of a file between one value of its filters or one period and the next. */
async function partsOf(reads: Reads, run: number, together: number): Promise<readonly Part[]> {
  const places = await reads
    .selectFrom('statistic_row')
    .select(['breakdown', 'period', ({ fn }) => fn.countAll<number>().as('rows')])
    .where('run', '=', run)
    .groupBy(['breakdown', 'period'])
    .orderBy('breakdown')
    .orderBy('period')
    .execute()
  const parts: Part[] = []
  let rows = 0
  for (const place of places) {
    const before = parts.at(-1)
    if (before && rows + place.rows <= together) parts[parts.length - 1] = { first: before.first, last: place }
    else {
      parts.push({ first: place, last: place })
      rows = 0
    }
    rows += place.rows
  }
  return parts
}

async function rowsOfPart(reads: Reads, run: number, { first, last }: Part, names: Names): Promise<readonly PublishedRow[]> {
  const rows = await reads
    .selectFrom('statistic_row')
    .select(['period', 'level', 'area', 'breakdown', 'line', 'cells', 'remarks'])
    .where('run', '=', run)
    .where(sql<boolean>`(breakdown, period) >= (${first.breakdown}, ${first.period})`)
    .where(sql<boolean>`(breakdown, period) <= (${last.breakdown}, ${last.period})`)
    .orderBy('line')
    .execute()
  return rows.map(({ level, area, line, cells, period, breakdown, remarks }) => ({
    line,
    code: area,
    level,
    covers: '',
    authority: level === 'authority' ? (parseAreaCode(area) ?? null) : null,
    cells: cells.split('\t'),
    split: [names.periods.get(period), names.breakdowns.get(breakdown), remarks.replaceAll('\t', ', ')].filter(Boolean).join(', '),
  }))
}

interface Names {
  readonly periods: ReadonlyMap<number, string>
  readonly breakdowns: ReadonlyMap<number, string>
}

/** What each period of a file is called, and each value of its filters. */
async function namesOfSplits(reads: Reads, run: number): Promise<Names> {
  const periods = await reads.selectFrom('statistic_period').select(['period', 'year']).where('run', '=', run).orderBy('period').execute()
  const breakdowns = await reads.selectFrom('statistic_breakdown').select(['breakdown', 'filters']).where('run', '=', run).orderBy('breakdown').execute() // prettier-ignore
  return {
    periods: new Map(periods.map(({ period, year }) => [period, year])),
    breakdowns: new Map(breakdowns.map(({ breakdown, filters }) => [breakdown, filters.split('\t').filter(Boolean).join(', ')])),
  }
}
