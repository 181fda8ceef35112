import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { fieldsIn, larkshireHouse, signedOff } from '../../test/assessed.ts'
import type { Visitor } from '../../test/visitor.ts'
import { importFile } from '../sources/import-run.import.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { revisedSince, rulesSince } from './change-since.ts'

const framework = workingFramework()
type House = Awaited<ReturnType<typeof larkshireHouse>>

/** All that must stay: the frozen text with its seal, the file of it, and the committee's table on the page. */
async function whatStays({ db, director }: House, at: string) {
  const id = Number(at.split('/').at(-1))
  const kept = await db.selectFrom('term_assessment').select(['frozen', 'frozen_sha256']).where('id', '=', id).executeTakeFirstOrThrow()
  const [page, file] = [await director.look(at), await director.look(`${at}/assessment.json`)]
  return { ...kept, file: file.body, table: /<table.*?<\/table>/s.exec(page.body)?.[0] }
}

/** What the page of an assessment says it would say today. */
async function sinceThen({ director }: House, at: string): Promise<string> {
  return /id="since".*?SHA-256/s.exec((await director.look(at)).body)?.[0] ?? ''
}

const tokenOf = async (visitor: Visitor, url: string) => /name="csrf" value="([^"]+)"/.exec((await visitor.look(url)).body)?.[1] ?? ''

/** Our own set of triggers, with its first words as given. */
const ours = (asks: string) =>
  `based-on: laassi-2014-11\nkey: larkshire-2026\ntitle: Our own indicators\nshort-title: Ours\ntriggers:\n  - number: 1\n    title: Phonics\n    asks: ${asks}\n    lines:\n      - { kind: published, measure: KS1P_all, phase: primary, limits: percent }\n`

async function chooseOurs({ director }: House, asks: string): Promise<void> {
  const loaded = await director.upload('/risk/sets', { csrf: await tokenOf(director, '/risk/sets') }, Buffer.from(ours(asks)))
  const preview = String(loaded.headers.location)
  const { set = '', seen = '' } = fieldsIn((await director.look(preview)).body)
  const chosen = await director.post('/risk/sets/choose', { set, seen, reason: 'Ours' }, preview)
  assert.equal(chosen.statusCode, 303, chosen.body.slice(0, 2000))
}

test('a signed-off assessment stays as it was, byte for byte, and says what changed since', async (t) => {
  const house = await larkshireHouse(t)
  const { db, officer, other, director } = house
  const at = await signedOff(house)
  const before = await whatStays(house, at)
  assert.match(before.frozen ?? '', /^\{"authority":"001","challenged":/)
  assert.equal(before.file, before.frozen)
  assert.match(await sinceThen(house, at), /The same: nothing it rests on has changed/)

  await t.test('through a later import', async () => {
    await aLaterImport(t, db)

    assert.deepEqual(await whatStays(house, at), before)
    assert.match(await sinceThen(house, at), /Phonics, primary: was .+; would be .+\(20% against/)
  })

  await t.test('through a correction of it, which is signed off beside it', async () => {
    const next = String((await officer.post(`${at}/correct`, { reason: 'A school was counted twice' }, at)).headers.location)
    await officer.post(`${next}/triggers/4`, { light: 'amber', reason: 'Counted anew', seen: '1' })
    await other.post(`${next}/challenge`, { challenge: 'It is right now', version: '1' }, next)
    const signed = await director.post(`${next}/sign-off`, fieldsIn((await director.look(next)).body), next)

    assert.equal(signed.statusCode, 303)
    assert.deepEqual(await whatStays(house, at), before)
    assert.match((await director.look(at)).body, /This version was corrected/)
    assert.match((await director.look(next)).body, /It corrects version 1: A school was counted twice/)
    assert.notEqual((await whatStays(house, next)).frozen, before.frozen)
  })

  await t.test('through a change of limits', async () => {
    await director.post(
      '/risk/limits',
      { 'green-percent': '40', 'amber-percent': '50', reason: 'Tried out', seen: '' },
      '/risk/limits/preview',
    )

    assert.deepEqual(await whatStays(house, at), before)
    assert.match(await sinceThen(house, at), /A percentage, amber when behind by at most: 50 instead of 3\./)
  })

  await t.test('through another framework to be judged by', async () => {
    await chooseOurs(house, 'Fewer reach it.')

    assert.match((await director.look('/risk')).body, /Ours/)
    assert.deepEqual(await whatStays(house, at), before)
    assert.match(await sinceThen(house, at), /We are judged by Our own indicators today, and were by/)
  })

  await t.test('through a new file of the same framework, which changes no light and is told calmly', async () => {
    const spring = String((await officer.post('/assessments', { term: '2026-spring', on: '' })).headers.location)
    await other.post(`${spring}/challenge`, { challenge: 'Fine', version: '1' }, spring)
    await director.post(`${spring}/sign-off`, fieldsIn((await director.look(spring)).body), spring)
    const signed = await whatStays(house, spring)

    await chooseOurs(house, 'Too few reach it.')

    assert.deepEqual(await whatStays(house, spring), signed)
    assert.deepEqual(await whatStays(house, at), before)
    const since = await sinceThen(house, spring)
    assert.match(since, /The same in every light and figure/)
    assert.match(since, /The file of Ours has been revised since\. It is the same framework, with the same limits\./)
    assert.doesNotMatch(since, /it would differ/)
  })
})

test('a revised file of the same framework is told apart from other limits and from another framework', () => {
  const then = { framework: { key: framework.key, title: 'T', shortTitle: 'S', edition: 'E', checksum: 'a' }, limits: framework.limits }
  const stricter = { ...framework, limits: { ...framework.limits, schoolsKnown: 0.99 } }
  const another = { ...framework, key: 'another', title: 'Another' }

  assert.deepEqual([rulesSince(then, framework), revisedSince(then, framework, 'a')], [[], ''])
  assert.match(revisedSince(then, framework, 'b'), /has been revised since/)
  assert.deepEqual([rulesSince(then, stricter).length, revisedSince(then, stricter, 'b')], [1, ''])
  assert.deepEqual([rulesSince(then, another), revisedSince(then, another, 'b')], [['We are judged by Another today, and were by T.'], ''])
})

/** The same file again, in which our figure for phonics has become 20. */
async function aLaterImport(t: TestContext, db: House['db']): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-later-'))
  t.after(() => rm(folder, { recursive: true }))
  const text = await readFile(new URL('../../data/demo/lait.csv', import.meta.url), 'latin1')
  const later = text.replaceAll(/^(KS1P_all,[^,]*,2026[^,]*,Larkshire,)[^,]*/gm, (_, head: string) => `${head}20`)
  assert.notEqual(later, text)
  await writeFile(path.join(folder, 'lait-later.csv'), later, 'latin1')
  const runs = await importFile(db, { path: path.join(folder, 'lait-later.csv'), name: 'lait-later.csv' }, anyImport)
  assert.deepEqual(runs.map(({ state }) => state), ['done']) // prettier-ignore
}
