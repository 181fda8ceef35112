import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { riskPages } from './risk.pages.ts'
import { accountPages } from '../accounts/account.pages.ts'

const email = 'ama@larkshire.gov.invalid'
const here = anArea('001')

async function signedIn(t: TestContext, asked: { role?: 'officer' | 'reader'; empty?: boolean } = {}) {
  const db = await freshDb(t)
  if (!asked.empty) await theDemo(db)
  await anAccount(db, { email, role: asked.role ?? 'officer', authority: here })
  const { app } = await aServer(t, { db, pages: [...riskPages, ...accountPages] })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return visitor
}

test('the risk page leads with how many schools still carry a grade, then shows eight triggers with light, trend and sentence', async (t) => {
  const visitor = await signedIn(t)

  const { body, statusCode } = await visitor.look('/risk')

  assert.equal(statusCode, 200)
  assert.match(body, /\d+ of our \d+ schools still carry an overall grade/)
  assert.equal(body.match(/class="fd-light /g)?.length, 8)
  assert.ok(body.indexOf('overall grade') < body.indexOf('fd-light'))
})

test('each trigger has a page with its lines, its limits and where its figures came from', async (t) => {
  const visitor = await signedIn(t)

  const pages = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((number) => visitor.look(`/risk/${number}`)))

  assert.deepEqual(
    pages.map(({ statusCode }) => statusCode),
    [200, 200, 200, 200, 200, 200, 200, 200],
  )
  assert.match(pages[0]?.body ?? '', /The limits of a light/)
  assert.match(pages[0]?.body ?? '', /Ofsted, state-funded schools as at/)
  assert.match(pages[5]?.body ?? '', /Within our own schools the gap is/)
})

test('the risk page says in one line what is at risk, and on how few lines a light rests', async (t) => {
  const visitor = await signedIn(t)

  const { body } = await visitor.look('/risk')

  assert.match(body, /Red: \d [\w ]+(, \d [\w ]+)*\. Amber: \d/)
  assert.match(body, /LAASSI stands for the inspection of local authority arrangements/)
  assert.match(body, /A line is one figure of ours set beside the country’s\./)
})

test('a line of published figures leads to the comparison of its measure, and says that no schools stand behind it', async (t) => {
  const visitor = await signedIn(t)

  const { body } = await visitor.look('/risk/4')

  assert.match(body, /href="\/comparisons\/KS1P_all"/)
  assert.match(body, /Schools’ own results are not held yet, so no schools stand behind these lines\./)
})

test('a day before anything that is held is answered clearly', async (t) => {
  const visitor = await signedIn(t)

  const { body } = await visitor.look('/risk?on=1960-08-31')

  assert.match(body, /Nothing that is held tells enough of 31 August 1960 to measure any line/)
  assert.doesNotMatch(body, /still carry an overall grade/)
})

test('there is no ninth trigger', async (t) => {
  const visitor = await signedIn(t)

  assert.equal((await visitor.look('/risk/9')).statusCode, 404)
})

test('a day that is not one is said to be wrong, beside the latest day', async (t) => {
  const visitor = await signedIn(t)

  const { statusCode, body } = await visitor.look('/risk?on=yesterday')

  assert.equal(statusCode, 400)
  assert.match(body, /Enter a day, such as 31\/08\/2025/)
  assert.match(body, /id="on"/)
})

test('an officer records a light and sees it stand, with its reason', async (t) => {
  const visitor = await signedIn(t)

  const answer = await visitor.post('/risk/7/light', { light: 'amber', on: '2025-08-31', reason: 'One qualifying complaint' }, '/risk/7')

  assert.equal(answer.headers.location, '/risk/7')
  const { body } = await visitor.look('/risk/7')
  assert.match(body, /Recorded on 31 August 2025: One qualifying complaint/)
  assert.match(body, /fd-light--amber/)
})

test('a light recorded since the newest file is seen at once, and not on an earlier day', async (t) => {
  const visitor = await signedIn(t)

  await visitor.post('/risk/8/light', { light: 'red', on: '2026-07-01', reason: 'A letter came' }, '/risk/8')

  assert.match((await visitor.look('/risk/8')).body, /Recorded on 1 July 2026: A letter came/)
  assert.match((await visitor.look('/risk/8?on=2026-06-30')).body, /No light is recorded/)
})

test('with no day asked the field is empty, and the page says by when the lights of 7 and 8 were recorded', async (t) => {
  const visitor = await signedIn(t)

  const newest = await visitor.look('/risk?on=')
  const past = await visitor.look('/risk?on=2025-08-31')

  assert.match(newest.body, /Triggers 7 and 8 are as recorded up to today, \d+ \w+ \d{4}\./)
  assert.doesNotMatch(newest.body, /name="on" type="date" value/)
  assert.match(past.body, /Triggers 7 and 8 are as recorded by 31 August 2025\./)
  assert.match(past.body, /name="on" type="date" value="2025-08-31"/)
})

test('a second tab does not win without a word: both lights are shown, and recording again confirms', async (t) => {
  const visitor = await signedIn(t)
  const mine = { light: 'green', on: '2026-06-01', reason: 'It was withdrawn', seen: '' }
  await visitor.post('/risk/7/light', { light: 'amber', on: '2026-06-01', reason: 'One complaint', seen: '' }, '/risk/7')

  const answer = await visitor.post('/risk/7/light', mine, '/risk/7')
  const seen = /name="seen" value="(\d+)"/.exec(answer.body)?.[1] ?? ''
  const confirmed = await visitor.post('/risk/7/light', { ...mine, seen }, '/risk/7')

  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /recorded amber from 1 June 2026: One complaint/)
  assert.match(answer.body, />It was withdrawn<\/textarea>/)
  assert.equal(confirmed.headers.location, '/risk/7')
})

test('a light without its reason is not recorded, and what was given stays', async (t) => {
  const visitor = await signedIn(t)

  const answer = await visitor.post('/risk/7/light', { light: 'amber', on: '2025-08-31', reason: '' }, '/risk/7')

  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /href="#reason"/)
  assert.match(answer.body, /value="amber" checked/)
})

test('a reader sees a light and cannot record one', async (t) => {
  const visitor = await signedIn(t, { role: 'reader' })

  const { body } = await visitor.look('/risk/8')

  assert.doesNotMatch(body, /Record a light/)
})

test('with no file held the risk page says what to do', async (t) => {
  const visitor = await signedIn(t, { empty: true })

  const { statusCode, body } = await visitor.look('/risk')

  assert.equal(statusCode, 200)
  assert.match(body, /No published file names our authority yet/)
})
