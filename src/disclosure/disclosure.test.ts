import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { canWorkOut, type Seen, type Sum } from '../../test/attacker.ts'
import { controlled } from './disclosure.ts'
import { extract, gathered } from './extract.ts'
import { fewest, withheldMark, type ControlledTable, type PupilTable, type Told } from './pupil-table.ts'

const runs = { numRuns: 400 }
const pupils = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 7 }) }, { weight: 2, arbitrary: fc.integer({ min: 6, max: 40 }) })

/** Tables of up to four rows and columns, with many small counts and some larger ones. */
const tables: fc.Arbitrary<PupilTable> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) => fc.array(fc.array(pupils, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }))
  .map((counts) => tableOf(counts))

test('no count of 1 to 5 pupils is ever told, nor any total', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const told = controlled(table)

      assert.deepEqual(allOf(told).filter((cell) => typeof cell === 'number' && cell >= 1 && cell <= 5), []) // prettier-ignore
    }),
    runs,
  )
})

test('a group of 5 pupils or fewer has nothing told of it, not even where nobody is', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const told = controlled(table)

      const small = table.counts.flatMap((row, at) => (isFew(total(row)) ? [told.cells[at]] : []))
      assert.ok(small.flat().every((cell) => cell === withheldMark))
    }),
    runs,
  )
})

test('what is withheld cannot be worked out from what is told, by somebody who knows every total', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const told = controlled(table)

      assert.deepEqual(workedOut(table, told), [])
    }),
    runs,
  )
})

test('a printed total less the printed counts is never itself a small count', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const told = controlled(table)

      const lines = [
        ...told.cells.map((cells, row) => [cells, told.rowTotals[row] ?? null] as const),
        ...told.columns.map((_, column) => [told.cells.map((cells) => cells[column] ?? null), told.columnTotals[column] ?? null] as const),
        [told.rowTotals, told.total] as const,
        [told.columnTotals, told.total] as const,
      ]
      for (const [parts, whole] of lines) if (typeof whole === 'number') assert.ok(!isFew(whole - total(parts)), JSON.stringify(told))
    }),
    runs,
  )
})

test('a table in which nothing is small is told whole', () => {
  const large = fc.array(fc.array(fc.integer({ min: 6, max: 60 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(large, (counts) => {
      const told = controlled(tableOf(counts))

      assert.deepEqual(told.cells, counts)
      assert.equal(allOf(told).includes(withheldMark), false)
    }),
    runs,
  )
})

test('the same table withholds the same cells, and controlling what is told withholds nothing more', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const told = controlled(table)
      const again = controlled({ ...table, counts: told.cells.map((row) => row.map((cell) => (cell === withheldMark ? null : cell))) })

      assert.deepEqual(controlled(table), told)
      assert.deepEqual(again.cells, told.cells.map((row) => row.map((cell) => (cell === withheldMark ? null : cell)))) // prettier-ignore
    }),
    runs,
  )
})

test('two exports of overlapping parts, and one of groups, tell nothing that the table does not', () => {
  fc.assert(
    fc.property(tables, fc.array(fc.nat(3)), fc.array(fc.nat(3)), fc.nat(3), (table, some, others, cut) => {
      const told = controlled(table)
      const columns = [...table.columns.keys()]
      const held = [some, others].map((rows) => extract(told, { rows: rows.filter((row) => row < table.rows.length), columns }))
      const groups = gathered(told, (row) => (Number(row) < cut ? 'first' : 'others'))

      for (const { rows, cells } of held) rows.forEach((row, at) => assert.deepEqual(cells[at], told.cells[Number(row)]))
      assert.deepEqual(workedOut(table, told, sumsOfGroups(table, groups, cut)), [])
    }),
    runs,
  )
})

test('somebody who is told all but one of a row can work it out: the attacker of these tests is no straw man', () => {
  const told = { ...controlled(tableOf([[21, 9], [30, 20]])), cells: [['c', 9], [30, 20]] } as const // prettier-ignore

  assert.deepEqual(workedOut(tableOf([[21, 9], [30, 20]]), told), [0]) // prettier-ignore
})

test('destinations are withheld up to 10 pupils', () => {
  const told = controlled(tableOf([[8, 60], [40, 70]]), fewest.destinations) // prettier-ignore

  assert.equal(told.cells[0]?.[0], withheldMark)
  assert.deepEqual(controlled(tableOf([[8, 60], [40, 70]])).cells, [[8, 60], [40, 70]]) // prettier-ignore
})

