import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import type { Role } from '../accounts/permission.ts'
import { actionPages } from '../actions/action.pages.ts'
import { reading } from '../db/connect.ts'
import { forumPages } from './forum.pages.ts'
import { notOn } from './matter.ts'
import { writtenMerged } from './forum-meeting.ts'
import { agendaOf, meetingById } from './meeting.store.ts'

const here = anArea('001')
const pages = [...actionPages, ...forumPages, ...accountPages]

async function theForum(t: TestContext) {
  const db = await freshDb(t)
  await theDemo(db)
  const { app } = await aServer(t, { db, pages })
  const visitor = async (role: Role): Promise<Visitor> => {
    const email = `${role}@larkshire.gov.invalid`
    await anAccount(db, { email, role, authority: here })
    const one = new Visitor(app)
    await one.post('/sign-in', { email, password: thePassword })
    return one
  }
  return { reads: reading(db), visitor }
}

const key = 'a-form-key-of-a-test'
const theAction = { 'form-key': key, what: 'Write the plan', owner: '', due_on: '2026-06-01', done_means: '', rag: 'red', rag_reason: 'No time', arose: 'trigger', key: '4', says: 'Behind England' } // prettier-ignore

test('an action is made from where it arose, is overdue, is found and taken away as CSV, and a form sent again after Back loses nothing', async (t) => {
  const officer = await (await theForum(t)).visitor('officer')

  const form = await officer.look('/actions/new?arose=trigger&key=4&says=Behind+England')
  const sent = await officer.post('/actions', theAction, '/actions/new')
  const again = await officer.post('/actions', theAction, '/actions/new')
  const other = await officer.post('/actions', { ...theAction, what: 'Write another plan' }, '/actions/new')
  const [list, page, csv] = [
    await officer.look('/actions?overdue=yes'),
    await officer.look('/actions/1'),
    await officer.look('/actions.csv'),
  ]
  const faulty = await officer.post('/actions', { ...theAction, what: '', rag_reason: '' }, '/actions/new')

  assert.match(form.body, /href="\/risk\/4"[\s\S]+Behind England/)
  assert.deepEqual([sent.headers.location, again.headers.location, other.statusCode], ['/actions/1', '/actions/1', 400])
  assert.match(other.body, /Write another plan/)
  assert.match(list.body, /1 action is overdue[\s\S]+Write the plan[\s\S]+30 days overdue/)
  assert.match(page.body, /href="\/risk\/4"[\s\S]+Behind England/)
  assert.match(csv.body, /^.?number,what[\s\S]+1,Write the plan,,2026-06-01,30,open,red,No time/)
  for (const field of ['what', 'rag_reason']) assert.match(faulty.body, new RegExp(`href="#${field}"[\\s\\S]+id="${field}"`))
})

test('two who change one action see both texts where they collide, and what does not collide is merged', async (t) => {
  const { visitor } = await theForum(t)
  const [ama, ben] = [await visitor('officer'), await visitor('administrator')]
  await ama.post('/actions', theAction, '/actions/new')
  const was = { 'was-what': 'Write the plan', 'was-owner': '', 'was-due_on': '2026-06-01', 'was-done_means': '', 'was-rag': 'red', 'was-rag_reason': 'No time' } // prettier-ignore

  const first = await ama.post('/actions/1', { ...theAction, ...was, what: 'Amas words' }, '/actions')
  const second = await ben.post('/actions/1', { ...theAction, ...was, done_means: 'A plan' }, '/actions')
  const third = await ben.post('/actions/1', { ...theAction, ...was, what: 'Bens words', done_means: 'A plan' }, '/actions')
  const ended = await ama.post('/actions/1/end', { state: 'done', 'end-note': '' }, '/actions')
  const done = await ama.post('/actions/1/end', { state: 'done', 'end-note': 'It is written' }, '/actions')
  const late = await ben.post('/actions/1', { ...theAction, ...was, what: 'Too late' }, '/actions')

  assert.deepEqual([first.statusCode, second.statusCode, third.statusCode], [303, 303, 400])
  assert.match(third.body, /has: Amas words\. Yours is below[\s\S]+>Bens words</)
  assert.match(ended.body, /href="#end-note"/)
  assert.equal(done.statusCode, 303)
  assert.match(late.body, /was done meanwhile[\s\S]+Too late/)
})

test('what two wrote in different lines of the minutes stands together, and in the same line collides', () => {
  const base = { minutes: 'One\n\nTwo' }

  const apart = writtenMerged(['minutes'], base, { minutes: 'One, mine\n\nTwo' }, { minutes: 'One\n\nTwo, theirs' })
  const same = writtenMerged(['minutes'], base, { minutes: 'Mine\n\nTwo' }, { minutes: 'Theirs\n\nTwo' })

  assert.deepEqual(apart, { said: { minutes: 'One, mine\n\nTwo, theirs' }, collide: [] })
  assert.deepEqual(same, { said: { minutes: 'Mine\n\nTwo' }, collide: ['minutes'] })
})

