import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { fieldsIn, larkshire, larkshireHouse, signedOff } from '../../test/assessed.ts'
import { anArea } from '../../test/support.ts'
import { onBehalfOf } from '../db/scope.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { readWritten } from './term-assessment.form.ts'
import { againstTerm, asThen, withoutReason } from './term-assessment.ts'

const sorrelham = anArea('002')
const framework = workingFramework()

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

test('nobody signs off what changed since they looked', async (t) => {
  const { officer, other, director } = await larkshireHouse(t)
  const at = String((await officer.post('/assessments', { term: '2026-spring', on: '' })).headers.location)
  await other.post(`${at}/challenge`, { challenge: 'Fine', version: '1' }, at)
  const seen = fieldsIn((await director.look(at)).body)
  await director.post('/risk/limits', { 'green-percent': '0.4', reason: 'Tried out', seen: '' }, '/risk/limits/preview')

  const answer = await director.post(`${at}/sign-off`, seen, at)

  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /changed since you opened this page/)
})
