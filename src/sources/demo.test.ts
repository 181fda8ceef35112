import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { assessed } from '../triggers/assessment.store.ts'
import { countryHeld } from './country.store.ts'
import { loadDemo } from './demo.import.ts'
import { refusedRows } from './import-run.store.ts'

const load = (db: Db, progress: (stage: string, done: number) => void = () => {}) => loadDemo(db, { ...anyImport, progress })

const done = (times: number, source: string) => Array.from({ length: times }, () => [source, 'done', 0])

test('the made-up country is imported like every published file, and the row without a year is refused', async (t) => {
  const db = await freshDb(t)
  const told: number[] = []

  const runs = await load(db, (_, done) => told.push(done))

  assert.deepEqual(runs.map(({ source, state, rows_refused }) => [source, state, rows_refused]), [
    ['lookup', 'done', 0],
    ['boundaries', 'done', 0],
    ['neighbours-wide', 'done', 0],
    ['lait-dictionary', 'done', 0],
    ['lait', 'done', 1],
    ['ofsted-report-cards', 'done', 0],
    ['ofsted-state-funded', 'done', 0],
    ['register-links', 'done', 0],
    ['explore-education-statistics', 'done', 0],
    ...done(4, 'school-census'),
    ...done(5, 'school-absence'),
    ...done(6, 'ks2-results'),
    ...done(6, 'ks4-results'),
  ]) // prettier-ignore
  assert.deepEqual(await refusedRows(reading(db), runs[4]?.id ?? 0, { limit: 9, offset: 0 }), [
    { line: 5602, reason: 'Years is 0: the row has no year' },
  ])
  assert.equal(await countryHeld(reading(db)), 'made-up')
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  )
})

test('the first authority a new user sees has every light', async (t) => {
  const db = await freshDb(t)
  await load(db)

  const found = await assessed(reading(db), workingFramework(), anArea('001'), { today: aDay('2026-11-23') })

  assert.equal(found?.assessment.on, '2026-08-31')
  assert.deepEqual(
    found?.assessment.triggers.map(({ light }) => light),
    ['green', 'red', 'amber', 'amber', 'grey', 'red', 'grey', 'grey'],
  )
})

test('loading the made-up country again changes nothing', async (t) => {
  const db = await freshDb(t)
  await load(db)

  const again = await load(db)

  assert.deepEqual([...new Set(again.map(({ state }) => state))], ['unchanged'])
})
