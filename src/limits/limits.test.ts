import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { auditEntries } from '../accounts/audit.store.ts'
import { reading } from '../db/connect.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { shippedFrameworkFiles, workingFramework } from '../frameworks/framework.import.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { defaultFrameworkOf, frameworkOf, frameworksOfAll, triggerSetIn } from './framework-of.import.ts'
import { limitFields, limitsThatDiffer, limitTexts, withLimits } from './limit-field.ts'
import { readLimits } from './limits.form.ts'
import { setLimits } from './limits.store.ts'
import { readTriggerSet } from './trigger-set.import.ts'
import { chooseTriggerSet, loadTriggerSet } from './trigger-set.store.ts'

const working = workingFramework()
const [here, there] = [anArea('931'), anArea('850')]
const director = { account: 1, name: 'Ama Boateng', role: 'administrator', authority: here } as const
const now = new Date('2026-11-23T09:00:00Z')
const texts = shippedFrameworkFiles().map(({ text }) => text)

const local = `
based-on: laassi-2014-11
key: larkshire-2026
title: Our own indicators
short-title: Ours
triggers:
  - number: 1
    title: Phonics
    asks: Fewer of our pupils reach the standard.
    lines:
      - { kind: published, measure: KS1P_all, phase: primary, limits: percent }
`

test('limits read back as they were typed are the limits they were', () => {
  const read = readLimits(working, limitTexts(working))

  assert.deepEqual(read, { ok: true, value: limitTexts(working) })
  assert.deepEqual(withLimits(working, limitTexts(working), undefined), working)
})

test('everything wrong with limits is said at once', () => {
  const read = readLimits(working, { ...limitTexts(working), 'green-percent': '4', 'amber-points': 'two', 'red-above': '100', known: '0' })

  assert.deepEqual(read.ok ? [] : read.problems.map(({ field }) => field).toSorted(), ['amber-percent', 'amber-points', 'known', 'red-above']) // prettier-ignore
})

test('a limit that an authority changed is named beside the default, and a line shown beside may count', () => {
  const counts = limitFields(working).find(({ name }) => name.includes('schools-left-category'))?.name ?? ''
  const read = readLimits(working, { ...limitTexts(working), 'amber-percent': '5', [counts]: 'yes' })
  const judged = withLimits(working, read.ok ? read.value : {}, undefined)

  assert.equal(judged.limits.by.percent?.amber, 5)
  assert.deepEqual(
    judged.triggers[1]?.lines.map(({ beside }) => beside ?? false),
    [false, false, false, false, true],
  )
  assert.deepEqual(limitsThatDiffer(limitFields(working), read.ok ? read.value : {}), [
    'A percentage, amber when behind by at most: 5 instead of 3',
    'Trigger 2: Schools that left a category within the year, all: counts in the light',
  ])
})

test('limits an authority set stand for it alone, say whose they are, and go back to the defaults', async (t) => {
  const db = await freshDb(t)
  const limits = { ...limitTexts(working), 'amber-percent': '5' }
  const toSet = { framework: working.key, limits, reason: 'Agreed by the board', seen: null, now }

  await onBehalfOf(db, here, (tx) => setLimits(tx, director, toSet))
  const meanwhile = await onBehalfOf(db, here, (tx) => setLimits(tx, director, { ...toSet, reason: 'Another' }))

  assert.equal(meanwhile?.reason, 'Agreed by the board')
  const [own, others, audited] = await lookingOnBehalfOf(db, here, async (reads) => [await frameworkOf(reads, here), await frameworkOf(reads, there), await auditEntries(reads, { words: 'limits', limit: 5, offset: 0 })]) // prettier-ignore
  assert.equal(own.limits.by.percent?.amber, 5)
  assert.match(own.limits.says, /set these limits itself on 23 November 2026 \(Ama Boateng: Agreed by the board\)\. Set against the defaults: A percentage, amber when behind by at most: 5 instead of 3\./) // prettier-ignore
  assert.deepEqual([others, audited.length], [working, 1])
  const judged = await frameworksOfAll(reading(db))
  assert.deepEqual([judged(here).limits.by.percent?.amber, judged(there).limits.by.percent?.amber], [5, 3])

  await onBehalfOf(db, here, (tx) => setLimits(tx, director, { ...toSet, limits: null, seen: meanwhile?.id ?? 0 }))
  assert.deepEqual(await lookingOnBehalfOf(db, here, (reads) => frameworkOf(reads, here)), working)
})

