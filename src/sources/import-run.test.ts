import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { writeOds, writeXlsx } from 'hucre'
import { aLookup, anImport, aZip, importAll, importOne, ofstedFile } from '../../test/made-up-files.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { authoritiesNow, authorityNamed } from '../authorities/authority.store.ts'
import { reading } from '../db/connect.ts'
import { markInterrupted } from './import-run.import.ts'
import { writeProcess } from './import-run.ts'
import { beginRun, held, refusedRows, run, runs } from './import-run.store.ts'

const page = { limit: 100, offset: 0 }

test('a file is known by its content, and says how many of its rows were used', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, aLookup)

  assert.deepEqual([run.state, run.source, run.rows_read, run.rows_used, run.rows_refused], ['done', 'lookup', 2, 2, 0])
  assert.equal((await authorityNamed(reading(db), anArea('801')))?.name, 'Bristol, City of')
})

test('the same content again changes nothing, however it is packed', async (t) => {
  const db = await freshDb(t)
  const first = await importOne(t, db, aLookup)

  const again = await importOne(t, db, gzipSync(aLookup))

  assert.equal(again.state, 'unchanged')
  assert.equal(again.checksum, first.checksum)
  assert.deepEqual(
    (await held(reading(db))).map((run) => run.id),
    [first.id],
  )
})

test('a file whose lines end as those of an old Macintosh is read as any other', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, aLookup.replaceAll('\n', '\r'))

  assert.deepEqual([run.state, run.rows_read, run.rows_used], ['done', 2, 2])
})

test('an import that is cancelled while its file is looked over leaves nothing', async (t) => {
  const db = await freshDb(t)
  const stop = new AbortController()
  const progress = (stage: string) => stage === 'checking' && stop.abort()

  const run = await importOne(t, db, aLookup + ',,,,\n'.repeat(200_000), { signal: stop.signal, progress })

  assert.equal(run.state, 'cancelled')
  assert.equal(run.checksum, null)
})

test('a file that was replaced since may be imported again', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, aLookup)
  await importOne(t, db, aLookup.replace('Oxfordshire', 'Oxon'))

  const again = await importOne(t, db, aLookup)

  assert.equal(again.state, 'done')
  assert.equal((await authorityNamed(reading(db), anArea('931')))?.name, 'Oxfordshire')
})

test('every row that was not used is listed with its line and the reason', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(
    t,
    db,
    `${aLookup}93,E1,Short,E2,South East\n,,,,\n931,E1,Twice,E2,South East\n802,E1,Cut off,E12000009,South We`,
  )

  assert.deepEqual([run.rows_read, run.rows_used, run.rows_refused], [6, 2, 4])
  assert.deepEqual(await refusedRows(reading(db), run.id, page), [
    { line: 4, reason: 'old_la_code "93" is not the three digits of a local authority' },
    { line: 5, reason: 'The row is empty' },
    { line: 6, reason: 'old_la_code 931 stands on line 3 already' },
    { line: 7, reason: 'region_name "South We" of E12000009 is "South West" on line 2' },
  ])
})

test('rows read are rows used and rows refused, whatever the rows', async (t) => {
  const db = await freshDb(t)
  const cell = fc.constantFrom('931', '801', '001', '93', '', 'NULL', 'Name', '"a,b"', '970', '-')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 6 }), async (rows) => {
      const text = ['old_la_code,new_la_code,la_name,region_code,region_name', ...rows.map((row) => row.join(','))].join('\n')

      const run = await importOne(t, db, `${text}\n`)

      const refused = await refusedRows(reading(db), run.id, page)
      assert.equal(run.rows_read, run.rows_used + run.rows_refused)
      assert.equal(refused.length, run.rows_refused)
      if (run.state === 'done') assert.equal(run.rows_read, rows.length)
    }),
    { numRuns: 25 },
  )
})

test('a file that nobody knows is refused with the list of what is known', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, 'a,b\n1,2\n')

  assert.equal(run.state, 'refused')
  assert.match(run.message ?? '', /not a file that Fiveday knows.*Boundaries of local authorities.*Statistical neighbours/)
})

