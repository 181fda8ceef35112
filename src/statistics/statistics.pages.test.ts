import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { accountPages } from '../accounts/account.pages.ts'
import { paths } from '../paths.ts'
import { newDatabase } from '../../test/database.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { statisticsPages } from './statistics.pages.ts'

const email = 'ama@larkshire.gov.invalid'
const held = await newDatabase()

before(async () => {
  await theDemo(held.db)
  await anAccount(held.db, { email, role: 'reader', authority: anArea('001') })
})
after(() => held.dispose())

async function signedIn(t: TestContext, db = held.db) {
  const { app } = await aServer(t, { db, pages: [...statisticsPages, ...accountPages] })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return visitor
}

test('the data sets held are listed with their periods, levels and files', async (t) => {
  const visitor = await signedIn(t)

  const { statusCode, body } = await visitor.look(paths.statistics())

  assert.equal(statusCode, 200)
  for (const part of [
    /Key stage 2 of children in need and looked after/,
    /2021\/22 to 2025\/26/,
    /National, Regional, Local authority/,
    /looked-after\.csv/,
  ]) {
    assert.match(body, part)
  }
})

test('where no statistics are held the page says what to bring', async (t) => {
  const empty = await newDatabase()
  t.after(() => empty.dispose())
  await anAccount(empty.db, { email, role: 'reader', authority: anArea('001') })
  const visitor = await signedIn(t, empty.db)

  const { body } = await visitor.look(paths.statistics())

  assert.match(body, /No statistics are held yet/)
  assert.match(body, new RegExp(`href="${paths.data()}"`))
})

test('a data set shows our figure beside region, country and neighbours, with its rank, chart and table', async (t) => {
  const visitor = await signedIn(t)

  const { statusCode, body } = await visitor.look(
    `${paths.dataSet('ks2-social-care')}?indicator=pt_rwm_met_expected_standard&by-1=CINO+at+31+March`,
  )

  assert.equal(statusCode, 200)
  assert.match(body, /Larkshire: \d+% in 2025\/26 \(revised\), rank \d+ of \d+, band/)
  for (const part of [/Merrowland \d+%/, /Mid Merrowland/, /Neighbours’ mean/, /\(\d+ of 10\)/, /High is good/, /data:image\/svg\+xml/])
    assert.match(body, part)
})

test('a figure that is withheld is said to be, with its mark and what it means', async (t) => {
  const visitor = await signedIn(t)

  const { body } = await visitor.look(`${paths.dataSet('ks2-social-care')}?by-1=CPPO+at+31+March`)

  assert.match(body, /<td[^>]*>c<\/td>/)
  assert.match(body, /c: withheld to protect confidentiality/)
})

test('a count is neither ranked nor averaged', async (t) => {
  const visitor = await signedIn(t)

  const { body } = await visitor.look(`${paths.dataSet('ks2-social-care')}?indicator=t_rwm_eligible_pupils`)

  assert.match(body, /A count: not ranked, and not averaged over areas/)
  assert.doesNotMatch(body, /rank \d|Neighbours’ mean/)
})

test('a group nobody publishes is not shown as another without saying so', async (t) => {
  const visitor = await signedIn(t)

  const { statusCode, body } = await visitor.look(`${paths.dataSet('ks2-social-care')}?by-1=Nobody`)

  assert.equal(statusCode, 200)
  assert.match(body, /“Nobody” is not published with what was chosen before it: “CLA 12 months at 31 March” is shown/)
})

test('what is shown can be saved, each cell as published beside its number or why there is none', async (t) => {
  const visitor = await signedIn(t)

  const { body, headers } = await visitor.look(`${paths.dataSetCsv('ks2-social-care')}?by-1=CPPO+at+31+March`)

  assert.match(headers['content-disposition'] ?? '', /ks2-social-care-001\.csv/)
  assert.match(
    body,
    /^\uFEFF?period,time_period,time_identifier,level,area,area_name,social_care_group,indicator,published,value,why,remarks/,
  )
  assert.match(body, /,c,,withheld to protect confidentiality,/)
  assert.match(
    body,
    /2025\/26,202526,Academic year,National,070,Merrowland,CPPO at 31 March,pt_rwm_met_expected_standard,(\d+),\1,,Revised/,
  )
})

test('a data set that is not held has no page', async (t) => {
  const visitor = await signedIn(t)

  const [page, csv] = await Promise.all([visitor.look(paths.dataSet('nothing')), visitor.look(paths.dataSetCsv('nothing'))])

  assert.deepEqual([page.statusCode, csv.statusCode], [404, 404])
})
