import { sql, type Selectable } from 'kysely'
import { countryOf, kindOfArea, nationalCode, parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Tables } from '../db/schema.ts'
import type { Band } from './band.ts'
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

/** What one measure is asked with. The mean is of the `neighbours`, who are those of one dated set. */
export interface MeasureAsked {
  readonly code: string
  readonly authority: AreaCode
  readonly neighbours: readonly AreaCode[]
  readonly areas: readonly ComparedArea[]
  readonly known: readonly KnownBreak[]
}

/**
 * An authority in one measure, every year, oldest first, beside its region, its country and its neighbours; and every
 * authority in the latest year, by code. Undefined when nothing is held of the measure.
 */
export async function measureCompared(
  reads: Reads,
  asked: MeasureAsked,
): Promise<{ beside: Beside; years: YearCompared[]; latest: LatestFigure[] } | undefined> {
  const series = await reads.selectFrom('series').selectAll().where('measure', '=', asked.code).orderBy('id').execute()
  if (series.length === 0) return undefined

  const beside = besideOf(asked.areas, asked.authority)
  const wanted = [asked.authority, beside.nation, ...(beside.region ? [beside.region.code] : []), ...asked.neighbours]
  const cells = await reads
    .selectFrom('observation')
    .select(['series', 'area', 'published', 'value', 'rank', 'band'])
    .where(
      'series',
      'in',
      series.map(({ id }) => id),
    )
    .where('area', 'in', wanted)
    .orderBy('series')
    .orderBy('area')
    .execute()
  const latest = await figuresOfAll(reads, asked.areas, series.find((one) => one.latest)?.id)
  return { beside, years: yearsCompared(series, cells, beside, asked), latest }
}

interface Cell {
  readonly series: number
  readonly area: AreaCode
  readonly published: string
  readonly value: number | null
  readonly rank: number | null
  readonly band: Band | null
}

function yearsCompared(
  series: readonly Selectable<Tables['series']>[],
  cells: readonly Cell[],
  beside: Beside,
  asked: MeasureAsked,
): YearCompared[] {
  const { code, authority, neighbours, known } = asked
  const bases = newBases(knownBreaks(code, known))
  const cellOf = new Map(cells.map((cell) => [`${cell.series} ${cell.area}`, cell]))
  const valueIn = (id: number | null, area: AreaCode | undefined) => cellOf.get(`${id} ${area}`)?.value ?? null
  return series.map(({ id, year, ends_in, latest, before, ranked, quartile_1, quartile_2, quartile_3 }) => {
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
}

function quartilesOf(first: number | null, second: number | null, third: number | null): Quartiles | undefined {
  return first === null || second === null || third === null ? undefined : [first, second, third]
}

async function figuresOfAll(reads: Reads, areas: readonly ComparedArea[], series: number | undefined): Promise<LatestFigure[]> {
  if (series === undefined) return []
  const rows = await reads
    .selectFrom('observation')
    .select(['area', 'value', 'band'])
    .where('series', '=', series)
    .orderBy('area')
    .execute()
  const names = new Map(areas.map(({ code, name }) => [code, name]))
  return rows
    .filter(({ area }) => kindOfArea(area) === 'authority')
    .map(({ area, value, band }) => ({ code: area, name: names.get(area) ?? area, value, band }))
}

/**
 * The latest year of each measure for one authority, in order of the measure's code, beside its region and country; and the
 * names of these areas.
 *
 * `codes` are the measures wanted; all of them, some 430, when it is left out. A page asks for those it shows: the figures of
 * one authority lie far apart, and to gather all takes the embedded database longer than a page may.
 */
export async function authorityProfile(
  reads: Reads,
  authority: AreaCode,
  known: readonly KnownBreak[],
  codes?: readonly string[],
): Promise<{ readonly beside: Beside; readonly areas: readonly ComparedArea[]; readonly profile: readonly ProfileRow[] }> {
  const areas = await areasAbout(reads, authority)
  const beside = besideOf(areas, authority)
  const rows = await latestRows(reads, authority, beside, codes)
  const profile = rows.map(({ ends_in, ranked, neighbour_mean, before, ...row }) => ({
    ...row,
    endsIn: ends_in,
    of: ranked,
    neighbourMean: neighbour_mean,
    change: changeBetween(row.value, before, ends_in, newBases(knownBreaks(row.measure, known))),
  }))
  return { beside, areas, profile }
}

/** An authority, its country and the regions, without reading every other area. */
async function areasAbout(reads: Reads, authority: AreaCode): Promise<ComparedArea[]> {
  const nation = nationalCode(countryOf(authority))
  const regions = Array.from({ length: 11 }, (_, i) => parseAreaCode(`${nation.slice(0, 1)}${80 + i}`)).filter((code) => code !== undefined)
  return reads
    .selectFrom('area_name')
    .select(['code', 'name', 'region'])
    .where('source', '=', 'lait')
    .where('code', 'in', [authority, nation, ...regions])
    .orderBy('code')
    .execute()
}

async function latestRows(reads: Reads, authority: AreaCode, { nation, region }: Beside, codes: readonly string[] | undefined) {
  if (codes?.length === 0) return []
  return reads
    .selectFrom('series as s')
    .leftJoin('observation as o', (join) => join.onRef('o.series', '=', 's.id').on('o.area', '=', authority))
    .leftJoin('observation as b', (join) => join.onRef('b.series', '=', 's.before').on('b.area', '=', authority))
    .leftJoin('observation as e', (join) => join.onRef('e.series', '=', 's.id').on('e.area', '=', nation))
    .leftJoin('observation as r', (join) => join.onRef('r.series', '=', 's.id').on('r.area', '=', region?.code ?? nation))
    .select(['s.measure', 's.year', 's.ends_in', 's.ranked', 'o.published', 'o.value', 'o.rank', 'o.band', 'o.neighbour_mean'])
    .select(['b.value as before', 'e.value as england', region ? 'r.value as region' : sql<number | null>`null::float8`.as('region')])
    .where('s.latest', '=', true)
    .$if(codes !== undefined, (query) => query.where('s.measure', 'in', codes ?? []))
    .orderBy('s.measure')
    .execute()
}
