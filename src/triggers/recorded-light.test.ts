import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditEntries } from '../accounts/audit.store.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { standingLight } from './assess.ts'
import { readRecordedLight } from './recorded-light.form.ts'
import { recordedLights, recordLight } from './recorded-light.store.ts'

const here = anArea('931')
const officer = { account: 1, name: 'Ama Boateng', role: 'officer', authority: here } as const
const today = aDay('2025-11-01')

test('a light is recorded with what it is, from which day and why', () => {
  const read = readRecordedLight({ light: 'green', on: '2025-10-01', reason: ' None this term ' }, today)

  assert.deepEqual(read, {
    ok: true,
    value: { light: 'green', on: '2025-10-01', reason: 'None this term', seen: undefined, replaces: null },
  })
})

test('a light without a colour, a day or a reason says all three', () => {
  const read = readRecordedLight({ light: 'grey', on: '31/10/2025' }, today)

  assert.deepEqual(read.ok ? [] : read.problems.map(({ field }) => field), ['light', 'on', 'reason'])
})

test('a light cannot stand from a day to come', () => {
  const read = readRecordedLight({ light: 'red', on: '2025-11-02', reason: 'A letter' }, today)

  assert.deepEqual(read.ok ? [] : read.problems, [{ field: 'on', text: 'The day the light stands from must be today or in the past' }])
})

test('a light is not recorded over one its writer had not seen, and a correction takes the place of what it corrects', async (t) => {
  const db = await freshDb(t)
  const light = { framework: 'laassi-2014-11', trigger: 7, now: new Date(0) } as const
  const mistaken = { ...light, light: 'red', on: today, reason: 'The wrong day', seen: null } as const
  await onBehalfOf(db, here, (tx) => recordLight(tx, officer, mistaken))
  const [first] = await lookingOnBehalfOf(db, here, (reads) => recordedLights(reads, 'laassi-2014-11', here))

  const meanwhile = await onBehalfOf(db, here, (tx) => recordLight(tx, officer, { ...mistaken, light: 'green' }))
  const corrected = {
    ...light,
    light: 'amber',
    on: aDay('2025-10-01'),
    reason: 'The right day',
    seen: first?.id,
    replaces: first?.id ?? null,
  } as const
  await onBehalfOf(db, here, (tx) => recordLight(tx, officer, corrected))

  assert.equal(meanwhile?.reason, 'The wrong day')
  const recorded = await lookingOnBehalfOf(db, here, (reads) => recordedLights(reads, 'laassi-2014-11', here))
  assert.equal(recorded.length, 2)
  assert.equal(standingLight(recorded, 7, today)?.light, 'amber')
})

test('recording a light keeps the earlier one, and the audit trail says what stood before', async (t) => {
  const db = await freshDb(t)
  const light = { framework: 'laassi-2014-11', trigger: 7, on: today, now: new Date(0) } as const
  await onBehalfOf(db, here, (tx) => recordLight(tx, officer, { ...light, light: 'amber', reason: 'One complaint' }))

  await onBehalfOf(db, here, (tx) => recordLight(tx, officer, { ...light, light: 'green', reason: 'It was withdrawn' }))

  const [recorded, audited] = await lookingOnBehalfOf(db, here, async (reads) => [
    await recordedLights(reads, 'laassi-2014-11', here),
    await auditEntries(reads, { words: '', limit: 10, offset: 0 }),
  ])
  assert.deepEqual(
    recorded.map(({ light, by }) => [light, by]),
    [
      ['amber', 'Ama Boateng'],
      ['green', 'Ama Boateng'],
    ],
  )
  assert.deepEqual(audited[0]?.before, { light: 'amber', on: today, reason: 'One complaint' })
})
