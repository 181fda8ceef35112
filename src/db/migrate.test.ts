import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anArea, freshDb } from '../../test/support.ts'
import { copyInto, copyLine } from './copy.ts'
import { lookingOnBehalfOf, onBehalfOf } from './scope.ts'

test('rows copied in come out as they went in', async (t) => {
  const db = await freshDb(t)

  const copied = await copyInto(
    db,
    'series',
    ['id', 'measure', 'year', 'starts_in', 'latest'],
    [copyLine([1, 'A\tb\\c\n', '2025', 2025, true])],
  )

  assert.equal(copied, 1)
  assert.deepEqual(await db.selectFrom('series').selectAll().execute(), [
    { id: 1, measure: 'A\tb\\c\n', year: '2025', starts_in: 2025, latest: true },
  ])
})

test("an authority's own work is not seen by another, nor written for another", async (t) => {
  const db = await freshDb(t)
  const light = {
    framework: 'f',
    trigger: 7,
    light: 'green',
    recorded_on: '2026-11-01',
    reason: 'None',
    recorded_by: 'A',
    recorded_at: new Date(0),
  } as const
  await onBehalfOf(db, anArea('931'), async (tx) => {
    await tx
      .insertInto('recorded_light')
      .values({ ...light, authority: anArea('931') } as never)
      .execute()
  })

  const seen = await lookingOnBehalfOf(db, anArea('202'), (reads) => reads.selectFrom('recorded_light').selectAll().execute())

  assert.deepEqual(seen, [])
  await assert.rejects(
    onBehalfOf(db, anArea('202'), (tx) =>
      tx
        .insertInto('recorded_light')
        .values({ ...light, authority: anArea('931') } as never)
        .execute(),
    ),
    /row-level security/,
  )
})
