import type { Refused, Row } from './source.ts'

/** A row's answer: the value it gives, or why it cannot be used. */
export type Usable<T> = { readonly used: T } | { readonly because: string }

/** Rows sorted into those used and those refused. Every row comes to one or the other. */
export interface Sorted<T> {
  readonly used: readonly T[]
  readonly refused: readonly Refused[]
}

/** Reads every row of a table by one rule. A row with nothing in it is refused by name, not skipped. */
export async function sortRows<T>(batches: AsyncIterable<readonly Row[]>, read: (row: Row) => Usable<T>): Promise<Sorted<T>> {
  const used: T[] = []
  const refused: Refused[] = []
  for await (const batch of batches) {
    for (const row of batch) {
      const answer = row.cells.every((cell) => cell.trim() === '') ? { because: 'The row is empty' } : read(row)
      if ('used' in answer) used.push(answer.used)
      else refused.push({ line: row.line, reason: answer.because })
    }
  }
  return { used, refused }
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
