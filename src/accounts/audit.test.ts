import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBehalfOf, lookingOnBehalfOf } from '../db/scope.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { by, type Change } from './audit.ts'
import { auditCount, auditEntries, record } from './audit.store.ts'

const oxfordshire = anArea('931')
const person = { account: 1, name: 'Ama Boateng', role: 'officer', authority: oxfordshire } as const
const aChange: Change = {
  ...by(person),
  what: 'Recorded a light',
  subject: 'Trigger 7',
  before: null,
  after: { light: 'green' },
  at: new Date(),
}

test('a change is kept with who made it and what it was before and after', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, oxfordshire, (tx) => record(tx, { ...aChange, before: { light: 'amber' } }))

  const [entry] = await lookingOnBehalfOf(db, oxfordshire, (reads) => auditEntries(reads, { words: '', limit: 10, offset: 0 }))

  assert.equal(entry?.who, 'Ama Boateng')
  assert.deepEqual(entry.before, { light: 'amber' })
  assert.deepEqual(entry.after, { light: 'green' })
})

test('a change that was not kept leaves no trace in the audit trail', async (t) => {
  const db = await freshDb(t)
  const failing = onBehalfOf(db, oxfordshire, async (tx) => {
    await record(tx, aChange)
    throw new Error('the work failed')
  })
  await assert.rejects(failing)

  assert.equal(await lookingOnBehalfOf(db, oxfordshire, (reads) => auditCount(reads, '')), 0)
})

test('an authority does not see what another authority changed', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, oxfordshire, (tx) => record(tx, aChange))

  assert.equal(await lookingOnBehalfOf(db, anArea('932'), (reads) => auditCount(reads, '')), 0)
})

test('nobody can change or remove what the audit trail says', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, oxfordshire, (tx) => record(tx, aChange))

  await assert.rejects(onBehalfOf(db, oxfordshire, (tx) => tx.updateTable('audit_entry').set({ who: 'Nobody' }).execute()))
  await assert.rejects(onBehalfOf(db, oxfordshire, (tx) => tx.deleteFrom('audit_entry').execute()))
})

test('the audit trail is searched by the words of who, what and subject together', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, oxfordshire, async (tx) => {
    await record(tx, aChange)
    await record(tx, { ...aChange, subject: 'Trigger 8 100%' })
  })

  const found = (words: string) => lookingOnBehalfOf(db, oxfordshire, (reads) => auditCount(reads, words))

  assert.equal(await found('boateng 8'), 1)
  assert.equal(await found('trigger light'), 2)
  assert.equal(await found('0%'), 1)
  assert.equal(await found('boateng kent'), 0)
})
