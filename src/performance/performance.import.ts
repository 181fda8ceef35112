import { count, counted } from '../lib/count.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import { Asks, Unusable } from '../lib/unusable.ts'
import type { AreaCode } from '../authorities/area.ts'
import { areasCalled, authoritiesNamed } from '../authorities/area.store.ts'
import { reading } from '../db/connect.ts'
import { wouldTakeAway, type Importer, type Reading, type Ready } from '../sources/importer.import.ts'
import type { TableFile } from '../sources/source.ts'
import { performanceTables } from './performance-row.ts'
import { holdPerformanceFile, holdsAll, type HeldInPlace, type PerformanceFile } from './performance-row.store.ts'
import { publishedTables, type PublishedTable } from './table-sources.ts'
import { cellsOf, rowGatherer } from './table-rows.ts'
import { settle, type Settled } from './table-year.ts'

/** Reads the files of the performance tables: each row is kept as published, and measures are read from it when they are asked for. */
export const performanceImporters: readonly Importer[] = publishedTables.map((published) => ({
  source: published.source,
  rebuilds: ['school comparisons'],
  prepare: (table, reading) => prepareTable(published, table, reading),
}))

async function prepareTable(published: PublishedTable, { headings, batches }: TableFile, told: Reading): Promise<Ready> {
  const gatherer = rowGatherer(headings, published, told)
  let settled: Exclude<Settled, { because: string }> | undefined
  for await (const batch of batches) {
    for (const row of batch) {
      const timePeriod = cellsOf(row, headings)('TIME_PERIOD') ?? ''
      settled ??= yearOf(
        settle({ table: published.table, headings, from: told.from, toldYear: told.toldYear, timePeriod, today: told.today }),
      )
      gatherer.add(row)
    }
  }
  if (!settled) throw new Unusable('The file has headings and no rows under them')

  const { rows, country } = await gatherer.gathered(await codesOf(gatherer.named(), [...gatherer.authorities], told))
  const { year, stage, said } = settled
  const file: PerformanceFile = { table: published.table, year, stage, headings, rows }
  return {
    rowsUsed: rows.rows,
    asAt: undefined,
    year,
    country,
    async write(tx, run) {
      const { replaced, fewer } = await holdPerformanceFile(tx, file, run)
      const names = await areasCalled(
        reading(tx),
        fewer.map(({ authority }) => authority),
      )
      if (fewer.length > 0 && !told.mayTakeAway) throw new Asks('fewer', wouldTakeAway(fewerInWords(fewer, names)))
      return {
        said: [
          nameOf(file),
          fewer.length > 0 ? `${fewerInWords(fewer, names)}. If that is a mistake, import the fuller file again` : '',
          said,
        ]
          .filter(Boolean)
          .join('. '),
        replaced,
      }
    },
    isHeldBy: (reads, run) => holdsAll(reads, run, file),
  }
}

/** The year settled on. Throws what is wrong, or asks. */
export function yearOf(settled: Settled): Exclude<Settled, { because: string }> {
  if ('because' in settled) throw settled.asks ? new Asks('year', settled.because) : new Unusable(settled.because)
  return settled
}

/** `Key stage 2 results, 2018 to 2019, final: 331 schools`. */
function nameOf({ table, year, stage, rows }: PerformanceFile): string {
  const name = performanceTables.find(({ key }) => key === table)?.name ?? table
  const level = table === 'trusts-ks2' ? 'trust' : 'school'
  return `${name}, ${academicYearInWords(year)}, ${stage}: ${counted(rows.units(), level)}`
}

/**
 * What a file that has fewer schools than one held before took away, in words; empty where it took nothing.
 *
 * @example
 * fewerInWords([], new Map()) // => ''
 */
export function fewerInWords(fewer: HeldInPlace['fewer'], names: ReadonlyMap<AreaCode, string>): string {
  if (fewer.length === 0) return ''
  const most = 5
  const told = fewer.slice(0, most).map(({ authority, before, now }) => {
    const name = names.get(authority) ?? `authority ${authority}`
    return now === 0
      ? `none of ${name} is held any more, of ${count(before)} before`
      : `${count(now)} of ${name}, and ${count(before)} before`
  })
  const more = fewer.length > most ? [`fewer of ${counted(fewer.length - most, 'other')}`] : []
  return `It has fewer schools than the file it takes the place of: ${[...told, ...more].join('; ')}`
}

/**
 * The codes of authorities that rows only name: the one the file’s schools are in, when there is one of each; or else what a file
 * held calls it.
 */
async function codesOf(
  named: readonly string[],
  authorities: readonly AreaCode[],
  { reads }: Reading,
): Promise<ReadonlyMap<string, AreaCode>> {
  if (named.length === 0) return new Map()
  const [name, ...otherNames] = named
  const [authority, ...others] = authorities
  if (name !== undefined && authority && otherNames.length + others.length === 0) return new Map([[name, authority]])
  return authoritiesNamed(reads, named)
}
