import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TableKey } from '../src/performance/performance-row.ts'
import type { Naming } from '../src/quality/published-table.ts'
import { rangeReport } from '../src/quality/range.ts'
import { shareReport } from '../src/quality/share.ts'
import { shippedTableRules } from '../src/quality/table-rule.import.ts'
import { ruleOf } from '../src/quality/table-rule.ts'
import { withoutPublished } from './published.ts'
import { aPublishedTable } from './published-table.ts'

const skip = withoutPublished
const naming: Naming = { row: ({ code, covers }) => `${code} ${covers}`.trim(), column: (heading) => heading }

/** The slips in the published files themselves: figures outside their range, and percentages that do not follow from their numbers. */
const files: readonly (readonly [string, TableKey, number, readonly string[]])[] = [
  ['2016-2017/850_ks2final.csv', 'ks2', 2017, []],
  ['2017-2018/850_ks2final.csv', 'ks2', 2018, []],
  ['2018-2019/850_ks2final.csv', 'ks2', 2019, []],
  ['2016-2017/850_ks4final.csv', 'ks4', 2017, []],
  ['2017-2018/850_ks4final.csv', 'ks4', 2018, []],
  ['2017-2018/815_2018_ks4final.csv', 'ks4', 2018, []],
  ['2018-2019/england_ks4-pupdest.csv', 'ks4-destinations', 2019, []],
  ['2024-2025/england_ks4-pupdest.csv', 'ks4-destinations', 2025, []],
  ['2018-2019/england_census.csv', 'census', 2019, ['PNUMEAL, 970 SPE', 'PNUMENGFL, 970 SPE', 'PSENELSE, 970 SPE']],
  ['2024-2025/england_census.csv', 'census', 2025, ['PNUMUNCLF, 5,438 rows', 'PSENELSE, 136122']],
]

for (const [name, key, year, expected] of files) {
  test(`the slips of ${name} show, and nothing else of it does`, { skip }, async () => {
    const rule = ruleOf(shippedTableRules(), key, year)
    assert.ok(rule)
    const table = await aPublishedTable(`performance-tables/${name}`, key, year)

    const found = [...rangeReport(table, rule, naming).findings, ...shareReport(table, rule, naming).findings]

    assert.deepEqual(found.map(({ subject }) => subject).toSorted(), expected)
  })
}
