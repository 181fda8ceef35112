import assert from 'node:assert/strict'
import { readdirSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test, type TestContext } from 'node:test'
import { anImport, importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { linkImporter } from '../establishments/link.import.ts'
import { registerLinks } from '../establishments/link.ts'
import type { Derived, Rebuild } from './importer.import.ts'
import { spools } from './spool.import.ts'

interface Line {
  readonly place: number
  readonly text: string | null
}

const line = (place: number): Line => ({ place, text: place % 3 === 0 ? null : `“Tab\t, line\nend, ${'x'.repeat(200)} ${place}` })

function spoolsOf(t: TestContext, signal = new AbortController().signal) {
  const waiting = spools({ signal, readBack: () => {} })
  t.after(() => waiting.close())
  return waiting
}

/** The files of rows that this process has open, those without a name as well. */
function filesOfRows(): number {
  const named = readdirSync(tmpdir()).filter((name) => name.startsWith('fiveday-rows-')).length
  if (process.platform !== 'linux') return named
  const open = readdirSync('/proc/self/fd').filter((number) => {
    try {
      return readlinkSync(`/proc/self/fd/${number}`).includes('fiveday-rows-')
    } catch {
      return false
    }
  })
  return open.length
}

test('rows come back as they went in, in their order, as often as they are asked for', async (t) => {
  const spool = spoolsOf(t).spool<Line>()
  for (let place = 0; place < 5_000; place++) spool.add(line(place))

  for (const _ of [1, 2]) {
    let place = 0
    for await (const rows of spool.read()) for (const row of rows) assert.deepEqual(row, line(place++))
    assert.equal(place, 5_000)
  }
  assert.equal(spool.rows, 5_000)
})

test('however many rows there are, a few hundred thousand characters of them are in memory', async (t) => {
  const waiting = spoolsOf(t)
  const spool = waiting.spool<Line>()
  let added = 0
  for (let place = 0; place < 40_000; place++) {
    spool.add(line(place))
    added += JSON.stringify(line(place)).length
    assert.ok(added - waiting.onDisk() < 300_000, `${added - waiting.onDisk()} characters wait in memory`)
  }

  let most = 0
  for await (const rows of spool.read()) most = Math.max(most, JSON.stringify(rows).length)

  assert.ok(added > 5_000_000 && most < 300_000, `${most} of ${added} characters came at once`)
})

test('a few rows make no file, and rows that were given up take no room', async (t) => {
  const before = filesOfRows()
  const waiting = spoolsOf(t)
  const [few, many] = [waiting.spool<Line>(), waiting.spool<Line>()]
  few.add(line(1))

  const withFew = filesOfRows() - before
  for (let place = 0; place < 4_000; place++) many.add(line(place))
  const withMany = filesOfRows() - before
  waiting.close()

  assert.equal(withFew, 0)
  assert.equal(withMany, process.platform === 'linux' ? 1 : withMany)
  assert.equal(filesOfRows(), before)
})

test('rows are not read back for an import that was stopped', async (t) => {
  const stop = new AbortController()
  const spool = spoolsOf(t, stop.signal).spool<Line>()
  for (let place = 0; place < 4_000; place++) spool.add(line(place))
  const rows = spool.read()
  await rows.next()

  stop.abort()

  await assert.rejects(rows.next(), { name: 'AbortError' })
})

const links = (rows: number, type = 'Successor') =>
  [registerLinks.headings.join(','), ...Array.from({ length: rows }, (_, i) => `${100_000 + i},${500_000 + i},A school called Ash Tree Primary Academy,${type},`), ''].join('\r\n') // prettier-ignore

test('an import leaves no rows on the disk, whether it is done, refused, stopped at any stage or fails', async (t) => {
  const db = await freshDb(t)
  const before = filesOfRows()
  const importers = [linkImporter]
  const most = { files: 0 }
  const watched = () => (most.files = Math.max(most.files, filesOfRows() - before))

  const comparing = [{ ...linkImporter, rebuilds: ['comparisons'] as const }]
  const compares: Rebuild[Derived] = async (_, { signal, progress }) => {
    progress(0.5)
    signal.throwIfAborted()
  }
  for (const stage of ['reading', 'writing', 'comparing']) {
    const stop = new AbortController()
    const progress = (reached: string, done: number) => reached === stage && done > 0 && stop.abort()
    const how = { importers: comparing, rebuild: { ...anImport.rebuild, comparisons: compares } }
    const run = await importOne(t, db, links(20_000), { ...how, signal: stop.signal, progress })
    assert.deepEqual([run.state, filesOfRows()], ['cancelled', before], stage)
  }
  const refused = await importOne(t, db, links(20_000, ''), { importers })
  assert.deepEqual([refused.state, filesOfRows()], ['refused', before])
  const rebuild = { ...anImport.rebuild, comparisons: () => Promise.reject(new Error('The disk is full')) }
  await assert.rejects(importOne(t, db, links(20_000), { importers: comparing, rebuild }), /disk is full/)
  assert.equal(filesOfRows(), before)
  assert.deepEqual(await reading(db).selectFrom('establishment_link').selectAll().execute(), [])

  const done = await importOne(t, db, links(20_000), { importers, progress: watched })

  assert.deepEqual([done.state, done.rows_used, filesOfRows()], ['done', 20_000, before])
  assert.ok(process.platform !== 'linux' || most.files > 0, 'rows did wait on the disk')
})

test('progress moves while rows are written', async (t) => {
  const db = await freshDb(t)
  const told: number[] = []
  const progress = (stage: string, done: number) => stage === 'writing' && told.push(done)

  await importOne(t, db, links(20_000), { importers: [linkImporter], progress })

  assert.ok(told.length > 8, `${told.length} times`)
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  )
})
