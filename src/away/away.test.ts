import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, tokenIn, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { positionStatementPages } from '../position-statements/position-statement.pages.ts'
import { criterionJudgementPages } from '../statements/criterion-judgement.pages.ts'
import { dutyPages } from '../statements/duty.pages.ts'
import { themePages } from '../statements/theme.pages.ts'
import { awayPages } from './away.pages.ts'

const larkshire = anArea('001')
const pages = [...awayPages, ...themePages, ...dutyPages, ...criterionJudgementPages, ...positionStatementPages, ...accountPages]
const at = '/self-evaluation/criteria/1.1'
const judged = { grade: 'secure', confidence: 'medium', reason: 'Members “said” so', strengths: '=Clear', gaps: '007', better: '' }

async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app } = await aServer(t, { db, pages })
  const signedIn = async (name: string, role: 'administrator' | 'officer') => {
    const email = `${name}@larkshire.gov.invalid`
    const account = await anAccount(db, { email, role, authority: larkshire })
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return { account: String(account), visitor }
  }
  const [cho, ama, ben] = [await signedIn('cho', 'administrator'), await signedIn('ama', 'officer'), await signedIn('ben', 'officer')]
  await cho.visitor.post('/self-evaluation/themes/theme-1/duty', { lead: ama.account, partner: ben.account, seen: '0' })
  return { db, cho, ama, ben }
}

const wordOf = async (visitor: Visitor) => new Uint8Array((await visitor.look('/self-evaluation/away/self-evaluation.docx')).rawPayload)
const bookOf = async (visitor: Visitor) => new Uint8Array((await visitor.look('/self-evaluation/away/self-evaluation.xlsx')).rawPayload)

/** The file with something in it replaced, as somebody at a desk would. */
function edited(file: Uint8Array, ...changes: readonly (readonly [from: string, to: string])[]): Uint8Array {
  const parts = Object.entries(unzipSync(file)).map(([name, bytes]) => {
    if (!/document\.xml$|sheet\d\.xml$/.test(name)) return [name, bytes] as const
    return [name, strToU8(changes.reduce((xml, [from, to]) => xml.replace(from, to), strFromU8(bytes)))] as const
  })
  return zipSync(Object.fromEntries(parts))
}

async function brought(visitor: Visitor, file: Uint8Array) {
  const csrf = tokenIn((await visitor.look('/self-evaluation/away')).body)
  const answer = await visitor.upload('/self-evaluation/away', { csrf }, file)
  const where = answer.headers.location ?? `none: ${answer.statusCode} ${answer.body.slice(0, 500)}`
  return { where, preview: (await visitor.look(where)).body }
}

async function takenIn(visitor: Visitor, where: string) {
  const { body } = await visitor.look(where)
  return visitor.postBare(where, { csrf: tokenIn(body), seen: /name="seen" value="(\w*)"/.exec(body)?.[1] ?? '' })
}

const hidden = (html: string, form: string) => {
  const from = html.slice(html.indexOf(`action="${form}"`))
  return Object.fromEntries([...from.slice(0, from.indexOf('</form>')).matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])) // prettier-ignore
}

async function judge(visitor: Visitor, fields: Readonly<Record<string, string>>, form = at) {
  return visitor.postBare(form, { ...hidden((await visitor.look(at)).body, form), ...fields })
}

test('what was written away is shown first and kept only when it is taken in, once', async (t) => {
  const { ama, db } = await larkshireHouse(t)
  await judge(ama.visitor, { ...judged, step: 'draft' })

  const { where, preview } = await brought(
    ama.visitor,
    edited(await bookOf(ama.visitor), ['Members “said” so', '=Members wrote it\nin “May”']),
  )
  const before = await db.selectFrom('criterion_judgement').select('reason').execute()
  const answers = [await takenIn(ama.visitor, where), await takenIn(ama.visitor, where)]
  const after = await db.selectFrom('criterion_judgement').select(['reason', 'strengths', 'gaps', 'grade', 'version']).execute()

  assert.match(preview, /1 change, of which 1 can be taken in/)
  assert.match(preview, /=Members wrote it/)
  assert.deepEqual(before, [{ reason: 'Members “said” so' }])
  assert.deepEqual(answers.map(({ statusCode }) => statusCode), [303, 303]) // prettier-ignore
  assert.deepEqual(after, [{ reason: '=Members wrote it\nin “May”', strengths: '=Clear', gaps: '007', grade: 'secure', version: 2 }])
  assert.match((await ama.visitor.look(where)).body, /nothing is left to take in/)
})

