import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { anAccount } from '../../test/visitor.ts'
import { aFullSelfEvaluation, textsUnder } from '../../test/self-evaluation.ts'
import { reading, type Db } from '../db/connect.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import { carryWork } from './carry.store.ts'
import { previewOf } from './carrying.ts'
import { workHeld } from './held.store.ts'
import { settleLooks, toLookAt } from './look.store.ts'
import { wayBetween, type Way } from './mapping.import.ts'
import { pairsOf, type Mapping } from './mapping.ts'

const larkshire = anArea('001')
const [in2013, in2014, living] = ['laassi-2013-05', 'laassi-2014-11', 'annual-2026-11']
const now = new Date('2026-11-23T09:00:00Z')
const today = aDay('2026-11-23')

async function thePeople(db: Db) {
  const add = async (name: string) => {
    const account = await anAccount(db, { email: `${name.toLowerCase()}@larkshire.gov.invalid`, role: 'officer', authority: larkshire })
    await db.updateTable('account').set({ name }).where('id', '=', account).execute()
    return { account, name, authority: larkshire }
  }
  return { ama: await add('Ama'), ben: await add('Ben'), cho: await add('Cho') }
}

async function theWay(db: Db, from: string, to: string): Promise<Way> {
  const way = await wayBetween(reading(db), larkshire, from, to)
  assert.ok(way, `there is a way from ${from} to ${to}`)
  return way
}

async function aFullYear(t: TestContext) {
  const db = await freshDb(t)
  const people = await thePeople(db)
  const way = await theWay(db, in2013, in2014)
  await aFullSelfEvaluation(db, { authority: larkshire, framework: way.from, people })
  return { db, people, way }
}

const carry = (db: Db, who: { name: string; account: number }, way: Way, choose = false) =>
  onBehalfOf(db, larkshire, (tx) => carryWork(tx, { ...who, authority: larkshire }, { ...way, choose, today, now }))

/** Where a mapping takes everything of a theme or criterion: each text once for every place. */
function expected(texts: readonly string[], mapping: Mapping): string[] {
  const places = new Map<string, string[]>()
  for (const { from, to } of [...pairsOf(mapping.criteria), ...pairsOf(mapping.themes)]) places.set(from, [...(places.get(from) ?? []), to])
  const carried = texts.flatMap((text) => {
    const [kind = '', at = '', ...said] = text.split('\n')
    return (places.get(at) ?? []).map((to) => [kind, to, ...said].join('\n'))
  })
  // An item that spoke to two criteria speaks once to the one they became.
  const isLink = (text: string) => text.startsWith('link\n')
  return [...carried.filter((text) => !isLink(text)), ...new Set(carried.filter(isLink))].toSorted()
}

test('from 2013 to 2014 and on to the living framework no judgement, statement, comment or link is lost', async (t) => {
  const { db, people, way } = await aFullYear(t)
  const before = await textsUnder(db, larkshire, in2013)

  const first = await carry(db, people.cho, way)
  const middle = await textsUnder(db, larkshire, in2014)
  const onward = await theWay(db, in2014, living)
  const second = await carry(db, people.cho, onward)
  const after = await textsUnder(db, larkshire, living)

  // Every criterion four times, with six texts each; three statements a theme with three texts and two comments each.
  assert.equal(before.filter((text) => text.startsWith('judgement\n')).length, 68 * 4)
  assert.equal(before.filter((text) => text.startsWith('statement\n')).length, 9 * 3)
  assert.ok(before.filter((text) => text.startsWith('comment\n')).length >= 9 * 6)
  assert.deepEqual(middle, expected(before, way.mapping))
  assert.deepEqual(after, expected(middle, onward.mapping))
  assert.deepEqual(await textsUnder(db, larkshire, in2013), before)
  assert.deepEqual(await textsUnder(db, larkshire, in2014), middle)
  assert.deepEqual([first.account.judgements, first.account.left.length], [292, 0])
  const left = second.account.left.map(({ key, judgements }) => ({ key, judgements }))
  const told = left.reduce((sum, one) => sum + one.judgements, 0)
  assert.equal(left.length, onward.mapping.criteria.filter(({ is }) => is === 'dropped').flatMap(({ from }) => from).length)
  assert.equal(second.account.judgements + told, first.account.judgements)
})

