import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { newDatabase } from '../../test/database.ts'
import { importOne, ofstedFile } from '../../test/made-up-files.ts'
import { havingTable } from '../../test/performance-rows.ts'
import { aDay, anArea, aUrn } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { schoolCommands } from '../establishments/school.commands.ts'
import { schoolPages } from '../establishments/school.pages.ts'
import { paths } from '../paths.ts'
import type { Page } from '../web/page.ts'
import { templates } from '../web/templates.ts'
import { schoolKnown } from './school-about.store.ts'
import { shippedSchoolMeasures } from './school-measure.import.ts'
import { whyNone, whyNoneOfNation } from './school-absent.view.ts'
import { matrixView } from './school-matrix.view.ts'
import { namesOf } from './likeness.store.ts'
import { schoolFigurePages } from './school-page.pages.ts'
import { schoolFacts } from './school-page.store.ts'
import { sharedFacts } from './shared-facts.store.ts'
import { gapsOf, told } from './school-page.ts'
import { unwatched } from '../../test/spool.ts'
import { rebuildSchoolComparisons } from './spread-rebuild.store.ts'

const now = new Date('2026-11-23T09:00:00Z')
const print = templates()
const site = { paths, council: 'Larkshire', navigation: [] }
const { db, dispose } = await newDatabase()
after(dispose)

// Ash Infant and Ash Junior (100001, 100002) merged into Ash Primary (100003), which became Ash Academy (100004).
const links = [
  'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate',
  '100004,100003,Ash Primary School,Predecessor,01-09-2017',
  '100003,100001,Ash Infant School,Predecessor - merged,01-09-2010',
  '100003,100002,Ash Junior School,Predecessor - merged,01-09-2010',
  '100006,100007,Elm Infant School,Predecessor - merged,01-09-2018',
  '100006,100008,Elm Junior School,Predecessor - merged,01-09-2018',
  '',
].join('\r\n')

const headings = ['RECTYPE', 'NFTYPE', 'TELIG', 'TOTPUPS', 'PTFSM6CLA1A', 'TFSM6CLA1A', 'PTRWM_EXP', 'PTRWM_EXP_FSM6CLA1A', 'PTRWM_EXP_NotFSM6CLA1A'] // prettier-ignore
const row = (expected: string, disadvantaged = 'SUPP', others = 'SUPP') => ['1', 'CY', '60', '420', '20%', '12', expected, disadvantaged, others] as const // prettier-ignore
const country = ['970', '5', '5', '', '600000', '4000000', '31%', '190000', '65%', '51%', '71%'] as const

test('before all: the files are imported and what schools are set beside is made', async (t) => {
  await importOne(t, db, ofstedFile([{ URN: '100004', 'School name': 'Ash Academy' }, { URN: '100006', 'School name': 'Elm Primary School' }]), anyImport) // prettier-ignore
  await importOne(t, db, links, anyImport)
  await havingTable(db, { table: 'ks2', year: 2016, headings, schools: [['100003', '931', ...row('40%')], ['100007', '931', ...row('50%')], ['100008', '931', ...row('70%')]], areas: [country] }) // prettier-ignore
  await havingTable(db, { table: 'ks2', year: 2018, headings, schools: [['100004', '931', ...row('45%', '30%', '49%')], ['100003', '931', ...row('99%')]], areas: [country] }) // prettier-ignore
  await havingTable(db, { table: 'ks2', year: 2019, headings, schools: [['100004', '931', ...row('44%', '29%', 'SUPP')], ['100006', '931', ...row('66%')]], areas: [country] }) // prettier-ignore
  await havingTable(db, { table: 'ks4-destinations', year: 2025, stage: 'provisional', headings: ['RECTYPE', 'COHORT', 'OVERALL_DESTPER'], schools: [['100006', '931', '1', '60', '94%']] }) // prettier-ignore
  await havingTable(db, {
    table: 'spending',
    year: 2019,
    headings: ['MEDIAN', 'TOTALEXP'],
    schools: [['100009', '850', 'Primary', '5000']],
  })
  await havingTable(db, { table: 'ks2', year: 2017, headings: ['RECTYPE', 'NFTYPE', 'TELIG', 'READPROG', 'READPROG_LOWER', 'READPROG_UPPER'], schools: [['100008', '931', '1', 'CY', '60', '-4.1', '-6.2', '-2']] }) // prettier-ignore
  await db.transaction().execute((tx) => rebuildSchoolComparisons(tx, shippedSchoolMeasures(), unwatched))
})

