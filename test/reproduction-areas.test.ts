import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { readCsv } from '../src/lib/csv.ts'
import { areaSum, roundedToOf } from '../src/quality/area-sum.ts'
import { medianOf } from '../src/quality/median.ts'
import { printedNumber } from '../src/quality/published-table.ts'
import { publishedFile, withoutPublished } from './published.ts'

const skip = withoutPublished

type Cells = ReadonlyMap<string, string>

/** Of each file of Explore education statistics: what splits its rows, its counts, and the count that none of the others can pass. */
const files = [
  {
    name: '1_eyfsp_headline_measures_2022.csv',
    split: ['characteristic', 'characteristic_type', 'gender'],
    counts: ['children_number', 'elg_number', 'comm_lang_lit_number', 'gld_number'],
    most: 'children_number',
    expected: 'exact 2640 within 0 differs 0 open 0',
  },
  {
    name: 'ks2_la.csv',
    split: ['social_care_group', 'version'],
    counts: ['t_read', 't_writta', 't_mat', 't_rwm', 't_gps', 't_scita'].flatMap((subject) => [
      `${subject}_eligible_pupils`,
      `${subject}_met_expected_standard`,
    ]),
    most: undefined,
    expected: 'exact 0 within 652 differs 9 open 1319',
  },
  {
    name: 'ks4_la.csv',
    split: ['social_care_group', 'version'],
    counts: ['t_pupils', 't_l2basics_95', 't_l2basics_94', 't_ebacc_e_ptq_ee', 't_inp8calc'],
    most: 't_pupils',
    expected: 'exact 0 within 524 differs 0 open 532',
  },
  {
    name: 'la_cla_school_moves.csv',
    split: ['cla_group', 'move_measure', 'school_stability'],
    counts: ['number'],
    most: undefined,
    expected: 'exact 0 within 206 differs 0 open 146',
  },
] as const

for (const { name, split, counts, most, expected } of files) {
  test(`authorities in ${name} add up to their regions and to England`, { skip }, async () => {
    const rows = await rowsOf(`la-level/ees/${name}`)

    const made = sumsOf(rows, split, counts, most)

    assert.equal(made, expected)
  })
}

test('the medians of an authority’s groups of schools are the medians of its schools, cell by cell', { skip }, async () => {
  const made = await Promise.all(
    ['performance-tables/2017-2018/815_2018_cfr.csv', 'performance-tables/2018-2019/815_2019_cfr.csv'].map(async (name) => {
      const rows = await rowsOf(name)
      const schools = rows.filter((row) => /^\d{6}$/.test(row.get('urn') ?? ''))
      const columns = columnsBetween(rows, 'grantfunding', 'totalexpenditure')
      const groups = rows.filter((row) => (row.get('la') ?? '').startsWith('LA'))
      const cells = groups.flatMap((group) => {
        const like = schools.filter((school) => ['median', 'fsmband'].every((heading) => school.get(heading) === group.get(heading)))
        return columns.map(
          (column) => [numberIn(group, column), medianOf(like.flatMap((school) => numberIn(school, column) ?? []))] as const,
        )
      })
      const compared = cells.filter(([published, median]) => published !== undefined && median !== undefined)
      return [compared.length, compared.filter(([published = 0, median = 0]) => Math.abs(published - median) <= 0.5).length]
    }),
  )

  assert.deepEqual(made, [[128, 128], [160, 160]]) // prettier-ignore
})

function sumsOf(rows: readonly Cells[], split: readonly string[], counts: readonly string[], most: string | undefined): string {
  const keyOf = (row: Cells, region: boolean) => [row.get('time_period'), ...split.map((name) => row.get(name)), region ? row.get('region_code') : ''].join('|') // prettier-ignore
  const authorities = rows.filter((row) => row.get('geographic_level') === 'Local authority')
  const tally = { exact: 0, within: 0, differs: 0, open: 0 }
  for (const [level, ofRegion] of [
    ['National', false],
    ['Regional', true],
  ] as const) {
    // prettier-ignore
    const inside = Map.groupBy(authorities, (row) => keyOf(row, ofRegion))
    const wider = rows.filter((row) => row.get('geographic_level') === level)
    for (const column of counts) {
      const rounded = {
        wider: roundedToOf(wider.map((row) => row.get(column) ?? '')),
        within: roundedToOf(authorities.map((row) => row.get(column) ?? '')),
      }
      for (const row of wider) {
        const within = inside.get(keyOf(row, ofRegion)) ?? []
        if (within.length === 0) continue
        const cells = within.map((area) => area.get(column) ?? '')
        const bounds = within.map((area) => (most === undefined || most === column ? '' : (area.get(most) ?? '')))
        const made = areaSum({ wider: row.get(column) ?? '', within: cells, most: bounds, rounded })
        if (made) tally[made.agreement] += 1
      }
    }
  }
  return Object.entries(tally).map(([agreement, times]) => `${agreement} ${times}`).join(' ') // prettier-ignore
}

async function rowsOf(name: string): Promise<readonly Cells[]> {
  const rows: Cells[] = []
  let headings: readonly string[] = []
  for await (const batch of readCsv(textOf(publishedFile(name)))) {
    for (const { cells } of batch) {
      if (headings.length === 0) headings = cells.map((cell) => cell.trim().toLowerCase())
      else rows.push(new Map(headings.map((heading, i) => [heading, (cells[i] ?? '').trim()])))
    }
  }
  return rows
}

async function* textOf(file: string): AsyncGenerator<string> {
  yield (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
}

function columnsBetween(rows: readonly Cells[], first: string, last: string): readonly string[] {
  const headings = [...(rows[0]?.keys() ?? [])]
  return headings.slice(headings.indexOf(first), headings.indexOf(last) + 1)
}

const numberIn = (row: Cells, column: string) => printedNumber(row.get(column) ?? '')?.value