test('what was foreseen is what is done, and a second time changes nothing', async (t) => {
  const { db, people, way } = await aFullYear(t)
  const foreseen = previewOf(way.mapping, way, await workHeld(reading(db), larkshire, in2013))

  const [one, two] = await Promise.all([carry(db, people.cho, way), carry(db, people.ama, way)])
  const texts = await textsUnder(db, larkshire, in2014)
  const again = await carry(db, people.cho, way)

  const { judgements, statements, texts: saved, comments, links, actions } = one.account
  assert.deepEqual({ judgements, statements, texts: saved, comments, links, actions }, foreseen.amounts)
  assert.deepEqual([one, two].filter(({ anew }) => anew).length, 1)
  assert.equal(again.anew, false)
  assert.deepEqual(again.account, one.account)
  assert.deepEqual(await textsUnder(db, larkshire, in2014), texts)
})

test('a challenge that stands still stands beside the judgement it was made of', async (t) => {
  const { db, people, way } = await aFullYear(t)

  await carry(db, people.cho, way)
  const disputed = await db
    .selectFrom('criterion_judgement')
    .select(['criterion', 'number', 'grade', 'challenge', 'challenge_grade', 'challenge_reason', 'challenged_by', 'lead_says', 'state'])
    .where('framework', '=', in2014)
    .where('criterion', '=', '1.3')
    .where('lead_says', 'is not', null)
    .orderBy('number')
    .execute()

  assert.deepEqual(disputed, [
    {
      criterion: '1.3',
      number: 3,
      grade: 'secure',
      challenge: 'disagree',
      challenge_grade: 'weak',
      challenge_reason: 'Challenge 3 of leadership-2',
      challenged_by: 'Ben',
      lead_says: 'It stands 3 of leadership-2',
      state: 'agreed',
    },
  ])
})

test('what was split, merged, reworded or graded on another scale says so, and nothing else asks for a look', async (t) => {
  const { db, people, way } = await aFullYear(t)
  await carry(db, people.cho, way)
  const found = await lookingOnBehalfOf(db, larkshire, (reads) => toLookAt(reads, larkshire, in2014))
  const onward = await theWay(db, in2014, living)
  await carry(db, people.cho, onward)
  const later = await lookingOnBehalfOf(db, larkshire, (reads) => toLookAt(reads, larkshire, living))

  const says = (key: string, list = found) => list.find((one) => one.key === key)?.needsLook ?? 'nothing'
  assert.equal(found.filter(({ kind }) => kind === 'judgement').length, 72)
  assert.match(says('1.1'), /^leadership-1 of LAASSI May 2013 was split into 1\.1 and 1\.2\. Keep here what speaks to 1\.1\./)
  assert.match(says('4.3'), /^intervention-3 and intervention-4 of LAASSI May 2013 were merged\. This was said of intervention-\d/)
  assert.match(says('1.3'), /which read: “Elected members lead firmly/)
  assert.match(says('5.2'), /^Effective in 2013 may be Secure or A strength now|^Ineffective in 2013/)
  assert.equal(later.filter(({ kind }) => kind === 'judgement').length, 21)
  assert.equal(says('standards-2', later), 'nothing')
})

