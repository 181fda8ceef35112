import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readCsv, type CsvRecord } from './csv.ts'
import { Unusable } from './unusable.ts'

async function read(...pieces: readonly string[]): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  for await (const batch of readCsv(arriving(pieces))) records.push(...batch)
  return records
}

async function* arriving(pieces: readonly string[]) {
  yield* pieces
}

const cells = (records: readonly CsvRecord[]) => records.map((record) => record.cells)

test('a row says the line it begins on, counting line ends inside quoted cells', async () => {
  const records = await read('a,b\r\n"one\ntwo",2\n3,"4\r\n\r\n"\n5,6\n')

  assert.deepEqual(
    records.map((record) => record.line),
    [1, 2, 4, 7],
  )
  assert.deepEqual(cells(records), [
    ['a', 'b'],
    ['one\ntwo', '2'],
    ['3', '4\r\n\r\n'],
    ['5', '6'],
  ])
})

test('a last row needs no line end', async () => {
  const records = await read('a,b\n1,2')

  assert.deepEqual(records.at(-1), { line: 2, cells: ['1', '2'], ended: false })
})

test('rows are kept as ragged as they are', async () => {
  assert.deepEqual(cells(await read('a,b,c\n1\n1,2,3,4\n\n')), [['a', 'b', 'c'], ['1'], ['1', '2', '3', '4'], ['']])
})

test('a quotation mark inside a cell is a plain character', async () => {
  assert.deepEqual(cells(await read('a 5" pipe,b\n"a""b",""\n')), [
    ['a 5" pipe', 'b'],
    ['a"b', ''],
  ])
})

test('a file cut off inside a quoted cell is refused, with the line it began on', async () => {
  await assert.rejects(read('a,b\n1,2\n3,"half writ'), (problem) => problem instanceof Unusable && /line 3/.test(problem.message))
})

test('a quotation mark that is never closed does not make reading endless', async () => {
  const piece = 'x'.repeat(1_000_000)

  await assert.rejects(read('a\n"', piece, piece, piece, piece, piece), /line 2 never ends/)
})

test('a row of very many quoted cells is read in the time its length takes', async () => {
  const many = 400_000
  const started = performance.now()

  const [record] = await read(`"\n",${'"",'.repeat(many)}\n`)

  assert.equal(record?.cells.length, many + 2)
  assert.ok(performance.now() - started < 2000, `${Math.round(performance.now() - started)} ms`)
})

test('what was written is read back, wherever the pieces break', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', '1'), maxLength: 8 })
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('\n', '\r\n'),
      fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
      async (rows, lineEnd, lengths) => {
        const text = rows.map((row) => row.map(quoted).join(',') + lineEnd).join('')

        const records = await read(...broken(text, lengths))

        assert.deepEqual(cells(records), rows)
        assert.deepEqual(
          records.map((record) => record.line),
          rows.map((_, i) => 1 + rows.slice(0, i).reduce((lines, row) => lines + 1 + row.join('').split('\n').length - 1, 0)),
        )
      },
    ),
    { numRuns: 300 },
  )
})

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function broken(text: string, lengths: Iterable<number>): readonly string[] {
  const pieces: string[] = []
  let at = 0
  for (const length of lengths) {
    if (at >= text.length) break
    pieces.push(text.slice(at, at + length))
    at += length
  }
  return pieces
}
