import assert from 'node:assert/strict'
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { anyImport } from '../../test/any-import.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { onBehalfOf } from '../db/scope.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { limitsPages } from '../limits/limits.pages.ts'
import { setPages } from '../limits/sets.pages.ts'
import { importFile } from '../sources/import-run.import.ts'
import { riskPages } from '../triggers/risk.pages.ts'
import { readWritten } from './term-assessment.form.ts'
import { termAssessmentPages } from './term-assessment.pages.ts'
import { againstTerm, asThen, withoutReason } from './term-assessment.ts'

const [larkshire, sorrelham] = [anArea('001'), anArea('002')]
const framework = workingFramework()

/** Larkshire with its files, on a day in the autumn: an officer who drafts, another who challenges, and a director who signs off. */
async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await theDemo(db)
  const pages = [...termAssessmentPages, ...limitsPages, ...setPages, ...riskPages, ...accountPages]
  const { app, later, log } = await aServer(t, { db, pages })
  later(145 * 24 * 60 * 60 * 1000)
  const signedIn = async (name: string, role: 'administrator' | 'officer' | 'reader', authority = larkshire) => {
    const email = `${name}@larkshire.gov.invalid`
    await anAccount(db, { email, role, authority })
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return visitor
  }
  const [officer, other, director] = [
    await signedIn('ama', 'officer'),
    await signedIn('ben', 'officer'),
    await signedIn('cho', 'administrator'),
  ]
  return { db, log, signedIn, officer, other, director }
}

const fieldsIn = (html: string) =>
  Object.fromEntries([...html.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])) // prettier-ignore

async function signedOff({ officer, other, director }: Awaited<ReturnType<typeof larkshireHouse>>): Promise<string> {
  const begun = await officer.post('/assessments', { term: '2026-summer', on: '' })
  const at = String(begun.headers.location)
  await officer.post(`${at}/triggers/4`, {
    light: 'red',
    reason: 'Phonics fell again',
    'comment-primary': 'Four schools\r\nare behind',
    seen: '0',
  })
  await other.post(`${at}/challenge`, { challenge: 'Asked about phonics; it stands', version: '1' }, at)
  const { body } = await director.look(at)
  const answer = await director.post(`${at}/sign-off`, fieldsIn(body), at)
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 2000))
  return at
}

test('a light that differs from the computed one needs a reason', () => {
  const [without, alike] = [readWritten({ light: 'red' }, 'amber'), readWritten({ light: 'amber' }, 'amber')]

  assert.deepEqual(without.ok ? [] : without.problems, [{ field: 'reason', text: 'Enter the reason why the light is red and not amber, as computed' }]) // prettier-ignore
  assert.equal(alike.ok, true)
  assert.equal(readWritten({ light: 'computed' }, 'amber').ok, true)
})

test('a trigger goes by its lines against another term, and not at all where nothing newer was published', () => {
  const line = { name: 'Phonics', phase: 'primary', local: 70, comparison: 80, behind: 10, unit: 'percent', period: '2025', source: '', light: 'red', because: '', beside: [], counts: true } as const // prettier-ignore
  const ruled = {
    ...framework,
    triggers: framework.triggers.map((one) => (one.number === 4 ? { ...one, lines: one.lines.slice(1, 2) } : one)),
  }
  const now = { number: 4, title: 'Attainment', light: 'red', trend: 'unknown', because: '', lines: [line] } as const
  const then = (period: string, behind: number) =>
    asThen({ key: 'spring', year: 2025 }, { triggers: [{ ...now, light: 'amber', lines: [{ ...line, period, behind }] }] })

  const directions = [then('2024', 12), then('2024', 10.2), then('2025', 12), undefined].map(
    (one) => againstTerm(ruled, now, one)?.direction,
  )

  assert.deepEqual(directions, ['improving', 'steady', 'unknown', undefined])
  assert.equal(againstTerm(ruled, now, then('2024', 12))?.term, 'spring term 2024 to 2025')
})

test('an assessment with a light of ours that lacks its reason is not ready', () => {
  const trigger = { number: 1, title: '', computed: 'green', because: '', officer: 'red', reason: ' ', lastTerm: null, lastYear: null, comments: { all: '', primary: '', secondary: '', special: '' }, lines: [] } as const // prettier-ignore

  assert.deepEqual(withoutReason([trigger, { ...trigger, number: 2, officer: null }, { ...trigger, number: 3, reason: 'Why' }]).map(({ number }) => number), [1]) // prettier-ignore
})