test('of merged criteria the newest look stands, and the others are in the history with where they came from', async (t) => {
  const { db, people, way } = await aFullYear(t)

  await carry(db, people.cho, way)
  const looks = await db
    .selectFrom('criterion_judgement as j')
    .innerJoin('judgement_step as s', 's.judgement', 'j.id')
    .select(['j.number', 'j.year', 's.step'])
    .where('j.framework', '=', in2014)
    .where('j.criterion', '=', '4.3')
    .where('s.step', 'like', 'Carried%')
    .orderBy('j.number')
    .execute()

  assert.deepEqual(
    looks.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
  assert.deepEqual(
    looks.map(({ year }) => year),
    [2014, 2014, 2015, 2015, 2016, 2016, 2017, 2017],
  )
  assert.match(
    looks[0]?.step ?? '',
    /^Carried over from criterion intervention-3 of LAASSI May 2013, where it was “(Effective|Ineffective)”$/,
  )
  assert.match(looks[1]?.step ?? '', /^Carried over from criterion intervention-4/)
})

test('a grade with no like becomes a draft without one, which says what it was and all that was said of it', async (t) => {
  const { db, people, way } = await aFullYear(t)
  const mapping = {
    ...way.mapping,
    grades: [
      { from: 'effective', to: null },
      { from: 'ineffective', to: 'weak' },
    ],
  }

  const { account } = await carry(db, people.cho, { ...way, mapping })
  const drafts = await db
    .selectFrom('criterion_judgement')
    .select(['state', 'grade', 'reason', 'needs_look', 'agreed_by', 'lead_says'])
    .where('framework', '=', in2014)
    .where('criterion', '=', '1.3')
    .orderBy('number')
    .execute()

  assert.ok(account.withoutGrade > 0)
  const told = drafts[2]
  assert.deepEqual([told?.state, told?.grade, told?.agreed_by, told?.lead_says], ['draft', null, null, null])
  assert.equal(told?.reason, 'Reason 3 of leadership-2')
  assert.match(told.needs_look ?? '', /It was graded “Effective” under LAASSI May 2013, and nothing here is like that: grade it anew\. It was agreed by Ama\. Ben challenged it \(disagree\): Challenge 3 of leadership-2 .*The lead let it stand: It stands 3 of leadership-2/) // prettier-ignore
})

test('duties, helpers and open actions go along, and who lost a place in a merger is named', async (t) => {
  const { db, people, way } = await aFullYear(t)

  await carry(db, people.cho, way)
  const onward = await theWay(db, in2014, living)
  const { account } = await carry(db, people.cho, onward)
  const duties = await db.selectFrom('duty').select(['theme', 'lead', 'partner']).where('framework', '=', in2014).where('criterion', '=', '').orderBy('theme').execute() // prettier-ignore
  const actions = await db.selectFrom('action').select(['framework', 'theme', 'criterion', 'arose_key', 'state']).orderBy('id').execute()
  const notes = await db.selectFrom('action_note').select('says').orderBy('id').execute()

  assert.equal(duties.length, 9)
  assert.deepEqual(duties[0], { theme: 'theme-1', lead: people.ama.account, partner: people.ben.account })
  assert.deepEqual(actions.slice(0, 2), [
    { framework: living, theme: 'leadership-here', criterion: 'leadership-here-2', arose_key: 'leadership-here-2', state: 'open' },
    { framework: in2013, theme: 'leadership', criterion: 'leadership-2', arose_key: 'leadership-2', state: 'done' },
  ])
  assert.match(notes[0]?.says ?? '', /it was about criterion leadership-2 of LAASSI May 2013/)
  assert.ok(
    account.relieved.some((says) => says === 'Cho was lead of theme 6 of LAASSI November 2014. The lead is Ama now'),
    account.relieved.join('\n'),
  )
})

test('what the authority has judged under the later framework already stays the newest', async (t) => {
  const { db, people, way } = await aFullYear(t)
  const own = {
    authority: larkshire,
    framework: in2014,
    theme: 'theme-1',
    criterion: '1.3',
    year: 2027,
    state: 'draft' as const,
    reason: 'Ours',
  }
  await db
    .insertInto('criterion_judgement')
    .values({ ...own, number: 1, drafted_by: 'Ama', drafted_account: people.ama.account, drafted_at: now })
    .execute()

  await carry(db, people.cho, way)
  const looks = await db.selectFrom('criterion_judgement').select(['number', 'reason']).where('framework', '=', in2014).where('criterion', '=', '1.3').orderBy('number').execute() // prettier-ignore

  assert.deepEqual(
    looks.map(({ reason }) => reason),
    [...[1, 2, 3, 4].map((round) => `Reason ${round} of leadership-2`), 'Ours'],
  )
})

test('a look is ticked off by settling it or by agreeing anew, and the later framework is in use when that was asked', async (t) => {
  const { db, people, way } = await aFullYear(t)
  const open = () => lookingOnBehalfOf(db, larkshire, (reads) => toLookAt(reads, larkshire, in2014))
  await carry(db, people.cho, way, true)
  const before = await open()
  const [one, two] = before.filter(({ kind }) => kind === 'judgement')
  assert.ok(one && two)

  await onBehalfOf(db, larkshire, (tx) => settleLooks(tx, { ...people.ama, role: 'officer' }, { framework: in2014, judgements: [one.id], statements: [], now })) // prettier-ignore
  const { id: _, ...looked } = await db.selectFrom('criterion_judgement').selectAll().where('id', '=', two.id).executeTakeFirstOrThrow()
  await db
    .insertInto('criterion_judgement')
    .values({ ...looked, number: looked.number + 1, needs_look: null })
    .execute()
  const after = await open()

  assert.deepEqual(after, before.filter(({ id }) => id !== one.id && id !== two.id)) // prettier-ignore
  assert.equal((await frameworkInUse(reading(db), larkshire)).key, in2014)
})
