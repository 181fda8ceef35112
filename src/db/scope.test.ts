import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import type { Db } from './connect.ts'
import { lookingOnBehalfOf, onBehalfOf } from './scope.ts'

function recordLight(tx: Db, authority: string) {
  return tx
    .insertInto('recorded_light')
    .values({
      authority: anArea(authority),
      framework: 'laassi-2014',
      trigger: 7,
      light: 'green',
      recorded_on: aDay('2026-11-01'),
      reason: 'No complaints',
      recorded_by: 'A. Officer',
      recorded_at: new Date(0),
    })
    .execute()
}

test("an authority's own work is not seen by another", async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, anArea('931'), (tx) => recordLight(tx, '931'))

  const look = (authority: string) =>
    lookingOnBehalfOf(db, anArea(authority), (reads) => reads.selectFrom('recorded_light').select('authority').execute())

  assert.deepEqual(await look('202'), [])
  assert.deepEqual(await look('931'), [{ authority: '931' }])
})

test('nobody writes the work of another authority', async (t) => {
  const db = await freshDb(t)

  const writing = onBehalfOf(db, anArea('202'), (tx) => recordLight(tx, '931'))

  await assert.rejects(writing, /row-level security/)
})

test('the database itself refuses a change by whoever may only look', async (t) => {
  const db = await freshDb(t)

  const writing = lookingOnBehalfOf(db, anArea('931'), (reads) => sql`delete from audit_entry`.execute(reads as never))

  await assert.rejects(writing, /read-only transaction|permission denied/)
})

test('an authority is forgotten when its work is done, also when it failed', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, anArea('931'), (tx) => recordLight(tx, '931'))
  await onBehalfOf(db, anArea('931'), () => Promise.reject(new Error('Stopped'))).catch(() => {})

  const { rows } = await sql<{
    authority: string | null
    self: boolean
  }>`select current_setting('fiveday.authority', true) as authority, current_user = session_user as self`.execute(db)

  assert.equal(rows[0]?.authority ?? '', '')
  assert.equal(rows[0]?.self, true)
})
