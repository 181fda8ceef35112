import { array, constant, constantFrom, double, oneof, record, type Arbitrary } from 'fast-check'

/** One thing that can happen to a published file on its way to us. `at` is a number from 0 to 1 that says where. */
export type Mutation =
  | { readonly kind: 'drop a column' | 'double a column' | 'drop a row' | 'double a row' | 'cut a row short'; readonly at: number }
  | { readonly kind: 'swap two columns' | 'swap two headings' | 'swap two rows'; readonly at: number; readonly with: number }
  | { readonly kind: 'put in a cell'; readonly at: number; readonly with: number; readonly text: string }
  | { readonly kind: 'flip a bit'; readonly at: number; readonly with: number }
  | { readonly kind: 'cut the file off' | 'cut out a piece'; readonly at: number }
  | { readonly kind: 'write it as'; readonly encoding: Encoding }

const encodings = ['utf16le', 'utf16le without mark', 'latin1', 'CR lines', 'CRLF lines', 'byte order mark twice'] as const

type Encoding = (typeof encodings)[number]

/** What a cell may come to hold that it should not: formulas, marks, what looks like a number and is none, and the very long. */
export const wrongCells = [
  '=1+1',
  '=HYPERLINK("http://a.example","b")',
  '+1+cmd',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  "'=1",
  'SUPP',
  'NE',
  'NA',
  'NP',
  'LOWCOV',
  'z',
  'c',
  'x',
  'low',
  '-',
  'NULL',
  'Not judged',
  '9',
  '0',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '0x1F',
  '1,2,3',
  '１２',
  '99999999999999999999',
  '31/02/2025',
  '',
  ' ',
  '"',
  'a"b',
  'a\nb',
  '<script>alert(1)</script>',
  "Robert'); drop table school_record; --",
  '\u202Eabc',
  '\uFFFD',
  '😀',
  'a'.repeat(70_000),
] as const

const place = double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

/** One to four mutations, of the table first and of its bytes after. */
export const mutations: Arbitrary<readonly Mutation[]> = array(
  oneof(
    {
      weight: 4,
      arbitrary: record({ kind: constant('put in a cell' as const), at: place, with: place, text: constantFrom(...wrongCells) }),
    },
    {
      weight: 4,
      arbitrary: record({
        kind: constantFrom('drop a column', 'double a column', 'drop a row', 'double a row', 'cut a row short'),
        at: place,
      }),
    },
    {
      weight: 3,
      arbitrary: record({ kind: constantFrom('swap two columns', 'swap two headings', 'swap two rows'), at: place, with: place }),
    },
    { weight: 3, arbitrary: record({ kind: constant('flip a bit' as const), at: place, with: place }) },
    { weight: 1, arbitrary: record({ kind: constantFrom('cut the file off', 'cut out a piece'), at: place }) },
    { weight: 1, arbitrary: record({ kind: constant('write it as' as const), encoding: constantFrom(...encodings) }) },
  ),
  { minLength: 1, maxLength: 4 },
)

/** A table with what happens to it before it is written down. */
export function mutatedTable(table: readonly (readonly string[])[], all: readonly Mutation[]): string[][] {
  let rows = table.map((row) => [...row])
  for (const mutation of all) rows = ofTable(rows, mutation)
  return rows
}

/** The bytes of a file with what happens to them after. */
export function mutatedBytes(bytes: Uint8Array, all: readonly Mutation[]): Uint8Array {
  let now: Buffer = Buffer.from(bytes)
  for (const mutation of all) now = ofBytes(now, mutation)
  return now
}

/** A table as text, with its cells as they are: what the product writes would spare it the formulas. */
export function asText(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) => row.map(quoted).join(','))
    .join('\n')
    .concat('\n')
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function ofTable(rows: string[][], mutation: Mutation): string[][] {
  const columns = rows[0]?.length ?? 0
  const pick = (at: number, of: number) => Math.floor(at * of)
  switch (mutation.kind) {
    case 'drop a column':
      return rows.map((row) => row.toSpliced(pick(mutation.at, columns), 1))
    case 'double a column': {
      const column = pick(mutation.at, columns)
      return rows.map((row) => row.toSpliced(column, 0, row[column] ?? ''))
    }
    case 'swap two columns':
      return rows.map((row) => swapped(row, pick(mutation.at, columns), pick(mutation.with, columns)))
    case 'swap two headings':
      return rows.map((row, i) => (i === 0 ? swapped(row, pick(mutation.at, columns), pick(mutation.with, columns)) : row))
    case 'drop a row':
      return rows.toSpliced(pick(mutation.at, rows.length), 1)
    case 'double a row': {
      const row = pick(mutation.at, rows.length)
      return rows.toSpliced(row, 0, [...(rows[row] ?? [])])
    }
    case 'swap two rows':
      return swapped(rows, pick(mutation.at, rows.length), pick(mutation.with, rows.length))
    case 'cut a row short': {
      const row = pick(mutation.at, rows.length)
      return rows.map((cells, i) => (i === row ? cells.slice(0, pick((mutation.at * 997) % 1, cells.length)) : cells))
    }
    case 'put in a cell': {
      const row = pick(mutation.at, rows.length)
      return rows.map((cells, i) => (i === row && cells.length > 0 ? cells.with(pick(mutation.with, cells.length), mutation.text) : cells))
    }
    default:
      return rows
  }
}

function swapped<T>(all: readonly T[], one: number, other: number): T[] {
  const [a, b] = [all[one], all[other]]
  return a === undefined || b === undefined ? [...all] : all.with(one, b).with(other, a)
}

function ofBytes(bytes: Buffer, mutation: Mutation): Buffer {
  const at = 'at' in mutation ? Math.floor(mutation.at * bytes.length) : 0
  switch (mutation.kind) {
    case 'flip a bit': {
      const flipped = Buffer.from(bytes)
      if (flipped.length > 0) flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(mutation.with * 8))
      return flipped
    }
    case 'cut the file off':
      return bytes.subarray(0, at)
    case 'cut out a piece':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 100)])
    case 'write it as':
      return Buffer.from(encoded(bytes.toString('utf8'), mutation.encoding))
    default:
      return bytes
  }
}

function encoded(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le')
    case 'utf16le without mark':
      return Buffer.from(text, 'utf16le')
    case 'latin1':
      return Buffer.from(text, 'latin1')
    case 'CR lines':
      return Buffer.from(text.replaceAll(/\r?\n/g, '\r'))
    case 'CRLF lines':
      return Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'))
    default:
      return Buffer.from(`\uFEFF\uFEFF${text}`)
  }
}
