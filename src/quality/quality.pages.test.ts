import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aFile, anImport } from '../../test/made-up-files.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { auditEntries } from '../accounts/audit.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { paths } from '../paths.ts'
import { importFile } from '../sources/import-run.import.ts'
import { performanceImporters } from '../performance/performance.import.ts'
import type { Outcome } from '../web/page.ts'
import { templates } from '../web/templates.ts'
import { inspectImport } from './inspection.import.ts'
import type { RuleKey } from './quality-finding.ts'
import { openFindings, reportOf } from './quality-report.store.ts'
import { qualityPages } from './quality.pages.ts'

const print = templates()
const site = { paths, council: 'Larkshire', navigation: [] }
const who = { account: null, name: 'Ama Boateng', role: 'officer', authority: anArea('931') } as const
const asked = { today: aDay('2026-11-23'), now: new Date('2026-11-23T09:00:00Z'), address: 'http://localhost', who: { ...who, account: 1 } }

/** Two schools, one of whose percentages is a slip, and the authority's own row. */
const census = `URN,LA,ESTAB,SCHOOLTYPE,NOR,NORG,NORB,PNORG,PNORB,TSENELSE,PSENELSE,NUMEAL,PNUMEAL,NUMFSM,NORFSMEVER
123001,931,2001,State-funded primary,285,201,84,79%,29.5%,5,1.8%,10,3.5%,20,280
123002,931,2002,State-funded primary,200,100,100,50%,50%,9,104.5%,10,5%,20,190
LA,931,PRI,State-funded primary,485,301,184,62.1%,37.9%,14,2.9%,20,4.1%,40,470
`

test('an import says what to know before quoting its figures, with the rows behind it, and what was checked', async (t) => {
  const db = await freshDb(t)
  const run = await checked(t, db, census)

  const report = await reportOf(reading(db), run)
  const told = (report?.findings ?? []).map(({ rule, behind }) => [rule, ...behind.map(({ line, cells }) => `${line} ${cells.map(([, cell]) => cell).join(' ')}`)]) // prettier-ignore
  const sums = told.filter(([rule]) => rule === 'sums').flat()

  assert.deepEqual(told.slice(0, 3), [
    ['ranges', '3 104.5%'],
    ['shares', '2 201 285 79% 70.5%'],
    ['shares', '3 9 200 104.5% 4.5%'],
  ])
  assert.ok(
    sums.some((cells) => cells.startsWith('4 PNORG 62.1% between 66.')),
    sums.join('; '),
  )
  assert.ok(report?.checks.some(({ rule, said }) => rule === 'shares' && /percentages in \d columns/.test(said)))
})

test('the list of findings, one of them, and the file of it can be looked at, and what is ours comes first', async (t) => {
  const db = await freshDb(t)
  await checked(t, db, census)
  const slip = await numberOf(db, 'shares')

  const list = htmlOf(await look(db, '/data/quality', {}))
  const one = htmlOf(await look(db, '/data/quality/:finding', { finding: String(slip) }))
  const file = await look(db, '/data/quality/:finding/rows.csv', { finding: String(slip) })

  assert.match(list, /201 of 285 is 70.5%, and 79% is printed/)
  assert.match(list, /1 of ours/)
  assert.match(one, /<td class="govuk-table__cell">79%<\/td>/)
  assert.match(one, /Mark as explained/)
  assert.ok(file.kind === 'file' && /NORG: 201; NOR: 285; PNORG: 79%/.test(String(file.body)))
  assert.equal((await look(db, '/data/quality/:finding', { finding: '999' })).kind, 'missing')
})