test('the worked example of the method withholds what the page says', () => {
  const [before = [], after = []] = ['before', 'after'].map(tableOfPage)
  const counts = before.slice(0, -1).map((row) => row.slice(0, -1).map(Number))

  const told = controlled({ rows: counts.map((_, row) => String(row)), columns: ['met', 'not met'], counts })

  const printed = [...told.cells.map((cells, row) => [...cells, told.rowTotals[row]]), [...told.columnTotals, told.total]]
  assert.deepEqual(printed.map((row) => row.map(String)), after) // prettier-ignore
})

test('a count nobody holds stays without one, and so do the totals it belongs to', () => {
  const told = controlled(tableOf([[null, 20], [8, 30]])) // prettier-ignore

  assert.deepEqual(told.cells, [[null, 20], [8, 30]]) // prettier-ignore
  assert.deepEqual([told.rowTotals, told.columnTotals, told.total], [[null, 38], [null, 50], null])
})

function tableOf(counts: readonly (readonly (number | null)[])[]): PupilTable {
  return { rows: counts.map((_, row) => String(row)), columns: (counts[0] ?? []).map((_, column) => String(column)), counts }
}

/** The cells of the table on the method's page whose first heading is this word. */
function tableOfPage(heading: string): readonly (readonly string[])[] {
  const page = readFileSync(new URL('../../docs/methods/disclosure.md', import.meta.url), 'utf8')
  const lines = page.split('\n')
  const from = lines.findIndex((line) => line.startsWith(`| ${heading} |`)) + 2
  const to = lines.findIndex((line, i) => i > from && !line.startsWith('|'))
  return lines.slice(from, to).map((line) => line.split('|').slice(2, -1).map((cell) => cell.trim())) // prettier-ignore
}

const isFew = (count: number): boolean => count >= 1 && count <= 5
const total = (cells: readonly Told[]): number => cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0)
const allOf = ({ cells, rowTotals, columnTotals, total }: ControlledTable): readonly Told[] => [...cells.flat(), ...rowTotals, ...columnTotals, total] // prettier-ignore

/** The gaps an attacker can fill: figures are the counts by row, row totals, column totals, the total, and then the groups. */
function workedOut(
  table: PupilTable,
  told: ControlledTable,
  groups: { seen: Seen[]; truth: number[]; sums: Sum[] } = { seen: [], truth: [], sums: [] },
) {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const truth = allOf(controlled(table, 0)).map(Number)
  const seen = allOf(told).map((cell) => (typeof cell === 'number' ? cell : undefined))
  const sums = [...sumsOf(rows, columns), ...groups.sums]
  const all = { seen: [...seen, ...groups.seen], truth: [...truth, ...groups.truth] }
  return seen.flatMap((cell, gap) => (cell === undefined && canWorkOut(all.seen, sums, { gap, truth: all.truth }) ? [gap] : []))
}

function sumsOf(rows: number, columns: number): Sum[] {
  const [rowTotals, columnTotals, whole] = [rows * columns, rows * columns + rows, rows * columns + rows + columns]
  const some = (length: number, place: (i: number) => number) => Array.from({ length }, (_, i) => place(i))
  return [
    ...some(rows, (row) => row).map((row) => ({ parts: some(columns, (column) => row * columns + column), total: rowTotals + row })),
    ...some(columns, (column) => column).map((column) => ({ parts: some(rows, (row) => row * columns + column), total: columnTotals + column })), // prettier-ignore
    { parts: some(rows, (row) => rowTotals + row), total: whole },
    { parts: some(columns, (column) => columnTotals + column), total: whole },
  ]
}

/** What an export of groups adds to what the attacker sees: each group's count in each column, and which counts it is the sum of. */
function sumsOfGroups(table: PupilTable, groups: ControlledTable, cut: number) {
  const [rows, columns] = [table.rows.length, table.columns.length]
  const from = rows * columns + rows + columns + 1
  const inGroup = (name: string, row: number) => (row < cut ? 'first' : 'others') === name
  const each = groups.rows.flatMap((name, group) => table.columns.map((_, column) => ({ name, group, column })))
  return {
    seen: each.map(({ group, column }): Seen => {
      const cell = groups.cells[group]?.[column]
      return typeof cell === 'number' ? cell : undefined
    }),
    truth: each.map(({ name, column }) => total(table.counts.flatMap((row, at) => (inGroup(name, at) ? [row[column] ?? 0] : [])))),
    sums: each.map(({ name, column }, i): Sum => ({
      parts: [...table.rows.keys()].filter((row) => inGroup(name, row)).map((row) => row * columns + column),
      total: from + i,
    })),
  }
}
