import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { test } from 'node:test'
import { assert as assertProperty, asyncProperty, constantFrom } from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { writeXlsx } from 'hucre'
import iconv from 'iconv-lite'
import type { Db } from '../src/db/connect.ts'
import { importers, rebuild } from '../src/features.ts'
import { readCsv, type CsvRecord } from '../src/lib/csv.ts'
import { Unusable } from '../src/lib/unusable.ts'
import { importFile } from '../src/sources/import-run.import.ts'
import type { ImportRun } from '../src/sources/import-run.ts'
import { isNeeded, sheetsOf } from '../src/sources/workbook.ts'
import { held, numbersHeld } from './held.ts'
import { asText, mutatedBytes, mutatedTable, mutations, type Mutation } from './mutation.ts'
import { publishedFile, withoutPublished } from './published.ts'
import { newDatabase } from './database.ts'

/** Copies of each run: a few hundred in `npm test`, ten thousand in `npm run check`. */
const copies = Number(process.env['FIVEDAY_MUTATIONS'] ?? 300)
const longest = 60_000

/** A published file cut to 300 rows: a table to be written down again, or, of what is no text, its bytes. */
interface Cut {
  readonly table?: readonly (readonly string[])[]
  readonly written: (table: readonly (readonly string[])[]) => Promise<Uint8Array>
}

test(
  'no published file, whatever happens to it on its way, crashes or hangs us, or is half imported',
  { skip: withoutPublished, timeout: 3_600_000 },
  async (t) => {
    const cuts = new Map(await Promise.all(publishedNames().map(async (name) => [name, await cutOf(name)] as const)))
    let emptied = await newDatabase()
    let given = 0
    t.after(() => emptied.dispose())
    const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-mutated-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const states = new Map<string, number>()

    const tried = asyncProperty(constantFrom(...cuts.keys()), mutations, async (name, all) => {
      const cut = cuts.get(name)
      assert.ok(cut)
      // Tables that grow through thousands of copies make each copy slower than the last, and show nothing more.
      given += 1
      if (given % 500 === 0) {
        await emptied.dispose()
        emptied = await newDatabase()
      }
      const { db } = emptied
      const bytes = await mutated(cut, all)
      const file = path.join(folder, 'file')
      await writeFile(file, bytes)
      const before = await held(db)

      const runs = await within(longest, (signal) => give(db, file, name, signal))

      assert.ok(runs.length > 0)
      for (const run of runs) states.set(run.state, (states.get(run.state) ?? 0) + 1)
      const [run] = runs
      if (runs.some(({ state }) => state === 'done')) await assertWhole(db, runs, cut.table ? await linesOf(bytes) : undefined)
      else assert.deepEqual(await held(db), before, `${run?.state}: ${run?.message}`)
      for (const { state, message } of runs) if (state !== 'done') assert.match(message ?? '', /^[^\n]{10,3000}$/)
      for (const { state } of runs) assert.ok(['done', 'refused', 'unchanged'].includes(state), state)
    })
    await assertProperty(tried, { numRuns: copies, endOnFailure: true })

    t.diagnostic(`${copies} copies of ${cuts.size} files: ${[...states].map(([state, count]) => `${count} ${state}`).join(', ')}`)
    assert.ok((states.get('done') ?? 0) > copies / 10, 'some are still whole')
    assert.ok((states.get('refused') ?? 0) > copies / 20, 'some are past using')
  },
)

/** What was imported: every row read is used or kept as refused, and no number is held that its line does not print. */
async function assertWhole(db: Db, runs: readonly ImportRun[], lines: ReadonlyMap<number, readonly string[]> | undefined): Promise<void> {
  for (const run of runs) {
    const { count } = await db
      .selectFrom('refused_row')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('run', '=', run.id)
      .executeTakeFirstOrThrow()
    assert.equal(run.rows_read, run.rows_used + run.rows_refused)
    assert.equal(count, run.state === 'done' ? run.rows_refused : 0)
    if (!lines || run.state !== 'done') continue
    for (const { table, column, line, value } of await numbersHeld(db, run)) {
      const printed = lines.get(line) ?? []
      assert.ok(
        printed.some((cell) => asNumber(cell) === value),
        `${table}.${column} is ${value}, and line ${line} prints ${printed.join(' | ').slice(0, 500)}`,
      )
    }
  }
}

