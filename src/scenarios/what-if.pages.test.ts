import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { newDatabase } from '../../test/database.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { aDay, anArea } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { reading, type Db } from '../db/connect.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { assessed } from '../triggers/assessment.store.ts'
import { countsOf, phasesOf, type SchoolCounts } from '../triggers/facts.ts'
import { riskPages } from '../triggers/risk.pages.ts'
import { keepScenario, scenarios } from './scenario.store.ts'
import { countsOfSchool } from './scenario.ts'
import { schoolsToTry } from './schools-to-try.store.ts'
import { whatIfCommands } from './what-if.commands.ts'
import { whatIfPages } from './what-if.pages.ts'

const [larkshire, sorrelham] = [anArea('001'), anArea('002')]
const [today, now] = [aDay('2026-07-01'), new Date('2026-07-01T09:00:00Z')]
const ama = { account: 1, name: 'Ama', role: 'officer', authority: larkshire } as const
let db: Db
let dispose = async () => {}

before(async () => {
  const made = await newDatabase()
  ;({ db, dispose } = made)
  await theDemo(db)
  for (const name of ['ama', 'ben']) await anAccount(db, { email: `${name}@larkshire.gov.invalid`, role: 'officer', authority: larkshire })
  await anAccount(db, { email: 'cho@larkshire.gov.invalid', role: 'reader', authority: larkshire })
  await anAccount(db, { email: 'dee@sorrelham.gov.invalid', role: 'officer', authority: sorrelham })
})

after(() => dispose())

async function signedIn(t: TestContext, email: string): Promise<Visitor> {
  const { app } = await aServer(t, { db, pages: [...whatIfPages, ...riskPages, ...accountPages] })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return visitor
}

async function ours() {
  const found = await assessed(reading(db), workingFramework(), larkshire, { today })
  assert.ok(found?.facts.schools)
  return { found, day: found.facts.schools, schools: await schoolsToTry(reading(db), larkshire, found.facts) }
}

test('an authority’s schools counted one by one are what the triggers count', async () => {
  const { day, schools } = await ours()

  assert.ok(schools.length > 10)
  for (const phase of ['all', ...new Set(schools.flatMap((school) => phasesOf(school.phase)))]) {
    const own = schools.filter((school) => phasesOf(school.phase).includes(phase)).map((school) => countsOfSchool(school, school))
    const sum = (name: keyof SchoolCounts) => own.reduce((total, counts) => total + counts[name], 0)
    const { schools: all, known, graded, good, outstanding, inCategory, gradedPupils, goodPupils, wereInCategory, leftCategory } = countsOf(day, larkshire, phase) // prettier-ignore
    assert.deepEqual(
      { all, known, graded, good, outstanding, inCategory, gradedPupils, goodPupils, wereInCategory, leftCategory },
      { all: sum('schools'), known: sum('known'), graded: sum('graded'), good: sum('good'), outstanding: sum('outstanding'), inCategory: sum('inCategory'), gradedPupils: sum('gradedPupils'), goodPupils: sum('goodPupils'), wereInCategory: sum('wereInCategory'), leftCategory: sum('leftCategory') }, // prettier-ignore
      phase,
    )
  }
})

test('what is chosen in the form, or pasted, becomes an address that can be sent', async (t) => {
  const visitor = await signedIn(t, 'ama@larkshire.gov.invalid')
  const { schools } = await ours()
  const [one, other] = schools
  const chosen = await visitor.look(`/risk/what-if?form=yes&to-${one?.urn}=category&paste=${other?.urn}+requires+improvement&words=&phase=`)
  const { body, statusCode } = await visitor.look(String(chosen.headers.location))

  assert.equal(chosen.headers.location, `/risk/what-if?requires-improvement=${other?.urn}&category=${one?.urn}`)
  assert.equal(statusCode, 200)
  assert.match(body, /This is a what-if, not a forecast/)
  assert.match(body, /as if on the 1–4 scale/)
  assert.match(body, /2 schools tried/)
  assert.match(body, /data:image\/svg\+xml/)
})

test('a list that names no URN, or no outcome, is said to be wrong', async (t) => {
  const visitor = await signedIn(t, 'ama@larkshire.gov.invalid')
  const { body, statusCode } = await visitor.look('/risk/what-if?form=yes&paste=Oak+School+good%0A901000+splendid')

  assert.equal(statusCode, 400)
  assert.match(body, /does not begin with a URN of six digits/)
  assert.match(body, /“splendid” for 901000 is not an outcome/)
})

test('each trigger of schools is searched for the fewest, and the risk pages lead there', async (t) => {
  const visitor = await signedIn(t, 'ama@larkshire.gov.invalid')
  for (const trigger of [1, 2, 3]) {
    const { body } = await visitor.look(`/risk/what-if?fewest=${trigger}`)
    assert.match(body, /No fewer will do|is green|would not be green|cannot be measured/)
    assert.match((await visitor.look(`/risk/${trigger}`)).body, new RegExp(`href="/risk/what-if\\?fewest=${trigger}"`))
  }
  assert.match((await visitor.look('/risk')).body, /href="\/risk\/what-if"/)
})

