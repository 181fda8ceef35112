import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import { statisticImporter } from '../statistics/statistic.import.ts'
import type { RuleReport } from './quality-finding.ts'
import { statisticsOfRun } from './statistic-facts.store.ts'
import { inspectStatistics } from './statistic-inspection.import.ts'

const head = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'old_la_code', 'group', 'children_number', 'gld_number', 'gld_percentage'] // prettier-ignore

/** Two periods and three groups of a country and four authorities; in each period one percentage is a slip, and one total. */
function aFile(): string {
  const rows = ['202324', '202425'].flatMap((period) =>
    ['Boys', 'Girls', 'Total'].flatMap((group) => {
      const areas = ['931', '801', '871', '204'].map((code, i) => ['Local authority', code, 101 + i, 51 + i])
      const slip = group === 'Girls' ? 7 : 0
      const areaRows = areas.map(([level, code, all, some], i) => {
        const percent = group === 'Boys' && i === 2 ? '79.0' : ((100 * Number(some)) / Number(all)).toFixed(1)
        return [period, 'Academic year', level, 'E92000001', code, group, all, some, percent].map(String)
      })
      const national = [period, 'Academic year', 'National', 'E92000001', '', group, '410', String(210 + slip), (100 * (210 + slip) / 410).toFixed(1)] // prettier-ignore
      return [national, ...areaRows]
    }),
  )
  return csvOf(head, rows)
}

async function inspected(t: TestContext, together?: number): Promise<readonly RuleReport[]> {
  const db = await freshDb(t)
  const run = await importOne(t, db, aFile(), { importers: [statisticImporter] })
  const statistics = await statisticsOfRun(reading(db), run.id, together)
  assert.ok(statistics)
  return inspectStatistics(statistics, new Map([['871', 'Slough']]))
}

test('a file of statistics read a part at a time is found to have what it has read whole', async (t) => {
  const whole = await inspected(t)
  const [byParts, bySmallest] = [await inspected(t, 11), await inspected(t, 1)]

  const told = (reports: readonly RuleReport[]) =>
    reports.map(({ said, findings }) => [
      said,
      findings.map(({ behind, rowsBehind }) => [rowsBehind, behind.map(({ line }) => line).toSorted((a, b) => (a ?? 0) - (b ?? 0))]),
    ])
  assert.deepEqual(told(byParts), told(whole))
  assert.deepEqual(told(bySmallest), told(whole))
  assert.deepEqual(
    whole.map(({ rule, findings }) => [rule, findings.map(({ rowsBehind }) => rowsBehind)]),
    [
      ['ranges', []],
      ['shares', [2]],
      ['sums', [2]],
    ],
  )
  assert.match(whole[1]?.findings[0]?.sentence ?? '', /53 of 103 is 51.5%, and 79% is printed/)
})