test('what was changed on the page meanwhile is never overwritten, and both are shown', async (t) => {
  const { ama, cho, db } = await larkshireHouse(t)
  await judge(ama.visitor, { ...judged, step: 'draft' })
  const file = edited(await bookOf(ama.visitor), ['Members “said” so', 'Written away'], ['=Clear', 'Clearer'])
  await judge(cho.visitor, { ...judged, reason: 'Written on the page', step: 'draft' })

  const { where, preview } = await brought(ama.visitor, file)
  await takenIn(ama.visitor, where)

  assert.match(preview, /Not taken in: changed on the page meanwhile/)
  assert.match(preview, /Written on the page/)
  assert.match(preview, /Written away/)
  assert.deepEqual(await db.selectFrom('criterion_judgement').select(['reason', 'strengths']).execute(), [
    { reason: 'Written on the page', strengths: 'Clearer' },
  ])
})

test('what changes between the look and the taking in is shown again first', async (t) => {
  const { ama, cho, db } = await larkshireHouse(t)
  await judge(ama.visitor, { ...judged, step: 'draft' })
  const { where, preview } = await brought(ama.visitor, edited(await bookOf(ama.visitor), ['Members “said” so', 'Written away']))
  await judge(cho.visitor, { ...judged, reason: 'Written on the page', step: 'draft' })

  const answer = await ama.visitor.postBare(where, { csrf: tokenIn(preview), seen: /name="seen" value="(\w*)"/.exec(preview)?.[1] ?? '' })

  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, /look through the changes again/)
  assert.deepEqual(await db.selectFrom('criterion_judgement').select('reason').execute(), [{ reason: 'Written on the page' }])
})

test('an agreed judgement is not changed: the words begin a new one', async (t) => {
  const { ama, ben, db } = await larkshireHouse(t)
  await judge(ama.visitor, { ...judged, step: 'ready' })
  await judge(ben.visitor, { challenge: 'agree' }, `${at}/challenge`)

  const { where, preview } = await brought(ama.visitor, edited(await wordOf(ama.visitor), ['007', '008']))
  await takenIn(ama.visitor, where)

  assert.match(preview, /this begins a new one/)
  assert.deepEqual(await db.selectFrom('criterion_judgement').select(['number', 'state', 'gaps', 'reason']).orderBy('number').execute(), [
    { number: 1, state: 'agreed', gaps: '007', reason: 'Members “said” so' },
    { number: 2, state: 'draft', gaps: '008', reason: 'Members “said” so' },
  ])
})

test('a statement written in Word begins the statement of its theme, with its tracked changes accepted', async (t) => {
  const { ama, db } = await larkshireHouse(t)
  const file = await wordOf(ama.visitor)
  const xml = strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
  const cell = /Statement<\/w:t>.*?(<w:p\/>|<w:p>(?:(?!<w:t[ >]).)*?<\/w:p>)/s.exec(xml)?.[1] ?? 'no empty paragraph'
  const from = xml.slice(xml.indexOf('Statement</w:t>'), xml.indexOf(cell, xml.indexOf('Statement</w:t>')) + cell.length)
  const written =
    '<w:p><w:r><w:t>Where we </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">are: “well”</w:t></w:r><w:del><w:r><w:delText> not</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> indeed</w:t></w:r></w:ins></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>first</w:t><w:br/><w:t>second</w:t></w:r></w:p>' // prettier-ignore

  const { where, preview } = await brought(ama.visitor, edited(file, [from, from.replace(cell, written)]))
  await takenIn(ama.visitor, where)

  assert.match(preview, /read as if all were accepted/)
  assert.deepEqual(await db.selectFrom('position_statement').select(['theme', 'text', 'state']).execute(), [
    { theme: 'theme-1', text: 'Where we are: “well” indeed\n- first\nsecond', state: 'draft' },
  ])
})

test('what cannot be read or is not known is named with its place, and the rest is not hindered', async (t) => {
  const { ama, ben } = await larkshireHouse(t)
  await judge(ama.visitor, { ...judged, step: 'draft' })
  const book = await bookOf(ama.visitor)

  const strange = await brought(ama.visitor, edited(book, ['|criterion|1.2|', '|criterion|99.9|'], ['|criterion|1.3|0|0', 'mine'], ['>Secure</t>', '>Splendid</t>'])) // prettier-ignore
  const others = await brought(ben.visitor, edited(book, ['Members “said” so', 'Written by the partner']))
  const noFile = await brought(ama.visitor, strToU8('not a file'))

  assert.match(strange.preview, /Sheet Criteria, row \d+/)
  assert.match(strange.preview, /The framework has no criterion 99\.9/)
  assert.match(strange.preview, /“Splendid” is no grade of this framework/)
  assert.match(strange.preview, /(is|are) not in the file, and stay/)
  assert.match(others.preview, /may judge this criterion/)
  assert.doesNotMatch(others.preview, /name="seen"/)
  assert.match(noFile.preview, /no Word file and no spreadsheet/)
})
