import { sql } from 'kysely'
import { countryOf, nationalCode, parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { authoritiesNow } from '../authorities/authority.store.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { isBand } from './band.ts'
import { rowsOf, type ComparedRow, type RowsWanted, type StoredCell, type StoredSeries } from './compared-row.ts'
import { comparisonRules } from './measure.ts'

/** What comparisons are asked for; everything when nothing is said. */
export interface Wanted {
  readonly authority?: AreaCode | undefined
  readonly measure?: string | undefined
  readonly latest: boolean
  /** Authorities that are there on this day have a row, with or without a figure. */
  readonly today: Day
  /** The key of a dated set of neighbours; the newest when it is not named. */
  readonly neighbours?: string | undefined
}

/** Series enough to keep each answer at a few megabytes. */
const seriesAtATime = 250

/** Comparisons in batches, with how much is done: by measure, then oldest year first, then code of authority. */
export async function* comparedRows(
  reads: Reads,
  wanted: Wanted,
): AsyncGenerator<{ readonly rows: readonly ComparedRow[]; readonly done: number }> {
  const listed = await seriesListed(reads, wanted)
  const rows = await rowsWanted(reads, wanted)
  for (let from = 0; from < listed.length; from += seriesAtATime) {
    const some = listed.slice(from, from + seriesAtATime)
    const cells = await cellsOf(
      reads,
      some.map(({ id }) => id),
      wanted,
      rows.nation,
    )
    const compared = some.flatMap(({ id, ...series }) =>
      rowsOf({ ...series, cells: cells.get(id) ?? (wanted.authority === undefined ? changed() : []) }, rows),
    )
    yield { rows: compared, done: (from + some.length) / listed.length }
  }
}

/** A series has at least one cell, though perhaps none of one authority: none means that a new edition took its place since the series were listed. */
function changed(): never {
  throw new Error('New figures were imported while these were being read. Ask again')
}

async function seriesListed(reads: Reads, { measure, latest }: Wanted): Promise<(Omit<StoredSeries, 'cells'> & { id: number })[]> {
  const entries = await reads.selectFrom('dictionary_entry').select(['code', 'polarity', 'no_quartile']).orderBy('line').execute()
  const rules = comparisonRules(entries)
  const listed = await reads
    .selectFrom('series')
    .select(['id', 'measure', 'year', 'ranked'])
    .$if(measure !== undefined, (query) => query.where('measure', '=', measure ?? ''))
    .$if(latest, (query) => query.where('latest', '=', true))
    .orderBy('id')
    .execute()
  return listed.map((series) => ({ ...series, polarity: rules.get(series.measure)?.polarity ?? '-' }))
}

async function rowsWanted(reads: Reads, { authority, neighbours, today }: Wanted): Promise<RowsWanted> {
  const codes = (await authoritiesNow(reads, today)).map(({ code }) => code)
  const [some] = authority === undefined ? codes : [authority]
  return {
    nation: nationalCode(some === undefined ? 'real' : countryOf(some)),
    current: codes,
    only: authority,
    neighbours: neighbours === undefined ? undefined : await neighboursIn(reads, neighbours),
  }
}

async function neighboursIn(reads: Reads, key: string): Promise<ReadonlyMap<AreaCode, readonly AreaCode[]>> {
  const pairs = await reads
    .selectFrom('neighbour')
    .select(['authority', 'neighbour'])
    .where('set_key', '=', key)
    .orderBy('authority')
    .orderBy('place')
    .execute()
  const groups = Map.groupBy(pairs, ({ authority }) => authority)
  return new Map([...groups].map(([authority, of]) => [authority, of.map(({ neighbour }) => neighbour)]))
}

/** The cells of these series. One row a series, because a row an observation takes the embedded database many seconds. */
async function cellsOf(
  reads: Reads,
  series: readonly number[],
  { authority, neighbours }: Wanted,
  nation: AreaCode,
): Promise<ReadonlyMap<number, StoredCell[]>> {
  const cell = sql`concat_ws(' ', area, coalesce(value::text, '-'), coalesce(rank::text, '-'), coalesce(band, '?'), neighbour_mean::text)`
  const rows = await reads
    .selectFrom('observation')
    .select('series')
    .select(sql<string>`string_agg(${cell}, E'\n')`.as('cells'))
    .where('series', 'in', series)
    .$if(authority !== undefined && neighbours === undefined, (query) => query.where('area', 'in', [authority ?? nation, nation]))
    .groupBy('series')
    .orderBy('series')
    .execute()
  return new Map(rows.map(({ series, cells }) => [series, cells.split('\n').map(storedCell)]))
}

function storedCell(text: string): StoredCell {
  const [code = '', value = '-', rank = '-', band = '?', mean] = text.split(' ')
  const area = parseAreaCode(code)
  if (!area) throw new Error(`An observation is of an area that is not three digits: ${code}`)
  return {
    area,
    value: value === '-' ? null : Number(value),
    rank: rank === '-' ? null : Number(rank),
    band: isBand(band) ? band : null,
    neighbourMean: mean === undefined ? null : Number(mean),
  }
}