async function factsOf(urn: string) {
  const shared = await sharedFacts(reading(db))
  const known = await schoolKnown(reading(db), aUrn(urn), shared)
  assert.ok(known)
  return schoolFacts(reading(db), { ...known, measures: shippedSchoolMeasures(), depth: 'whole' }, shared)
}

function measureIn(facts: Awaited<ReturnType<typeof factsOf>>, code: string) {
  const found = facts.measures.find((one) => one.code === code)
  assert.ok(found)
  return found
}

async function printed(path: string, urn: string, year = '2019'): Promise<string> {
  const page = [...schoolPages, ...schoolFigurePages].find((one: Page) => one.path === path)
  if (page?.method !== 'GET' || page.fenced === false) throw new Error(`no page at ${path}`)
  const who = { account: 1, name: 'Ada', role: 'reader', authority: anArea('931') } as const
  const outcome = await page.does({ reads: reading(db), query: {}, params: { urn, year }, who, now, today: aDay('2026-11-23') })
  if (outcome.kind !== 'show') throw new Error(`the page did not show: ${outcome.kind}`)
  return print(outcome.template, { ...outcome.model, site })
}

test('the years before a school became an academy are told as those of the school it was', async () => {
  const facts = await factsOf('100004')

  const years = told(measureIn(facts, 'ks2-rwm-expected'), facts.own, facts.before)

  // In 2018 the academy has a figure of its own, and 2017 is in no file.
  assert.deepEqual(years.map(({ year, of, figure }) => [year, of?.name ?? 'its own', figure?.value]), [
    [2019, 'its own', 44],
    [2018, 'its own', 45],
    [2017, 'its own', undefined],
    [2016, 'Ash Primary School', 40],
  ]) // prettier-ignore
})

test('a merged school’s own line begins with itself, and those that went into it are told as several', async () => {
  const facts = await factsOf('100006')

  const years = told(measureIn(facts, 'ks2-rwm-expected'), facts.own, facts.before)

  assert.deepEqual(years.filter(({ year }) => year === 2016).map(({ of, figure }) => [of?.urn, figure?.value]), [['100007', 50], ['100008', 70]]) // prettier-ignore
  assert.deepEqual(years.filter(({ of, figure }) => of === undefined && figure).map(({ year }) => year), [2019]) // prettier-ignore
})

test('the gap within the school and the gap to the country’s others stand apart, and a withheld figure leaves none', async () => {
  const facts = await factsOf('100004')

  const gaps = gapsOf(facts, measureIn(facts, 'ks2-rwm-expected-disadvantaged'))

  assert.deepEqual(gaps.map(({ year, disadvantaged, others, nationalOthers }) => [year, disadvantaged.value, others?.value, nationalOthers?.value]), [
    [2019, 29, null, 71],
    [2018, 30, 49, 71],
  ]) // prettier-ignore
  const html = await printed('/schools/:urn/results', '100004')
  assert.match(html, /no gap: a figure is missing/)
  assert.match(html, /SUPP: suppressed, usually because it is about 5 pupils or fewer/)
})

test('the summary begins with what stands out, says why a year is empty, and keeps a predecessor’s figure apart', async () => {
  const html = await printed('/schools/:urn', '100004')

  // 2018 is on a new basis for writing, so two years and no more.
  assert.match(html, /Below England for 2 years running\.<\/strong> Reading, writing and maths at the expected standard: 44% in 2019/)
  assert.ok(html.indexOf('What stands out') < html.indexOf('Overall grade'))
  assert.match(html, /40%\*/)
  assert.match(html, /\* of Ash Primary School \(URN 100003\)/)
  assert.match(html, /Absence: no file is held/)
  assert.doesNotMatch(html, /Key stage 4 results/, 'a primary school is not told of key stage 4')
})

test('every page of a school shows, and a school that no file names is not found', async () => {
  for (const path of ['results', 'pupils', 'spending', 'like-it', 'published/:year']) {
    const html = await printed(`/schools/:urn/${path}`, '100004')
    assert.match(html, /<h1[^>]*>[^<]+<\/h1>/, path)
    assert.equal(html.match(/aria-current="page"/g)?.length, 1, path)
  }
  await assert.rejects(printed('/schools/:urn/results', '199999'), /did not show: missing/)
  await assert.rejects(printed('/schools/:urn/published/:year', '100004', 'all'), /did not show: missing/)
})

test('every published figure stands under the publisher’s own heading, marks and all', async () => {
  const html = await printed('/schools/:urn/published/:year', '100004')

  assert.match(html, />PTRWM_EXP<\/th><td[^>]*><\/td><td[^>]*>44%</)
  assert.match(html, />PTRWM_EXP_NotFSM6CLA1A<\/th><td[^>]*><\/td><td[^>]*>SUPP</)
})

