import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import { neighbourSets } from '../authorities/neighbour.store.ts'
import { reorganisationOf } from '../authorities/reorganisation.store.ts'
import type { Reads } from '../db/connect.ts'
import type { KnownBreak } from '../measures/break.ts'
import { areasCompared, besideOf } from '../measures/comparison.store.ts'
import type { Beside, ProfileRow } from '../measures/measure-facts.ts'
import type { Measure } from '../measures/measure.ts'
import { measures } from '../measures/measure.store.ts'
import type { Quartiles } from '../measures/quartiles.ts'
import type { Headline } from './part.ts'
import { numbersOfPupils } from './pupils.store.ts'
import { latestOf, type Profiled, type ProfiledMeasure, type ProfiledYear } from './profiled.ts'

/** What is known of an authority in some measures, in their order; a measure that is not held is left out. */
export async function profiled(
  reads: Reads,
  authority: AreaCode,
  known: readonly KnownBreak[],
  headlines: readonly Headline[],
): Promise<Profiled> {
  const areas = await areasCompared(reads)
  const beside = besideOf(areas, authority)
  const nameOf = (code: AreaCode) => areas.find((area) => area.code === code)?.name
  const authorityName = nameOf(authority) ?? (await authorityNamed(reads, authority))?.name ?? `Authority ${authority}`
  const [newest] = await neighbourSets(reads)
  return {
    authority,
    authorityName,
    nation: beside.nation,
    nationName: nameOf(beside.nation) ?? 'England',
    regionName: beside.region?.name,
    neighbourSet: newest?.title,
    reorganised: await reorganisationOf(reads, authority, authorityName),
    measures: await measuresOf(reads, authority, beside, known, headlines),
  }
}

async function measuresOf(
  reads: Reads,
  authority: AreaCode,
  beside: Beside,
  known: readonly KnownBreak[],
  headlines: readonly Headline[],
): Promise<ProfiledMeasure[]> {
  const codes = [...new Set(headlines.map(({ code }) => code))]
  if (codes.length === 0) return []
  const found = new Map((await measures(reads, known, { codes })).map((measure) => [measure.code, measure]))
  const years = await yearsOf(reads, authority, beside, codes)
  const latest = await latestFigures(reads, authority, codes)
  const numbers = await numbersOfPupils(reads, authority, headlines)
  return codes.flatMap((code) => {
    const measure = found.get(code)
    if (!measure) return []
    const of = years.get(code) ?? []
    const { decimals, lowest, highest, sharing } = latest.get(code) ?? {
      decimals: measure.decimals,
      lowest: null,
      highest: null,
      sharing: 0,
    }
    const headline = headlines.find((one) => one.code === code)
    return [
      {
        measure,
        years: of,
        decimals: Math.min(decimals, measure.decimals),
        range: lowest === null || highest === null ? undefined : ([lowest, highest] as const),
        pupils: numbers(headline, latestOf({ years: of })),
        pupilsAbsent: headline?.pupilsIn ? ('not held' as const) : ('not known' as const),
        sharing,
      },
    ]
  })
}

async function yearsOf(
  reads: Reads,
  authority: AreaCode,
  { nation, region }: Beside,
  codes: readonly string[],
): Promise<ReadonlyMap<string, ProfiledYear[]>> {
  const rows = await reads
    .selectFrom('series as s')
    .leftJoin('observation as o', (join) => join.onRef('o.series', '=', 's.id').on('o.area', '=', authority))
    .leftJoin('observation as e', (join) => join.onRef('e.series', '=', 's.id').on('e.area', '=', nation))
    .leftJoin('observation as r', (join) => join.onRef('r.series', '=', 's.id').on('r.area', '=', region?.code ?? nation))
    .select(['s.measure', 's.year', 's.ends_in', 's.latest', 's.before', 's.ranked', 's.quartile_1', 's.quartile_2', 's.quartile_3'])
    .select(['o.published', 'o.value', 'o.rank', 'o.band', 'o.neighbour_mean', 'e.value as england', 'r.value as region'])
    .where('s.measure', 'in', codes)
    .orderBy('s.id')
    .execute()
  const years = rows.map(({ ends_in, before, ranked, quartile_1, quartile_2, quartile_3, neighbour_mean, ...row }) => ({
    ...row,
    endsIn: ends_in,
    follows: before !== null,
    of: ranked,
    quartiles: quartilesOf({ quartile_1, quartile_2, quartile_3 }),
    region: region ? row.region : null,
    neighbourMean: neighbour_mean,
  }))
  return Map.groupBy(years, ({ measure }) => measure)
}

