import { CompiledQuery } from 'kysely'
import type { Db } from './connect.ts'
import type { Tables } from './schema.ts'

/** Rows on their way into a table by COPY. The driver knows it among a query's parameters (see `dialect.ts`). */
export class CopyIn {
  readonly chunks: AsyncIterable<string> | Iterable<string>

  constructor(chunks: AsyncIterable<string> | Iterable<string>) {
    this.chunks = chunks
  }
}

type Value = string | number | boolean | null

/** One row as COPY's text format writes it: tabs between cells, `\N` for null, and the four characters it must escape. */
export function copyLine(values: readonly Value[]): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t'
    const value = values[i]
    if (value === null || value === undefined) line += '\\N'
    else line += typeof value === 'string' ? escaped(value) : String(value)
  }
  return `${line}\n`
}

/**
 * Puts rows into a table by COPY, many times faster than inserting them, and says how many went in.
 *
 * Inside a transaction it is part of that transaction. `chunks` are strings of whole lines made by `copyLine`; about a
 * megabyte each is best.
 */
export async function copyInto<Table extends keyof Tables>(
  db: Db,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  chunks: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  const names = columns.map((column) => `"${column}"`).join(', ')
  const query = CompiledQuery.raw(`copy "${table}" (${names}) from stdin`, [new CopyIn(chunks)])
  const { numAffectedRows } = await db.executeQuery(query)
  return Number(numAffectedRows ?? 0)
}

/** Gathers lines into chunks of about a megabyte. */
export function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length > 1_000_000) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk) yield chunk
}

/** Rows that come some at a time, each made a line: a chunk for each time. */
export async function* chunksOf<T>(some: AsyncIterable<readonly T[]>, lineOf: (row: T) => string): AsyncGenerator<string> {
  for await (const rows of some) {
    const chunk = rows.map(lineOf).join('')
    if (chunk) yield chunk
  }
}

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text
}
