import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { newDatabase } from '../../test/database.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { anArea } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { settled } from '../lib/decimal.ts'
import { importFile } from '../sources/import-run.import.ts'
import type { ImportRun } from '../sources/import-run.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { dataSet, dataSets, statisticsAmong, statisticsOf } from './data-set.store.ts'
import type { DataSet, StatisticRow } from './data-set.ts'
import { describedDataSets } from './known-data-set.import.ts'
import { lookedAfterChildren } from './looked-after.store.ts'

const files = [
  'geo/england_la_lookup.csv',
  'la-level/ees/1_eyfsp_headline_measures_2022.csv',
  'la-level/ees/EES_ytd_data_attendance_2025-26.csv',
  'la-level/ees/ks2_la.csv',
  'la-level/ees/ks4_la.csv',
  'la-level/ees/la_cla_school_moves.csv',
  'finance/la_maintained_schools_revenue_reserve_final.csv',
]

const known = describedDataSets()
const held = await newDatabase()
const runs: ImportRun[] = []

before(async () => {
  if (withoutPublished) return
  for (const name of files) runs.push(...(await importFile(held.db, { path: publishedFile(name), name }, anyImport)))
})
after(() => held.dispose())

const reads = reading(held.db)

async function theSet(key: string): Promise<DataSet> {
  return (await dataSet(reads, known, key)) ?? assert.fail(`${key} is not held`)
}

/** The row of the country beside those of the authorities, for each period and each value of the filters. */
async function countryAndAuthorities(key: string): Promise<readonly { country: StatisticRow; authorities: readonly StatisticRow[] }[]> {
  const set = await theSet(key)
  const country = await statisticsOf(reads, set, ['970'])
  const all = new Map<string, StatisticRow[]>()
  const named = ({ period, filters }: StatisticRow) => JSON.stringify([period.label, filters])
  for (const period of set.periods) {
    for (const row of await statisticsAmong(reads, set, 'authority', period)) all.set(named(row), [...(all.get(named(row)) ?? []), row])
  }
  return country.map((row) => ({ country: row, authorities: all.get(named(row)) ?? [] }))
}

const numberIn = (row: StatisticRow, name: string) => row.cells[name]?.value ?? 0
const sumOf = (rows: readonly StatisticRow[], name: string) => settled(rows.reduce((sum, row) => sum + numberIn(row, name), 0))

test('every row of every file is used, but for six of children outside England', { skip: withoutPublished }, async () => {
  const counts = runs.slice(1).map(({ source, state, rows_read, rows_used, rows_refused }) => [source, state, rows_read, rows_used, rows_refused]) // prettier-ignore
  const refused = await refusedRows(reads, runs[1]?.id ?? 0, { limit: 10, offset: 0 })

  assert.deepEqual(counts, [
    ['explore-education-statistics', 'done', 12_852, 12_846, 6],
    ['explore-education-statistics', 'done', 647, 647, 0],
    ['explore-education-statistics', 'done', 3_444, 3_444, 0],
    ['explore-education-statistics', 'done', 3_444, 3_444, 0],
    ['explore-education-statistics', 'done', 6_680, 6_680, 0],
    ['explore-education-statistics', 'done', 5_171, 5_171, 0],
  ])
  assert.deepEqual(
    refused.map(({ line }) => line),
    [12_848, 12_849, 12_850, 12_851, 12_852, 12_853],
  )
  assert.equal(refused[0]?.reason, 'lad_code "z" does not say which local authority district the row is of')
})