/**
 * Of each measure's latest year: how far the authorities' figures reach, to how many decimals they are given, and how many
 * others have just ours; and its cut points.
 */
async function latestFigures(reads: Reads, authority: AreaCode, codes: readonly string[]) {
  const rows = await reads
    .selectFrom('series as s')
    .innerJoin('observation as o', 'o.series', 's.id')
    .leftJoin('observation as mine', (join) => join.onRef('mine.series', '=', 's.id').on('mine.area', '=', authority))
    .select(['s.quartile_1', 's.quartile_2', 's.quartile_3'])
    .select(['s.measure', (eb) => eb.fn.min('o.value').as('lowest'), (eb) => eb.fn.max('o.value').as('highest')])
    .select(sql<number>`max(length(split_part(o.value::text, '.', 2)))`.as('decimals'))
    .select(sql<number>`(count(*) filter (where o.value = mine.value and o.area <> mine.area))::int`.as('sharing'))
    .where('s.latest', '=', true)
    .where('s.measure', 'in', codes)
    // Only authorities have a band.
    .where('o.band', 'is not', null)
    .groupBy(['s.measure', 's.quartile_1', 's.quartile_2', 's.quartile_3'])
    .orderBy('s.measure')
    .execute()
  return new Map(rows.map((row) => [row.measure, row]))
}

/** Measures in their latest year alone, by code: where an authority stands and what lies between it and the best quarter. */
export async function latestStandings(
  reads: Reads,
  authority: AreaCode,
  listed: readonly Measure[],
  rows: readonly ProfileRow[],
): Promise<ReadonlyMap<string, ProfiledMeasure>> {
  if (listed.length === 0) return new Map()
  const found = await latestFigures(
    reads,
    authority,
    listed.map(({ code }) => code),
  )
  const known = new Map(listed.map((measure) => [measure.code, measure]))
  const standings = rows.flatMap((row): (readonly [string, ProfiledMeasure])[] => {
    const measure = known.get(row.measure)
    const figures = found.get(row.measure)
    if (!measure || !figures) return []
    const year = { ...row, latest: true, follows: false, quartiles: quartilesOf(figures) }
    const decimals = Math.min(figures.decimals, measure.decimals)
    const { sharing } = figures
    return [[row.measure, { measure, years: [year], decimals, range: undefined, pupils: undefined, pupilsAbsent: 'not known', sharing }]]
  })
  return new Map(standings)
}

interface CutPoints {
  readonly quartile_1: number | null
  readonly quartile_2: number | null
  readonly quartile_3: number | null
}

function quartilesOf({ quartile_1, quartile_2, quartile_3 }: CutPoints): Quartiles | undefined {
  if (quartile_1 === null || quartile_2 === null || quartile_3 === null) return undefined
  return [quartile_1, quartile_2, quartile_3]
}

/** The codes of the measures that stand under some topics of the dictionary, in its order. */
export async function codesUnder(reads: Reads, topics: readonly string[]): Promise<readonly string[]> {
  const rows = await reads
    .selectFrom('dictionary_entry')
    .select(['code'])
    .where('topic', 'in', topics)
    .groupBy('code')
    .orderBy((order) => order.fn.min('line'))
    .execute()
  return rows.map(({ code }) => code)
}
