import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { newDatabase } from '../../test/database.ts'
import { aSmallCountry, theDemo } from '../../test/journeys/country.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import type { Called } from '../cli/command.ts'
import { reading, type Db } from '../db/connect.ts'
import type { Block, Document, Section } from '../documents/document.ts'
import { asHtml } from '../documents/html.renderer.ts'
import { importers } from '../features.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { assessment } from '../triggers/assessment.store.ts'
import { packCommands } from './pack.commands.ts'
import { packDocument } from './pack.document.ts'
import { packPages } from './pack.pages.ts'
import { packFacts } from './pack.store.ts'

const sources = importers.map(({ source }) => source)
const larkshire = anArea('001')
const made = aDay('2026-11-23')
const asked = {
  authority: larkshire,
  on: undefined,
  framework: workingFramework(),
  breaks: shippedBreaks(),
  sources,
  made,
  terms: shippedTerms(),
}

// Nothing here changes the made-up country, so it is imported once.
let country: ReturnType<typeof newDatabase> | undefined
after(async () => (await country)?.dispose())

async function demo(): Promise<Db> {
  country ??= newDatabase().then(async (opened) => {
    await theDemo(opened.db)
    return opened
  })
  return (await country).db
}

async function packOf(db: Db): Promise<Document> {
  const facts = await packFacts(reading(db), asked)
  assert.ok(facts)
  return packDocument(facts)
}

const allSections = (sections: readonly Section[]): readonly Section[] => sections.flatMap((one) => [one, ...allSections(one.sections)])
const allBlocks = (document: Document): readonly Block[] => allSections(document.sections).flatMap(({ blocks }) => blocks)
const tables = (document: Document) => allBlocks(document).flatMap((block) => (block.kind === 'table' ? [block] : []))

test('the pack holds every trigger with its light and lines, every school, and the trend of every key measure held', async () => {
  const db = await demo()
  const judged = await assessment(reading(db), workingFramework(), larkshire, { today: made })
  const facts = await packFacts(reading(db), asked)

  const pack = await packOf(db)

  const headings = allSections(pack.sections).map(({ heading }) => heading)
  for (const { number, title } of judged?.triggers ?? []) assert.ok(headings.includes(`Trigger ${number}: ${title}`))
  const lights = allBlocks(pack).flatMap((block) => (block.kind === 'light' ? [block.light] : []))
  assert.deepEqual(
    lights,
    judged?.triggers.map(({ light }) => light),
  )
  const listed = tables(pack).flatMap(({ table }) => (table.head.at(-1) === 'Latest graded inspection' ? table.rows : []))
  assert.ok(facts && facts.schools.length > 50)
  assert.deepEqual(listed.map(([, urn]) => String(urn)).toSorted(), facts.schools.map(({ urn }) => urn).toSorted())
  const trends = allBlocks(pack).flatMap((block) => (block.kind === 'chart' && block.tabled === 'below' ? [block.chart] : []))
  assert.equal(trends.length, facts.measures.length)
  assert.ok(trends.length > 10 && trends.every(({ alternative }) => alternative.startsWith('Larkshire')))
})

test('the pack marks a grade that is of the school a school came from, and names every published file', async () => {
  const db = await demo()

  const pack = await packOf(db)

  const html = asHtml(pack)
  const inherited =
    (await packFacts(reading(db), asked))?.schools.filter(({ urn, urn_then }) => urn_then !== null && urn_then !== urn) ?? []
  assert.ok(inherited.length > 0)
  assert.equal(html.split(' (predecessor)').length - 1, inherited.length)
  const files = tables(pack).find(({ caption }) => caption === 'Published files held')
  const published = readdirSync(new URL('../../data/demo/', import.meta.url)).filter((name) => /^\w.*\.(csv|geojson)$/.test(name))
  assert.deepEqual(files?.table.rows.map(([, , name]) => String(name)).toSorted(), published.toSorted())
})

test('an authority of which only the name is known has no pack until a file covers a day', async (t) => {
  const db = await freshDb(t)
  await aSmallCountry(db)

  assert.equal(await packFacts(reading(db), asked), undefined)
})

test('an authority without figures on a day has a pack that says so, and no light that is not grey', async (t) => {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const facts = await packFacts(reading(db), { ...asked, on: aDay('2025-08-31') })
  assert.ok(facts)

  const pack = await packDocument(facts)

  assert.ok(allBlocks(pack).every((block) => block.kind !== 'light' || block.light === 'grey'))
  assert.match(asHtml(pack), /No file of schools is held\./)
  assert.match(asHtml(pack), /No figures of the Local Authority Interactive Tool are held\./)
})

test('the command writes both files whole and says where; a wrong code is wrong use', async (t) => {
  const db = await demo()
  const folder = mkdtempSync(path.join(tmpdir(), 'fiveday-pack-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const run = (options: Called['options']) => commanded(t, db, folder, options)

  const written = await run({ authority: '001', out: 'pack' })

  assert.deepEqual(written, { code: 0, printed: [`Wrote ${path.join(folder, 'pack', 'pack.pdf')}`, `Wrote ${path.join(folder, 'pack', 'pack.html')}`], complained: [] }) // prettier-ignore
  assert.deepEqual(readdirSync(path.join(folder, 'pack')).toSorted(), ['pack.html', 'pack.pdf'])
  assert.match(readFileSync(path.join(folder, 'pack', 'pack.pdf')).toString('latin1'), /^%PDF-1\.7/)
  assert.deepEqual((await run({ authority: 'x', out: 'pack' })).complained, ['--authority must be three digits, such as 931: you gave x'])
  assert.equal((await run({ authority: '999', out: 'pack' })).code, 1)
  assert.equal((await run({ authority: '001' })).code, 2)
})

test('the page offers the pack as PDF and as HTML, made after the database is free', async () => {
  const db = await demo()
  const who = { account: 1, name: 'Ama Boateng', role: 'officer', authority: larkshire } as const
  const asking = { params: {}, query: {}, today: made, now: new Date(0), who, reads: reading(db) }
  const [page, , html] = packPages(sources).flatMap((one) => (one.method === 'GET' && one.fenced !== false ? [one] : []))

  const shown = await page?.does(asking)
  const outcome = await html?.does(asking)

  assert.equal(shown?.kind, 'show')
  assert.ok(outcome?.kind === 'made')
  assert.match(outcome.name, /^inspection-pack-001-\d{4}-\d\d-\d\d\.html$/)
  assert.match(String(await outcome.makes()), /<h1>Inspection pack: Larkshire<\/h1>/)
  assert.equal((await page?.does({ ...asking, query: { on: 'soon' } }))?.kind, 'show')
})

async function commanded(t: TestContext, db: Db, folder: string, options: Called['options']) {
  const [printed, complained]: [string[], string[]] = [[], []]
  const out = { print: (line: string) => printed.push(line), complain: (line: string) => complained.push(line), progress: () => {} }
  const called = { db, reads: reading(db), args: [], options, out, today: made, now: () => new Date(0), signal: t.signal, folder }
  const code = await packCommands(sources)[0]?.does(called)
  return { code, printed, complained }
}