test('a file that lacks a column is refused with the name of the column', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, aLookup.replace('la_name', 'la_title'))

  assert.match(run.message ?? '', /looks like Lookup of local authorities and regions, but lacks the column "la_name"\.?$/)
})

test('a CSV file that was saved again as a workbook is refused, with what to bring instead', async (t) => {
  const db = await freshDb(t)
  const rows = aLookup.split('\n').map((line) => line.split(','))

  for (const saved of [await writeXlsx({ sheets: [{ name: 'Sheet1', rows }] }), await writeOds({ sheets: [{ name: 'Sheet1', rows }] })]) {
    const run = await importOne(t, db, saved)

    assert.equal(run.state, 'refused')
    assert.match(run.message ?? '', /^This looks like Lookup of local authorities and regions saved as a workbook\. Bring the CSV file that was published/) // prettier-ignore
    assert.doesNotMatch(run.message ?? '', /Fiveday knows/)
  }
})

test('empty, with headings only, half-written, UTF-16: each is refused for what it is, and nothing is stored', async (t) => {
  const db = await freshDb(t)
  const faults: readonly (readonly [string | Uint8Array, RegExp])[] = [
    ['', /empty/],
    ['old_la_code,new_la_code,la_name,region_code,region_name\n', /headings and no rows/],
    [`${aLookup}202,E0900`, /half-written: its last row, line 4, stops after 2 cells of 5/],
    [`${aLookup}202,"E0900`, /line 4 is never closed/],
    [Buffer.from(`\uFEFF${aLookup}`, 'utf16le'), /UTF-16/],
    [gzipSync(aLookup.repeat(200)).subarray(0, 100), /half-written|damaged/],
    ['old_la_code,new_la_code,la_name,region_code,region_name\nx,,,,\n', /None of its 1 rows can be used. Line 2/],
  ]
  for (const [content, because] of faults) {
    const run = await importOne(t, db, content)

    assert.equal(run.state, 'refused')
    assert.match(run.message ?? '', because)
  }
  assert.deepEqual(await authoritiesNow(reading(db), aDay('2026-11-23')), [])
})

test('of a ZIP the known files are imported, each as a run, and the others are named', async (t) => {
  const db = await freshDb(t)

  const runs = await importAll(
    t,
    db,
    aZip({ 'data/lookup.csv': aLookup, 'readme.txt': 'Hello', 'schools.csv.gz': gzipSync(ofstedFile([{}])), '__MACOSX/x': 'x' }),
  )

  assert.deepEqual(
    runs.map(({ source, state }) => [source, state]),
    [
      ['lookup', 'done'],
      ['ofsted-state-funded', 'done'],
    ],
  )
  assert.deepEqual(
    runs.map((run) => run.file_name),
    ['a file: data/lookup.csv', 'a file: schools.csv.gz'],
  )
  assert.match(runs[0]?.message ?? '', /left alone: readme\.txt/)
})

test('a ZIP with nothing known in it is refused', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, aZip({ 'readme.txt': 'Hello' }))

  assert.equal(run.state, 'refused')
  assert.match(run.message ?? '', /Nothing in this ZIP can be used. readme\.txt: This is not a file that Fiveday knows. Fiveday knows: /)
})

test('a ZIP with nothing but a file that is nearly known says what that lacks, without the list of what is known', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, aZip({ 'readme.txt': 'Hello', 'lookup.csv': aLookup.replace('la_name', 'la_title') }))

  assert.match(run.message ?? '', /^Nothing in this ZIP can be used\. .*lookup\.csv: This looks like Lookup of local authorities and regions, but lacks the column "la_name"\.?$/) // prettier-ignore
})

test('an import that fails while it writes leaves what was held', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, aLookup)
  const failing = anImport.importers.map((importer) => ({ ...importer, rebuilds: ['comparisons'] as const }))
  const rebuild = { ...anImport.rebuild, comparisons: () => Promise.reject(new Error('The disk is full')) }

  await assert.rejects(importOne(t, db, aLookup.replace('Oxfordshire', 'Oxon'), { importers: failing, rebuild }), /disk is full/)

  assert.equal((await authorityNamed(reading(db), anArea('931')))?.name, 'Oxfordshire')
  const [latest] = await runs(reading(db))
  assert.deepEqual([latest?.state, latest?.rows_used], ['interrupted', 0])
})

