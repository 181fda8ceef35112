import { nationalCode, countryOf, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { countryAbout, regionsAbout, type BesideArea } from './beside.ts'
import { dataSets, statisticsOf } from './data-set.store.ts'
import type { DataSet, StatisticRow } from './data-set.ts'
import {
  lookedAfterMeasures,
  movesIn,
  schoolMoves,
  socialCareGroups,
  type FigureBeside,
  type LookedAfterChildren,
  type LookedAfterOutcome,
} from './looked-after.ts'
import type { StatisticCell } from './statistic-cell.ts'

/** The authority, its regions and its country, as the files that are held name them. */
export async function areasBeside(reads: Reads, authority: AreaCode) {
  const nation = nationalCode(countryOf(authority))
  return reads
    .selectFrom('area')
    .select(['code', 'name', 'region'])
    .where((eb) => eb.or([eb('code', 'in', [authority, nation]), eb('kind', '=', 'region')]))
    .orderBy('code')
    .execute()
}

/**
 * The virtual school's figures: key stage 2 and 4 of pupils who are looked after, on a plan or in need, and how many
 * looked-after children moved school, each beside the region and the country, over every period that is held.
 *
 * A cell is as published: a number, or a mark with what it means. A period in which nobody has a number is given too.
 */
export async function lookedAfterChildren(reads: Reads, authority: AreaCode): Promise<LookedAfterChildren> {
  const areas = await areasBeside(reads, authority)
  const [country, regions] = [countryAbout(areas, authority), regionsAbout(areas, authority)]
  const sets = await dataSets(reads, [])
  const codes = [authority, country.code, ...regions.map(({ code }) => code)]
  const rowsOf = async (key: string) => {
    const set = sets.find((one) => one.key === key)
    return set ? { set, rows: await statisticsOf(reads, set, codes) } : undefined
  }
  const found = [await rowsOf('ks2-social-care'), await rowsOf('ks4-social-care')]
  const moved = await rowsOf('looked-after-school-moves')
  const held = [...found, moved].filter((one) => one !== undefined)
  const region = regions.find(({ code }) => held.some(({ rows }) => rows.some(({ area }) => area === code)))
  const beside = { authority, country, region }
  return {
    country,
    region,
    outcomes: found.flatMap((one) => (one ? outcomesIn(one.set, one.rows, beside) : [])),
    moves: moved ? movesOf(moved.set, moved.rows, beside) : [],
    files: held.flatMap(({ set }) => set.files.map(({ run, file, imported_at }) => ({ run, file, imported_at }))),
  }
}

interface Beside {
  readonly authority: AreaCode
  readonly country: BesideArea
  readonly region: BesideArea | undefined
}

function outcomesIn(set: DataSet, rows: readonly StatisticRow[], beside: Beside): readonly LookedAfterOutcome[] {
  return lookedAfterMeasures
    .filter(({ dataSet }) => dataSet === set.key)
    .flatMap((measure) =>
      socialCareGroups.map((group) => ({
        measure,
        group,
        years: yearsOf(
          set,
          rows.filter(({ filters }) => filters['social_care_group'] === group.published),
          beside,
          { column: measure.column, cohortOf: ({ cells }) => cells[measure.cohort] },
        ),
      })),
    )
}

function movesOf(set: DataSet, rows: readonly StatisticRow[], beside: Beside): LookedAfterChildren['moves'] {
  return schoolMoves.map((moves) => ({
    ...moves,
    years: yearsOf(
      set,
      rows.filter(({ filters }) => movesIn(filters) === moves),
      beside,
      { column: 'percentage', cohortOf: (row) => totalFor(row, rows)?.cells['number'] },
    ),
  }))
}

/** The row of all the children that some of them are of: of the same area, period, group and kind of move. */
function totalFor({ period, area, filters }: StatisticRow, rows: readonly StatisticRow[]): StatisticRow | undefined {
  return rows.find(
    (row) =>
      row.period.sorts === period.sorts &&
      row.area === area &&
      row.filters['cla_group'] === filters['cla_group'] &&
      row.filters['move_measure'] === filters['move_measure'] &&
      /^total\b/i.test(row.filters['school_stability'] ?? ''),
  )
}

function yearsOf(
  set: DataSet,
  rows: readonly StatisticRow[],
  { authority, country, region }: Beside,
  { column, cohortOf }: { readonly column: string; readonly cohortOf: (ours: StatisticRow) => StatisticCell | undefined },
): readonly FigureBeside[] {
  return set.periods.map((period) => {
    const rowOf = (area: string | undefined) => rows.find((row) => row.period.sorts === period.sorts && row.area === area)
    const ours = rowOf(authority)
    return {
      period,
      ours: ours?.cells[column],
      region: rowOf(region?.code)?.cells[column],
      country: rowOf(country.code)?.cells[column],
      cohort: ours && cohortOf(ours),
      remarks: ours?.remarks ?? '',
    }
  })
}
