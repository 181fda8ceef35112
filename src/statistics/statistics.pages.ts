import { authorityNamed } from '../authorities/authority.store.ts'
import type { Person } from '../accounts/person.ts'
import { rankChart } from '../charts/rank.ts'
import { trendChart } from '../charts/trend.ts'
import type { Reads } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { file, missing, show, type Page } from '../web/page.ts'
import { dataSet, dataSets } from './data-set.store.ts'
import type { DataSet } from './data-set.ts'
import { describedDataSets } from './known-data-set.import.ts'
import { statisticsFile } from './shown-file.ts'
import { statisticsShown } from './shown.store.ts'
import { rankShown, trendShown } from './statistics.chart.ts'
import { dataSetView, nothingShownView, statisticsView } from './statistics.view.ts'

/** The data sets of Explore education statistics that are held, and one of them for our authority, also as a file. */
export const statisticsPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/statistics',
    may: 'comparisons.see',
    async does({ reads }) {
      return show('statistics/statistics.njk', statisticsView(await dataSets(reads, describedDataSets())))
    },
  },
  {
    method: 'GET',
    path: '/statistics/:key',
    may: 'comparisons.see',
    async does({ reads, who, params, query }) {
      const set = await dataSet(reads, describedDataSets(), params.key ?? '')
      if (!set) return missing

      const asked = askedOf(set, query)
      const key = JSON.stringify([who.authority, set.key, asked])
      return show('statistics/data-set.njk', await keptSets(reads, key, () => dataSetModel(reads, who, set, asked)))
    },
  },
  {
    method: 'GET',
    path: '/statistics/:key/figures.csv',
    may: 'comparisons.see',
    async does({ reads, who, params, query }) {
      const set = await dataSet(reads, describedDataSets(), params.key ?? '')
      const found = set && (await statisticsShown(reads, set, who.authority, query))
      if (!found) return missing

      const { head, rows } = statisticsFile(found.shown, found.rows)
      return file(`${found.shown.set.key}-${who.authority}.csv`, 'text/csv', csvOf(head, rows))
    },
  },
]

// Everything here is published, and drawn for one authority: it stays as it is until something is imported.
const keptSets = keptUntilImport<object>(100)

async function dataSetModel(reads: Reads, who: Person, set: DataSet, query: Readonly<Record<string, string>>): Promise<object> {
  const found = await statisticsShown(reads, set, who.authority, query)
  if (!found) return nothingShownView(set, (await authorityNamed(reads, who.authority))?.name ?? `authority ${who.authority}`)

  const [trend, rank] = [trendShown(found.shown), rankShown(found.shown)]
  const charts = [trend && (await trendChart(trend)), rank && (await rankChart(rank))]
  return dataSetView(
    found.shown,
    charts.filter((chart) => chart !== undefined),
  )
}

/** Only what the form asks, so that an address with something else in it is no other page. */
function askedOf(set: DataSet, query: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = ['indicator', ...set.filters.map((_, place) => `by-${place + 1}`)]
  return Object.fromEntries(names.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name].slice(0, 500)] as const])))
}
