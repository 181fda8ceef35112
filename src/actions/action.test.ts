import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { anAccount } from '../../test/visitor.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import { onBehalfOf } from '../db/scope.ts'
import { seeded } from '../forecasts/seeded.ts'
import { changeAction, endAction, makeAction, noteAction } from './action-step.store.ts'
import { readAction, readArose } from './action.form.ts'
import { actionById, actionCount, actionsOf, notesOf, overdueCount } from './action.store.ts'
import { isOverdue, mergedFrom, saidIn, type ActionGiven, type ActionSaid } from './action.ts'
import { aroseView } from './arose.view.ts'

const larkshire = anArea('001')
const today = aDay('2026-11-20')
const now = new Date('2026-11-20T10:00:00Z')
const given: ActionGiven = { what: 'Visit the school', done_means: 'A note of visit', owner: null, due_on: null, rag: 'grey', rag_reason: '' } // prettier-ignore
const arose = readArose({
  arose: 'criterion',
  key: '1.1',
  says: 'No plan',
  framework: 'laassi-2014-11',
  theme: 'theme-1',
  criterion: '1.1',
})

async function officers(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const one = async (name: string): Promise<Person> => {
    const account = await anAccount(db, { email: `${name.toLowerCase()}@larkshire.gov.invalid`, authority: larkshire })
    return { account, name, role: 'officer', authority: larkshire }
  }
  return { db, reads: reading(db), ama: await one('Ama'), ben: await one('Ben') }
}

const acting = <T>(db: Db, work: (tx: Db) => Promise<T>) => onBehalfOf(db, larkshire, work)
const making = (db: Db, who: Person, formKey: string, more: Partial<ActionGiven> = {}) =>
  acting(db, (tx) => makeAction(tx, who, { given: { ...given, ...more }, arose, formKey, now }))

test('an action is overdue when it is open and its day has passed, not on the day itself', () => {
  const overdue = (state: 'open' | 'done', due: string | null) => isOverdue({ state, due_on: due === null ? null : aDay(due) }, today)

  assert.deepEqual([overdue('open', '2026-11-19'), overdue('open', '2026-11-20'), overdue('open', null), overdue('done', '2026-11-19')], [true, false, false, false]) // prettier-ignore
})

test('red, amber and green need a reason, and every fault is told at once', () => {
  const read = readAction({ what: ' ', owner: '7', due_on: 'soon', rag: 'amber', rag_reason: '' }, [{ account: 6, name: 'Ama' }])

  assert.deepEqual(read.ok ? [] : read.problems.map(({ field }) => field), ['what', 'owner', 'due_on', 'rag_reason'])
})

test('what an action arose from leads back there, and a made-up address leads nowhere', () => {
  const from = (asked: Record<string, string>) => aroseView(readArose(asked)).href

  assert.equal(
    from({ arose: 'criterion', key: '1.1', framework: 'laassi-2014-11' }),
    '/self-evaluation/criteria/1.1?framework=laassi-2014-11',
  )
  assert.equal(from({ arose: 'statement', key: 'theme-2' }), '/self-evaluation/themes/theme-2/statement')
  assert.equal(from({ arose: 'trigger', key: '4' }), '/risk/4')
  assert.equal(from({ arose: 'school', key: '901000' }), '/schools/901000')
  assert.equal(from({ arose: 'meeting', key: '3-12' }), '/forum/3#item-12')
  assert.deepEqual([from({ arose: 'trigger', key: '/../x' }), from({ arose: 'school', key: 'x' }), from({ arose: 'nonsense', key: '1' })], ['', '', '']) // prettier-ignore
})

test('a form sent twice makes one action, and is in the audit trail once', async (t) => {
  const { db, reads, ama } = await officers(t)

  const first = await making(db, ama, 'the-same-form-key')
  const second = await making(db, ama, 'the-same-form-key')

  assert.deepEqual([first.anew, second.anew, second.id], [true, false, first.id])
  assert.equal(await actionCount(reads, larkshire, {}), 1)
  assert.equal((await reads.selectFrom('audit_entry').select('id').where('what', '=', 'Made an action').execute()).length, 1)
})

test('actions come due first at the top, and are found by owner, theme, origin and being overdue', async (t) => {
  const { db, reads, ama, ben } = await officers(t)
  await making(db, ama, 'no-day-and-nobodys', { what: 'C' })
  await making(db, ama, 'later-and-amas-own', { what: 'B', due_on: aDay('2026-12-01'), owner: ama.account })
  await making(db, ama, 'overdue-and-of-ben', { what: 'A', due_on: aDay('2026-11-01'), owner: ben.account })

  const found = async (filter: Parameters<typeof actionsOf>[2]) => (await actionsOf(reads, larkshire, filter)).map(({ what }) => what)

  assert.deepEqual(await found({}), ['A', 'B', 'C'])
  assert.deepEqual(await found({ owner: ama.account }), ['B'])
  assert.deepEqual(await found({ overdueOn: today }), ['A'])
  assert.deepEqual(await found({ framework: 'laassi-2014-11', theme: 'theme-1' }), ['A', 'B', 'C'])
  assert.deepEqual([await found({ theme: 'theme-2' }), await found({ arose: 'criterion', aroseKeys: ['1.2'] })], [[], []])
  assert.deepEqual([await overdueCount(reads, ama, today), await overdueCount(reads, ben, today)], [{ all: 1, mine: 0 }, { all: 1, mine: 1 }]) // prettier-ignore
})