test('an import that was stopped leaves nothing, and says so', async (t) => {
  const db = await freshDb(t)
  const stop = new AbortController()
  stop.abort()

  const run = await importOne(t, db, aLookup, { signal: stop.signal })

  assert.equal(run.state, 'cancelled')
  assert.deepEqual(await authoritiesNow(reading(db), aDay('2026-11-23')), [])
})

test('two files given at once are imported one after the other', async (t) => {
  const db = await freshDb(t)

  let ticks = 0
  const now = () => new Date(Date.UTC(2026, 10, 23, 9, 0, ticks++))

  const both = await Promise.all([importOne(t, db, aLookup, { now }), importOne(t, db, ofstedFile([{}]), { now })])

  const [first, second] = both.toSorted((a, b) => a.id - b.id)
  assert.deepEqual([first?.state, second?.state], ['done', 'done'])
  assert.ok(first?.ended_at && second && first.ended_at <= second.started_at)
})

test('an import leaves its mark in the audit trail', async (t) => {
  const db = await freshDb(t)

  await importOne(t, db, aLookup, { startedBy: { who: 'Ann', account: null } })

  const [entry] = await reading(db).selectFrom('audit_entry').selectAll().orderBy('id').execute()
  assert.deepEqual([entry?.who, entry?.what, entry?.authority], ['Ann', 'Imported a file', null])
  assert.deepEqual(entry?.after, { file: 'a file', as_at: null, rows_read: 2, rows_used: 2, rows_refused: 0 })
})

test('a file of more rows than memory should hold is refused before it is there', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, `${aLookup}${'\n'.repeat(4_000_000)}`)

  assert.deepEqual([run.state, run.message], ['refused', 'The file has more than 4,000,000 rows, the most that Fiveday reads'])
})

test('the first real file takes the place of the made-up country, and no made-up file comes after it', async (t) => {
  const db = await freshDb(t)
  const madeUp = aLookup.replace('801', '001').replace('931', '002')
  await importOne(t, db, madeUp)
  await db
    .insertInto('account')
    .values({ email: 'a@example.org', name: 'A', password_hash: 'x', role: 'officer', authority: anArea('001'), created_at: new Date(0) })
    .execute()
  await db
    .insertInto('invitation')
    .values({ secret_hash: 'x', role: 'reader', authority: anArea('001'), created_at: new Date(0), expires_at: new Date(0), used_at: null })
    .execute()
  await db
    .insertInto('council')
    .values({ authority: anArea('001'), name: 'Made-up Council' })
    .execute()

  const real = await importOne(t, db, aLookup)
  const after = await importOne(t, db, madeUp)

  assert.equal(real.state, 'done')
  assert.deepEqual(
    (await authoritiesNow(reading(db), aDay('2026-11-23'))).map(({ code }) => code),
    ['801', '931'],
  )
  assert.deepEqual(await reading(db).selectFrom('account').select(['name', 'authority']).execute(), [{ name: 'A', authority: null }])
  assert.deepEqual(await reading(db).selectFrom('invitation').select('authority').execute(), [])
  assert.deepEqual(await reading(db).selectFrom('council').selectAll().execute(), [])
  assert.deepEqual(
    (await held(reading(db))).map((run) => run.id),
    [real.id],
  )
  assert.equal(after.state, 'refused')
  assert.match(after.message ?? '', /made-up country/)
})

test('an import whose process is gone is marked as interrupted; one of another process that lives is not', async (t) => {
  const db = await freshDb(t)
  const now = new Date('2026-11-23T09:00:00Z')
  const facts = { fileName: 'a', bytes: 1, startedBy: 'A', now }
  const gone = await beginRun(db, {
    ...facts,
    process: writeProcess({ machine: 'another', number: 1, began: '1' }),
    now: new Date('2026-11-23T08:00:00Z'),
  })
  const lives = await beginRun(db, { ...facts, process: writeProcess({ machine: 'another', number: 1, began: '1' }) })

  const marked = await markInterrupted(db, now)

  assert.equal(marked, 1)
  assert.deepEqual([(await run(reading(db), gone))?.state, (await run(reading(db), lives))?.state], ['interrupted', 'running'])
})
