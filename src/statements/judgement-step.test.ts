import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { anAccount } from '../../test/visitor.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import { onBehalfOf } from '../db/scope.ts'
import { seeded } from '../forecasts/seeded.ts'
import { judgedParts, mergedFrom, nothingJudged, type Judged, type JudgedPart } from './criterion-judgement.ts'
import { judgementsOf, latestJudgements, looksAt, stepsOf } from './criterion-judgement.store.ts'
import { answerChallenge, beginAnew, challengeJudgement, makeReady, takeBack, writeJudgement } from './judgement-step.store.ts'

const larkshire = anArea('001')
const now = new Date('2026-11-20T10:00:00Z')
const at = { framework: 'laassi-2014-11', theme: 'theme-1', criterion: '1.1', today: aDay('2026-11-20'), now }
const said: Judged = { grade: 'secure', confidence: 'high', reason: 'Because', strengths: '', gaps: '', better: '' }

async function officers(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const one = async (name: string): Promise<Person> => {
    const account = await anAccount(db, { email: `${name.toLowerCase()}@larkshire.gov.invalid`, authority: larkshire })
    return { account, name, role: 'officer', authority: larkshire }
  }
  return { db, ama: await one('Ama'), ben: await one('Ben') }
}

const acting = <T>(db: Db, work: (tx: Db) => Promise<T>) => onBehalfOf(db, larkshire, work)

test('what only one of two changed stands, and what both changed otherwise collides', () => {
  const mine = { ...said, reason: 'Mine', gaps: 'Same' }
  const theirs = { ...said, grade: 'weak', gaps: 'Same', reason: 'Theirs' }

  assert.deepEqual(mergedFrom(said, mine, theirs), {
    said: { ...said, grade: 'weak', gaps: 'Same', reason: 'Mine' },
    collide: ['reason'],
  })
})

/** One of two editors: what they last saw, and what they mean to say. */
interface Editor {
  readonly who: Person
  number: number
  seen: number
  text: Judged
}

/**
 * Keeps what an editor means, as a browser would: when it clashes, they are shown both texts, put theirs after the other's, and
 * keep it again. Everything either ever wrote is then in the text that stands or in its history.
 */
async function keeps(db: Db, editor: Editor): Promise<void> {
  const came = await acting(db, (tx) => writeJudgement(tx, editor.who, at, { said: editor.text, number: editor.number, seen: editor.seen }))
  if (came.kind === 'done') {
    const { number, version } = came.judgement
    Object.assign(editor, { number, seen: version, text: textsOf(came.judgement) })
    return
  }
  assert.equal(came.kind, 'clash')
  if (came.kind !== 'clash') return
  const { theirs, merged } = came
  const settled = Object.fromEntries(
    merged.collide.map((part) => [
      part,
      part === 'grade' || part === 'confidence' ? theirs[part] : `${theirs[part] ?? ''}${editor.text[part] ?? ''}`,
    ]),
  )
  Object.assign(editor, { number: theirs.number, seen: theirs.version, text: { ...merged.said, ...settled } })
  await keeps(db, editor)
}

const textsOf = (one: Judged): Judged => ({
  grade: one.grade,
  confidence: one.confidence,
  reason: one.reason,
  strengths: one.strengths,
  gaps: one.gaps,
  better: one.better,
})