test('one authority never sees the limits of another', async (t) => {
  const db = await freshDb(t)
  const toSet = { framework: working.key, limits: { ...limitTexts(working), 'amber-percent': '5' }, reason: 'A', seen: null, now }
  await onBehalfOf(db, here, (tx) => setLimits(tx, director, toSet))

  const seen = await lookingOnBehalfOf(db, there, (reads) => reads.selectFrom('set_limits').selectAll().execute())

  assert.deepEqual(seen, [])
  await assert.rejects(
    onBehalfOf(db, there, (tx) => setLimits(tx, director, { ...toSet, seen: 1 })),
    /row-level security/,
  )
})

test('local indicators rest on a framework that ships, and say only what differs', () => {
  const read = readTriggerSet(local, texts)

  assert.deepEqual(read.ok ? [read.value.key, read.value.triggers.length, read.value.themes.length] : read.problems, [
    'larkshire-2026',
    1,
    9,
  ])
})

test('each fault of a file of triggers is named, and a key that ships is not to be taken', () => {
  const wrong = readTriggerSet(local.replace('KS1P_all', 'KS1P_none').replace('limits: percent', 'limits: inches'), texts)
  const taken = readTriggerSet(local.replace('larkshire-2026', 'laassi-2014-11'), texts)
  const groundless = readTriggerSet(local.replace('based-on: laassi-2014-11', 'based-on: laassi-1999'), texts)

  const said = [wrong, taken, groundless].map((read) => (read.ok ? [] : read.problems.map(({ text }) => text)))
  assert.deepEqual(said, [
    ['Trigger 1: the measure KS1P_none is not known', 'Trigger 1: the limits inches are not known'],
    ['The key laassi-2014-11 is that of a framework that ships with Fiveday: give this one a key of its own'],
    ['Based on "laassi-1999", which does not ship with Fiveday'],
  ])
})

test('an authority is judged by the set it loaded and chose, and by the one that ships again when it goes back', async (t) => {
  const db = await freshDb(t)
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-set-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(path.join(folder, 'ours.yaml'), local)
  const read = await triggerSetIn(path.join(folder, 'ours.yaml'))
  assert.ok(read.ok)

  const set = await onBehalfOf(db, here, (tx) => loadTriggerSet(tx, director, { ...read.value, now }))
  const again = await onBehalfOf(db, here, (tx) => loadTriggerSet(tx, director, { ...read.value, now }))
  await onBehalfOf(db, here, (tx) => chooseTriggerSet(tx, director, { set, reason: 'Ours', seen: null, now }))
  const [ours, theirs] = await lookingOnBehalfOf(db, here, async (reads) => [
    await frameworkOf(reads, here),
    await frameworkOf(reads, there),
  ])
  const missed = await onBehalfOf(db, here, (tx) => chooseTriggerSet(tx, director, { set: null, reason: 'Back', seen: null, now }))
  await onBehalfOf(db, here, (tx) => chooseTriggerSet(tx, director, { set: null, reason: 'Back', seen: missed?.id ?? null, now }))

  assert.equal(again, set)
  assert.deepEqual([ours.key, theirs.key, missed?.title], ['larkshire-2026', 'laassi-2014-11', 'Our own indicators'])
  assert.deepEqual(await lookingOnBehalfOf(db, here, (reads) => defaultFrameworkOf(reads, here)), working)
})
