import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aFullSelfEvaluation } from '../../test/self-evaluation.ts'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { frameworkPages } from '../frameworks/framework.pages.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { positionStatementPages } from '../position-statements/position-statement.pages.ts'
import { criterionJudgementPages } from '../statements/criterion-judgement.pages.ts'
import { themePages } from '../statements/theme.pages.ts'
import { carryPages } from './carry.pages.ts'

const larkshire = anArea('001')
const at = '/frameworks/annual-2026-11/carry'
const pages = [...carryPages, ...frameworkPages, ...themePages, ...criterionJudgementPages, ...positionStatementPages, ...accountPages]

async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app, log } = await aServer(t, { db, pages })
  const signedIn = async (name: string, role: 'administrator' | 'officer' | 'reader') => {
    const email = `${name.toLowerCase()}@larkshire.gov.invalid`
    const account = await anAccount(db, { email, role, authority: larkshire })
    await db.updateTable('account').set({ name }).where('id', '=', account).execute()
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return { account, name, visitor }
  }
  const [cho, ama, ben, dee] = [await signedIn('Cho', 'administrator'), await signedIn('Ama', 'officer'), await signedIn('Ben', 'officer'), await signedIn('Dee', 'reader')] // prettier-ignore
  await aFullSelfEvaluation(db, { authority: larkshire, framework: workingFramework(), people: { ama, ben, cho } })
  return { db, cho, ama, dee, log }
}

test('whoever carries a self-evaluation sees what would be done, does it, and ticks off what was looked at', async (t) => {
  const { db, cho, ama, log } = await larkshireHouse(t)

  const before = await cho.visitor.look(at)
  const carried = await cho.visitor.post(at, { from: 'laassi-2014-11' })
  const twice = await cho.visitor.post(at, { from: 'laassi-2014-11' })
  const after = await cho.visitor.look(at)
  const [field = ''] = /judgement-\d+/.exec(after.body) ?? []
  await ama.visitor.post(`${at}/looked`, { [field]: 'yes' }, at)
  const ticked = await ama.visitor.look(at)
  const overview = await ama.visitor.look('/self-evaluation')
  const old = await ama.visitor.look('/self-evaluation/criteria/8.3?framework=laassi-2014-11')

  assert.match(before.body, /What would be carried over from LAASSI November 2014/)
  assert.match(before.body, /236 judgements, 27 position statements with 81 saved texts and 54 comments/)
  assert.match(before.body, /17 criteria or themes are dropped\. Work under 17 of them stays where it is/)
  assert.match(before.body, /action="[^"]*carry"[^>]*>\s*<input type="hidden" name="csrf" value="[\w.-]+"/)
  assert.match(after.body, /action="[^"]*looked"[^>]*>\s*<input type="hidden" name="csrf" value="[\w.-]+"/)
  assert.deepEqual([carried.statusCode, twice.statusCode], [303, 303], log.join('\n'))
  assert.match(after.body, /29 of what was carried over need another look and 15 new criteria have no judgement\./)
  assert.match(after.body, /What was carried over from LAASSI November 2014/)
  assert.match(after.body, /Criterion standards-1<\/a><br><span[^>]*>We can say how good each school is/)
  assert.match(ticked.body, /28 of what was carried over need another look/)
  assert.doesNotMatch(ticked.body, new RegExp(`id="${field}"`))
  assert.match(overview.body, /36 of 36 criteria of this framework are loaded/)
  assert.match(old.body, /Reason 4 of 8\.3/)
  assert.equal((await db.selectFrom('carried').selectAll().execute()).length, 1)
})

test('only an administrator carries, and whoever only reads sees the preview without a button', async (t) => {
  const { ama, dee } = await larkshireHouse(t)

  const officer = await ama.visitor.look(at)
  const refused = await ama.visitor.post(at, { from: 'laassi-2014-11' })
  const reader = await dee.visitor.look(at)

  assert.match(officer.body, /Only an administrator may carry it over/)
  assert.equal(refused.statusCode, 403)
  assert.doesNotMatch(reader.body, /<button[^>]*>Carry it over/)
})

test('a way nobody knows is no page', async (t) => {
  const { cho } = await larkshireHouse(t)

  const asked = [`${at}?from=nothing`, '/frameworks/nothing/carry'].map((url) => cho.visitor.look(url))
  const posted = await cho.visitor.post(at, { from: 'laassi-2013-05' })

  assert.deepEqual((await Promise.all(asked)).map(({ statusCode }) => statusCode), [404, 404]) // prettier-ignore
  assert.equal(posted.statusCode, 404)
})
