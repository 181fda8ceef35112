import { sql } from 'kysely'
import { kindOfArea, type AreaCode } from '../authorities/area.ts'
import { authoritiesOn } from '../authorities/authority.store.ts'
import { neighbourSets, neighboursOf } from '../authorities/neighbour.store.ts'
import type { Reads } from '../db/connect.ts'
import { latestSchools } from '../establishments/school.store.ts'
import { inWords, type Day } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import type { KnownBreak } from '../measures/break.ts'
import { besideOf } from '../measures/comparison.store.ts'
import { lait } from '../measures/lait.ts'
import { measures } from '../measures/measure.store.ts'
import type { SchoolMeasure } from '../performance/school-measure.ts'
import { held } from '../sources/import-run.store.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import type { KnownDataSet } from '../statistics/known-data-set.ts'
import { type CellOf, type Plan } from './layout.ts'
import { areaFigures, areaMeasures } from './lait-figures.store.ts'
import { schoolFigures, schoolMeasures } from './school-figures.store.ts'
import { statisticFigures, statisticMeasures } from './statistic-figures.store.ts'
import type { TableQuery } from './table-query.ts'
import type { Figures, Place, TabledMeasure, YearOfMeasure } from './tabled.ts'

/** What ships with Fiveday that tables are made from. */
export interface Shipped {
  readonly breaks: readonly KnownBreak[]
  readonly schoolMeasures: readonly SchoolMeasure[]
  readonly dataSets: readonly KnownDataSet[]
}

/** A measure that a table can be made of. */
export interface Offered {
  readonly key: string
  readonly title: string
  readonly group: string
  readonly unit: string
}

const keptOffers = keptUntilImport<readonly Offered[]>(2)

/** Every measure there are figures of: those of areas in the dictionary's order, of schools, and of other statistics. */
export async function offered(reads: Reads, shipped: Shipped): Promise<readonly Offered[]> {
  return keptOffers(reads, 'offered', async () => {
    const areas = await measures(reads, [], { years: false })
    const others = [...(await schoolMeasures(reads, shipped.schoolMeasures)), ...(await statisticMeasures(reads, shipped.dataSets))]
    return [
      ...areas.map(({ code, title, topics, unit }) => ({ key: code, title, group: topics.join(', '), unit })),
      ...others.map(({ key, title, group, unit }) => ({ key, title, group, unit })),
    ]
  })
}

/** What a table is asked for by: for whom, on which day. */
export interface Asking {
  readonly authority: AreaCode
  readonly today: Day
  readonly shipped: Shipped
}

/** Everything of a table but its figures, and what was asked for that nothing is held of. */
export interface Planned extends Plan {
  readonly unknown: readonly string[]
  readonly neighbours: string | undefined
}

/** A table as it is asked for: its measures and places in the order asked, each once. */
export async function planned(reads: Reads, query: TableQuery, asking: Asking): Promise<Planned> {
  const found = await measuresAsked(reads, query.measures, asking.shipped)
  const { places, unknown, neighbours } = await placesAsked(reads, query.areas, asking)
  const missing = query.measures.filter((key) => !found.some((measure) => measure.key === key))
  return { query, measures: found, places, unknown: [...missing, ...unknown], neighbours }
}

async function measuresAsked(reads: Reads, keys: readonly string[], shipped: Shipped): Promise<readonly TabledMeasure[]> {
  const codes = keys.filter((key) => !/^(school|data):/.test(key))
  const of = (prefix: string) => keys.some((key) => key.startsWith(prefix))
  const all: readonly TabledMeasure[] = [
    ...(await areaMeasures(reads, codes, { breaks: shipped.breaks, file: codes.length === 0 ? '' : await laitFile(reads) })),
    ...(of('school:') ? await schoolMeasures(reads, shipped.schoolMeasures) : []),
    ...(of('data:') ? await statisticMeasures(reads, shipped.dataSets) : []),
  ]
  const byKey = new Map(all.map((measure) => [measure.key, measure]))
  return keys.flatMap((key) => byKey.get(key) ?? [])
}

async function laitFile(reads: Reads): Promise<string> {
  const run = (await held(reads)).find(({ source }) => source === lait.key)
  return run ? `File ${run.file_name}, imported ${inWords(dayInLondon(run.ended_at ?? run.started_at))}.` : ''
}

/** The areas that files of figures name, and those that there are now, by code. */
export async function areasNamed(reads: Reads) {
  return reads.selectFrom('area').select(['code', 'name', 'kind', 'region']).orderBy('code').execute()
}

