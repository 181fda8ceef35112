import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  assert as always,
  asyncProperty,
  boolean,
  constantFrom,
  double,
  infiniteStream,
  integer,
  oneof,
  record,
  uniqueArray,
} from 'fast-check'
import type { Refused, Row } from '../sources/source.ts'
import { allOf } from '../sources/spool.ts'
import { aSpool } from '../../test/spool.ts'
import { readCell } from './statistic-cell.ts'
import { gatheringStatistics } from './statistic-file.ts'

const where = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'country_name', 'old_la_code', 'la_name']
const ofAuthority = (code: string, period = '202425') => [period, 'Academic year', 'Local authority', 'E92000001', 'England', code, 'A']

async function gathered(headings: readonly string[], rows: readonly (readonly string[])[]) {
  const refused: Refused[] = []
  const gathering = gatheringStatistics(headings, { spool: aSpool, refuse: (one) => refused.push(one) })
  for (const [i, cells] of rows.entries()) gathering.add({ line: i + 2, cells } satisfies Row)
  const file = await gathering.file()
  return { ...file, rows: await allOf(file.rows), rowsUsed: file.rows.rows, refused }
}

/** A file of one column beside those of place and time: what is made of it? */
async function kindOf(name: string, cells: readonly string[]): Promise<string> {
  const file = await gathered(
    [...where, name],
    cells.map((cell, i) => [...ofAuthority(String(201 + i)), cell]),
  )
  return Object.entries(file.kinds).find(([, names]) => names.length > 0)?.[0] ?? 'none'
}

test('a column of numbers and marks is an indicator, also when it is withheld throughout', async () => {
  assert.equal(await kindOf('pt_expected', ['62', 'c', '', '71.5', 'low']), 'indicator')
  assert.equal(await kindOf('pt_expected', ['c', 'c', 'z', 'x', 'u']), 'indicator')
  assert.equal(await kindOf('gap', ['-1.5', '+2', '1,204', '12%', '~']), 'indicator')
})

test('a few whole numbers under the name of a group are a filter, and under that of a figure an indicator', async () => {
  assert.equal(await kindOf('year_group', ['1', '2', '3', '1', '2']), 'filter')
  assert.equal(await kindOf('age', ['4', '5', '6', '5', '4']), 'filter')
  assert.equal(await kindOf('average_age', ['4', '5', '6', '5', '4']), 'indicator')
  assert.equal(await kindOf('pupils_by_year', ['4.5', '5', '6', '5', '4']), 'indicator')
})

test('a mark that Fiveday does not know leaves a column an indicator, and is no number', async () => {
  const cells = [...Array.from({ length: 20 }, (_, i) => String(i * 7)), 'SUPP']

  assert.equal(await kindOf('pupils', cells), 'indicator')
  assert.deepEqual(readCell('SUPP'), { published: 'SUPP', value: null, why: 'the mark SUPP, which the publisher does not explain' })
})

test('words that change from period to period only are a remark, and leave the rows of two periods one data set', async () => {
  const file = await gathered(
    [...where, 'progress_of_release', 'sex', 'pupils'],
    ['201', '202'].flatMap((code) => [
      [...ofAuthority(code, '202324'), 'Final', 'Girls', '5'],
      [...ofAuthority(code, '202425'), 'Revised', 'Girls', '6'],
      [...ofAuthority(code, '202324'), 'Final', 'Boys', '7'],
    ]),
  )

  assert.deepEqual(file.kinds, { filter: ['sex'], indicator: ['pupils'], remark: ['progress_of_release'] })
  assert.deepEqual(file.breakdowns, ['Girls', 'Boys'])
})

test('a column of numbers without which rows would repeat is a filter', async () => {
  const rows = ['201', '202', '203'].flatMap((code) =>
    ['30', '40', '50'].map((points) => [...ofAuthority(code), points, String(Number(points) * 31.5)]),
  )

  const file = await gathered([...where, 'threshold', 'pupils'], rows)

  assert.deepEqual([file.kinds.filter, file.kinds.indicator, file.rowsUsed], [['threshold'], ['pupils'], 9])
})

test('a row that stands twice is named with the line it stood on first', async () => {
  const file = await gathered([...where, 'sex', 'pupils'], [[...ofAuthority('201'), 'Girls', '5'], [...ofAuthority('201'), 'Girls', '9'], ...['301', '302', '303', '304', '305', '306', '307', '308', '309'].map((code) => [...ofAuthority(code), 'Girls', '5.5'])]) // prettier-ignore

  assert.deepEqual(file.refused, [{ line: 3, reason: 'The same period, area and filters stand on line 2' }])
  assert.equal(file.rowsUsed, 10)
})