test('two who edit one judgement at once a hundred times, in any order, lose nothing', async (t) => {
  const { db, ama, ben } = await officers(t)
  const random = seeded(20261123)
  const editors: Editor[] = [ama, ben].map((who) => ({ who, number: 0, seen: 0, text: nothingJudged }))
  const texts = judgedParts.filter((part) => part !== 'grade' && part !== 'confidence')
  const wrote: { readonly part: JudgedPart; readonly mark: string }[] = []

  for (let round = 0; round < 100; round++) {
    const order = random() < 0.5 ? editors : editors.toReversed()
    for (const editor of order) {
      const part = texts[Math.floor(random() * texts.length)] ?? 'reason'
      const mark = `[${editor.who.name} ${round}]`
      wrote.push({ part, mark })
      editor.text = { ...editor.text, [part]: `${editor.text[part] ?? ''}${mark}` }
    }
    // Now one after the other, now both at once.
    if (random() < 0.5) for (const editor of order) await keeps(db, editor)
    else await Promise.all(order.map((editor) => keeps(db, editor)))
  }

  const [standing, ...more] = await looksAt(reading(db), larkshire, at.framework, at.criterion)
  const lost = wrote.filter(({ part, mark }) => !(standing?.[part] ?? '').includes(mark))
  const steps = await stepsOf(reading(db), larkshire, standing ? [standing.id] : [])
  assert.deepEqual(lost, [])
  assert.deepEqual(more, [])
  assert.equal(steps.length, standing?.version)
})

test('two who begin a judgement, challenge it or answer it at once do it once', async (t) => {
  const { db, ama, ben } = await officers(t)
  await acting(db, (tx) => writeJudgement(tx, ama, at, { said, number: 0, seen: 0 }))
  const ready = await acting(db, (tx) => makeReady(tx, ama, at, { number: 1, version: 1 }))
  assert.equal(ready.kind, 'done')

  const raced = await Promise.all([
    acting(db, (tx) => challengeJudgement(tx, ben, at, { number: 1, version: 2 }, { challenge: 'agree with a change', grade: 'strong', reason: 'Better than that' })), // prettier-ignore
    acting(db, (tx) => takeBack(tx, ama, at, { number: 1, version: 2 })),
  ])
  const kinds = raced.map(({ kind }) => kind).toSorted()

  assert.deepEqual(kinds, ['done', 'moved'])
})

test('who takes the change of the challenge has its grade, and the grade before stays in the history', async (t) => {
  const { db, ama, ben } = await officers(t)
  await acting(db, (tx) => writeJudgement(tx, ama, at, { said, number: 0, seen: 0 }))
  await acting(db, (tx) => makeReady(tx, ama, at, { number: 1, version: 1 }))
  await acting(db, (tx) => challengeJudgement(tx, ben, at, { number: 1, version: 2 }, { challenge: 'agree with a change', grade: 'strong', reason: 'Better' })) // prettier-ignore
  await acting(db, (tx) => answerChallenge(tx, ama, at, { number: 1, version: 3 }, { how: 'take' }))
  const [agreed] = await latestJudgements(reading(db), larkshire, at.framework, 'theme-1')
  const steps = await stepsOf(reading(db), larkshire, agreed ? [agreed.id] : [])
  await acting(db, (tx) => beginAnew(tx, ama, at))
  const twice = await acting(db, (tx) => beginAnew(tx, ama, at))

  assert.deepEqual([agreed?.state, agreed?.grade, agreed?.lead_says, agreed?.agreed_by], ['agreed', 'strong', null, 'Ama'])
  assert.deepEqual(steps.map(({ says }) => says.grade), ['strong', 'secure', 'secure', 'secure']) // prettier-ignore
  assert.equal(twice.number, 2)
  assert.equal((await judgementsOf(reading(db), larkshire, at.framework)).length, 2)
})

test('a challenged judgement that is written again is challenged anew, and the first challenge stays in its history', async (t) => {
  const { db, ama, ben } = await officers(t)
  await acting(db, (tx) => writeJudgement(tx, ama, at, { said, number: 0, seen: 0 }))
  await acting(db, (tx) => makeReady(tx, ama, at, { number: 1, version: 1 }))
  await acting(db, (tx) => challengeJudgement(tx, ben, at, { number: 1, version: 2 }, { challenge: 'disagree', grade: null, reason: 'No' }))
  const again = await acting(db, (tx) => answerChallenge(tx, ama, at, { number: 1, version: 3 }, { how: 'rewrite' }))
  assert.ok(again.kind === 'done')
  const steps = await stepsOf(reading(db), larkshire, [again.judgement.id])

  assert.deepEqual([again.judgement.state, again.judgement.challenge], ['draft', null])
  assert.equal(steps[1]?.says.otherReason, 'No')
})
