import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { packPages } from '../inspection/pack.pages.ts'
import { forecastPages } from './forecast.pages.ts'
import { wholePercent } from './forecast.view.ts'

const email = 'ama@larkshire.gov.invalid'

async function signedIn(t: TestContext, asked: { role?: 'officer' | 'reader'; empty?: boolean } = {}) {
  const db = await freshDb(t)
  if (!asked.empty) await theDemo(db)
  await anAccount(db, { email, role: asked.role ?? 'officer', authority: anArea('001') })
  const { app } = await aServer(t, { db, pages: [...forecastPages, ...packPages([]), ...accountPages] })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return visitor
}

test('an officer sees where the triggers may go, which schools are due, and how far to trust it', async (t) => {
  const visitor = await signedIn(t)

  const { body, statusCode } = await visitor.look('/forecast')

  assert.equal(statusCode, 200)
  assert.match(body, /8 of 10 runs end between/)
  assert.match(body, /Which schools are due/)
  assert.match(body, /The schools that matter most to it/)
  assert.match(body, /39% of the schools/)
  assert.match(body, /are expected to come out worse/)
  assert.match(body, /Rate by grade|rate by grade/)
  assert.match(body, /as if/)
})

test('a member reads where the triggers may go, and nothing that is foretold of one school', async (t) => {
  const visitor = await signedIn(t, { role: 'reader' })

  const { body, statusCode } = await visitor.look('/forecast')

  assert.equal(statusCode, 200)
  assert.match(body, /8 of 10 runs end between/)
  assert.doesNotMatch(body, /Which schools are due|matter most|href="\/schools\/\d/)
})

test('nothing foretold of a school goes into the pack', async (t) => {
  const visitor = await signedIn(t)

  const { body } = await visitor.look('/pack.html')

  assert.doesNotMatch(body, /foretold|8 of 10 runs|likely to be inspected/)
})

test('without a file of schools the page says what to import', async (t) => {
  const visitor = await signedIn(t, { empty: true })

  const { body, statusCode } = await visitor.look('/forecast')

  assert.equal(statusCode, 200)
  assert.match(body, /nothing can be foretold/)
})

test('chances are whole percentages, and nearly never is not never', () => {
  assert.deepEqual([0, 0.001, 0.126, 0.999, 1].map(wholePercent), ['0%', 'under 1%', '13%', 'over 99%', '100%'])
})
