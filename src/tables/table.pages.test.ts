import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { accountPages } from '../accounts/account.pages.ts'
import { auditPages } from '../accounts/audit.pages.ts'
import { paths } from '../paths.ts'
import { newDatabase } from '../../test/database.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { openDocumentSheets } from '../sources/open-document.ts'
import { sheetsOf } from '../sources/workbook.ts'
import { tablePages } from './table.pages.ts'

const held = await newDatabase()
const query = 'measures=KS1P_all&areas=ours%2Ccountry&years=latest&rows=areas&columns=measures'
const [ama, ben, cleo] = ['ama', 'ben', 'cleo'].map((name) => `${name}@larkshire.gov.invalid`)

before(async () => {
  await theDemo(held.db)
  await anAccount(held.db, { email: ama ?? '', role: 'officer', authority: anArea('001') })
  await anAccount(held.db, { email: ben ?? '', role: 'reader', authority: anArea('001') })
  await anAccount(held.db, { email: cleo ?? '', role: 'officer', authority: anArea('002') })
})
after(() => held.dispose())

async function signedIn(t: TestContext, email = ama ?? '') {
  const { app } = await aServer(t, { db: held.db, pages: [...tablePages, ...accountPages, ...auditPages] })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return visitor
}

test('measures are found by words, ticked, set against areas, and shown at an address that can be sent', async (t) => {
  const visitor = await signedIn(t)

  const found = await visitor.look(`${paths.tables()}?form=yes&words=phonics&go=measures`)
  const listed = await visitor.look(found.headers.location ?? '')
  const shown = await visitor.look(
    `${paths.tables()}?form=yes&measure:KS1P_all=on&area:ours=on&area:country=on&years=latest&layout=areas+by+measures&go=table`,
  )
  const table = await visitor.look(shown.headers.location ?? '')

  assert.match(found.headers.location ?? '', /words=phonics#measures$/)
  assert.match(listed.body, /name="measure:KS1P_all"/)
  assert.equal(shown.headers.location, `${paths.tables()}?${query}`)
  assert.match(table.body, /Larkshire/)
  assert.match(table.body, /Notes: sources/)
  assert.match(table.body, /table\.xlsx\?measures=KS1P_all/)
})

test('an empty table says what can be made, and a wrong address what is wrong with it', async (t) => {
  const visitor = await signedIn(t)

  const empty = await visitor.look(paths.tables())
  const wrong = await visitor.look(`${paths.tables()}?measures=KS1P_all&areas=97&rows=years&columns=years`)
  const unknown = await visitor.look(`${paths.tables()}?measures=NO_SUCH&areas=ours`)

  assert.match(empty.body, /Any measures, areas or schools, and years/)
  assert.equal(wrong.statusCode, 400)
  assert.match(wrong.body, /“97” is not an area/)
  assert.match(unknown.body, /Nothing is held of: NO_SUCH/)
})

test('the same table is a workbook, an OpenDocument spreadsheet, and a CSV with its description', async (t) => {
  const visitor = await signedIn(t)
  const file = async (ending: 'xlsx' | 'ods' | 'csv' | 'zip') => visitor.look(`${paths.tablesFile(ending)}?${query}`)

  const [xlsx, ods, csv, zip] = [await file('xlsx'), await file('ods'), await file('csv'), await file('zip')]
  const parts = (bytes: Uint8Array) => new Map(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
  const [first, second] = [sheetsOf(parts(xlsx.rawPayload)), openDocumentSheets(parts(ods.rawPayload))].map((sheets) => sheets.map(({ name, rows }) => ({ name, rows: [...rows()].map(({ cells }) => cells) }))) // prettier-ignore
  const packed = parts(zip.rawPayload)

  assert.deepEqual(first, second)
  assert.deepEqual(first?.map(({ name }) => name), ['Cover_sheet', 'Contents', 'Table_1', 'Notes']) // prettier-ignore
  assert.ok(csv.body.startsWith('\uFEFFmeasure_code,'))
  assert.deepEqual([...packed.keys()], ['table-2026-07-01.csv', 'table-2026-07-01.csv-metadata.json'])
  assert.match(packed.get('table-2026-07-01.csv-metadata.json') ?? '', /"url": "table-2026-07-01.csv"/)
})

test('a table is kept under a name for the whole authority and no other, and the audit trail says so', async (t) => {
  const [officer, reader, elsewhere] = [await signedIn(t), await signedIn(t, ben), await signedIn(t, cleo)]

  const kept = await officer.post(paths.saveTable(), { name: 'Phonics and the country', query }, `${paths.tables()}?${query}`)
  const [ours, theirs, trail] = [await reader.look(paths.tables()), await elsewhere.look(paths.tables()), await officer.look('/audit')]

  assert.equal(kept.statusCode, 303)
  assert.match(ours.body, /Phonics and the country/)
  assert.doesNotMatch(ours.body, /Take away/)
  assert.doesNotMatch(theirs.body, /Phonics and the country/)
  assert.match(trail.body, /Kept a table/)
})

test('nobody takes the place of another’s table without a word, and one taken away is gone from the list', async (t) => {
  const officer = await signedIn(t)
  const other = query.replace('ours', 'all')
  await officer.post(paths.saveTable(), { name: 'Phonics', query }, `${paths.tables()}?${query}`)

  const clash = await officer.post(paths.saveTable(), { name: 'phonics', query: other }, `${paths.tables()}?${other}`)
  const list = await officer.look(paths.tables())
  const id = Number(/\/tables\/kept\/(\d+)\/remove"[^]*?Take away<span[^>]*> Phonics</.exec(list.body)?.[1])
  await officer.post(paths.removeTable(id), { version: '1' }, paths.tables())
  const after = await officer.look(paths.tables())

  assert.equal(clash.statusCode, 400)
  assert.match(clash.body, /keeps another table under the name “Phonics”/)
  assert.doesNotMatch(after.body, />Phonics</)
})

test('a school of another authority is known by its URN, and a file that would be empty leads to a page that says so', async (t) => {
  const visitor = await signedIn(t)
  const theirs = await held.db.selectFrom('school_record').select(['urn', 'name']).where('authority', '=', anArea('002')).orderBy('as_at', 'desc').executeTakeFirstOrThrow() // prettier-ignore

  const page = await visitor.look(`${paths.tables()}?measures=KS1P_all&areas=${theirs.urn}`)
  const none = await visitor.look(`${paths.tablesFile('csv')}?measures=KS1P_all&areas=999998`)
  const said = await visitor.look(none.headers.location ?? '')

  assert.doesNotMatch(page.body, /Nothing is held of/)
  assert.match(page.body, new RegExp(theirs.urn))
  assert.equal(none.statusCode, 303)
  assert.match(said.body, /no figures are held of what was asked for/)
})