test('each file is known for what it is, with its filters, periods and levels', { skip: withoutPublished }, async () => {
  const sets = await dataSets(reads, known)

  assert.deepEqual(
    sets.map(({ key, filters, indicators, periods, levels }) => [
      key,
      filters.map(({ values, usual }) => `${usual} of ${values.length}`).join(', '),
      indicators.length,
      `${periods[0]?.label} to ${periods.at(-1)?.label}`,
      levels.length,
    ]),
    [
      ['attendance-year-to-date', 'Total of 4', 56, '2025/26 to 2025/26', 3],
      ['eyfsp-headline', 'Total of 8, Total of 49, Total of 3', 8, '2021/22 to 2021/22', 4],
      ['ks2-social-care', 'CLA 12 months at 31 March of 3', 33, '2018/19 to 2024/25', 3],
      ['ks4-social-care', 'CLA 12 months at 31 March of 3', 16, '2018/19 to 2024/25', 3],
      ['maintained-school-reserves', 'All LA maintained schools of 6', 23, '2015-16 to 2020-21', 3],
      [
        'looked-after-school-moves',
        'CLA on 31 March of 2, Any moves of 2, With one or more moves during the year of 5',
        2,
        '2020 to 2024',
        3,
      ],
    ],
  )
})

test(
  'maintained schools, and those in surplus and in deficit, add up to the country in every year and phase',
  { skip: withoutPublished },
  async () => {
    const pairs = await countryAndAuthorities('maintained-school-reserves')
    const counts = ['number_schools', 'number_schools_with_surplus', 'number_schools_with_deficit']
    const off = pairs.flatMap(({ country, authorities }) => counts.filter((name) => numberIn(country, name) !== sumOf(authorities, name)))
    const millions = pairs.map(({ country, authorities }) =>
      Math.abs(numberIn(country, 'total_income_million') - sumOf(authorities, 'total_income_million')),
    )

    assert.equal(pairs.length, 36)
    assert.deepEqual(off, [])
    // Each of some 150 authorities is rounded to ten thousand pounds.
    assert.ok(Math.max(...millions) < 0.1)
  },
)

test('schools and children at the end of reception add up to the country', { skip: withoutPublished }, async () => {
  const attendance = await countryAndAuthorities('attendance-year-to-date')
  const reception = await countryAndAuthorities('eyfsp-headline')
  const all = reception.find(({ country }) => Object.values(country.filters).every((value) => value === 'Total'))

  assert.deepEqual(
    attendance.map(({ country, authorities }) => numberIn(country, 'total_num_schools') - sumOf(authorities, 'total_num_schools')),
    [0, 0, 0, 0],
  )
  assert.ok(all)
  assert.deepEqual([numberIn(all.country, 'children_number'), sumOf(all.authorities, 'children_number')], [622_583, 622_583])
  assert.deepEqual([numberIn(all.country, 'gld_number'), sumOf(all.authorities, 'gld_number')], [405_723, 405_723])
})

test(
  'looked-after children add up to the country, which is rounded to ten, but for those withheld',
  { skip: withoutPublished },
  async () => {
    const pairs = (await countryAndAuthorities('looked-after-school-moves')).filter(
      ({ country }) => country.filters['school_stability'] === 'Total children' && country.cells['number']?.value !== null,
    )
    const outside = pairs.filter(({ country, authorities }) => {
      const withheld = authorities.filter(({ cells }) => cells['number']?.published === 'c').length
      const short = numberIn(country, 'number') - sumOf(authorities, 'number')
      return short < -5 || short > 5 + 5 * withheld
    })

    assert.equal(pairs.length, 16)
    assert.deepEqual(outside, [])
  },
)

test(
  'pupils who meet the standard in the nine regions add up to the country, each rounded to ten',
  { skip: withoutPublished },
  async () => {
    const set = await theSet('ks2-social-care')
    const codes = ['980', '981', '982', '983', '984', '985', '986', '989', '990']
    const rows = await statisticsOf(reads, set, ['970', ...codes], { indicators: ['t_rwm_met_expected_standard'] })
    const known = rows.filter(({ area, cells }) => area === '970' && cells['t_rwm_met_expected_standard']?.value !== null)
    const off = known.map((country) => {
      const regions = rows.filter(
        (row) =>
          row.area !== '970' &&
          row.period.label === country.period.label &&
          row.filters['social_care_group'] === country.filters['social_care_group'],
      )
      return Math.abs(numberIn(country, 't_rwm_met_expected_standard') - sumOf(regions, 't_rwm_met_expected_standard'))
    })

    assert.equal(known.length, 15)
    assert.ok(Math.max(...off) <= 50)
  },
)

