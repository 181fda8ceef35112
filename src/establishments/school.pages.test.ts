import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newDatabase } from '../../test/database.ts'
import { theDemo } from '../../test/journeys/country.ts'
import type { Person } from '../accounts/person.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { paths } from '../paths.ts'
import { templates } from '../web/templates.ts'
import type { Outcome } from '../web/page.ts'
import { schoolCommands } from './school.commands.ts'
import { schoolPages } from './school.pages.ts'

const now = new Date('2026-11-23T09:00:00Z')
const print = templates()
const site = { paths, council: 'Larkshire', navigation: [] }

// Nothing here writes, so all tests look at one made-up country.
const { db, dispose } = await newDatabase()
after(dispose)
await theDemo(db)

async function asking(
  path: string,
  query: Record<string, string> = {},
  params: Record<string, string> = {},
  from: Db = db,
  role: Person['role'] = 'reader',
): Promise<Outcome> {
  const page = schoolPages.find((one) => one.path === path)
  if (page?.method !== 'GET' || page.fenced === false) throw new Error(`no page ${path}`)
  const who = { account: 1, name: 'Ada', role, authority: anArea('001') } as const
  return page.does({ reads: reading(from), query, params, who, now, today: aDay('2026-11-23') })
}

function printed(outcome: Outcome): string {
  if (outcome.kind !== 'show') throw new Error(`the page did not show: ${outcome.kind}`)
  return print(outcome.template, { ...outcome.model, site })
}

test('the schools page says how many of how many, sorts by its headings, and names its source and day', async () => {
  const everything = printed(await asking('/schools'))
  const some = printed(await asking('/schools', { grade: 'category', sort: 'pupils', order: 'descending' }))

  assert.match(everything, /120 schools, 1 to 50 shown/)
  assert.match(everything, /aria-sort="ascending"><a [^>]*>School/)
  assert.match(everything, /href="\/schools\?page=3"/)
  assert.match(everything, /Ofsted, state-funded schools: inspections and outcomes, as at 31 August 2026 \(schools\.csv\)/)
  assert.match(some, /3 of 120 schools/)
  assert.match(some, /aria-sort="descending"><a [^>]*href="\/schools\?grade=category&amp;sort=pupils#results"[^>]*>Pupils/)
  assert.match(some, /href="\/schools\.csv\?grade=category&amp;sort=pupils&amp;order=descending"/)
})

test('a list with no school in it says what can be looked for, and a page beyond the last leads to the last', async () => {
  assert.match(
    printed(await asking('/schools', { words: 'zzz' })),
    /No school matches “zzz”\. The search looks in the name, URN, DfE number and postcode/,
  )
  assert.deepEqual(await asking('/schools', { phase: 'Primary', page: '9' }), { kind: 'go', to: '/schools?phase=Primary&page=2' })
  assert.deepEqual(await asking('/schools', { words: 'zzz', page: '9' }), { kind: 'go', to: '/schools?words=zzz' })
})

test('without a file of schools the page says which file to import', async (t) => {
  const empty = await freshDb(t)

  assert.match(printed(await asking('/schools', {}, {}, empty)), /No file of schools is held yet/)
  assert.deepEqual(await asking('/schools.csv', {}, {}, empty), { kind: 'missing' })
})

test('the schools a filter finds can be saved as a file, all of them, with grades as published', async () => {
  const outcome = await asking('/schools.csv', { phase: 'Secondary' })

  assert.equal(outcome.kind === 'file' && outcome.name, 'schools-001-2026-08-31.csv')
  const lines = outcome.kind === 'file' ? String(outcome.body).trimEnd().split('\r\n') : []
  assert.equal(lines.length, 20)
  assert.match(lines[0] ?? '', /^urn,dfe_number,name,phase,/)
  assert.match(lines[1] ?? '', /,Secondary,.*,(1|2|3|4|Not judged),/)
})

