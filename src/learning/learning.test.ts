import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { learningPages } from './learning.pages.ts'
import { letterPages } from './letters/letter.pages.ts'
import { sentencesOf } from './letters/letter.ts'

const pages = [...learningPages, ...letterPages, ...accountPages]
const weakness = '/self-evaluation/positions/weakness/data-in-time'
const letters = '/self-evaluation/learning/letters'

/** Larkshire with two officers and a reader, and an officer of another authority. */
async function larkshireHouse(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const { app } = await aServer(t, { db, pages })
  const signedIn = async (name: string, role: 'officer' | 'reader', authority = '001') => {
    const email = `${name.toLowerCase()}@council.gov.invalid`
    const account = await anAccount(db, { email, role, authority: anArea(authority) })
    await db.updateTable('account').set({ name }).where('id', '=', account).execute()
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return visitor
  }
  const [ama, ben, dee, eve] = [
    await signedIn('Ama', 'officer'),
    await signedIn('Ben', 'officer'),
    await signedIn('Dee', 'reader'),
    await signedIn('Eve', 'officer', '002'),
  ]
  return { db, ama, ben, dee, eve }
}

const hidden = (html: string) => {
  const from = html.slice(html.indexOf('<main'))
  return Object.fromEntries([...from.matchAll(/<input type="hidden" name="(csrf|seen)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])) // prettier-ignore
}

test('we say whether we have a common weakness, and others who see the list read it', async (t) => {
  const { ama, dee, eve } = await larkshireHouse(t)

  const kept = await ama.postBare(weakness, { ...hidden((await ama.look(weakness)).body), answer: 'partly', says: 'Since May it comes on time' }) // prettier-ignore
  const [list, others, form] = [await dee.look('/self-evaluation/weaknesses'), await eve.look('/self-evaluation/weaknesses'), await dee.look(weakness)] // prettier-ignore

  assert.equal(kept.statusCode, 303)
  assert.match(list.body, /Since May it comes on time/)
  assert.match(list.body, /Of 31 common weaknesses we have 0, have 1 in part/)
  assert.doesNotMatch(others.body, /Since May/)
  assert.doesNotMatch(form.body, /<textarea/)
})

test('two who answer at once lose nothing: the second is shown what the first wrote beside their own', async (t) => {
  const { db, ama, ben } = await larkshireHouse(t)
  const [hers, his] = [hidden((await ama.look(weakness)).body), hidden((await ben.look(weakness)).body)]

  await ama.postBare(weakness, { ...hers, answer: 'yes', says: 'Hers' })
  const again = await ama.postBare(weakness, { ...hers, answer: 'yes', says: 'Hers' })
  const clash = await ben.postBare(weakness, { ...his, answer: 'no', says: 'His' })
  const settled = await ben.postBare(weakness, { ...hidden(clash.body), answer: 'partly', says: 'Hers and his' })
  const trail = await db.selectFrom('audit_entry').select('what').where('what', '=', 'Took a position').execute()

  assert.deepEqual([again.statusCode, clash.statusCode, settled.statusCode], [303, 409, 303])
  assert.match(clash.body, /Ama wrote on .*: Yes\. Hers/)
  assert.match(clash.body, /<textarea[^>]*>His<\/textarea>/)
  assert.equal(trail.length, 2)
})

test('what others were told is narrowed to a theme, and drawn with its table', async (t) => {
  const { dee } = await larkshireHouse(t)

  const [all, some] = [
    await dee.look('/self-evaluation/learning'),
    await dee.look('/self-evaluation/learning?theme=theme-8&outcome=ineffective'),
  ]

  assert.match(all.body, /14 inspections of other authorities/)
  assert.match(all.body, /Isle of Wight, 23 to 27 June 2014/)
  assert.match(some.body, /Doncaster/)
  assert.doesNotMatch(some.body, /Wakefield/)
  assert.match(some.body, /Findings by theme/)
})

const text = 'Officers know their schools well.\n\nMembers do not challenge\nofficers enough. Data comes late!'
const letter = { inspected: 'Larkshire County Council', began: '2015-06-01', published: '', outcome: 'narrative', source: 'example.gov.invalid/letter', text } // prettier-ignore

test('the letter of another authority is pasted in, marked by sentence and by quotation, and taken out with its history', async (t) => {
  const { db, ama, dee, eve } = await larkshireHouse(t)
  const csrf = hidden((await ama.look(letters)).body)

  const added = await ama.postBare(letters, { ...csrf, ...letter })
  const twice = await ama.postBare(letters, { ...csrf, ...letter })
  const at = String(added.headers.location)
  const invented = await ama.postBare(`${at}/mark`, { ...csrf, quoted: 'Members are asleep', kind: 'weakness', 'criterion-2': 'on' })
  await ama.postBare(`${at}/mark`, { ...csrf, 'sentence-1': 'on', quoted: 'Data comes late', kind: 'weakness', 'criterion-2': 'on', 'criterion-8': 'on' }) // prettier-ignore
  const marked = await dee.look('/self-evaluation/learning')
  const elsewhere = await eve.look('/self-evaluation/learning')
  const foreign = await eve.look(at)
  await ama.postBare(`${at}/out`, csrf)
  const out = await dee.look('/self-evaluation/learning')
  const kept = await dee.look(at)
  const trail = await db.selectFrom('audit_entry').select('what').orderBy('id').execute()

  assert.equal(added.statusCode, 303, added.body.slice(0, 3000))
  assert.equal(twice.headers.location, at)
  assert.equal(invented.statusCode, 400)
  assert.match(invented.body, /This passage does not occur in the letter/)
  assert.match(marked.body, /They were told: Members do not challenge officers enough\./)
  assert.match(marked.body, /15 inspections/)
  assert.match(marked.body, /They were told: Data comes late\b/)
  assert.doesNotMatch(elsewhere.body, /Members do not challenge/)
  assert.equal(foreign.statusCode, 404)
  assert.match(out.body, /14 inspections/)
  assert.match(kept.body, /This letter was taken out on/)
  assert.deepEqual(trail.map(({ what }) => what).filter((what) => /letter/.test(what)), ['Added an inspection letter', 'Marked a letter', 'Took a letter out']) // prettier-ignore
})

test('a mark is taken out for all the criteria it was tied to', async (t) => {
  const { db, ama } = await larkshireHouse(t)
  const csrf = hidden((await ama.look(letters)).body)
  const at = String((await ama.postBare(letters, { ...csrf, ...letter })).headers.location)
  await ama.postBare(`${at}/mark`, { ...csrf, 'sentence-0': 'on', kind: 'strength', 'criterion-2': 'on', 'criterion-8': 'on' })

  const rows = await db.selectFrom('letter_passage').select('id').orderBy('id').execute()
  await ama.postBare(`${at}/unmark`, { ...csrf, passage: String(rows[0]?.id) })

  assert.equal(rows.length, 2)
  assert.deepEqual(await db.selectFrom('letter_passage').select('id').execute(), [])
})

test('somebody who only reads neither adds a letter nor takes a position', async (t) => {
  const { dee } = await larkshireHouse(t)

  assert.equal((await dee.look(letters)).statusCode, 403)
  assert.equal((await dee.post(weakness, { answer: 'yes', says: '' })).statusCode, 403)
})

test('a letter falls into sentences at full stops and points, and lines that were broken are whole again', () => {
  assert.deepEqual(sentencesOf(text), [
    'Officers know their schools well.',
    'Members do not challenge officers enough.',
    'Data comes late!',
  ])
  assert.deepEqual(sentencesOf('Improve:\n• data\n• targets'), ['Improve:', '• data', '• targets'])
})