test('another authority sees none of our actions, and changes none', async (t) => {
  const { db, ama } = await officers(t)
  const { id } = await making(db, ama, 'an-action-of-ours')
  const other = { ...ama, authority: anArea('002') }

  const seen = await onBehalfOf(db, other.authority, async (tx) => [
    (await actionsOf(reading(tx), larkshire, {})).length,
    (await changeAction(tx, other, { id, was: saidIn(given), given: { ...given, what: 'Theirs' }, now })).kind,
  ])

  assert.deepEqual(seen, [0, 'missing'])
})

test('who drops an action says why, both who end it alike are heard, and an ended one is not changed', async (t) => {
  const { db, reads, ama, ben } = await officers(t)
  const { id } = await making(db, ama, 'an-action-to-drop')

  await acting(db, (tx) => noteAction(tx, ama, { id, says: 'We began', now }))
  await acting(db, (tx) => noteAction(tx, ama, { id, says: 'We began', now }))
  await acting(db, (tx) => endAction(tx, ama, { id, says: 'The school closed', now, state: 'dropped' }))
  await acting(db, (tx) => endAction(tx, ben, { id, says: 'No longer ours', now, state: 'dropped' }))
  const kinds = await acting(db, async (tx) => [
    (await endAction(tx, ben, { id, says: 'Visited', now, state: 'done' })).kind,
    (await changeAction(tx, ben, { id, was: saidIn(given), given: { ...given, what: 'Other' }, now })).kind,
  ])
  const opened = await acting(db, (tx) => endAction(tx, ben, { id, says: 'It did not close', now, state: 'open' }))

  assert.deepEqual(kinds, ['ended', 'ended'])
  assert.equal(opened.kind, 'done')
  assert.deepEqual(
    (await notesOf(reads, larkshire, id)).map(({ says }) => says),
    ['Opened again: It did not close', 'Dropped: No longer ours', 'Dropped: The school closed', 'We began'],
  )
  assert.equal((await actionById(reads, larkshire, id))?.state, 'open')
})

test('a light and its reason are taken together, so that no light keeps a reason given for another', () => {
  const base = saidIn(given)
  const mine = { ...base, rag: 'green', rag_reason: 'On time' }
  const theirs = { ...base, rag: 'red', rag_reason: 'No money', what: 'Visit twice' }

  const merged = mergedFrom(base, mine, theirs)

  assert.deepEqual(merged, { said: { ...mine, what: 'Visit twice' }, collide: ['rag', 'rag_reason'] })
})

/** One of two editors: what their form showed when it was opened, and what they mean to say. */
interface Editor {
  readonly who: Person
  was: ActionSaid
  text: ActionSaid
}

const asGiven = (said: ActionSaid): ActionGiven => ({ ...given, what: said.what, done_means: said.done_means, rag_reason: said.rag_reason })

/** Keeps what an editor means, as a browser would: when it clashes they put theirs after the other’s, and keep it again. */
async function keeps(db: Db, editor: Editor, id: number): Promise<void> {
  const came = await acting(db, (tx) => changeAction(tx, editor.who, { id, was: editor.was, given: asGiven(editor.text), now }))
  if (came.kind === 'done') return void Object.assign(editor, { was: saidIn(came.action), text: saidIn(came.action) })
  assert.equal(came.kind, 'clash')
  if (came.kind !== 'clash') return undefined
  const theirs = saidIn(came.theirs)
  const settled = Object.fromEntries(came.merged.collide.map((part) => [part, `${theirs[part]} ${editor.text[part]}`]))
  Object.assign(editor, { was: theirs, text: { ...came.merged.said, ...settled, rag: 'grey' } })
  return keeps(db, editor, id)
}

test('two who edit one action at once lose nothing, in a hundred random orders', async (t) => {
  const { db, reads, ama, ben } = await officers(t)
  for (let round = 1; round <= 100; round++) {
    const random = seeded(round)
    const { id } = await making(db, ama, `editors-of-round-${round}`)
    const begun = saidIn(given)
    const editors: readonly Editor[] = [{ who: ama, was: begun, text: begun }, { who: ben, was: begun, text: begun }] // prettier-ignore
    const written: string[] = []
    for (let step = 0; step < 8; step++) {
      const editor = editors[random() < 0.5 ? 0 : 1]
      assert.ok(editor)
      if (random() < 0.6) {
        const part = (['what', 'done_means', 'rag_reason'] as const)[Math.floor(random() * 3)] ?? 'what'
        const word = `w${round}-${step}`
        written.push(word)
        editor.text = { ...editor.text, [part]: `${editor.text[part]} ${word}`.trim() }
      } else await keeps(db, editor, id)
    }
    for (const editor of editors) await keeps(db, editor, id)

    const stands = await actionById(reads, larkshire, id)
    const all = stands ? Object.values(saidIn(stands)).join(' ') : ''
    assert.deepEqual(
      written.filter((word) => !all.split(' ').includes(word)),
      [],
      `round ${round}: ${all}`,
    )
  }
})
