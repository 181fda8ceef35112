import type { Reads } from '../db/connect.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { inDescribedOrder, indicatorOf, inOrder, titleOf, usualOf } from './data-set-words.ts'
import type { DataSet, DataSetFile, StatisticRow, Wanted } from './data-set.ts'
import type { KnownDataSet } from './known-data-set.ts'
import { statisticLevels, type StatisticLevel } from './statistic-area.ts'
import { readCell } from './statistic-cell.ts'
import { labelOfColumn } from './statistic-column.ts'
import { isSamePeriod, parsePeriod, type StatisticPeriod } from './statistic-period.ts'

/**
 * The data sets held, by title: what each is split by, what it gives, for which periods and levels, and from which files.
 *
 * `known` are the described ones, as `describedDataSets()` of `known-data-set.import.ts` gives them.
 */
export async function dataSets(reads: Reads, known: readonly KnownDataSet[]): Promise<readonly DataSet[]> {
  return keptSets(reads, known.map(({ key }) => key).join(' '), () => describedSets(reads, known))
}

const keptSets = keptUntilImport<readonly DataSet[]>(4)

async function describedSets(reads: Reads, known: readonly KnownDataSet[]): Promise<readonly DataSet[]> {
  const files = await filesHeld(reads)
  const columns = await reads.selectFrom('statistic_column').selectAll().orderBy('run').orderBy('kind').orderBy('place').execute()
  const breakdowns = await reads
    .selectFrom('statistic_breakdown')
    .select(['run', 'filters'])
    .orderBy('run', 'desc')
    .orderBy('breakdown')
    .execute()
  const levels = await reads.selectFrom('statistic_level').select(['run', 'level']).orderBy('run').orderBy('level').execute()
  const keys = [...new Set(files.map(({ data_set }) => data_set))]
  const sets = keys.map((key) => {
    const of = files.filter(({ data_set }) => data_set === key)
    const runs = new Set(of.map(({ run }) => run))
    const mine = <T extends { readonly run: number }>(all: readonly T[]) => all.filter(({ run }) => runs.has(run))
    return describe(key, of, { columns: mine(columns), breakdowns: mine(breakdowns), levels: mine(levels) }, known)
  })
  return sets.toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB') || (a.key < b.key ? -1 : 1))
}

/** A data set by its key. */
export async function dataSet(reads: Reads, known: readonly KnownDataSet[], key: string): Promise<DataSet | undefined> {
  return (await dataSets(reads, known)).find((one) => one.key === key)
}

/**
 * What a data set says of some areas: the newest period first, then by level, area and the order of its filters' values.
 *
 * `areas` are three-digit codes, URNs, trusts' UIDs or the publisher's codes; 970 is England. A row is for one value of each
 * filter; `wanted` asks for some values, some indicators, some periods.
 */
export async function statisticsOf(
  reads: Reads,
  set: DataSet,
  areas: readonly string[],
  wanted: Wanted = {},
): Promise<readonly StatisticRow[]> {
  if (areas.length === 0) return []
  return statisticRows(reads, set, wanted, { areas })
}

/** What a data set says of every area of a level in one period, by area. */
export async function statisticsAmong(
  reads: Reads,
  set: DataSet,
  level: StatisticLevel,
  period: Pick<StatisticPeriod, 'year' | 'identifier'>,
  wanted: Omit<Wanted, 'periods'> = {},
): Promise<readonly StatisticRow[]> {
  return statisticRows(reads, set, { ...wanted, periods: [period] }, { level })
}

/** The values of its filters that a data set has rows of for an area, in the publisher's order. */
export async function breakdownsOf(reads: Reads, set: DataSet, area: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const layouts = layoutsOf(set)
  const rows = await reads
    .selectFrom('statistic_row as r')
    .innerJoin('statistic_breakdown as b', (join) => join.onRef('b.run', '=', 'r.run').onRef('b.breakdown', '=', 'r.breakdown'))
    .select(['r.run', 'r.breakdown', 'b.filters'])
    .distinct()
    .where('r.area', '=', area)
    .where('r.run', 'in', runsOf(set))
    .orderBy('r.run', 'desc')
    .orderBy('r.breakdown')
    .execute()
  const all = rows.map(({ run, filters }) => valuesIn(filters, layouts.get(run)?.filters ?? []))
  return [...new Map(all.map((values) => [JSON.stringify(set.filters.map(({ name }) => values[name])), values])).values()]
}