test('one authority, from its first draft to its documents', async (t) => {
  const house = await larkshireHouse(t)
  const at = await signedOff(house)

  await t.test('whoever drafted an assessment cannot challenge it, and it is not signed off before somebody did', async () => {
    const { officer, director } = house
    const begun = await officer.post('/assessments', { term: '2025-autumn', on: '' })
    const begunAt = String(begun.headers.location)

    const own = await officer.post(`${begunAt}/challenge`, { challenge: 'Fine', version: '1' }, begunAt)
    const early = await director.post(`${begunAt}/sign-off`, fieldsIn((await director.look(begunAt)).body), begunAt)
    const refused = await officer.post(`${begunAt}/sign-off`, { version: '1' }, begunAt)

    assert.match(own.body, /Whoever drafted an assessment cannot challenge it/)
    assert.deepEqual([own.statusCode, early.statusCode, refused.statusCode], [400, 400, 403])
  })

  await t.test('two who write of one trigger at once see both texts, and neither is lost', async () => {
    const { officer, other } = house
    const begunAt = String((await officer.post('/assessments', { term: '2026-spring', on: '' })).headers.location)
    await officer.post(`${begunAt}/triggers/1`, { light: 'computed', 'comment-all': 'First words', seen: '0' })

    const clash = await other.post(`${begunAt}/triggers/1`, { light: 'computed', 'comment-all': 'Other words', seen: '0' })
    await other.post(`${begunAt}/triggers/1`, { light: 'computed', 'comment-all': 'Both words', seen: String(fieldsIn(clash.body).seen) })

    assert.equal(clash.statusCode, 400)
    assert.match(clash.body, /Theirs: First words/)
    assert.match(clash.body, />Other words<\/textarea>/)
    assert.match((await officer.look(begunAt)).body, /Both words/)
  })

  await t.test('the database itself refuses to change what is signed off, and shows it to no other authority', async () => {
    const id = Number(at.split('/').at(-1))
    const [changed, written] = await onBehalfOf(house.db, larkshire, async (tx) => [
      await tx.updateTable('term_assessment').set({ frozen: 'x' }).where('id', '=', id).executeTakeFirst(),
      await tx.updateTable('assessed_trigger').set({ reason: 'x' }).where('assessment', '=', id).executeTakeFirst(),
    ])
    const insert = { assessment: id, trigger: 5, authority: larkshire, light: null, reason: '', comment_all: '', comment_primary: '', comment_secondary: '', comment_special: '', written_by: 'A', written_at: new Date(0) } // prettier-ignore
    await assert.rejects(onBehalfOf(house.db, larkshire, (tx) => tx.insertInto('assessed_trigger').values(insert).execute()), /row-level security/) // prettier-ignore
    const stranger = await house.signedIn('dee', 'administrator', sorrelham)

    assert.deepEqual([changed.numUpdatedRows, written.numUpdatedRows], [0n, 0n])
    assert.equal((await stranger.look(at)).statusCode, 404)
    await assert.rejects(house.db.updateTable('term_assessment').set({ frozen: 'x' }).execute(), /check constraint/)
  })

  await t.test('Word and slides hold the eight rows with light, trend and comment, and can be opened again', async () => {
    const [word, slides] = [await house.officer.look(`${at}/assessment.docx`), await house.officer.look(`${at}/assessment.pptx`)]
    const document = strFromU8(unzipSync(word.rawPayload)['word/document.xml'] ?? new Uint8Array())
    const slide = strFromU8(unzipSync(slides.rawPayload)['ppt/slides/slide1.xml'] ?? new Uint8Array())

    const [table = ''] = /<w:tbl>.*?<\/w:tbl>/s.exec(document) ?? []
    assert.equal(table.match(/<w:tr>|<w:tr /g)?.length, 9)
    assert.match(table, /<w:tblHeader\/>/)
    assert.match(table, /■ Red/)
    assert.match(table, /Last term: /)
    assert.match(table, /Four schools<\/w:t>.*<w:br\/>.*are behind/s)
    assert.match(document, /<w:pStyle w:val="Title"\/>/)
    assert.equal(slide.match(/<a:tr /g)?.length, 9)
    assert.match(slide, /<p:ph\s[^>]*type="title"/)
    assert.match(slide, /name="Table of lights" descr="[^"]*4\. Attainment: Red, Last term/)
    assert.match(slide, /■ Red/)
  })

  await t.test('the same as PDF and as HTML', async () => {
    const [pdf, html] = [await house.officer.look(`${at}/assessment.pdf`), await house.officer.look(`${at}/assessment.html`)]

    assert.match(pdf.rawPayload.subarray(0, 8).toString('latin1'), /^%PDF-/)
    assert.match(html.body, /<td class="red"><strong><svg aria-hidden="true"/)
  })

  await t.test('a correction is a further version with its reason, and the old one is still to be read', async () => {
    const begun = await house.officer.post(`${at}/correct`, { reason: 'A school was counted twice' }, at)
    const next = String(begun.headers.location)
    const [old, corrected] = [await house.officer.look(at), await house.officer.look(next)]

    assert.match(old.body, /This version was corrected/)
    assert.match(corrected.body, /Version 2\. It corrects version 1: A school was counted twice/)
    assert.match(corrected.body, /Phonics fell again/)
    assert.match((await house.officer.look('/assessments')).body, /Signed off by/)
  })
})