test('a row that does not say where or when is refused, with its reason', async () => {
  const said = async (cells: readonly string[]) => (await gathered([...where, 'pupils'], [[...cells, '5']])).refused[0]?.reason

  assert.equal(await said(ofAuthority('z')), 'old_la_code "z" does not say which local authority the row is of')
  assert.equal(await said(ofAuthority('931', '202427')), 'time_period "202427" is neither a year nor two that follow each other')
  assert.equal(await said(ofAuthority('931').with(2, 'Parish')), 'geographic_level "Parish" is not a level that Fiveday knows')
  assert.equal(await said(ofAuthority('931').slice(1)), 'The row has 7 cells and the headings are 8')
})

test('areas of both countries never stand in one file', async () => {
  const file = await gathered([...where, 'pupils'], [[...ofAuthority('931'), '5'], [...ofAuthority('001'), '6']]) // prettier-ignore

  assert.deepEqual([file.country, file.rowsUsed], ['real', 1])
  assert.equal(file.refused[0]?.reason, 'The row is of an area of another country than the first row')
})

const figures = oneof(
  integer({ min: 0, max: 40_000 }).map(String),
  double({ min: -5, max: 100, noNaN: true, noDefaultInfinity: true }).map((number) => number.toFixed(2)),
  constantFrom('z', 'x', 'c', 'k', 'low', 'u', 'b', ':', '.', '..', '~', ''),
)
const madeUp = record({
  areas: uniqueArray(integer({ min: 201, max: 899 }).map(String), { minLength: 1, maxLength: 6 }),
  periods: uniqueArray(constantFrom('202122', '202223', '202324', '202425'), { minLength: 1, maxLength: 3 }),
  groups: uniqueArray(constantFrom('Total', 'Girls', 'Boys', 'EHC plan', 'a, "b"', '=1+1'), { minLength: 1, maxLength: 4 }),
  table: infiniteStream(figures),
  order: infiniteStream(integer({ min: 0, max: 1_000_000 })),
  capitals: boolean(),
})

test('of any file in this layout each row is held as printed or refused, and the order of columns does not matter', async () => {
  await always(
    asyncProperty(madeUp, async ({ areas, periods, groups, table, order, capitals }) => {
      const headings = [...where, 'pupil_group', 'pupils_number', 'pupils_percent', 'score_average']
      const next = table[Symbol.iterator]()
      const cell = () => String(next.next().value)
      const rows = areas.flatMap((area) => periods.flatMap((period) => groups.map((group) => [...ofAuthority(area, period), group, cell(), cell(), cell()]))) // prettier-ignore
      const keys = order[Symbol.iterator]()
      const places = headings
        .map((_, place) => ({ place, key: Number(keys.next().value) }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ place }) => place)
      const named = (heading: string) => (capitals && where.includes(heading) ? heading.toUpperCase() : heading)

      const plain = await gathered(headings, rows)
      const shuffled = await gathered(
        places.map((place) => named(headings[place] ?? '')),
        rows.map((row) => places.map((place) => row[place] ?? '')),
      )

      for (const file of [plain, shuffled]) {
        assert.equal(file.rowsUsed + file.refused.length, rows.length)
        assert.deepEqual(file.refused, [])
        assert.deepEqual(file.kinds.indicator.toSorted(), ['pupils_number', 'pupils_percent', 'score_average'])
        assert.deepEqual([...file.kinds.filter, ...file.kinds.remark], ['pupil_group'])
      }
      const cellsOf = (file: typeof plain) =>
        file.rows.map(({ area, cells, line }) => {
          const published = cells.split('\t')
          return [line, area, ...['pupils_number', 'pupils_percent', 'score_average'].map((name) => published[file.kinds.indicator.indexOf(name)])] // prettier-ignore
        })
      assert.deepEqual(cellsOf(plain), rows.map((row, i) => [i + 2, row[5], ...row.slice(-3)])) // prettier-ignore
      assert.deepEqual(cellsOf(shuffled), cellsOf(plain))
      for (const text of rows.flatMap((row) => row.slice(-3))) {
        const { published, value, why } = readCell(text)
        assert.equal(published, text)
        assert.equal(value, /^-?\d/.test(text) ? Number(text) : null)
        assert.equal(why === null, value !== null)
      }
    }),
    { numRuns: 300 },
  )
})
