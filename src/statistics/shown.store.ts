import type { AreaCode } from '../authorities/area.ts'
import { neighbourSets, neighboursOf } from '../authorities/neighbour.store.ts'
import type { Reads } from '../db/connect.ts'
import { countryAbout, regionsAbout } from './beside.ts'
import { choiceOf, valuesChosen } from './choice.ts'
import { breakdownsOf, statisticsAmong, statisticsOf } from './data-set.store.ts'
import type { DataSet, StatisticRow } from './data-set.ts'
import { latestPeriod, periodsShown, rankAmong, type Shown } from './shown.ts'

/** What a page shows, and the rows it was made from. */
export interface Found {
  readonly shown: Shown
  readonly rows: readonly StatisticRow[]
}

/**
 * One indicator of a data set for an authority, beside its region, its country and its statistical neighbours, and its rank in
 * the latest period. Undefined when the data set has no row of the authority or the country.
 */
export async function statisticsShown(
  reads: Reads,
  set: DataSet,
  authority: AreaCode,
  query: Readonly<Record<string, string>>,
): Promise<Found | undefined> {
  const areas = await reads.selectFrom('area').select(['code', 'name', 'region']).orderBy('code').execute()
  const country = countryAbout(areas, authority)
  const ours = await breakdownsOf(reads, set, authority)
  const choice = choiceOf(set, ours.length > 0 ? ours : await breakdownsOf(reads, set, country.code), query)
  if (!choice || choice.filters.some(({ values }) => values.length === 0)) return undefined

  const [newest] = await neighbourSets(reads)
  const neighbours = newest ? (await neighboursOf(reads, authority, newest.key)).map(({ code }) => code) : []
  const regions = regionsAbout(areas, authority)
  const { indicator } = choice
  const wanted = { filters: valuesChosen(choice), indicators: [indicator.name, ...(indicator.of === undefined ? [] : [indicator.of])] }
  const codes = [authority, country.code, ...regions.map(({ code }) => code), ...neighbours]
  const rows = await statisticsOf(reads, set, codes, wanted)
  const region = regions.find(({ code }) => rows.some(({ area }) => area === code))
  const periods = periodsShown(set, choice, rows, { authority, country, region, neighbours })
  const latest = latestPeriod(periods)
  const all = latest ? await statisticsAmong(reads, set, 'authority', latest.period, wanted) : []
  const names = new Map([...areas.map(({ code, name }) => [code, name] as const), [country.code, country.name]])
  const nameOf = (code: string) => names.get(code) ?? regions.find((one) => one.code === code)?.name ?? code
  const rank = rankAmong(choice, all, authority)
  const authorityName = names.get(authority) ?? `Authority ${authority}`
  const shown = { set, choice, authority, authorityName, country, region, neighbours, neighbourSet: newest?.title, periods, rank, nameOf }
  return { shown, rows }
}
