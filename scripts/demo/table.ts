import type { Authority } from './country.ts'
import { csv } from './file.ts'
import type { MadeSchool } from './schools.ts'

/** What a row of a performance table says under each heading. */
export type Cells = Readonly<Record<string, string>>

// The whole country stands in the newest tables; those before it are one authority's, as an officer would bring them.
const newest = 2026
const ours = '001'

/** Whether the table of a year has rows of an authority. */
export const isShown = (authority: Authority, year: number): boolean => year === newest || authority.code === ours

/** Under which URN a school stands in the tables of a year: an academy under the one before it until the year it opened in. */
export function urnIn({ urn, opened, before }: MadeSchool, year: number): string | undefined {
  return opened === undefined || opened < `${year}-01-01` ? urn : before?.urn
}

/** The rows under all their headings, in the order these first come. Empty cells at the end of rows are cut, as the publisher cuts them. */
export function printed(rows: readonly Cells[]): string {
  const [first = {}] = rows
  const headings = Object.keys(first)
  const cut = (cells: readonly string[]) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)
  return csv([headings, ...rows.map((row) => cut(headings.map((heading) => (row[heading] ?? '').replace(/^-(0(\.0+)?)$/, '$1'))))], '\r\n')
}