test('a scenario is kept, renamed, changed, set beside today and removed, and another authority never sees it', async (t) => {
  const visitor = await signedIn(t, 'ama@larkshire.gov.invalid')
  const { schools } = await ours()
  const query = `category=${schools[0]?.urn}`
  const kept = await visitor.post('/risk/what-if/kept', { query, name: 'One falls' }, `/risk/what-if?${query}`)
  const at = String(kept.headers.location)
  const same = await visitor.post('/risk/what-if/kept', { query, name: 'one FALLS' }, `/risk/what-if?${query}`)

  assert.match(at, /^\/risk\/what-if\/kept\/\d+$/)
  assert.match(same.body, /There is a scenario “One falls” already/)
  const { body } = await visitor.look(at)
  assert.match(body, /Made on 1 July 2026 by A?.*, on the schools as at/)
  assert.match(body, /None of its schools has moved since/)

  await visitor.post(`${at}/rename`, { name: 'Our worst case', version: '1' }, at)
  const id = at.split('/').at(-1)
  const changed = await visitor.post(`${at}/change`, { query: `good=${schools[1]?.urn}`, name: 'Our worst case', version: '2' }, at)
  assert.equal(changed.statusCode, 303)
  const beside = await visitor.look(`/risk/what-if/compare?scenario-${id}=on`)
  assert.match(beside.body, /Our worst case/)
  assert.match(beside.body, /Scenarios side by side/)
  const stranger = await signedIn(t, 'dee@sorrelham.gov.invalid')
  assert.equal((await stranger.look(at)).statusCode, 404)
  assert.deepEqual(await lookingOnBehalfOf(db, sorrelham, (reads) => scenarios(reads, larkshire)), [])

  const late = await visitor.post(`${at}/remove`, { version: '1' }, at)
  assert.match(late.body, /was changed or removed by somebody else/)
  assert.equal((await visitor.post(`${at}/remove`, { version: '3' }, at)).statusCode, 303)
  assert.equal((await visitor.look(at)).statusCode, 404)
})

test('of two who change a scenario at once the second is shown what the first made, and loses nothing', async (t) => {
  const [first, second] = [await signedIn(t, 'ama@larkshire.gov.invalid'), await signedIn(t, 'ben@larkshire.gov.invalid')]
  const { schools } = await ours()
  const [a, b, c] = schools
  const kept = await first.post('/risk/what-if/kept', { query: `good=${a?.urn}`, name: 'Shared' }, `/risk/what-if?good=${a?.urn}`)
  const at = String(kept.headers.location)
  await first.post(`${at}/change`, { query: `good=${b?.urn}`, name: 'Shared', version: '1' }, at)
  const refused = await second.post(`${at}/change`, { query: `category=${c?.urn}`, name: 'Shared', version: '1' }, at)

  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, new RegExp(`changed this scenario on 1 July 2026.*${b?.name.replaceAll(/[’'&()]/g, '.+')} \\(good\\)`))
  assert.match(refused.body, new RegExp(`value="category=${c?.urn}"`))
  assert.match(refused.body, /name="version" value="2"/)
})

test('a scenario says which of its schools have moved since the day it was made', async (t) => {
  const { schools } = await ours()
  const [one] = schools
  assert.ok(one)
  const gone = { ...one, urn: one.urn, outcome: 'good' as const, overall: one.overall === '3' ? '2' : '3', category: null }
  const stood = await onBehalfOf(db, larkshire, (tx) =>
    keepScenario(tx, ama, { name: 'Long ago', schools: [gone], asAt: aDay('2020-08-31'), today, now, replaces: undefined }),
  )
  const visitor = await signedIn(t, 'ama@larkshire.gov.invalid')
  const { body } = await visitor.look(`/risk/what-if/kept/${stood.why === 'kept' ? stood.id : 0}`)

  assert.match(body, /Its schools have moved since/)
  assert.match(body, /on the schools as at 31 August 2020\. The lights here are on the schools as at/)
  assert.match(body, /was “(Good|Requires improvement)” and is “/)
})

test('those who are not officers cannot try outcomes on named schools', async (t) => {
  const visitor = await signedIn(t, 'cho@larkshire.gov.invalid')

  assert.equal((await visitor.look('/risk/what-if')).statusCode, 403)
  assert.doesNotMatch((await visitor.look('/risk')).body, /what-if/)
})

test('the command says what the pages say', async () => {
  const { schools } = await ours()
  const [command] = whatIfCommands
  const lines: string[] = []
  const out = { print: (line: string) => void lines.push(line), complain: (line: string) => void lines.push(line), progress: () => {} }
  const options = { authority: '001', school: `${schools[0]?.urn}=category`, fewest: '3', json: true }
  const code = await command?.does({ db, reads: reading(db), args: [], options, out, today, now: () => now, signal: AbortSignal.abort(), folder: '.' }) // prettier-ignore
  const said: unknown = JSON.parse(lines.join('\n'))

  assert.equal(code, 0)
  assert.deepEqual(command?.wrongUse?.({ authority: '1', school: 'x=good', best: 'best' }).length, 3)
  assert.ok(typeof said === 'object' && said !== null && 'schools' in said && Array.isArray(said.schools) && 'triggers' in said)
  assert.equal('is' in said && said.is, 'a what-if, not a forecast; outcomes as if on the 1-4 scale')
})