test('what comes later', async (t) => {
  const house = await larkshireHouse(t)

  await t.test('a signed-off assessment stays as it was, byte for byte, and says what it would say today', async () => {
    const { db, director } = house
    const at = await signedOff(house)
    const before = await frozenIn(house, at)
    const same = await director.look(at)

    await aLaterImport(t, db)
    const afterImport = await director.look(at)
    await director.post(
      '/risk/limits',
      { 'green-percent': '40', 'amber-percent': '50', reason: 'Tried out', seen: '' },
      '/risk/limits/preview',
    )
    const afterLimits = await director.look(at)
    const ours = `based-on: laassi-2014-11\nkey: larkshire-2026\ntitle: Our own indicators\nshort-title: Ours\ntriggers:\n  - number: 1\n    title: Phonics\n    asks: Fewer reach it.\n    lines:\n      - { kind: published, measure: KS1P_all, phase: primary, limits: percent }\n`
    const loaded = await director.upload('/risk/sets', { csrf: await tokenOf(director, '/risk/sets') }, Buffer.from(ours))
    await director.post('/risk/sets/choose', { set: '1', seen: '', reason: 'Ours' }, String(loaded.headers.location))
    const afterFramework = await director.look(at)

    assert.match(same.body, /The same: nothing it rests on has changed/)
    assert.match(afterImport.body, /Phonics, primary: was .+; would be .+\(20% against/)
    assert.match(afterLimits.body, /A percentage, amber when behind by at most: 50 instead of 3\./)
    assert.match(afterFramework.body, /We are judged by Our own indicators today, and were by/)
    assert.match((await director.look('/risk')).body, /Ours/)
    for (const page of [afterImport, afterLimits, afterFramework]) assert.equal(tableIn(page.body), tableIn(same.body))
    assert.deepEqual(await frozenIn(house, at), before)
    assert.match((await director.look(`${at}/assessment.json`)).body, /^\{"authority":"001","challenged":/)
  })

  await t.test('nobody signs off what changed since they looked', async () => {
    const { officer, other, director } = house
    const at = String((await officer.post('/assessments', { term: '2026-spring', on: '' })).headers.location)
    await other.post(`${at}/challenge`, { challenge: 'Fine', version: '1' }, at)
    const seen = fieldsIn((await director.look(at)).body)
    await director.post('/risk/limits', { 'green-percent': '0.4', reason: 'Tried out', seen: '' }, '/risk/limits/preview')

    const answer = await director.post(`${at}/sign-off`, seen, at)

    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, /changed since you opened this page/)
  })
})

async function frozenIn({ db }: Awaited<ReturnType<typeof larkshireHouse>>, at: string) {
  return db.selectFrom('term_assessment').select(['frozen', 'frozen_sha256']).where('id', '=', Number(at.split('/').at(-1))).executeTakeFirstOrThrow() // prettier-ignore
}

const tableIn = (html: string) => /<table.*?<\/table>/s.exec(html)?.[0]
const tokenOf = async (visitor: Visitor, url: string) => /name="csrf" value="([^"]+)"/.exec((await visitor.look(url)).body)?.[1] ?? ''

/** The same file again, in which our figure for phonics has become 20. */
async function aLaterImport(t: TestContext, db: Parameters<typeof importFile>[0]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-later-'))
  t.after(() => rm(folder, { recursive: true }))
  const text = await readFile(new URL('../../data/demo/lait.csv', import.meta.url), 'latin1')
  const later = text.replaceAll(/^(KS1P_all,[^,]*,2026[^,]*,Larkshire,)[^,]*/gm, (_, head: string) => `${head}20`)
  assert.notEqual(later, text)
  await writeFile(path.join(folder, 'lait-later.csv'), later, 'latin1')
  const runs = await importFile(db, { path: path.join(folder, 'lait-later.csv'), name: 'lait-later.csv' }, anyImport)
  assert.deepEqual(runs.map(({ state }) => state), ['done']) // prettier-ignore
}