test('the percentages and averages of every authority follow from its counts', { skip: withoutPublished }, async () => {
  const follows = async (key: string, part: string, whole: string, rate: string, times: number, within: number) => {
    const rows = (await countryAndAuthorities(key)).flatMap(({ authorities }) => authorities)
    const full = rows.filter(({ cells }) => [part, whole, rate].every((name) => cells[name]?.value !== null) && cells[whole]?.value !== 0)
    const off = full.filter((row) => Math.abs((numberIn(row, part) / numberIn(row, whole)) * times - numberIn(row, rate)) > within + 1e-7)
    return [full.length, off.length]
  }

  assert.deepEqual(await follows('ks2-social-care', 't_rwm_met_expected_standard', 't_rwm_eligible_pupils', 'pt_rwm_met_expected_standard', 100, 0.5), [1_368, 0]) // prettier-ignore
  assert.deepEqual(await follows('ks4-social-care', 't_att8', 't_pupils', 'avg_att8', 1, 0.05), [2_917, 0])
})

test('no mark becomes a number, and no number a mark', { skip: withoutPublished }, async () => {
  const pairs = await countryAndAuthorities('ks2-social-care')
  const cells = pairs.flatMap(({ country, authorities }) => [country, ...authorities].flatMap((row) => Object.values(row.cells)))
  const counted = (mark: string) => cells.filter(({ published }) => published === mark).length
  const wrong = cells.filter(({ published, value, why }) => (/^-?\d/.test(published) ? value !== Number(published) || why !== null : value !== null || why === null)) // prettier-ignore

  assert.deepEqual(wrong, [])
  assert.ok(counted('c') > 3_000 && counted('x') > 10_000 && counted('k') > 5)
})

test(
  'the virtual school has its outcomes with region and country, and a mark where a figure is withheld',
  { skip: withoutPublished },
  async () => {
    const found = await lookedAfterChildren(reads, anArea('931'))
    const rwm = found.outcomes[0]
    const moved = found.moves[0]

    assert.deepEqual([found.country.name, found.region?.name, found.outcomes.length, found.files.length], ['England', 'South East', 24, 3])
    assert.equal(rwm?.group.published, 'CLA 12 months at 31 March')
    assert.deepEqual(
      rwm?.years.map(({ period, ours, region, country, cohort }) => [period.label, ours?.published, region?.published, country?.published, cohort?.published]), // prettier-ignore
      [
        ['2018/19', 'c', '32', '37', '27'],
        ['2019/20', 'x', 'x', 'x', 'x'],
        ['2020/21', 'x', 'x', 'x', 'x'],
        ['2021/22', 'c', '25', '31', '27'],
        ['2022/23', '38', '33', '37', '34'],
        ['2023/24', '23', '26', '34', '31'],
        ['2024/25', '27', '30', '35', '22'],
      ],
    )
    assert.equal(rwm?.years[0]?.ours?.why, 'withheld to protect confidentiality')
    const last = moved?.years.at(-1)
    assert.deepEqual([moved?.label, last?.ours?.value, last?.country?.value, last?.period.label], ['Moved school during the year', 16, 11, '2024']) // prettier-ignore
  },
)

test(
  'a child who lives in inner London is set beside London where a file has no row of the inner part',
  { skip: withoutPublished },
  async () => {
    const set = await theSet('attendance-year-to-date')
    const rows = await statisticsOf(reads, set, ['986', '987', '211'], { filters: { education_phase: 'Total' }, indicators: ['pa_perc'] })

    assert.deepEqual(
      rows.map(({ level, area }) => [level, area]),
      [
        ['region', '986'],
        ['authority', '211'],
      ],
    )
  },
)
