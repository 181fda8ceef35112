import { countryOf, kindOfArea, nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { knownBreaks, newBases, type KnownBreak } from './break.ts'
import { changeBetween } from './change.ts'
import type { Beside, LatestFigure, ProfileRow, YearCompared } from './measure-facts.ts'
import { neighbourMean } from './neighbour-mean.ts'
import type { Quartiles } from './quartiles.ts'
import { isSameRegion } from './region.ts'

/** The areas of the publisher's figures, by code: what it calls each, and the region it says an authority lies in. */
export async function areasCompared(reads: Reads) {
  return reads.selectFrom('area_name').select(['code', 'name', 'region']).where('source', '=', 'lait').orderBy('code').execute()
}

export type ComparedArea = Awaited<ReturnType<typeof areasCompared>>[number]

export function besideOf(areas: readonly ComparedArea[], authority: AreaCode): Beside {
  const liesIn = areas.find(({ code }) => code === authority)?.region ?? undefined
  const region = areas.find(({ code, name }) => kindOfArea(code) === 'region' && liesIn !== undefined && isSameRegion(name, liesIn))
  return { nation: nationalCode(countryOf(authority)), region: region && { code: region.code, name: region.name } }
}

/**
 * An authority in one measure: every year, oldest first, beside its region, its country and its neighbours.
 *
 * `neighbours` are those of a chosen set, nearest first; the mean is of them. Undefined when nothing is held of the measure.
 */
export async function measureCompared(
  reads: Reads,
  asked: {
    readonly code: string
    readonly authority: AreaCode
    readonly neighbours: readonly AreaCode[]
    readonly known: readonly KnownBreak[]
  },
) {
  const { code, authority, neighbours, known } = asked
  const areas = await areasCompared(reads)
  const beside = besideOf(areas, authority)
  const wanted = [authority, beside.nation, ...(beside.region ? [beside.region.code] : []), ...neighbours]
  const series = await reads.selectFrom('series').selectAll().where('measure', '=', code).orderBy('id').execute()
  if (series.length === 0) return undefined

  const ids = series.map(({ id }) => id)
  const cells = await reads
    .selectFrom('observation')
    .select(['series', 'area', 'published', 'value', 'rank', 'band'])
    .where('series', 'in', ids)
    .where('area', 'in', wanted)
    .orderBy('series')
    .orderBy('area')
    .execute()
  const cellOf = new Map(cells.map((cell) => [`${cell.series} ${cell.area}`, cell]))
  const valueIn = (id: number | null, area: AreaCode | undefined) => cellOf.get(`${id} ${area}`)?.value ?? null
  const bases = newBases(knownBreaks(code, known))
  const years = series.map(({ id, year, ends_in, latest, before, ranked, quartile_1, quartile_2, quartile_3 }): YearCompared => {
    const ours = cellOf.get(`${id} ${authority}`)
    return {
      year,
      endsIn: ends_in,
      latest,
      of: ranked,
      quartiles: quartilesOf(quartile_1, quartile_2, quartile_3),
      published: ours?.published ?? null,
      value: ours?.value ?? null,
      rank: ours?.rank ?? null,
      band: ours?.band ?? null,
      change: changeBetween(valueIn(id, authority), valueIn(before, authority), ends_in, bases),
      england: valueIn(id, beside.nation),
      region: valueIn(id, beside.region?.code),
      neighbourMean: neighbourMean(neighbours.map((area) => valueIn(id, area))),
      neighbours: neighbours.map((area) => ({ code: area, value: valueIn(id, area) })),
    }
  })
  return { beside, areas, years }
}

function quartilesOf(first: number | null, second: number | null, third: number | null): Quartiles | undefined {
  return first === null || second === null || third === null ? undefined : [first, second, third]
}

/** Every authority in the latest year of a measure, the best first where one is best, then by code. */
export async function latestOfAll(reads: Reads, code: string): Promise<LatestFigure[]> {
  const rows = await reads
    .selectFrom('series as s')
    .innerJoin('observation as o', 'o.series', 's.id')
    .leftJoin('area_name as n', (join) => join.onRef('n.code', '=', 'o.area').on('n.source', '=', 'lait'))
    .select(['o.area as code', 'n.name', 'o.value', 'o.rank', 'o.band'])
    .where('s.measure', '=', code)
    .where('s.latest', '=', true)
    .orderBy('o.rank', (order) => order.asc().nullsLast())
    .orderBy('o.area')
    .execute()
  return rows.filter((row) => kindOfArea(row.code) === 'authority').map((row) => ({ ...row, name: row.name ?? row.code }))
}

/**
 * The latest year of each measure for one authority, in order of the measure's code, beside its region and country.
 *
 * `codes` are the measures wanted; all of them, some 430, when it is left out. A page asks for those it shows: the figures of
 * one authority lie far apart, and to gather all takes the embedded database longer than a page may.
 */
export async function authorityProfile(
  reads: Reads,
  authority: AreaCode,
  known: readonly KnownBreak[],
  codes?: readonly string[],
): Promise<{ readonly beside: Beside; readonly profile: readonly ProfileRow[] }> {
  const beside = besideOf(await areasCompared(reads), authority)
  const series = await latestSeries(reads, codes)
  if (series.length === 0) return { beside, profile: [] }

  const region = beside.region?.code
  const cells = await reads
    .selectFrom('observation')
    .select(['series', 'area', 'published', 'value', 'rank', 'band', 'neighbour_mean'])
    .where(
      'series',
      'in',
      series.flatMap(({ id, before }) => (before === null ? [id] : [id, before])),
    )
    .where('area', 'in', [authority, beside.nation, ...(region ? [region] : [])])
    .orderBy('series')
    .orderBy('area')
    .execute()
  const cellOf = new Map(cells.map((cell) => [`${cell.series} ${cell.area}`, cell]))
  const profile = series.map(({ id, measure, year, ends_in, before, ranked }): ProfileRow => {
    const ours = cellOf.get(`${id} ${authority}`)
    const lastYear = cellOf.get(`${before} ${authority}`)?.value ?? null
    return {
      measure,
      year,
      endsIn: ends_in,
      of: ranked,
      published: ours?.published ?? null,
      value: ours?.value ?? null,
      rank: ours?.rank ?? null,
      band: ours?.band ?? null,
      neighbourMean: ours?.neighbour_mean ?? null,
      england: cellOf.get(`${id} ${beside.nation}`)?.value ?? null,
      region: cellOf.get(`${id} ${region}`)?.value ?? null,
      change: changeBetween(ours?.value ?? null, lastYear, ends_in, newBases(knownBreaks(measure, known))),
    }
  })
  return { beside, profile }
}

async function latestSeries(reads: Reads, codes: readonly string[] | undefined) {
  if (codes?.length === 0) return []
  return reads
    .selectFrom('series')
    .select(['id', 'measure', 'year', 'ends_in', 'before', 'ranked'])
    .where('latest', '=', true)
    .$if(codes !== undefined, (query) => query.where('measure', 'in', codes ?? []))
    .orderBy('measure')
    .execute()
}
