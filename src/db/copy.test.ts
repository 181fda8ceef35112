import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anArea, freshDb } from '../../test/support.ts'
import { copyInto, copyLine, inChunks } from './copy.ts'

const columns = ['code', 'began_on', 'ended_on', 'source'] as const

test('rows copied in come out as they went in', async (t) => {
  const db = await freshDb(t)
  const awkward = 'tab\t, backslash \\, \\N, new\nline, return\r, "quoted", St Édith’s'

  const copied = await copyInto(db, 'reorganisation', columns, [copyLine(['001', '2019-04-01', null, awkward])])

  assert.equal(copied, 1)
  const found = await db.selectFrom('reorganisation').selectAll().where('code', '=', anArea('001')).execute()
  assert.deepEqual(found, [{ code: '001', began_on: '2019-04-01', ended_on: null, source: awkward }])
})

test('a copy of many chunks is whole or not at all', async (t) => {
  const db = await freshDb(t)
  const before = await db.selectFrom('reorganisation').selectAll().execute()
  const line = (code: number) => copyLine([String(code), null, null, 'x'.repeat(1000)])
  const lines = [...Array.from({ length: 3000 }, (_, code) => line(10_000 + code)), line(10_000)]

  await assert.rejects(copyInto(db, 'reorganisation', columns, inChunks(lines)), /duplicate key/)

  assert.deepEqual(await db.selectFrom('reorganisation').selectAll().execute(), before)
})

test('a file that fails while it is read leaves nothing behind, and the database at work', async (t) => {
  const db = await freshDb(t)
  const before = await db.selectFrom('reorganisation').selectAll().execute()
  async function* cutOff() {
    yield copyLine(['001', null, null, 'read'])
    await Promise.resolve()
    throw new Error('The file ends in the middle of a row')
  }

  await assert.rejects(copyInto(db, 'reorganisation', columns, cutOff()), /ends in the middle/)

  assert.deepEqual(await db.selectFrom('reorganisation').selectAll().execute(), before)
})

test('a copy in a transaction that is given up is given up with it', async (t) => {
  const db = await freshDb(t)
  const before = await db.selectFrom('reorganisation').selectAll().execute()

  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await copyInto(tx, 'reorganisation', columns, [copyLine(['001', null, null, 'new'])])
      throw new Error('Another row was refused')
    }),
    /Another row/,
  )

  assert.deepEqual(await db.selectFrom('reorganisation').selectAll().execute(), before)
})
