import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { newDatabase } from '../../test/database.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { aDay, anArea } from '../../test/support.ts'
import { accountPages } from '../accounts/account.pages.ts'
import { reading, type Db } from '../db/connect.ts'
import { historyPages } from './history.pages.ts'
import { movedCommands } from './moved.commands.ts'
import { movedPages } from './moved.pages.ts'
import { riskPages } from './risk.pages.ts'

const email = 'ama@larkshire.gov.invalid'
const here = anArea('001')
let db: Db
let dispose = async () => {}

before(async () => {
  const made = await newDatabase()
  ;({ db, dispose } = made)
  await theDemo(db)
  await anAccount(db, { email, role: 'reader', authority: here })
})

after(() => dispose())

async function signedIn(t: TestContext): Promise<Visitor> {
  const { app } = await aServer(t, { db, pages: [...riskPages, ...historyPages, ...movedPages, ...accountPages] })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return visitor
}

test('the page sets the newest day beside the last of the term before, and leads to each trigger', async (t) => {
  const visitor = await signedIn(t)
  const { body, statusCode } = await visitor.look('/risk/moved')

  assert.equal(statusCode, 200)
  assert.match(body, /Why the triggers moved/)
  assert.equal(body.match(/class="fd-light /g)?.length, 16)
  assert.match(body, /href="\/risk\/moved\?from=\d{4}-\d\d-\d\d&amp;to=\d{4}-\d\d-\d\d&amp;trigger=3"/)
})

test('a line’s schools are told with what moved it, and together they are the line’s move', async (t) => {
  const visitor = await signedIn(t)
  const { body } = await visitor.look('/risk/moved?from=2024-08-31&trigger=3')

  assert.match(body, /What moved our figure: Schools good or outstanding/)
  assert.match(body, /The \d+ schools that moved it/)
  assert.match(body, /The light (was \w+ on both days|went from \w+ to \w+)/)
  assert.match(body, /All together/)
  assert.match(body, /A school that closed in between with nothing in its place is in neither state/)
})

test('a day that is not one, or days in the wrong order, are said to be wrong', async (t) => {
  const visitor = await signedIn(t)
  const [wrong, disorder] = [
    await visitor.look('/risk/moved?from=31/13/2025'),
    await visitor.look('/risk/moved?from=2025-08-31&to=2024-08-31'),
  ]

  assert.deepEqual([wrong.statusCode, disorder.statusCode], [400, 400])
  assert.match(wrong.body, /<a href="#from">Enter the first day, such as 31\/08\/2025<\/a>/)
  assert.match(disorder.body, /The first day must be before the second/)
})

test('each trigger leads to why it moved, and those counted from schools to their history', async (t) => {
  const visitor = await signedIn(t)
  const [counted, published] = [await visitor.look('/risk/2'), await visitor.look('/risk/4')]

  assert.match(counted.body, /href="\/risk\/moved\?trigger=2"/)
  assert.match(counted.body, /href="\/risk\/history"/)
  assert.doesNotMatch(published.body, /href="\/risk\/history"/)
})

test('the history is of the phase asked for, with its tables', async (t) => {
  const visitor = await signedIn(t)
  const { body } = await visitor.look('/risk/history?phase=primary')

  assert.match(body, /<strong aria-current="true">Primary<\/strong>/)
  assert.match(body, /rebuilt from the days reports were published/)
})

test('as JSON every part is an exact fraction, with the school it is of', async () => {
  const said: string[] = []
  const complained: string[] = []
  const give = (options: Record<string, string | boolean>) =>
    movedCommands[0]?.does({
      db,
      reads: reading(db),
      args: [],
      options,
      out: { print: (line) => said.push(line), complain: (line) => complained.push(line), progress: () => {} },
      today: aDay('2026-11-23'),
      now: () => new Date(0),
      signal: new AbortController().signal,
      folder: '/',
    })

  const codes = [
    await give({ authority: '001', from: '2024-08-31', json: true }),
    await give({ authority: '931' }),
    await give({ authority: 'x', from: 'y' }),
  ]

  assert.deepEqual(codes, [0, 1, 2])
  const read: unknown = JSON.parse(said.join('\n'))
  assert.partialDeepStrictEqual(read, { authority: '001', from: { on: '2024-08-31', how: 'rebuilt' } })
  assert.match(said.join(''), /"exactly": "-?\d+\/\d+"/)
  assert.equal(complained.length, 3)
})
