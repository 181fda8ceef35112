import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { aFile, aLookup, aZip, importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { Unusable } from '../lib/unusable.ts'
import { parquetRows } from './parquet.import.ts'
import type { Row } from './source.ts'

const [headings = [], ...rows] = aLookup
  .trim()
  .split('\n')
  .map((line) => line.replace('"Bristol, City of"', 'Bristol').split(','))

/** The same lookup as Parquet: the code of an area as a number, and all else as text. */
const lookup = new Uint8Array(
  parquetWriteBuffer({
    columnData: headings.map((name, place) =>
      place === 0
        ? { name, data: rows.map((row) => Number(row[place])), type: 'INT32' as const }
        : { name, data: rows.map((row) => row[place] ?? ''), type: 'STRING' as const },
    ),
    rowGroupSize: 1,
  }),
)

test('a Parquet file is the table that the same rows are as CSV, plain or packed', async (t) => {
  for (const packed of [lookup, gzipSync(lookup), aZip({ 'a.parquet': lookup })]) {
    const db = await freshDb(t)

    const run = await importOne(t, db, packed)

    assert.deepEqual([run.state, run.source, run.rows_read, run.rows_used], ['done', 'lookup', 2, 2])
    const names = await reading(db).selectFrom('area').select(['code', 'name']).orderBy('code').execute()
    assert.deepEqual(names.map(({ code, name }) => `${code} ${name}`), ['801 Bristol', '931 Oxfordshire']) // prettier-ignore
  }
})

test('numbers, days and empty cells are text as a CSV has them', async (t) => {
  const file = await aFile(
    t,
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'Code', data: [301, null], type: 'DOUBLE', nullable: true },
          { name: 'On', data: [new Date('2025-03-31T00:00:00Z'), null], type: 'TIMESTAMP', nullable: true },
          { name: 'Open', data: [true, false], type: 'BOOLEAN' },
          { name: 'Large', data: [9_007_199_254_740_993n, 0n], type: 'INT64' },
        ],
      }),
    ),
  )

  assert.deepEqual(await rowsOf(file), [
    { line: 2, cells: ['301', '2025-03-31', 'true', '9007199254740993'] },
    { line: 3, cells: ['', '', 'false', '0'] },
  ])
})

test('a file of lists or records is no table, and says which column is to blame', async (t) => {
  const db = await freshDb(t)
  const schema: SchemaElement[] = [
    { name: 'root', num_children: 1 },
    { name: 'codes', num_children: 1, repetition_type: 'REQUIRED' },
    { name: 'old', type: 'INT32', repetition_type: 'REQUIRED' },
  ]
  const records = new Uint8Array(parquetWriteBuffer({ schema, columnData: [{ name: 'codes', data: [{ old: 931 }] }] }))

  const run = await importOne(t, db, records)

  assert.equal(run.state, 'refused')
  assert.match(run.message ?? '', /column "codes" has lists or records/)
})

test('a Parquet file that is cut short is refused in a sentence', async (t) => {
  const db = await freshDb(t)

  for (const end of [4, 5, 100, lookup.length - 1]) {
    const run = await importOne(t, db, lookup.subarray(0, end))

    assert.deepEqual([run.state, run.message], ['refused', 'The Parquet file looks half-written or damaged'])
  }
})

test('a Parquet file with bytes changed is read or refused, never a failure, and never longer than it says', async () => {
  const change = fc.record({ at: fc.integer({ min: 4, max: lookup.length - 1 }), to: fc.integer({ min: 0, max: 255 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const broken = Uint8Array.from(lookup)
      for (const { at, to } of changes) broken[at] = to
      try {
        for (const { cells } of await rowsOf(broken, 500)) assert.ok(cells.every((cell) => typeof cell === 'string'))
      } catch (problem) {
        assert.ok(problem instanceof Unusable, String(problem))
      }
    }),
    { numRuns: 60 },
  )
})

async function rowsOf(file: string | Uint8Array, within?: number): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const batch of parquetRows(file, within)) rows.push(...batch)
  return rows
}
