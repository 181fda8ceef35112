import type { Making } from '../src/sources/source.ts'
import type { Spool } from '../src/sources/spool.ts'
import { spools } from '../src/sources/spool.import.ts'

/** A spool for the few rows of a test: it makes no file. */
export function aSpool<T>(rows: readonly T[] = []): Spool<T> {
  const spool = spools({ signal: new AbortController().signal, readBack: () => {} }).spool<T>()
  for (const row of rows) spool.add(row)
  return spool
}

/** What is derived made again with nobody watching. */
export const unwatched: Making = { signal: new AbortController().signal, progress: () => {} }
