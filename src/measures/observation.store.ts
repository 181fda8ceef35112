import { CompiledQuery, sql } from 'kysely'
import { kindOfArea, type AreaCode } from '../authorities/area.ts'
import type { Db } from '../db/connect.ts'
import { copyInto, copyLine, CopyIn, inChunks } from '../db/copy.ts'
import { isYearBefore } from './change.ts'
import { compareYear, type ComparedYear, type ComparisonRule, type Field } from './comparison.ts'
import { latestYears, type Edition } from './edition.ts'
import { gathering, lait } from './lait.ts'
import { comparisonRules } from './measure.ts'

/**
 * Replaces every observation by those of an edition, each compared with the others by the dictionary and the newest set of
 * neighbours that are held.
 *
 * The new table is filled beside the old one, indexed when full, and put in its place: readers of a server keep the old
 * figures until the moment of the change, and a bulk load is several times faster than into a table with an index.
 */
export async function holdEdition(tx: Db, edition: Edition): Promise<void> {
  const rules = await heldRules(tx)
  const field = await fieldOf(tx, edition.areas)
  const compared = edition.years.map((year) => compareYear(year.figures, field, rules.get(year.measure) ?? unruled))

  const first = await firstSeries(tx)

  await sql`delete from series`.execute(tx)
  await copyInto(tx, 'series', seriesColumns, inChunks(seriesLines(first, edition, compared, field)))
  await sql`create table observation_next (like observation including constraints)`.execute(tx)
  const copy = 'copy observation_next (series, area, line, published, value, rank, band, neighbour_mean) from stdin'
  await tx.executeQuery(CompiledQuery.raw(copy, [new CopyIn(observationChunks(first, edition, compared))]))
  await sql`
    alter table observation_next add constraint observation_next_pkey primary key (series, area);
    drop table observation;
    alter table observation_next rename to observation;
    alter index observation_next_pkey rename to observation_pkey;
    grant select on observation to fiveday_officer;
  `.execute(tx)
}

/**
 * Compares every observation held anew, after the dictionary or the neighbours changed.
 *
 * Observations, dictionary and neighbours can come in any order: what is derived depends only on what is held.
 */
export async function rebuildComparisons(tx: Db): Promise<void> {
  const edition = await heldEdition(tx)
  if (edition.years.length > 0) await holdEdition(tx, edition)
}

/**
 * The number of the first series of a new edition: none that is held has it or a later one of the edition.
 *
 * A page that looked up a series before the change, and asks for its figures after it, then finds none. It must not find
 * those of another measure. Numbers begin again before they pass what the column holds.
 */
async function firstSeries(tx: Db): Promise<number> {
  const { last } = await tx
    .selectFrom('series')
    .select((series) => series.fn.max<number | null>('id').as('last'))
    .executeTakeFirstOrThrow()
  return last === null || last > 16_000 ? 1 : last + 1
}

const seriesColumns = [
  'id',
  'measure',
  'year',
  'starts_in',
  'ends_in',
  'latest',
  'before',
  'ranked',
  'quartile_1',
  'quartile_2',
  'quartile_3',
] as const

const unruled: ComparisonRule = { polarity: '-', banded: false }

async function heldRules(tx: Db) {
  const entries = await tx.selectFrom('dictionary_entry').select(['code', 'polarity', 'no_quartile']).orderBy('line').execute()
  return comparisonRules(entries)
}

async function fieldOf(tx: Db, areas: readonly AreaCode[]): Promise<Field> {
  const pairs = await tx
    .selectFrom('neighbour')
    .select(['authority', 'neighbour'])
    .where('set_key', '=', (from) =>
      from.selectFrom('neighbour_set').select('key').orderBy('published', 'desc').orderBy('key', 'desc').limit(1),
    )
    .orderBy('authority')
    .orderBy('place')
    .execute()
  const placeOf = new Map(areas.map((area, place) => [area, place]))
  const neighbours = new Map<AreaCode, number[]>()
  for (const { authority, neighbour } of pairs) {
    neighbours.set(authority, [...(neighbours.get(authority) ?? []), placeOf.get(neighbour) ?? -1])
  }
  return {
    isAuthority: areas.map((area) => kindOfArea(area) === 'authority'),
    neighbours: areas.map((area) => neighbours.get(area) ?? []),
  }
}

function* seriesLines(first: number, edition: Edition, compared: readonly ComparedYear[], field: Field): Generator<string> {
  const latest = latestYears(edition, field.isAuthority)
  for (const [i, published] of edition.years.entries()) {
    const { measure, year } = published
    const previous = edition.years[i - 1]
    const isBefore = previous?.measure === measure && isYearBefore(previous.year, year)
    const { ranked, quartiles } = compared[i] ?? { ranked: 0, quartiles: undefined }
    const cuts = quartiles ?? [null, null, null]
    const id = first + i
    yield copyLine([id, measure, year.label, year.startsIn, year.endsIn, latest.has(published), isBefore ? id - 1 : null, ranked, ...cuts])
  }
}

/** COPY's own text, written here cell by cell: at this size `copyLine` would cost as much as the database does. */
function* observationChunks(first: number, { areas, years }: Edition, compared: readonly ComparedYear[]): Generator<string> {
  let chunk = ''
  for (const [i, { published, figures, lines }] of years.entries()) {
    const comparisons = compared[i]?.areas ?? []
    for (const [place, area] of areas.entries()) {
      const cell = published[place]
      if (cell === undefined) continue
      const { rank, band, neighbourMean } = comparisons[place] ?? { rank: null, band: null, neighbourMean: null }
      chunk += `${first + i}\t${area}\t${lines[place]}\t${cell}\t${figures[place] ?? '\\N'}\t${rank ?? '\\N'}\t${band ?? '\\N'}\t${neighbourMean ?? '\\N'}\n`
    }
    if (chunk.length < 1_000_000) continue
    yield chunk
    chunk = ''
  }
  if (chunk) yield chunk
}

/** The edition held, read back: one row a series, because a row an observation takes the embedded database seconds. */
async function heldEdition(tx: Db): Promise<Edition> {
  const rows = await tx
    .with('cells', (from) =>
      from
        .selectFrom('observation')
        .select('series')
        .select(sql<string>`string_agg(area || ' ' || line || ' ' || published, E'\n')`.as('cells'))
        .groupBy('series'),
    )
    .selectFrom('series as s')
    .innerJoin('cells as c', 'c.series', 's.id')
    .select(['s.measure', 's.year', 'c.cells'])
    .orderBy('s.id')
    .execute()
  const held = gathering(lait.headings, () => {})
  for (const { measure, year, cells } of rows) {
    for (const cell of cells.split('\n')) {
      const [code = '', line = '', ...published] = cell.split(' ')
      held.add({ line: Number(line), cells: [measure, '', year, '', published.join(' '), code, ''] })
    }
  }
  return held.edition()
}