test('a meeting that is still to come is not offered to be held, and one of today is', async (t) => {
  const officer = await (await theForum(t)).visitor('officer')
  await officer.post('/forum', { meets_on: '2026-07-02', place: '', 'form-key': key }, '/forum')
  await officer.post('/forum', { meets_on: '2026-07-01', place: '', 'form-key': `${key}-2` }, '/forum')

  const [ahead, due] = [await officer.look('/forum/1'), await officer.look('/forum/2')]

  assert.match(ahead.body, /once its day has come/)
  assert.doesNotMatch(ahead.body, /The meeting was held/)
  assert.match(due.body, /The meeting was held/)
})

test('an item of an agenda leads to the framework it arose under, also once another is in use', async (t) => {
  const { visitor, reads } = await theForum(t)
  const officer = await visitor('officer')
  await officer.post('/actions', theAction, '/actions/new')
  await officer.post('/forum', { meets_on: '2026-07-01', place: '', 'form-key': key }, '/forum')

  const items = await agendaOf(reads, here, 1)
  const page = await officer.look('/forum/1')
  const vacancy = { arose: 'duty', arose_key: 'theme-1', title: '', because: '' } as const
  const [older, newer] = [
    { ...vacancy, framework: 'laassi-2014-11' },
    { ...vacancy, framework: 'annual-2026-11' },
  ]

  assert.deepEqual([...new Set(items.map(({ arose, framework }) => `${arose} ${framework}`))], ['action null', 'duty laassi-2014-11'])
  assert.match(page.body, /href="\/self-evaluation\/themes\/theme-1\/duty\?framework=laassi-2014-11"/)
  assert.match(page.body, /href="\/actions\/1"/)
  assert.deepEqual(notOn([older], [newer]), [newer])
})

test('a meeting begins with what is late or vacant, is held, written up and agreed, and is then never changed', async (t) => {
  const { visitor, reads } = await theForum(t)
  const officer = await visitor('officer')
  await officer.post('/actions', theAction, '/actions/new')
  const meeting = { meets_on: '2026-07-01', place: 'Town hall', 'form-key': key }

  const planned = await officer.post('/forum', meeting, '/forum')
  const twice = await officer.post('/forum', meeting, '/forum')
  const [first, second] = await agendaOf(reads, here, 1)
  assert.ok(first && second)
  await officer.post(`/forum/1/items/${second.id}/up`, { position: String(second.position) }, '/forum/1')
  await officer.post(`/forum/1/items/${second.id}/up`, { position: String(second.position) }, '/forum/1')
  const moved = (await agendaOf(reads, here, 1)).slice(0, 2).map(({ id }) => id)
  await officer.post(`/forum/1/items/${second.id}/out`, {}, '/forum/1')
  const without = await officer.look('/forum/1')
  await officer.post('/forum/1/items', { arose: second.arose, key: second.arose_key }, '/forum/1')
  await officer.post('/forum/1/items', { title: 'Any other business' }, '/forum/1')
  await officer.post('/forum/1/items', { title: 'Any other business' }, '/forum/1')
  const early = await officer.post('/forum/1/agree', { version: '1' }, '/forum/1')
  const standing = async () => String((await meetingById(reads, here, 1))?.version)
  await officer.post('/forum/1/hold', { version: await standing() }, '/forum/1')
  const written = { present: 'Ama', [`decided-${first.id}`]: 'Do it by July', minutes: '# Said\n\nMuch' }
  await officer.post('/forum/1/write', written, '/forum/1/write')
  const stale = await officer.post('/forum/1/agree', { version: '1' }, '/forum/1')
  const agreed = await officer.post('/forum/1/agree', { version: await standing() }, '/forum/1')
  const after = await officer.post('/forum/1/write', { ...written, minutes: 'Other' }, '/forum/1')
  const page = await officer.look('/forum/1')

  assert.deepEqual([planned.headers.location, twice.headers.location], ['/forum/1', '/forum/1'])
  assert.deepEqual([first.arose, first.title, moved], ['action', 'Action: Write the plan', [second.id, first.id]])
  assert.match(without.body, /not on the agenda[\s\S]+Vacancy/)
  assert.equal((await agendaOf(reads, here, 1)).filter(({ title }) => title === 'Any other business').length, 1)
  assert.match(early.body, /before they are agreed/)
  assert.match(stale.body, /your step was not taken/)
  assert.equal(agreed.statusCode, 303)
  assert.match(after.body, /minutes were agreed meanwhile[\s\S]+Other/)
  assert.match(page.body, /Do it by July[\s\S]+<h2[^>]*>Said<\/h2>[\s\S]+Much/)
  assert.equal((await meetingById(reads, here, 1))?.minutes, '# Said\n\nMuch')
  for (const [file, begins] of [
    ['agenda.pdf', '%PDF'],
    ['agenda.docx', 'PK'],
    ['minutes.pdf', '%PDF'],
    ['minutes.docx', 'PK'],
  ] as const) {
    const { statusCode, body } = await officer.look(`/forum/1/${file}`)
    assert.deepEqual([file, statusCode, body.slice(0, begins.length)], [file, 200, begins])
  }
})

test('a reader sees the actions and changes none, and does not see the forum', async (t) => {
  const { visitor } = await theForum(t)
  const reader = await visitor('reader')

  const [list, form, forum] = [await reader.look('/actions'), await reader.look('/actions/new'), await reader.look('/forum')]

  assert.deepEqual([list.statusCode, form.statusCode, forum.statusCode], [200, 403, 403])
  assert.doesNotMatch(list.body, /Make an action/)
})
