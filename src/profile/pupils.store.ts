import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { parseNumber } from '../lib/figure.ts'
import { cellUnder } from '../performance/performance-row.ts'
import { performanceRowsOf } from '../performance/performance-row.store.ts'
import { dataSets, statisticsOf } from '../statistics/data-set.store.ts'
import type { StatisticRow } from '../statistics/data-set.ts'
import type { Headline, PupilsIn } from './part.ts'
import type { ProfiledYear } from './profiled.ts'

/** How many pupils of ours the figure of a year is of. Undefined where no file that is held says so of that year. */
type NumberOfPupils = (headline: Headline | undefined, year: ProfiledYear | undefined) => number | undefined

/** Gathers where some measures have their numbers of pupils, and answers for each and a year. */
export async function numbersOfPupils(reads: Reads, authority: AreaCode, headlines: readonly Headline[]): Promise<NumberOfPupils> {
  const places = headlines.flatMap(({ pupilsIn }) => pupilsIn ?? [])
  const tables = [...new Set(places.flatMap((place) => ('table' in place ? [place.table] : [])))]
  const rows = tables.length > 0 ? await performanceRowsOf(reads, [authority], tables) : []
  const statistics = await statisticsNamed(reads, authority, places)
  return (headline, year) => {
    const place = headline?.pupilsIn
    if (!place || !year) return undefined
    if ('dataSet' in place) return inStatistics(statistics.get(place.dataSet) ?? [], place, year)
    const row = rows.find(({ table, year: of, level }) => table === place.table && of === year.endsIn && level === 'authority')
    const cell = row && cellUnder(row, place.column)
    return cell === undefined ? undefined : parseNumber(cell.replaceAll(',', ''))
  }
}

async function statisticsNamed(
  reads: Reads,
  authority: AreaCode,
  places: readonly PupilsIn[],
): Promise<ReadonlyMap<string, readonly StatisticRow[]>> {
  const named = new Set(places.flatMap((place) => ('dataSet' in place ? [place.dataSet] : [])))
  if (named.size === 0) return new Map()
  const sets = (await dataSets(reads, [])).filter(({ key }) => named.has(key))
  const found = new Map<string, readonly StatisticRow[]>()
  // A few data sets, each with its own columns: there is no asking for them together.
  for (const set of sets) found.set(set.key, await statisticsOf(reads, set, [authority]))
  return found
}

function inStatistics(
  rows: readonly StatisticRow[],
  { column, where }: Extract<PupilsIn, { readonly dataSet: string }>,
  { endsIn }: ProfiledYear,
): number | undefined {
  const row = rows.find(
    ({ period, filters }) => period.endsIn === endsIn && Object.entries(where).every(([name, value]) => filters[name] === value),
  )
  return row?.cells[column]?.value ?? undefined
}