test('one school shows each judgement side by side, and whose it was', async () => {
  const html = printed(await asking('/schools/:urn', {}, { urn: '901027' }))

  assert.match(html, /Graded inspection of 17 November 2016, of a predecessor/)
  assert.match(html, /16 May 2023<br><span[^>]*>Ungraded<\/span><br><strong[^>]*>Predecessor/)
  assert.match(html, /School remains Good/)
  assert.doesNotMatch(html, /as published\)<|Sixth form provision/)
  assert.match(html, />Kind of inspection</)
})

test('a school of another authority may be seen, and the page says that it is not ours', async () => {
  assert.match(printed(await asking('/schools/:urn', {}, { urn: '902000' })), /This school is in Sorrelham, not in our authority/)
  assert.deepEqual(await asking('/schools/:urn', {}, { urn: 'ash' }), { kind: 'missing' })
})

test('a URN that no file names has a page that says so, with a search', async () => {
  const outcome = await asking('/schools/:urn', {}, { urn: '999999' })

  assert.equal(outcome.kind === 'show' && outcome.status, 404)
  assert.match(printed(outcome), /<h1 [^>]*>No school with URN 999999 is held<\/h1>/)
  assert.match(printed(outcome), /<form [^>]*action="\/schools#results" role="search"/)
})

test('the command tells everything known of a school, and says which URN it does not know', async () => {
  const lines: string[] = []
  const out = { print: (line: string) => void lines.push(line), complain: (line: string) => void lines.push(line), progress: () => {} }
  const asked = {
    db,
    reads: reading(db),
    out,
    today: aDay('2026-11-23'),
    now: () => now,
    signal: new AbortController().signal,
    folder: '.',
  }
  const [command] = schoolCommands

  const told = await command?.does({ ...asked, args: ['901027'], options: { json: true } })
  const unknown = await command?.does({ ...asked, args: ['999999'], options: {} })
  const wrong = await command?.does({ ...asked, args: ['12'], options: {} })

  assert.deepEqual([told, unknown, wrong], [0, 1, 2])
  assert.partialDeepStrictEqual(JSON.parse(lines[0] ?? ''), {
    urn: '901027',
    name: 'Redshankden Infant School',
    judgements: [{ kind: 'ungraded', urn_then: '901028', outcome: 'School remains Good' }],
  })
  assert.match(lines[1] ?? '', /No file that is held names a school with URN 999999/)
})

test('whoever may change actions makes one from a school, and who looked before them does not matter', async () => {
  const urn = '901000'
  const toReader = printed(await asking('/schools/:urn', {}, { urn }, db, 'reader'))
  const toOfficer = printed(await asking('/schools/:urn', {}, { urn }, db, 'officer'))

  assert.match(toOfficer, /href="\/actions\/new\?arose=school&amp;key=901000&amp;says=[^"]+">Make an action/)
  assert.doesNotMatch(toReader, /Make an action/)
})

test('an officer reads when a school may be inspected and what may come of it; a reader never does, whoever looked first', async () => {
  const { urn } = await db.selectFrom('school_record').select('urn').where('authority', '=', anArea('001')).where('overall', '=', '2').where('pupils', '>', 0).orderBy('as_at', 'desc').orderBy('urn').limit(1).executeTakeFirstOrThrow() // prettier-ignore

  const toReader = printed(await asking('/schools/:urn', {}, { urn }))
  const toOfficer = printed(await asking('/schools/:urn', {}, { urn }, db, 'officer'))
  const toReaderAgain = printed(await asking('/schools/:urn', {}, { urn }))

  assert.match(
    toOfficer,
    /Next inspection likely .+\. Chances as if on the scale of 1 to 4, from Good.*: worse .+, the same .+, better .+<a [^>]*href="\/forecast"/,
  )
  for (const page of [toReader, toReaderAgain]) assert.doesNotMatch(page, /Next inspection likely|href="\/forecast"/)
})
