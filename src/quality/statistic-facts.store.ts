import { parseAreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { PublishedTable } from './published-table.ts'

/** A file of Explore education statistics as the rules read it, and the period and filters of each line in words. */
export interface HeldStatistics extends PublishedTable {
  readonly splits: ReadonlyMap<number, string>
}

/** How many rows a file of statistics has that is too large to be checked. */
export interface TooLarge {
  readonly tooMany: number
}

/** The most rows that are checked. Above that it is schools' or wards' figures by many filters, and would take as long as the import. */
export const mostChecked = 150_000

/** The statistics of an import, its rows by line; undefined for an import of anything else; only how many they are where they are too many to be checked beside it. */
export async function statisticsOfRun(reads: Reads, run: number): Promise<HeldStatistics | TooLarge | undefined> {
  const file = await reads.selectFrom('statistic_file').select(['data_set', 'ends']).where('run', '=', run).executeTakeFirst()
  if (!file) return undefined
  const { rows: held } = await reads
    .selectFrom('statistic_row')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('run', '=', run)
    .executeTakeFirstOrThrow()
  if (held > mostChecked) return { tooMany: held }
  const columns = await reads
    .selectFrom('statistic_column')
    .select('name')
    .where('run', '=', run)
    .where('kind', '=', 'indicator')
    .orderBy('place')
    .execute()
  const names = await splitNames(reads, run)
  const rows = await reads
    .selectFrom('statistic_row')
    .select(['period', 'level', 'area', 'breakdown', 'line', 'cells', 'remarks'])
    .where('run', '=', run)
    .orderBy('line')
    .execute()
  return {
    table: file.data_set,
    year: Math.floor(file.ends / 1000) + 1,
    headings: columns.map(({ name }) => name),
    splits: new Map(
      rows.map((row) => [
        row.line,
        [names.get(`${row.period} ${row.breakdown}`), row.remarks.replaceAll('\t', ', ')].filter(Boolean).join(', '),
      ]),
    ),
    rows: rows.map(({ level, area, line, cells }) => ({
      line,
      code: area,
      level,
      covers: '',
      authority: level === 'authority' ? (parseAreaCode(area) ?? null) : null,
      cells: cells.split('\t'),
    })),
  }
}

/** What each period and breakdown of a file is called. */
async function splitNames(reads: Reads, run: number): Promise<ReadonlyMap<string, string>> {
  const periods = await reads.selectFrom('statistic_period').select(['period', 'year']).where('run', '=', run).orderBy('period').execute()
  const breakdowns = await reads.selectFrom('statistic_breakdown').select(['breakdown', 'filters']).where('run', '=', run).orderBy('breakdown').execute() // prettier-ignore
  return new Map(
    periods.flatMap(({ period, year }) =>
      breakdowns.map(
        ({ breakdown, filters }) => [`${period} ${breakdown}`, [year, ...filters.split('\t')].filter(Boolean).join(', ')] as const,
      ),
    ),
  )
}
