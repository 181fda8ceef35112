import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { accountPages } from '../accounts/account.pages.ts'
import { paths } from '../paths.ts'
import { newDatabase } from '../../test/database.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { comparisonPages } from './comparison.pages.ts'

const email = 'ama@larkshire.gov.invalid'
const held = await newDatabase()

before(async () => {
  await theDemo(held.db)
  await anAccount(held.db, { email, role: 'reader', authority: anArea('001') })
})
after(() => held.dispose())

async function signedIn(t: TestContext) {
  const { app } = await aServer(t, { db: held.db, pages: [...comparisonPages, ...accountPages] })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return visitor
}

test('a reader sees the measures of a topic with our figure, rank, band and what it is set beside', async (t) => {
  const visitor = await signedIn(t)

  const { statusCode, body } = await visitor.look(`${paths.comparisons()}?topic=Key+Stage+4`)

  assert.equal(statusCode, 200)
  assert.match(body, /Average Attainment 8 score per pupil/)
  assert.match(body, /\d+ of \d+/)
  assert.match(body, /Larkshire/)
})

test('measures are found by words of their title, in any topic', async (t) => {
  const visitor = await signedIn(t)

  const [found, none] = await Promise.all([
    visitor.look(`${paths.comparisons()}?words=attainment+8`),
    visitor.look(`${paths.comparisons()}?words=zebra`),
  ])

  assert.match(found.body, /AVG_Attain8_Score/)
  assert.match(none.body, /No measure matches/)
})

test('one measure has its trend, ranking and map with their tables, its neighbours, its breaks and its source', async (t) => {
  const visitor = await signedIn(t)

  const { statusCode, body } = await visitor.look(paths.measure('AVG_Attain8_Score'))

  assert.equal(statusCode, 200)
  assert.equal(body.match(/<img (?:class="fd-chart__fits" )?src="data:image\/svg\+xml;base64,/g)?.length, 3)
  for (const part of [
    /Year by year/,
    /Years that do not compare/,
    /out of 87 in 2017/,
    /Statistical neighbours/,
    /Local Authority Interactive Tool \(/,
  ]) {
    assert.match(body, part)
  }
})

test('a measure nobody publishes has no page', async (t) => {
  const visitor = await signedIn(t)

  const { statusCode } = await visitor.look(paths.measure('NOTHING'))

  assert.equal(statusCode, 404)
})

test('a measure is saved as a file with every authority and year, under the headings of the command', async (t) => {
  const visitor = await signedIn(t)

  const { body, headers } = await visitor.look(paths.measureCsv('AVG_Attain8_Score'))

  assert.match(String(headers['content-type']), /text\/csv/)
  const [head, first = ''] = body.replace('\uFEFF', '').split('\r\n')
  assert.equal(head, 'measure,year,polarity,authority,value,rank,of,band,neighbour_mean,england')
  assert.match(first, /^AVG_Attain8_Score,2016,High,001,/)
})
