import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { beginRun, endRun } from './import-run.store.ts'
import { keptUntilImport } from './kept.store.ts'

test('an answer is found once, and again after an import', async (t) => {
  const db = await freshDb(t)
  const kept = keptUntilImport<number>(2)
  let found = 0
  const ask = (key: string) => kept(reading(db), key, async () => ++found)

  const before = [await ask('ours'), await ask('ours'), await ask('theirs')]
  const run = await beginRun(db, { fileName: 'a.csv', bytes: 1, startedBy: 'A', process: 'a 1 1', now: new Date(0) })
  await endRun(db, run, { state: 'done', message: null }, new Date(0))
  const after = [await ask('ours'), await ask('ours')]

  assert.deepEqual(before, [1, 1, 2])
  assert.deepEqual(after, [3, 3])
})

test('only the answers asked for last are kept', async (t) => {
  const db = await freshDb(t)
  const kept = keptUntilImport<number>(2)
  let found = 0
  const ask = (key: string) => kept(reading(db), key, async () => ++found)

  const answers = [await ask('a'), await ask('b'), await ask('a'), await ask('c'), await ask('a'), await ask('b')]

  assert.deepEqual(answers, [1, 2, 1, 3, 1, 4])
})
