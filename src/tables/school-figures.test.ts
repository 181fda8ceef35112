import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { reading } from '../db/connect.ts'
import { rowsToHold } from '../../test/performance-rows.ts'
import { holdPerformanceFile } from '../performance/performance-row.store.ts'
import type { SchoolMeasure } from '../performance/school-measure.ts'
import { newDatabase } from '../../test/database.ts'
import { anArea } from '../../test/support.ts'
import { schoolFigures, schoolMeasures } from './school-figures.store.ts'
import { figureKey, type Place } from './tabled.ts'

const held = await newDatabase()
after(() => held.dispose())

const measure: SchoolMeasure = {
  code: 'rwm',
  name: 'Reading, writing and maths',
  group: 'key stage 2',
  table: 'ks2',
  unit: 'percent',
  decimals: 0,
  polarity: 'High',
  columns: [
    { column: 'PTRWM_EXP', from: 2016 },
    { column: 'PTREADWRITTAMATX', from: 2013, until: 2015 },
  ],
  cohort: [],
  pupils: 'all',
  of: 'rwm',
  interval: undefined,
  headline: true,
  breaks: [],
}

test('a school’s figure is the cell of its year’s column in the most settled file, and an area’s that of state-funded schools', async () => {
  const authority = anArea('931')
  const row = (code: string, cells: readonly string[], covers = '', level: 'school' | 'authority' = 'school') => ({
    code,
    level,
    covers,
    authority,
    line: 2,
    cells: cells.join('\t'),
  })
  const runs = await held.db.insertInto('import_run').values([1, 2, 3].map(() => ({ file_name: 'f.csv', bytes: 1, started_by: 'A', process: 'p', started_at: new Date(), seen_at: new Date() }))).returning('id').execute() // prettier-ignore
  const [first = 0, second = 0, third = 0] = runs.map(({ id }) => id)
  const year = { table: 'ks2', year: 2019 } as const
  await holdPerformanceFile(held.db, { ...year, stage: 'provisional', headings: ['URN', 'PTRWM_EXP'], rows: rowsToHold([row('123456', ['123456', '50%']), row('123457', ['123457', '40%'])]) }, first) // prettier-ignore
  await holdPerformanceFile(held.db, { ...year, stage: 'final', headings: ['PTRWM_EXP', 'URN'], rows: rowsToHold([row('123456', ['61%', '123456']), row('123457', ['SUPP', '123457']), row('931', ['59%', ''], '3', 'authority'), row('931', ['65%', ''], '5', 'authority')]) }, second) // prettier-ignore
  await holdPerformanceFile(held.db, { ...year, year: 2015, stage: 'final', headings: ['URN', 'PTREADWRITTAMATX'], rows: rowsToHold([row('123456', ['123456', '77'])]) }, third) // prettier-ignore
  const reads = reading(held.db)
  const places: Place[] = [...['123456', '123457'].map((code) => ({ code, name: code, kind: 'school' as const })), { code: '931', name: 'A', kind: 'authority' }] // prettier-ignore

  const measures = await schoolMeasures(reads, [measure])
  const figures = new Map(await schoolFigures(reads, { measures: measures.map((one) => ({ measure: one, years: one.years })), places }))

  assert.deepEqual(measures[0]?.years.map(({ label }) => label), ['2014/15', '2018/19']) // prettier-ignore
  assert.deepEqual(
    ['123456', '123457', '931'].map((code) => figures.get(figureKey('school:rwm', code, '2019'))),
    [{ published: '61%', value: 61 }, { published: 'SUPP', value: null }, { published: '65%', value: 65 }],
  ) // prettier-ignore
  assert.deepEqual(figures.get(figureKey('school:rwm', '123456', '2015')), { published: '77', value: 77 })
})
