import type { Refused, Row } from './source.ts'
import type { Spool } from './spool.ts'

/** A row's answer: the value it gives, or why it cannot be used. */
export type Usable<T> = { readonly used: T } | { readonly because: string }

/** Where the rows of an import go: those that cannot be used, and those that wait to be written. */
export interface Sorting {
  readonly refuse: (refused: Refused) => void
  readonly spool: <T>() => Spool<T>
}

/**
 * Reads every row of a table by one rule, and returns what was used, in memory: for a file that is small by its nature. A row with
 * nothing in it is refused by name, not skipped.
 */
export async function sortRows<T>(
  batches: AsyncIterable<readonly Row[]>,
  sorting: Pick<Sorting, 'refuse'>,
  read: (row: Row) => Usable<T>,
): Promise<readonly T[]> {
  const used: T[] = []
  await eachRow(batches, sorting, read, (one) => used.push(one))
  return used
}

/** The same for a file of any size: what was used waits on the disk. */
export async function spoolRows<T>(
  batches: AsyncIterable<readonly Row[]>,
  sorting: Sorting,
  read: (row: Row) => Usable<T>,
): Promise<Spool<T>> {
  const used = sorting.spool<T>()
  await eachRow(batches, sorting, read, (one) => used.add(one))
  return used
}

async function eachRow<T>(
  batches: AsyncIterable<readonly Row[]>,
  { refuse }: Pick<Sorting, 'refuse'>,
  read: (row: Row) => Usable<T>,
  use: (one: T) => void,
): Promise<void> {
  for await (const batch of batches) {
    for (const row of batch) {
      const answer = isEmpty(row) ? { because: 'The row is empty' } : read(row)
      if ('used' in answer) use(answer.used)
      else refuse({ line: row.line, reason: answer.because })
    }
  }
}

/** Whether nothing stands in any cell of a row. */
export function isEmpty({ cells }: Row): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** Where each heading wanted stands. */
export function placesOf<Name extends string>(
  headings: readonly string[],
  wanted: Readonly<Record<Name, string>>,
): Readonly<Record<Name, number>> {
  const places: Partial<Record<Name, number>> = {}
  for (const name in wanted) places[name] = headings.indexOf(wanted[name])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name was given its place just above
  return places as Record<Name, number>
}

/** Whether a row has cells, with something in them, past the last heading. */
export function overflows(row: Row, headings: readonly string[]): boolean {
  return row.cells.length > headings.length && row.cells.slice(headings.length).some((cell) => cell.trim() !== '')
}

/** A cell's text; empty where a ragged row has no such cell. */
export function cell(row: Row, place: number): string {
  return (row.cells[place] ?? '').trim()
}