test('the command gives what the page gives, and a program reads the marks as they are', async () => {
  const lines: string[] = []
  const command = schoolCommands[0]
  const out = { print: (line: string) => void lines.push(line), complain: (line: string) => void lines.push(line), progress: () => {} }
  const common = { db, reads: reading(db), args: ['100004'], out, today: aDay('2026-11-23'), now: () => now, signal: new AbortController().signal, folder: '.' } // prettier-ignore

  await command?.does({ ...common, options: {} })
  const text = lines.splice(0).join('\n')
  await command?.does({ ...common, options: { json: true } })
  const json: unknown = JSON.parse(lines.join('\n'))

  assert.match(text, /What stands out\n {2}Below England for 2 years running\./)
  assert.match(JSON.stringify(json), /"yearsRunning":2,"value":44/)
  assert.match(JSON.stringify(json), /"year":2016,"predecessor":"100003","published":"40%","value":40/)
  assert.match(JSON.stringify(json), /"published":"SUPP","value":null/)
})

test('destinations say whose pupils they are of: those who finished two years before the table', async () => {
  for (const path of ['/schools/:urn', '/schools/:urn/pupils'])
    assert.match(await printed(path, '100006'), /In 2025: pupils who finished key stage 4 in summer 2023\./)
  assert.match(
    await printed('/schools/:urn/pupils', '100006'),
    /Of destinations it is the year of the table: its pupils finished key stage 4 in the summer two years before\./,
  )
})

test('a table is absent for its own reason: other authorities only, other tables, or none for the country', async () => {
  assert.match(await printed('/schools/:urn', '100004'), /Income and spending: the files held are of other authorities only \(2019\)/)
  assert.match(
    await printed('/schools/:urn/spending', '100004'),
    /No file that is held of these performance tables names the school: income and spending\./,
  )

  const facts = await factsOf('100004')
  const spending = facts.measures.find(({ table }) => table === 'spending')
  const others = measureIn(facts, 'ks2-rwm-expected-others')
  assert.ok(spending)
  assert.match(whyNone(facts, spending, 2019), /are of other authorities only: income and spending/)
  assert.equal(whyNone(facts, others, 2015), 'no file is held of the table: key stage 2 results')
  assert.equal(whyNoneOfNation(facts, others, 2019), 'the files held give no figure of England in this measure')
})

test('where the publisher prints no progress of the country it is 0 by definition, and the table says so too', async () => {
  const results = await printed('/schools/:urn/results', '100008')

  assert.equal(results.match(/0, by definition/g)?.length, 2, 'through the years, and among all measures')
})

test('side by side a figure across a break, one not settled and one of another year are marked as such', async () => {
  const facts = await factsOf('100004')
  const matrix = matrixView(facts, [measureIn(facts, 'ks2-rwm-expected')], 'Results')
  const later = matrixView({ ...facts, own: new Map([...facts.own, ['ks2-rwm-higher', new Map([[2021, { ...someFigure(facts), year: 2021 }]])]]) }, [measureIn(facts, 'ks2-rwm-expected'), measureIn(facts, 'ks2-rwm-higher')], 'Results') // prettier-ignore

  assert.deepEqual(matrix?.rows[0]?.cells, ['44%', '45%', '40%*‡'])
  assert.match(matrix.notes.join(' '), /‡ On an earlier basis, not to be compared with later years\. New basis from 2018: /)
  assert.equal(matrix.rows[0].nation, '65%')
  assert.equal(later?.rows[0]?.nation, '65% (2019)')
  const html = await printed('/schools/:urn', '100006')
  assert.match(html, /94% \(p\)/)
  assert.match(html, /\(p\) Provisional: the publisher may change it\./)
})

function someFigure(facts: Awaited<ReturnType<typeof factsOf>>) {
  const found = facts.own.get('ks2-rwm-expected')?.get(2019)
  assert.ok(found)
  return found
}

test('on a phone a measure stands by itself, and each of its figures says its year or whose it is', async () => {
  const html = await printed('/schools/:urn', '100004')

  assert.match(html, /fd-table--rows/)
  assert.match(html, /data-label="2019">44%</)
  assert.match(html, /data-label="England">65%</)
})

test('a school that only a register cut to names has is called by its name among the schools like another', async (t) => {
  await importOne(t, db, 'urn,name,open_date,close_date,town,postcode\r\n100077,Oak School,,,Larkton,AA1 1AA\r\n', anyImport)

  assert.equal((await namesOf(reading(db), ['100077'])).get('100077')?.name, 'Oak School')
})
