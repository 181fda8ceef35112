import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { onBehalfOf } from '../db/scope.ts'
import { reading } from '../db/connect.ts'
import { addEvidence, evidenceItems, linkEvidence } from '../evidence/evidence.store.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import type { CriterionJudgement } from '../statements/criterion-judgement.ts'
import { coverageMap } from './coverage.chart.ts'
import { coveragePages } from './coverage.pages.ts'
import { citedKeys, coverageOf, hangingOn, overtaken } from './coverage.ts'
import { mapFacts } from './coverage.view.ts'

const framework = workingFramework()
const today = aDay('2026-11-23')

const judgement: CriterionJudgement = {
  id: 1, theme: 'theme-1', criterion: '1.1', number: 1, year: 2027, state: 'agreed', version: 4,
  grade: 'secure', confidence: 'high', reason: '', strengths: '', gaps: '', better: '',
  drafted_by: 'Ama', drafted_account: 1, drafted_at: new Date('2026-10-01T09:00:00Z'),
  challenge: 'agree', challenge_grade: null, challenge_reason: null, challenged_by: 'Ben', challenged_account: 2, challenged_at: new Date('2026-10-02T09:00:00Z'),
  lead_says: null, agreed_by: 'Ama', agreed_at: new Date('2026-10-03T09:00:00Z'), carried_from: null, needs_look: null,
} // prettier-ignore
const tie = { evidence: 1, title: 'Minutes', dated_on: aDay('2026-09-01'), criterion: '1.1' }
const needsOf = (one: Partial<CriterionJudgement>, ties = [tie]) => coverageOf(framework, [{ ...judgement, ...one }], ties, today)[0]?.needs

test('a criterion that is agreed as met this year and has older evidence needs no work', () => {
  assert.deepEqual(needsOf({}), [])
})

test('a criterion needs work where it is not met, not agreed, disputed, without evidence, old, or overtaken by evidence', () => {
  assert.deepEqual(needsOf({ grade: 'weak' }), ['not met'])
  assert.deepEqual(needsOf({ state: 'draft', grade: null, agreed_at: null }), ['not judged', 'not agreed'])
  assert.deepEqual(needsOf({ lead_says: 'It stands' }), ['disputed'])
  assert.deepEqual(needsOf({}, []), ['no evidence'])
  assert.deepEqual(needsOf({ agreed_at: new Date('2025-11-22T09:00:00Z') }, []), ['no evidence', 'old'])
  assert.deepEqual(needsOf({ agreed_at: new Date('2025-11-23T09:00:00Z') }, []), ['no evidence'])
  assert.deepEqual(needsOf({}, [{ ...tie, dated_on: aDay('2026-10-04') }]), ['newer evidence'])
  assert.deepEqual(needsOf({ needs_look: 'Split in two' }), ['look'])
})

test('much hangs on an item that alone shows three criteria, and not on one that others share', () => {
  const ties = ['1.1', '1.2', '1.3', '1.4'].map((criterion) => ({ ...tie, criterion }))
  const shared = { ...tie, evidence: 2, title: 'Survey', criterion: '1.4' }

  const hanging = hangingOn(coverageOf(framework, [], [...ties, shared], today))

  assert.deepEqual(hanging.map(({ title, alone }) => [title, alone.map(({ key }) => key)]), [['Minutes', ['1.1', '1.2', '1.3']]]) // prettier-ignore
  assert.deepEqual(hangingOn(coverageOf(framework, [], ties.slice(0, 2), today)), [])
})

test('an agreed statement is overtaken when data it cites moved or a criterion of its theme was agreed since', () => {
  const figure = { says: 'Good schools', value: '80%', why: '', source: 'Ofsted', dated: '31 August 2026' }
  const statement = { theme: 'theme-1', agreed_at: new Date('2026-10-02T12:00:00Z'), figures: { 'trigger.3.line.1': figure } }
  const covered = coverageOf(framework, [judgement], [], today)
  const now = { ...figure, value: '82%', dated: '31 October 2026' }

  const [both] = overtaken([statement], covered, { 'trigger.3.line.1': now })

  assert.deepEqual(both?.figures, [{ says: 'Good schools', before: '80% (31 August 2026)', now: '82% (31 October 2026)' }])
  assert.equal(both?.judgedSince, 1)
  assert.deepEqual(overtaken([statement], [], { 'trigger.3.line.1': figure }), [])
  assert.deepEqual(overtaken([{ ...statement, agreed_at: null }], covered, { 'trigger.3.line.1': now }), [])
  assert.deepEqual(citedKeys([{ ...statement, figures: { 'criteria-met': figure, 'measure.X': figure } }]), ['measure.X'])
})

test('the map has a place for every criterion, told by shape and letter, and says the answer in words', async () => {
  const asked = { framework, current: true }
  const facts = mapFacts(asked, coverageOf(framework, [judgement, { ...judgement, criterion: '1.2', grade: 'weak' }], [tie], today))
  assert.ok(facts)
  const map = await coverageMap(facts)

  assert.equal([...map.svg.matchAll(/stroke-dasharray/g)].length, 74 + 1)
  assert.match(map.svg, /<circle[^>]*>.*?>D</)
  assert.match(map.alternative, /Of 76 criteria, 74 are not judged and the others are: 1 Secure, 1 A weakness\. 75 have no evidence/)
  assert.equal(map.table.rows.length, 9)
})

/** Larkshire with an officer, one evidence item that shows three criteria of theme 1, and a judgement agreed two years ago. */
async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app } = await aServer(t, { db, pages: [...coveragePages, ...accountPages] })
  const authority = anArea('001')
  const email = 'ama@larkshire.gov.invalid'
  const account = await anAccount(db, { email, role: 'officer', authority })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  const who = { account, name: 'Ama', email, role: 'officer' as const, authority }
  const now = new Date('2026-11-01T09:00:00Z')
  const to = (criterion: string) => ({ framework: framework.key, theme: 'theme-1', criterion })
  const given = { title: 'Minutes of scrutiny', shows: '', place: 'Folder', dated_on: aDay('2024-10-01') }
  await onBehalfOf(db, authority, (tx) => addEvidence(tx, who, given, to('1.1'), now))
  const [item] = await evidenceItems(reading(db), authority, framework.key)
  for (const criterion of ['1.2', '1.3']) await onBehalfOf(db, authority, (tx) => linkEvidence(tx, who, item?.id ?? 0, to(criterion), now))
  const { id: _id, ...row } = judgement
  const long = new Date('2024-11-01T09:00:00Z')
  await db.insertInto('criterion_judgement').values({ ...row, authority, framework: framework.key, drafted_account: account, challenged_account: null, drafted_at: long, agreed_at: long }).execute() // prettier-ignore
  return { visitor }
}

test('the page of coverage tells what hangs on one item, what is old, and lists only what needs work where asked', async (t) => {
  const { visitor } = await larkshireHouse(t)

  const all = await visitor.look('/self-evaluation/coverage')
  const theme = await visitor.look('/self-evaluation/coverage?theme=theme-2&only=work')
  const unknown = await visitor.look('/self-evaluation/coverage?framework=none')

  assert.match(all.body, /Minutes of scrutiny\. Alone it shows 3 criteria/)
  assert.match(all.body, /of 1 November 2024/)
  assert.match(all.body, /73 criteria without evidence/)
  assert.match(theme.body, /8 criteria of 76 shown/)
  assert.doesNotMatch(theme.body, /Targets stretch us[^<]*<\/span>/)
  assert.equal(unknown.statusCode, 404)
})