async function placesAsked(reads: Reads, asked: readonly string[], { authority, today }: Asking) {
  const areas = await areasNamed(reads)
  const beside = besideOf(areas, authority)
  const schools = asked.some((one) => one.endsWith('schools') || one.length === 6) ? await schoolPlaces(reads, authority) : []
  const set = asked.includes('neighbours') ? (await neighbourSets(reads))[0] : undefined
  const near = set ? (await neighboursOf(reads, authority, set.key)).map(({ code }) => String(code)) : []
  const current = asked.includes('all') ? (await authoritiesOn(reads, today)).map(({ code }) => String(code)) : []
  const groups: Readonly<Record<string, readonly string[]>> = {
    ours: [authority],
    region: beside.region ? [beside.region.code] : [],
    country: [beside.nation],
    neighbours: near,
    regions: areas.flatMap(({ code }) => (kindOfArea(code) === 'region' ? [code] : [])),
    all: current,
    schools: schools.map(({ code }) => code),
    'primary-schools': schools.flatMap(({ code, phase }) => (phase === 'Primary' ? [code] : [])),
    'secondary-schools': schools.flatMap(({ code, phase }) => (phase === 'Secondary' ? [code] : [])),
  }
  const codes = [...new Set(asked.flatMap((one) => groups[one] ?? [one]))]
  const listed = new Set(schools.map(({ code }) => code))
  const elsewhere = await schoolsElsewhere(reads, codes.filter((code) => code.length === 6 && !listed.has(code))) // prettier-ignore
  const known = new Map<string, Place>([...areas, ...schools, ...elsewhere].map(({ code, name, kind }) => [code, { code, name, kind }]))
  const unknown = codes.filter((code) => !known.has(code))
  return { places: codes.flatMap((code) => known.get(code) ?? []), unknown, neighbours: set?.title }
}

async function schoolPlaces(reads: Reads, authority: AreaCode): Promise<readonly (Place & { readonly phase: string })[]> {
  const latest = await latestSchools(reads, authority)
  const schools = (latest?.schools ?? []).map(({ urn, name, phase }) => ({ code: urn, name, phase, kind: 'school' as const }))
  return schools.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.code < b.code ? -1 : 1))
}

/** Schools of any authority by URN, by the newest name that a list of schools gives, or by the URN where only figures are held of one. */
async function schoolsElsewhere(reads: Reads, urns: readonly string[]): Promise<readonly Place[]> {
  if (urns.length === 0) return []
  const wanted = sql`any(${urns}::text[])`
  const named = sql<{ code: string; name: string; as_at: string }>`(
    select urn as code, name, as_at::text as as_at from school_record where urn = ${wanted}
    union all select urn, name, as_at::text from establishment where urn = ${wanted}
    union all select code, 'URN ' || code, '' from performance_row where code = ${wanted})`
  const rows = await reads
    .selectFrom(named.as('n'))
    .select(['n.code', 'n.name'])
    .distinctOn('n.code')
    .orderBy('n.code')
    .orderBy('n.as_at', 'desc')
    .execute()
  return rows.map(({ code, name }) => ({ code, name, kind: 'school' as const }))
}

/** The figures of some cells: of every measure, year and place that stands among them. */
export async function figuresOf(reads: Reads, cells: Iterable<CellOf>): Promise<Figures> {
  const asked = new Map<TabledMeasure, Map<string, YearOfMeasure>>()
  const places = new Map<string, Place>()
  for (const { measure, place, year } of cells) {
    if (!year) continue
    const years = asked.get(measure) ?? new Map<string, YearOfMeasure>()
    asked.set(measure, years.set(year.key, year))
    places.set(place.code, place)
  }
  const wanted = [...asked].map(([measure, years]) => ({ measure, years: [...years.values()] }))
  const of = <From extends TabledMeasure['from']>(from: From) => ({
    measures: wanted.flatMap(({ measure, years }) => (isFrom(measure, from) ? [{ measure, years }] : [])),
    places: [...places.values()],
  })
  return new Map([
    ...(await areaFigures(reads, of('areas'))),
    ...(await schoolFigures(reads, of('schools'))),
    ...(await statisticFigures(reads, of('statistics'))),
  ])
}

function isFrom<From extends TabledMeasure['from']>(measure: TabledMeasure, from: From): measure is Extract<TabledMeasure, { from: From }> {
  return measure.from === from
}
