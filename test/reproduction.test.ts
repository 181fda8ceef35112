import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TableKey } from '../src/performance/performance-row.ts'
import { reproduced, type Reproduced } from '../src/quality/reproduction.ts'
import { shippedTableRules } from '../src/quality/table-rule.import.ts'
import { ruleOf } from '../src/quality/table-rule.ts'
import { withoutPublished } from './published.ts'
import { aPublishedTable } from './published-table.ts'

const skip = withoutPublished

/**
 * The publisher's own rows made again from its schools, file by file: of counts and of rates, how many cells are exact, within
 * what withheld cells leave, different, and without anything to make them from. docs/methods/reproduction.md explains each that differs.
 */
const files: readonly (readonly [string, TableKey, number, readonly string[]])[] = [
  ['2012-2013/england_ks2final_28cols_subset.csv', 'ks2', 2013, ['country 4 counts 0 4 0 0', 'country 5 counts 0 4 0 0']],
  ['2016-2017/850_ks2final.csv', 'ks2', 2017, ['authority counts 2 12 0 0', 'authority rates 0 126 0 0']],
  ['2017-2018/850_ks2final.csv', 'ks2', 2018, ['authority counts 2 12 0 0', 'authority rates 0 126 0 0']],
  ['2018-2019/850_ks2final.csv', 'ks2', 2019, ['authority counts 2 12 0 0', 'authority rates 0 123 0 0']],
  ['2016-2017/850_ks4final.csv', 'ks4', 2017, ['authority counts 0 47 1 0', 'authority rates 0 98 0 0']],
  ['2017-2018/850_ks4final.csv', 'ks4', 2018, ['authority counts 0 64 3 0', 'authority rates 0 101 0 0']],
  ['2017-2018/815_2018_ks4final.csv', 'ks4', 2018, ['authority counts 0 63 4 0', 'authority rates 0 101 0 0']],
  [
    '2018-2019/england_ks4provisional.csv',
    'ks4',
    2019,
    [
      'authority counts 30 259 146 15',
      'authority rates 0 1346 4 0',
      'country 5 counts 0 0 0 1',
      'country 5 rates 0 8 0 0',
      'country 7 counts 0 2 0 1',
      'country 7 rates 0 9 0 0',
    ],
  ],
  [
    '2018-2019/england_census.csv',
    'census',
    2019,
    [
      'country PRI counts 10 0 0 0',
      'country PRI rates 0 7 0 1',
      'country SEC counts 9 1 0 0',
      'country SEC rates 0 7 0 1',
      'country SPE counts 4 4 2 0',
      'country SPE rates 0 5 2 1',
    ],
  ],
  [
    '2018-2019/815_2019_census.csv',
    'census',
    2019,
    [
      'authority PRI counts 10 0 0 0',
      'authority PRI rates 0 7 0 1',
      'authority SEC counts 10 0 0 0',
      'authority SEC rates 0 7 0 1',
      'authority SPE counts 10 0 0 0',
      'authority SPE rates 0 7 0 1',
    ],
  ],
  [
    '2024-2025/england_census.csv',
    'census',
    2025,
    [
      'country PRI counts 11 0 0 0',
      'country PRI rates 0 8 0 0',
      'country SEC counts 9 2 0 0',
      'country SEC rates 0 7 1 0',
      'country SPE counts 9 2 0 0',
      'country SPE rates 0 7 1 0',
    ],
  ],
  [
    '2018-2019/england_ks4-pupdest.csv',
    'ks4-destinations',
    2019,
    ['authority counts 163 4526 173 0', 'authority rates 0 4262 0 0', 'country counts 0 32 1 0', 'country rates 0 30 0 0'],
  ],
  [
    '2024-2025/england_ks4-pupdest.csv',
    'ks4-destinations',
    2025,
    ['authority counts 245 4545 189 0', 'authority rates 0 4456 3 0', 'country counts 0 32 1 0', 'country rates 0 30 0 0'],
  ],
]

for (const [name, key, year, expected] of files) {
  test(`the publisher's own rows of ${name} are made again from its schools`, { skip }, async () => {
    const made = await reproductionOf(name, key, year)

    assert.deepEqual(tally(made), expected)
  })
}

test(
  'at key stage 2 no cell of the authority differs, and no rate with few withheld cells is given more than 2 points',
  { skip },
  async () => {
    const made = await reproductionOf('2018-2019/850_ks2final.csv', 'ks2', 2019)

    const headline = made.find(({ column }) => column === 'PTRWM_EXP')

    assert.deepEqual(made.filter(({ agreement }) => agreement === 'differs' || agreement === 'open'), []) // prettier-ignore
    assert.ok(headline?.from)
    assert.ok(headline.from.high - headline.from.low < 0.5, JSON.stringify(headline.from))
  },
)

test('pupils of schools that closed before the destinations came out are in the authority’s row and in no school’s', { skip }, async () => {
  const made = await reproductionOf('2018-2019/england_ks4-pupdest.csv', 'ks4-destinations', 2019)

  const ours = made.find(({ row, column }) => row.code === '850' && column === 'COHORT')

  assert.deepEqual([ours?.published, ours?.from?.high, ours?.unlisted], ['12754', 12_210, 544])
})

test(
  'the number of pupils in special schools of 2019 leaves out the non-maintained ones that the other counts have',
  { skip },
  async () => {
    const made = await reproductionOf('2018-2019/england_census.csv', 'census', 2019)

    const special = new Map(made.filter(({ row }) => row.covers === 'SPE').map((cell) => [cell.column, cell]))

    assert.deepEqual([special.get('NOR')?.agreement, special.get('NOR')?.schools], ['exact', 986])
    assert.deepEqual([special.get('NUMEAL')?.published, special.get('NUMEAL')?.from?.low, special.get('NUMEAL')?.schools], ['18345', 18_345, 1_044]) // prettier-ignore
    assert.deepEqual([special.get('TSENELSE')?.published, special.get('TSENELSE')?.apart], ['122268', -134])
  },
)

async function reproductionOf(name: string, key: TableKey, year: number): Promise<readonly Reproduced[]> {
  const rule = ruleOf(shippedTableRules(), key, year)
  assert.ok(rule)
  return reproduced(await aPublishedTable(`performance-tables/${name}`, key, year), rule)
}

function tally(made: readonly Reproduced[]): readonly string[] {
  const kinds = [...new Set(made.map((cell) => kindOf(cell)))].sort()
  const agreements = ['exact', 'within', 'differs', 'open'] as const
  return kinds.map((kind) => {
    const ofKind = made.filter((cell) => kindOf(cell) === kind)
    return [kind, ...agreements.map((agreement) => ofKind.filter((cell) => cell.agreement === agreement).length)].join(' ')
  })
}

function kindOf({ row, kind }: Reproduced): string {
  return [row.level, row.covers, `${kind}s`].filter(Boolean).join(' ')
}