interface Layout {
  readonly filters: readonly string[]
  readonly indicators: readonly string[]
}

async function statisticRows(
  reads: Reads,
  set: DataSet,
  wanted: Wanted,
  where: { readonly areas: readonly string[] } | { readonly level: StatisticLevel },
): Promise<readonly StatisticRow[]> {
  const layouts = layoutsOf(set)
  const breakdowns = await breakdownsWanted(reads, set, layouts, wanted.filters ?? {})
  const periods = periodsWanted(set, wanted.periods)
  const pairs = [...new Set([...breakdowns.values()].map(({ breakdown }) => breakdown))]
  if (pairs.length === 0 || periods.size === 0) return []

  let query = reads
    .selectFrom('statistic_row')
    .select(['run', 'period', 'level', 'area', 'breakdown', 'line', 'remarks', 'cells'])
    .where('run', 'in', runsOf(set))
    .where('period', 'in', [...new Set([...periods.values()].map(({ place }) => place))])
  query = 'areas' in where ? query.where('area', 'in', where.areas) : query.where('level', '=', where.level)
  if (Object.keys(wanted.filters ?? {}).length > 0) query = query.where('breakdown', 'in', pairs)
  const rows = await query.orderBy('area').orderBy('run').orderBy('line').execute()
  const orders = new Map(rows.map(({ run, line, breakdown }) => [`${run} ${line}`, breakdown]))
  const read = rows.flatMap((row): StatisticRow[] => {
    const layout = layouts.get(row.run)
    const period = periods.get(`${row.run} ${row.period}`)?.period
    const filters = breakdowns.get(`${row.run} ${row.breakdown}`)
    if (!layout || !period || !filters) return []
    const { run, level, area, line, remarks } = row
    return [{ period, level, area, filters: filters.values, remarks, cells: cellsIn(row.cells, layout, wanted), run, line }]
  })
  return inOrder(read, ({ run, line }) => orders.get(`${run} ${line}`) ?? 0)
}

function cellsIn(text: string, { indicators }: Layout, { indicators: wanted }: Wanted): StatisticRow['cells'] {
  const published = text.split('\t')
  return Object.fromEntries(
    indicators.flatMap((name, place) => (wanted && !wanted.includes(name) ? [] : [[name, readCell(published[place] ?? '')] as const])),
  )
}

function valuesIn(filters: string, names: readonly string[]): Readonly<Record<string, string>> {
  const values = filters.split('\t')
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? '']))
}

async function breakdownsWanted(
  reads: Reads,
  set: DataSet,
  layouts: ReadonlyMap<number, Layout>,
  wanted: Readonly<Record<string, string>>,
) {
  const all = await reads.selectFrom('statistic_breakdown').selectAll().where('run', 'in', runsOf(set)).orderBy('breakdown').execute()
  const read = all.map(({ run, breakdown, filters }) => ({ run, breakdown, values: valuesIn(filters, layouts.get(run)?.filters ?? []) }))
  const asked = Object.entries(wanted)
  const found = read.filter(({ values }) => asked.every(([name, value]) => values[name] === value))
  return new Map(found.map((one) => [`${one.run} ${one.breakdown}`, one]))
}

function layoutsOf(set: DataSet): ReadonlyMap<number, Layout> {
  return new Map(set.files.map(({ run, filters, indicators }) => [run, { filters, indicators }]))
}

function runsOf(set: DataSet): readonly number[] {
  return set.files.map(({ run }) => run)
}