function asNumber(cell: string): number {
  const text = cell.replace(/^[£'\s]+|[%\s]+$/g, '').replaceAll(',', '')
  return text === '' ? Number.NaN : Number(text)
}

function give(db: Db, file: string, name: string, signal: AbortSignal): Promise<readonly ImportRun[]> {
  return importFile(
    db,
    { path: file, name },
    { startedBy: { who: 'A', account: null }, now: () => new Date('2026-11-23T09:00:00Z'), signal, progress: () => {}, importers, rebuild },
  )
}

/** An import that has not ended by then is taken to hang. */
async function within<T>(most: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), most)
  try {
    const done = await work(stop.signal)
    assert.ok(!stop.signal.aborted, 'it hangs')
    return done
  } finally {
    clearTimeout(timer)
  }
}

function publishedNames(): readonly string[] {
  return readdirSync(publishedFile('.'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.(csv|csv\.gz|xlsx|ods|geojson)$/.test(name))
    .filter((name) => !/_meta\.csv$|abbreviations\.xlsx$|la_code_list\.xlsx$/.test(name))
    .sort()
}

async function mutated({ table, written }: Cut, all: readonly Mutation[]): Promise<Uint8Array> {
  return mutatedBytes(await written(mutatedTable(table ?? [], all)), all)
}

async function cutOf(name: string): Promise<Cut> {
  const bytes = await readFile(publishedFile(name))
  if (name.endsWith('.geojson') || name.endsWith('.ods')) return { written: () => Promise.resolve(bytes) }
  if (name.endsWith('.xlsx'))
    return {
      table: first300(sheetIn(bytes)),
      written: (rows) => writeXlsx({ sheets: [{ name: 'Sheet', rows: rows.map((row) => [...row]) }] }),
    }
  const text = decode(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
  const table = first300((await recordsOf(text)).map(({ cells }) => cells))
  return { table, written: (rows) => Promise.resolve(Buffer.from(asText(rows))) }
}

/** The headings, and the first rows and the last, for the publisher's own rows of areas come last. */
function first300(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.length <= 301 ? rows : [...rows.slice(0, 281), ...rows.slice(-20)]
}

function sheetIn(bytes: Uint8Array): readonly (readonly string[])[] {
  const parts = new Map(
    Object.entries(unzipSync(bytes)).flatMap(([name, part]) => (isNeeded(name) ? [[name, strFromU8(part)] as const] : [])),
  )
  const sheets = sheetsOf(parts).map((sheet) => [...sheet.rows()].map(({ cells }) => cells))
  return sheets.toSorted((a, b) => b.length - a.length)[0] ?? []
}

async function linesOf(bytes: Uint8Array): Promise<ReadonlyMap<number, readonly string[]> | undefined> {
  if (Buffer.from(bytes.subarray(0, 2)).toString('latin1') === 'PK') return undefined
  return new Map((await recordsOf(withLineFeeds(decode(bytes)))).map(({ line, cells }) => [line, cells]))
}

/** A text of an old Mac ends its lines with a carriage return alone. */
function withLineFeeds(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', '\n')
}

async function recordsOf(text: string) {
  const all: CsvRecord[] = []
  try {
    for await (const batch of readCsv(pieces(text.replace(/^\uFEFF/, '')))) for (const record of batch) all.push(record)
  } catch (problem) {
    if (!(problem instanceof Unusable)) throw problem
  }
  return all
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield text
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'win1252')
  }
}