test('a finding somebody explained is open no more, in this import or a later one, until it is opened again', async (t) => {
  const db = await freshDb(t)
  await checked(t, db, census)
  const before = await openFindings(reading(db))
  const slip = await numberOf(db, 'shares')

  const empty = await post(db, slip, { reason: ' ', seen: '0' })
  const outcome = await post(db, slip, { reason: 'The school confirmed 201 girls', seen: '0' })
  const after = await openFindings(reading(db))
  await checked(t, db, census.replace('123002,931', '123003,931'))
  const later = await numberOf(db, 'shares')
  const shown = htmlOf(await look(db, '/data/quality', {}, { show: 'explained' }))
  await post(db, later, { again: 'yes', seen: '1' })

  assert.equal(empty.kind === 'show' && empty.status, 400)
  assert.deepEqual(outcome, { kind: 'go', to: `/data/quality/${slip}` })
  assert.equal(after, before - 1)
  assert.match(shown, /The school confirmed 201 girls \(Ama Boateng/)
  assert.equal((await reportOf(reading(db), 2))?.findings.find(({ id }) => id === later)?.explained, undefined)
  const what = (await auditEntries(reading(db), { words: 'data quality', limit: 9, offset: 0 })).map((entry) => entry.what)
  assert.deepEqual(what, ['Opened a finding of data quality again', 'Explained a finding of data quality'])
})

test('of two who explain a finding at once, the second is shown what the first said', async (t) => {
  const db = await freshDb(t)
  await checked(t, db, census)
  const slip = await numberOf(db, 'shares')
  await post(db, slip, { reason: 'The first', seen: '0' })

  const second = await post(db, slip, { reason: 'The second', seen: '0' })

  assert.equal(second.kind === 'show' && second.status, 400)
  assert.match(htmlOf(second), /Somebody else said something of this finding meanwhile/)
  assert.match(htmlOf(second), /The first/)
})

test('a percentage that is typed is checked, and half a question is asked for the rest', async (t) => {
  const db = await freshDb(t)

  const wrong = htmlOf(await look(db, '/data/quality', {}, { part: '201', whole: '285', percent: '79%' }))
  const half = await look(db, '/data/quality', {}, { part: '201' })

  assert.match(wrong, /79% does not follow: 201 of 285 is 70.5%/)
  assert.equal(half.kind === 'show' && half.status, 400)
  assert.match(htmlOf(half), /href="#whole">Enter the whole as a number above 0/)
})

test('a finding changes no figure, and a file that cannot be checked is held all the same and says so', async (t) => {
  const db = await freshDb(t)
  await db.schema.alterTable('reorganisation').renameTo('away').execute()

  const run = await checked(t, db, census)

  const { cells } = await reading(db).selectFrom('performance_row').select('cells').where('code', '=', '123002').executeTakeFirstOrThrow()
  assert.match(cells, /104.5%/)
  assert.match((await reportOf(reading(db), run))?.checks[0]?.said ?? '', /could not be checked/)
})

async function checked(t: TestContext, db: Db, content: string): Promise<number> {
  const file = { path: await aFile(t, content), name: 'census.csv', year: 2019 }
  const [run] = await importFile(db, file, { ...anImport, importers: performanceImporters, inspect: inspectImport })
  if (run?.state === 'done') return run.id
  throw new Error(`${run?.state}: ${run?.message}`)
}

async function numberOf(db: Db, rule: RuleKey): Promise<number> {
  const { id } = await reading(db).selectFrom('quality_finding').select('id').where('rule', '=', rule).where('sentence', 'like', '%79%').orderBy('id', 'desc').executeTakeFirstOrThrow() // prettier-ignore
  return id
}

async function look(db: Db, path: string, params: Record<string, string>, query: Record<string, string> = {}): Promise<Outcome> {
  const page = qualityPages.find((one) => one.method === 'GET' && one.path === path)
  if (page?.method !== 'GET' || page.fenced !== false) throw new Error(`no page ${path}`)
  return page.does({ ...asked, params, query, reads: reading(db) })
}

async function post(db: Db, finding: number, body: Record<string, string>): Promise<Outcome> {
  const page = qualityPages.find((one) => one.method === 'POST')
  if (page?.method !== 'POST' || page.fenced !== false) throw new Error('no form')
  return page.does({ ...asked, params: { finding: String(finding) }, query: {}, body, uploads: [], db, reads: reading(db) })
}

function htmlOf(outcome: Outcome): string {
  if (outcome.kind !== 'show') throw new Error(`the page did not show: ${outcome.kind}`)
  return print(outcome.template, { ...outcome.model, site })
}

test('findings are those with rows of ours, until all are asked for or an import leads to its own', async (t) => {
  const db = await freshDb(t)
  const run = await checked(t, db, census.replaceAll(',931,', ',850,'))

  const ours = htmlOf(await look(db, '/data/quality', {}))
  const all = htmlOf(await look(db, '/data/quality', {}, { ours: 'no' }))
  const linked = htmlOf(await look(db, '/data/quality', {}, { run: String(run), show: 'all' }))

  assert.doesNotMatch(ours, /and 79% is printed/)
  assert.match(ours, /Only those with rows of your authority\. <a class="govuk-link" href="\/data\/quality\?ours=no">Show all/)
  assert.match(all, /and 79% is printed/)
  assert.match(linked, /and 79% is printed/)
})
