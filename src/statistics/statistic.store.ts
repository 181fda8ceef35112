import type { Db, Reads } from '../db/connect.ts'
import { chunksOf, copyInto, copyLine, inChunks } from '../db/copy.ts'
import { Unusable } from '../lib/unusable.ts'
import { heldAs, knownBy, type KnownDataSet } from './known-data-set.ts'
import { headingKey } from './statistic-area.ts'
import type { HeldRow, StatisticFile } from './statistic-file.ts'
import { isSamePeriod, parsePeriod } from './statistic-period.ts'

const rowColumns = ['run', 'period', 'level', 'area', 'breakdown', 'line', 'remarks', 'cells'] as const

/**
 * Holds a file of statistics as an edition of its data set, and says which files are held no more.
 *
 * 1. Which data set it is: the described one that it is told for; else the one whose files have the same columns and share at
 *    least half of the breakdowns of the one that has fewer; else a new one.
 * 2. Each of its periods is held from the edition whose latest period is the latest; of two that end alike, from the one
 *    imported last. So it does not matter in which order editions of different years are imported.
 * 3. A file that is left without a period is held no more. One that would give none is refused.
 */
export async function holdStatistics(
  tx: Db,
  file: StatisticFile,
  known: readonly KnownDataSet[],
  run: number,
): Promise<{ readonly replaced: readonly number[] }> {
  const described = knownBy(known, file.kinds.filter, file.kinds.indicator)
  const key = described?.key ?? (await keyAmongUnknown(tx, file))
  const ends = endOf(file.periods)
  const before = await editionsHeld(tx, key)
  const later = before.filter((edition) => edition.ends > ends)
  const given = file.periods.flatMap((period, place) =>
    later.some(({ periods }) => periods.some((one) => isSamePeriod(one, period))) ? [] : [place],
  )
  if (given.length === 0) throw new Unusable('A later edition of these statistics is held for every period of this file')

  const left = await makeWay(tx, file, given, before)
  await insertFile(tx, file, { key, described, run, given: new Set(given) })
  return { replaced: left }
}

/** Whether an import of the same content still gives every period it has. */
export async function givesAllOf(reads: Reads, run: number, periods: number): Promise<boolean> {
  const held = await reads.selectFrom('statistic_period').select('period').where('run', '=', run).execute()
  return held.length === periods
}

interface Edition {
  readonly run: number
  readonly ends: number
  readonly periods: readonly { readonly period: number; readonly year: string; readonly identifier: string }[]
}

async function editionsHeld(tx: Db, key: string): Promise<readonly Edition[]> {
  const rows = await tx
    .selectFrom('statistic_file as f')
    .innerJoin('statistic_period as p', 'p.run', 'f.run')
    .select(['f.run', 'f.ends', 'p.period', 'p.year', 'p.identifier'])
    .where('f.data_set', '=', key)
    .orderBy('f.run')
    .orderBy('p.period')
    .execute()
  const runs = [...new Set(rows.map(({ run }) => run))]
  return runs.map((run) => {
    const periods = rows.filter((row) => row.run === run)
    return { run, ends: periods[0]?.ends ?? 0, periods }
  })
}

/** Takes away the periods that the file gives from the editions that have them. Returns those that are left with none. */
async function makeWay(
  tx: Db,
  { periods }: StatisticFile,
  given: readonly number[],
  before: readonly Edition[],
): Promise<readonly number[]> {
  const left: number[] = []
  for (const edition of before) {
    const gone = edition.periods
      .filter((one) =>
        given.some((place) => {
          const period = periods[place]
          return period !== undefined && isSamePeriod(one, period)
        }),
      )
      .map(({ period }) => period)
    if (gone.length === 0) continue
    if (gone.length === edition.periods.length) {
      await tx.deleteFrom('statistic_file').where('run', '=', edition.run).execute()
      left.push(edition.run)
      continue
    }
    await tx.deleteFrom('statistic_row').where('run', '=', edition.run).where('period', 'in', gone).execute()
    await tx.deleteFrom('statistic_period').where('run', '=', edition.run).where('period', 'in', gone).execute()
  }
  return left
}

