import type { Person } from '../accounts/person.ts'
import { neighbourSets, neighboursOf } from '../authorities/neighbour.store.ts'
import { reorganisationOf } from '../authorities/reorganisation.store.ts'
import { reorganisedView } from '../authorities/reorganisation.view.ts'
import { mapChart } from '../charts/map.ts'
import { rankChart } from '../charts/rank.ts'
import { trendChart } from '../charts/trend.ts'
import type { Reads } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import type { Day } from '../lib/day.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { file, missing, show, type Outcome, type Page } from '../web/page.ts'
import { shippedBreaks } from './break.import.ts'
import { comparedColumns, type ComparedRow } from './compared-row.ts'
import { areasCompared, authorityProfile, measureCompared, type ComparedArea } from './comparison.store.ts'
import { comparisonsView } from './comparisons.view.ts'
import { comparedRows, type Wanted } from './export.store.ts'
import { mapOf, rankOfAll, trendOf } from './measure.chart.ts'
import type { MeasureFacts } from './measure-facts.ts'
import { describedIn, measures, topics } from './measure.store.ts'
import { measureView } from './measure.view.ts'
import { outlines } from './outlines.store.ts'
import { sourceNote } from './source-note.store.ts'

/** More than these are not compared on one page: gathering them would take too long. */
const mostOnPage = 80

/** Measures by topic or words, one measure, and both as files. */
export const comparisonPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/comparisons',
    may: 'comparisons.see',
    does({ reads, who, query, today }) {
      const key = JSON.stringify([who.authority, query.topic, query.words, today])
      return keptLists(reads, key, async () => show('measures/comparisons.njk', await listModel(reads, who, query, today)))
    },
  },
  {
    method: 'GET',
    path: '/comparisons.csv',
    may: 'comparisons.see',
    async does({ reads, who, query, today }) {
      const { measures } = await measuresAsked(reads, query)
      const wanted = new Set(measures.map(({ code }) => code))
      const rows = await allRows(reads, { authority: who.authority, latest: true, today })
      return comparisonsFile(
        `comparisons-${who.authority}.csv`,
        rows.filter(({ measure }) => wanted.has(measure)),
      )
    },
  },
  {
    method: 'GET',
    path: '/comparisons/:code',
    may: 'comparisons.see',
    does({ reads, who, params, query, today }) {
      const key = JSON.stringify([who.authority, params.code, query.neighbours, today])
      return keptMeasures(reads, key, async () => {
        const model = await measureModel(reads, who, params.code ?? '', query.neighbours, today)
        return model ? show('measures/measure.njk', model) : missing
      })
    },
  },
  {
    method: 'GET',
    path: '/comparisons/:code/figures.csv',
    may: 'comparisons.see',
    async does({ reads, params, today }) {
      const measure = params.code ?? ''
      const rows = await allRows(reads, { measure, latest: false, today })
      return rows.length === 0 ? missing : comparisonsFile(`${measure.replaceAll(/[^\w-]+/g, '-')}.csv`, rows)
    },
  },
]

// Everything on these pages is published, and drawn for one authority: it stays as it is until something is imported.
const keptLists = keptUntilImport<Outcome>(40)
const keptMeasures = keptUntilImport<Outcome>(100)

async function listModel(reads: Reads, who: Person, query: Readonly<Record<string, string>>, today: Day) {
  const found = await measuresAsked(reads, query)
  const shown = found.measures.slice(0, mostOnPage)
  const codes = shown.map(({ code }) => code)
  const { beside, areas, profile } = await authorityProfile(reads, who.authority, shippedBreaks(), codes)
  const [newest] = await neighbourSets(reads)
  const names = namesAmong(areas, who, beside.nation)
  const view = comparisonsView({
    ...found,
    ...names,
    measures: shown,
    more: found.measures.length - shown.length,
    beside,
    profile,
    newestSet: newest?.title,
    source: await sourceNote(reads),
  })
  return { ...view, reorganised: reorganisedView(await reorganisationOf(reads, who.authority, names.authorityName), today) }
}

async function measureModel(reads: Reads, who: Person, code: string, setKey: string | undefined, today: Day) {
  const sets = await neighbourSets(reads)
  const facts = await measureFacts(reads, who, code, sets, setKey)
  if (!facts) return undefined

  const map = mapOf(facts, await outlines(reads))
  const charts = {
    trend: await trendChart(trendOf(facts)),
    rank: facts.latest.some(({ value }) => value !== null) ? await rankChart(rankOfAll(facts)) : undefined,
    map: map && map.boundaries.length > 0 ? await mapChart(map) : undefined,
  }
  const described = await describedIn(reads, facts.measure.code)
  const view = measureView({ facts, described, sets, charts, source: await sourceNote(reads) })
  return { ...view, reorganised: reorganisedView(await reorganisationOf(reads, who.authority, facts.authorityName), today) }
}

async function measuresAsked(reads: Reads, query: Readonly<Record<string, string>>) {
  const all = await topics(reads)
  const words = (query.words ?? '').trim().slice(0, 100)
  const topic =
    all.find((one) => one.topic === query.topic)?.topic ?? all.find((one) => one.topic === 'Key Stage 2')?.topic ?? all[0]?.topic
  const found =
    words === ''
      ? await measures(reads, [], { topic: topic ?? '', years: false })
      : await measures(reads, [], { holding: words, years: false })
  return { topics: all, topic, words, measures: found }
}

async function measureFacts(
  reads: Reads,
  who: Person,
  code: string,
  sets: readonly NeighbourSet[],
  setKey: string | undefined,
): Promise<MeasureFacts | undefined> {
  const known = shippedBreaks()
  const [measure] = await measures(reads, known, { codes: [code] })
  if (!measure) return undefined

  const set = sets.find(({ key }) => key === setKey) ?? sets[0]
  const neighbours = set ? await neighboursOf(reads, who.authority, set.key) : []
  const areas = await areasCompared(reads)
  const asked = { code, authority: who.authority, neighbours: neighbours.map((neighbour) => neighbour.code), areas, known }
  const compared = await measureCompared(reads, asked)
  if (!compared) return undefined

  const names = namesAmong(areas, who, compared.beside.nation)
  return { measure, authority: who.authority, ...names, ...compared, set, neighbours }
}

type NeighbourSet = Awaited<ReturnType<typeof neighbourSets>>[number]

function namesAmong(areas: readonly ComparedArea[], who: Person, nation: Person['authority']) {
  const nameOf = (code: string) => areas.find((area) => area.code === code)?.name
  return { authorityName: nameOf(who.authority) ?? `Authority ${who.authority}`, nationName: nameOf(nation) ?? 'England' }
}

async function allRows(reads: Reads, wanted: Wanted): Promise<ComparedRow[]> {
  const all: ComparedRow[] = []
  for await (const { rows } of comparedRows(reads, wanted)) all.push(...rows)
  return all
}

function comparisonsFile(name: string, rows: readonly ComparedRow[]) {
  const cells = rows.map((row) => comparedColumns.map((column) => row[column]))
  return file(name, 'text/csv', csvOf(comparedColumns, cells))
}
