import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { newDatabase } from '../../test/database.ts'
import { importOne, ofstedFile } from '../../test/made-up-files.ts'
import { layoutNow, registerFile } from '../../test/made-up-register.ts'
import { aDay, anArea } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { paths } from '../paths.ts'
import { templates } from '../web/templates.ts'
import { schoolCommands } from './school.commands.ts'
import { schoolPages } from './school.pages.ts'

const now = new Date('2026-11-23T09:00:00Z')
const print = templates()
const site = { paths, council: 'Larkshire', navigation: [] }
const { db, dispose } = await newDatabase()
after(dispose)

// Ash Infant and Ash Junior merged into Ash Primary (100003), which became Ash Academy (100004).
const closed = { 'EstablishmentStatus (name)': 'Closed', CloseDate: '31-08-2010', 'ReasonEstablishmentClosed (name)': 'Result of Amalgamation/Merger' } // prettier-ignore
const links = [
  'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate',
  '100004,100003,Ash Primary School,Predecessor,01-09-2018',
  '100003,100004,Ash Academy,Successor,31-08-2018',
  '100003,100001,Ash Infant School,Predecessor - merged,01-09-2010',
  '100003,100002,Ash Junior School,Predecessor - merged,01-09-2010',
  '100004,100009,Ash Sixth Form Centre,Sixth Form Centre Link,',
  '',
].join('\r\n')
const academy = {
  URN: '100004',
  'School name': 'Ash Academy',
  'Inspection start date': '12/05/2016',
  'URN at time of latest graded inspection': '100003',
  'School name at time of latest graded inspection': 'Ash Primary School',
}

const groups = [
  'Group UID,Group ID,Group Name,Group Type,Companies House Number,Group Open Date,Group Closed Date,Group Status,URN,EstablishmentName,Establishment OpenDate,Establishment CloseDate,Date Joined Group,Date Left Group,UKPRN',
  '1234,TR00001,Ash Learning Trust,Multi-academy trust,01234567,2012-03-12,,Open,100004,Ash Academy,2018-09-01,,01-09-2018,,',
  '55,,Valley Federation,Federation,,,,Open,100001,Ash Infant School,,,01-09-2005,31-08-2010,',
  '',
].join('\r\n')

test('before all: the files are imported', async (t) => {
  await importOne(t, db, ofstedFile([academy]), anyImport)
  await importOne(t, db, links, anyImport)
  const schools = [
    { ...closed, URN: '100001', EstablishmentName: 'Ash Infant School', PercentageFSM: 'x' },
    { ...closed, URN: '100002' },
  ]
  const run = await importOne(t, db, registerFile(layoutNow, schools), anyImport)
  await importOne(t, db, groups, anyImport)
  await importOne(
    t,
    db,
    'urn,name,open_date,close_date,town,postcode\n100020,Elm School,01-09-1980,31-08-2012,Larkham,LA1 1AA\n',
    anyImport,
  )
  assert.equal(run.state, 'done')
})

async function printed(urn: string): Promise<string> {
  const page = schoolPages.find((one) => one.path === '/schools/:urn')
  if (page?.method !== 'GET' || page.fenced === false) throw new Error('no page of a school')
  const who = { account: 1, name: 'Ada', role: 'reader', authority: anArea('931') } as const
  const outcome = await page.does({ reads: reading(db), query: {}, params: { urn }, who, now, today: aDay('2026-11-23') })
  if (outcome.kind !== 'show') throw new Error(`the page did not show: ${outcome.kind}`)
  return print(outcome.template, { ...outcome.model, site })
}

async function said(urn: string, options: Record<string, boolean> = {}): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = []
  const out = { print: (line: string) => void lines.push(line), complain: (line: string) => void lines.push(line), progress: () => {} }
  const [command] = schoolCommands
  const signal = new AbortController().signal
  const asked = { db, reads: reading(db), out, today: aDay('2026-11-23'), now: () => now, signal, folder: '.', args: [urn], options }
  return { code: (await command?.does(asked)) ?? 2, text: lines.join('\n') }
}

test("an academy's page tells the story back through the schools it came from, each with its own inspections", async () => {
  const html = await printed('100004')

  assert.match(html, /The schools it came from/)
  assert.match(html, /It came from one school, and before that came 2 more\./)
  assert.match(html, /href="\/schools\/100003">Ash Primary School<\/a>/)
  assert.match(html, /Became Ash Academy, 1 September 2018/)
  assert.match(html, /Good, inspection of 12 May 2016/)
  assert.match(html, /Merged into Ash Primary School, 1 September 2010/)
  assert.match(html, /Ash Sixth Form Centre<\/a> \(URN 100009\): Sixth Form Centre Link/)
})

test('a closed school has a page, which says when and why it closed, and what became of it', async () => {
  const html = await printed('100001')

  assert.match(html, /<h1[^>]*>Ash Infant School<\/h1>/)
  assert.match(html, /Closed on 31 August 2010: Result of Amalgamation\/Merger\./)
  assert.match(html, /What became of it/)
  assert.match(html, /Not published \(x\)/)
  assert.match(html, /register of establishments, as at 17 March 2025 \(a file\)/)
})

test('a school that only links and inspections name is told as far as they go', async () => {
  const html = await printed('100003')

  assert.match(html, /<h1[^>]*>Ash Primary School<\/h1>/)
  assert.match(html, /2 schools went into it\./)
  assert.match(html, /No file of the register that is held lists it/)
  assert.match(html, /<li>Good, inspection of 12 May 2016<\/li>/)
})

test('the page of a school names its trust with the day it joined, and that of a closed one the groups it was in', async () => {
  const open = await printed('100004')
  const shut = await printed('100001')

  assert.match(open, /Trust<\/dt>\s*<dd[^>]*>Ash Learning Trust \(company 01234567\), since 1 September 2018</)
  assert.match(open, /groups in the register of establishments/)
  assert.match(shut, /Federation<\/dt>\s*<dd[^>]*>Valley Federation, from 1 September 2005 until 31 August 2010</)
  assert.match((await said('100004')).text, /Ash Learning Trust \(company 01234567\), since 1 September 2018/)
})

test('a school known from a copy of the register cut to names, days and places is told as far as it goes', async () => {
  const html = await printed('100020')

  assert.match(html, /<h1[^>]*>Elm School<\/h1>/)
  assert.match(html, /cut to names, days and places lists it\. Its closing day there is 31 August 2012\./)
  assert.match(html, /Town<\/dt>\s*<dd[^>]*>Larkham</)
  assert.doesNotMatch(html, /groups in the register/)
})

test('the command tells a closed school too, and what became of it', async () => {
  const text = await said('100001')
  const json = await said('100004', { json: true })

  assert.equal(text.code, 0)
  assert.match(text.text, /^Ash Infant School\nClosed on 31 August 2010/)
  assert.match(text.text, /What became of it\n {2}Ash Primary School \(URN 100003\): Merged into Ash Primary School, 1 September 2010/)
  assert.partialDeepStrictEqual(JSON.parse(json.text), {
    urn: '100004',
    name: 'Ash Academy',
    predecessors: [
      { urn: '100003', name: 'Ash Primary School', steps: 1, on: '2018-09-01', judgements: [{ overall: '2' }] },
      { urn: '100001', steps: 2, manner: 'merger', register: { status: 'Closed' } },
      { urn: '100002', steps: 2, manner: 'merger' },
    ],
    links: [{ link_urn: '100009', link_type: 'Sixth Form Centre Link' }],
  })
})

test('a school that no file names is not told', async () => {
  assert.equal((await said('100099')).code, 1)
})
