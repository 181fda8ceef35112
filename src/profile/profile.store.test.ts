import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newDatabase } from '../../test/database.ts'
import { aDay, anArea } from '../../test/support.ts'
import { theDemo } from '../../test/journeys/country.ts'
import { reading } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { beginRun } from '../sources/import-run.store.ts'
import { shippedParts } from './part.import.ts'
import { pictured } from './pictured.view.ts'
import { mapFacts } from './profile-map.store.ts'
import { codesUnder, profiled } from './profile.store.ts'
import { latestOf } from './profiled.ts'
import { themeReportDocument } from './theme-report.document.ts'
import { shippedReports } from './theme-report.import.ts'
import { reportFacts } from './theme-report.store.ts'
import { subjectNamed } from './theme-report.ts'

const { db, dispose } = await newDatabase()
before(() => theDemo(db))
after(dispose)

const larkshire = anArea('001')
const headline = (code: string) => ({ code, pupilsIn: undefined })

test('an authority in some measures: each year with rank, quarter and what it is set beside, at the publisher’s decimals', async () => {
  const found = await profiled(reading(db), larkshire, shippedBreaks(), ['KS2RWM_Expected_STD', 'Nobody', 'TotPerAbNew'].map(headline))

  assert.deepEqual([found.authorityName, found.measures.map(({ measure }) => measure.code)], ['Larkshire', ['KS2RWM_Expected_STD', 'TotPerAbNew']]) // prettier-ignore
  const [attainment, absence] = found.measures
  const latest = attainment && latestOf(attainment)
  assert.ok(latest?.latest && latest.rank !== null && latest.quartiles && latest.england !== null && latest.region !== null)
  assert.deepEqual([attainment?.decimals, absence?.decimals], [0, 2])
  assert.ok(attainment?.range && attainment.range[0] <= (latest.value ?? 0) && (latest.value ?? 0) <= attainment.range[1])
})

test('the measures of a topic come in the dictionary’s order, each once', async () => {
  const codes = await codesUnder(reading(db), ['Key Stage 4', 'Foundation Stage'])

  assert.equal(codes[0], 'FSP_NEW_GOODDEV')
  assert.deepEqual(codes, [...new Set(codes)])
})

test('the number of pupils a percentage is of comes from the authority’s row of the same year, and from no other', async () => {
  await db.deleteFrom('performance_row').where('code', '=', '001').execute()
  const run = await beginRun(db, { fileName: 'ks2.csv', bytes: 1, startedBy: 'a test', process: 'a test', now: new Date('2026-11-23T09:00:00Z') }) // prettier-ignore
  const ask = () => profiled(reading(db), larkshire, shippedBreaks(), [{ code: 'KS2RWM_Expected_STD', pupilsIn: { table: 'ks2', column: 'TELIG' } }]) // prettier-ignore
  const [before] = (await ask()).measures
  const year = (before && latestOf(before)?.endsIn) ?? 0
  await db.insertInto('performance_file').values({ run, table_key: 'ks2', year, stage: 'final', headings: 'RECTYPE\tTELIG' }).execute()
  const row = { code: '001', table_key: 'ks2', stage: 'final', level: 'authority', covers: '', authority: larkshire, run } as const
  await db
    .insertInto('performance_row')
    .values([
      { ...row, year, line: 2, cells: '3\t7,452' },
      { ...row, year: year - 1, line: 3, cells: '3\t7000' },
    ])
    .execute()

  const [after] = (await ask()).measures

  assert.deepEqual([before?.pupils, after?.pupils], [undefined, 7452])
})

test('a map has every authority there is, ours with its region and its neighbours', async () => {
  const found = await mapFacts(reading(db), larkshire, shippedBreaks(), 'KS2RWM_Expected_STD', aDay('2026-11-23'))

  assert.equal(found?.facts.neighbours.length, 10)
  assert.ok((found?.facts.latest.length ?? 0) > 10)
  assert.equal(found?.regionOf.get(larkshire), found?.facts.beside.region?.name)
  assert.equal(await mapFacts(reading(db), larkshire, shippedBreaks(), 'Nobody', aDay('2026-11-23')), undefined)
})

test('the data report to a theme tells its measures, its triggers and why a figure is absent', async () => {
  const framework = workingFramework()
  const subject = subjectNamed('5', framework, shippedReports(framework)) ?? assert.fail('there is a theme 5')
  const today = aDay('2026-11-23')
  const asked = { authority: larkshire, subject, framework, parts: shippedParts().parts, breaks: shippedBreaks(), today }

  const facts = await reportFacts(reading(db), asked)
  const drawn = await pictured(facts.whose, 'paper')
  const html = asHtml(themeReportDocument({ ...facts, subject, framework: framework.shortTitle, source: '', pictured: drawn, made: today }))

  assert.match(html, /Theme 5: data report/)
  assert.match(html, /Trigger 6, Disadvantaged pupils/)
  assert.match(html, /No figure for 2024, 2025, 2026.*Progress to key stage 2 cannot be measured/)
  assert.match(html, /Quarter [A-D], .*(begins above|ends at)/)
})