function periodsWanted(set: DataSet, wanted: Wanted['periods']) {
  const all = set.files.flatMap(({ run, periods }) => periods.map((period) => ({ run, period, place: period.place })))
  const found = all.filter(({ period }) => !wanted || wanted.some((one) => isSamePeriod(one, period)))
  return new Map(found.map((one) => [`${one.run} ${one.place}`, one]))
}

type FileHeld = Omit<DataSetFile, 'filters' | 'indicators'> & { readonly data_set: string }

/** Files with a period that is held, the newest period first. */
async function filesHeld(reads: Reads): Promise<readonly FileHeld[]> {
  const rows = await reads
    .selectFrom('statistic_file as f')
    .innerJoin('import_run as r', 'r.id', 'f.run')
    .innerJoin('statistic_period as p', 'p.run', 'f.run')
    .select(['f.run', 'f.data_set', 'r.file_name', 'r.started_at', 'r.ended_at', 'p.period', 'p.year', 'p.identifier'])
    .orderBy('f.run', 'desc')
    .orderBy('p.period')
    .execute()
  const runs = [...new Set(rows.map(({ run }) => run))]
  const files = runs.flatMap((run): FileHeld[] => {
    const of = rows.filter((row) => row.run === run)
    const [first] = of
    if (!first) return []
    const periods = of.flatMap(({ year, identifier, period }) => {
      const read = parsePeriod(year, identifier)
      return read ? [{ ...read, place: period }] : []
    })
    return [{ run, data_set: first.data_set, file: first.file_name, imported_at: first.ended_at ?? first.started_at, periods }]
  })
  const newest = ({ periods }: FileHeld) => Math.max(...periods.map(({ sorts }) => sorts))
  return files.toSorted((a, b) => newest(b) - newest(a) || b.run - a.run)
}

interface Parts {
  readonly columns: readonly { readonly run: number; readonly kind: string; readonly name: string; readonly place: number }[]
  readonly breakdowns: readonly { readonly run: number; readonly filters: string }[]
  readonly levels: readonly { readonly run: number; readonly level: StatisticLevel }[]
}

function describe(
  key: string,
  files: readonly FileHeld[],
  { columns, breakdowns, levels }: Parts,
  known: readonly KnownDataSet[],
): DataSet {
  const described = known.find((one) => one.key === key)
  // The newest file's columns come first, and then what only older ones have.
  const namesIn = (run: number, kind: string) => columns.filter((one) => one.run === run && one.kind === kind).map(({ name }) => name)
  const inFiles = files.flatMap(({ run }) => columns.filter((column) => column.run === run))
  const named = (kind: string) => [...new Set(inFiles.filter((column) => column.kind === kind).map(({ name }) => name))]
  const filters = named('filter').map((name) => {
    const values = files.flatMap(({ run }) => {
      const place = columns.find((column) => column.run === run && column.kind === 'filter' && column.name === name)?.place
      if (place === undefined) return []
      return breakdowns.filter((one) => one.run === run).map((one) => one.filters.split('\t')[place] ?? '')
    })
    const said = described?.filters.find(({ column }) => column === name)
    const distinct = [...new Set(values)]
    return { name, label: said?.label ?? labelOfColumn(name), values: distinct, usual: usualOf(distinct, said?.usual) }
  })
  const periods = files.flatMap((file) => file.periods).toSorted((a, b) => a.sorts - b.sorts)
  const there = new Set(levels.map(({ level }) => level))
  return {
    key,
    title: described?.title ?? titleOf(files[0]?.file ?? key),
    about: described?.about,
    publication: described?.publication,
    breaks: described?.breaks ?? [],
    filters,
    indicators: inDescribedOrder(named('indicator'), described).map((name) => indicatorOf(name, described)),
    periods,
    levels: statisticLevels.map((level) => level.key).filter((level) => there.has(level)),
    files: files.map(({ run, file, imported_at, periods }) => ({
      run,
      file,
      imported_at,
      periods,
      filters: namesIn(run, 'filter'),
      indicators: namesIn(run, 'indicator'),
    })),
  }
}