interface Into {
  readonly key: string
  readonly described: KnownDataSet | undefined
  readonly run: number
  readonly given: ReadonlySet<number>
}

async function insertFile(tx: Db, file: StatisticFile, { key, described, run, given }: Into): Promise<void> {
  const columns = columnsKey(file)
  await tx
    .insertInto('statistic_file')
    .values({ run, data_set: key, columns, ends: endOf(file.periods) })
    .execute()
  const kinds = (['filter', 'indicator', 'remark'] as const).flatMap((kind) =>
    file.kinds[kind].map((name, place) => copyLine([run, kind, place, heldAs(described, name)])),
  )
  await copyInto(tx, 'statistic_column', ['run', 'kind', 'place', 'name'], inChunks(kinds))
  const periods = file.periods.flatMap(({ year, identifier }, place) =>
    given.has(place) ? [copyLine([run, place, year, identifier])] : [],
  )
  await copyInto(tx, 'statistic_period', ['run', 'period', 'year', 'identifier'], inChunks(periods))
  const levels = file.levels.map((level) => copyLine([run, level]))
  await copyInto(tx, 'statistic_level', ['run', 'level'], inChunks(levels))
  const breakdowns = file.breakdowns.map((filters, place) => copyLine([run, place, filters]))
  await copyInto(tx, 'statistic_breakdown', ['run', 'breakdown', 'filters'], inChunks(breakdowns))
  const lineOf = ({ period, level, area, breakdown, line, remarks, cells }: HeldRow) =>
    given.has(period) ? copyLine([run, period, level, area, breakdown, line, remarks, cells]) : ''
  await copyInto(tx, 'statistic_row', rowColumns, chunksOf(file.rows.read(), lineOf))
}

/**
 * The key of a data set that nobody has described: a number made from its columns. Files of different statistics may have the
 * same columns (a group, a number, a percentage), and are told apart by their breakdowns.
 */
async function keyAmongUnknown(tx: Db, file: StatisticFile): Promise<string> {
  const columns = columnsKey(file)
  const rows = await tx
    .selectFrom('statistic_file as f')
    .innerJoin('statistic_breakdown as b', 'b.run', 'f.run')
    .select(['f.data_set', 'b.filters'])
    .where('f.columns', '=', columns)
    .orderBy('f.run')
    .orderBy('b.breakdown')
    .execute()
  const keys = [...new Set(rows.map(({ data_set }) => data_set))]
  const ours = new Set(file.breakdowns)
  const same = keys.find((key) => {
    const theirs = new Set(rows.filter(({ data_set }) => data_set === key).map(({ filters }) => filters))
    const shared = [...theirs].filter((filters) => ours.has(filters)).length
    return shared * 2 >= Math.min(theirs.size, ours.size)
  })
  if (same !== undefined) return same
  const made = `s-${fingerprint(columns)}`
  return keys.includes(made) ? `${made}-${keys.length + 1}` : made
}

/** The columns of a file in one order, so that it does not matter in which the file has them. */
function columnsKey({ columns }: StatisticFile): string {
  return columns.map(headingKey).toSorted().join('\t')
}

function endOf(periods: readonly { readonly year: string; readonly identifier: string }[]): number {
  return Math.max(...periods.map(({ year, identifier }) => parsePeriod(year, identifier)?.sorts ?? 0))
}

/** A short number that texts share hardly ever (FNV-1a, twice over for 64 bits), in letters and figures. */
function fingerprint(text: string): string {
  const of = (start: number) => {
    let hash = start
    for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619)
    return (hash >>> 0).toString(36)
  }
  return `${of(2_166_136_261)}${of(40_389)}`
}
