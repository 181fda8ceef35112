import { cell, overflows, placesOf, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'
import type { TableKey } from './performance-row.ts'
import { publishedTables } from './table-sources.ts'

/** What the publisher calls a column of a table in one year: a row of its metadata file. */
export interface PublishedColumn {
  readonly heading: string
  /** Which of the file's rows it is, in the order of the table's columns. */
  readonly place: number
  readonly label: string
  /** What else the publisher says of it; empty when nothing. */
  readonly note: string
  readonly line: number
}

/** The layouts of metadata files: which column has the heading, which the label, and which says more. */
const layouts = [
  { heading: 'Field Name', label: 'Label/Description', known: ['Column', 'Field Name', 'Label/Description'] },
  { heading: 'FieldName', label: 'Label/Description', known: ['Column', 'FieldName', 'Label/Description'] },
  {
    heading: 'Metafile heading',
    label: 'Metafile description',
    note: 'Methodology changes',
    known: ['Column', 'Metafile heading', 'Metafile description'],
  },
  { heading: 'Field Reference', label: 'Field Name', known: ['Field Number', 'Field Reference', 'Field Name'] },
  { heading: 'Variable', label: 'Label', note: 'Description', known: ['Variable', 'Label', 'Type', 'Description'] },
] as const

const [first, ...others] = layouts

export const tableColumns: Source = {
  key: 'performance-columns',
  name: 'Performance tables: what their columns are',
  publisher: 'Department for Education',
  gives: 'The publisher’s own words for each column of a table in one year: the metadata file that comes with it.',
  form: 'csv',
  headings: first.known,
  alsoKnownBy: others.map(({ known }) => known),
  kept: 'beside each other',
  quirks: [
    'Which table it is of is told by the columns it names; its year by columns that name it or the years before it, or else by its name or folder, or by whoever brings it, as a table’s.',
    'A new file takes the place of what is held of its table and year.',
    'In labels &pound; is £.',
    'A row is refused when it is empty, names no column, has no label, or names a column that stands on an earlier line.',
  ],
}

/** Reads the rows of a metadata file, one after the other. */
export function columnReader(headings: readonly string[]): (row: Row) => Usable<PublishedColumn> {
  const layout = layouts.find(({ known }) => known.every((heading) => headings.includes(heading))) ?? first
  const at = placesOf(headings, { heading: layout.heading, label: layout.label })
  const noteAt = 'note' in layout ? headings.indexOf(layout.note) : -1
  const lines = new Map<string, number>()
  let place = 0
  return (row) => {
    if (overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
    const heading = cell(row, at.heading)
    const label = inWords(cell(row, at.label))
    if (heading === '') return { because: 'The row names no column' }
    if (label === '') return { because: `The column ${heading} has no label` }
    const key = heading.toUpperCase()
    const before = lines.get(key)
    if (before !== undefined) return { because: `The column ${heading} stands on line ${before} already` }
    lines.set(key, row.line)
    place += 1
    return { used: { heading: key, place, label, note: noteAt < 0 ? '' : inWords(cell(row, noteAt)), line: row.line } }
  }
}

const inWords = (text: string): string => text.replaceAll('&pound;', '£').replaceAll(/\s+/g, ' ').trim()

/**
 * Which table columns are of: the one of whose own headings most are among them, when four in five are.
 *
 * @example
 * tableWith(['LA', 'ESTAB', 'URN', 'PERCTOT']) // => 'absence'
 * tableWith(['URN', 'LA']) // => undefined
 */
export function tableWith(columns: readonly string[]): TableKey | undefined {
  const there = new Set(columns.map((column) => column.toUpperCase()))
  const candidates = publishedTables.flatMap(({ table, source: { headings, alsoKnownBy = [] } }) =>
    [headings, ...alsoKnownBy].map((wanted) => ({
      table,
      of: wanted.length,
      found: wanted.filter((heading) => there.has(heading)).length,
    })),
  )
  const [best] = candidates.filter(({ of, found }) => found >= of * 0.8).toSorted((a, b) => b.found - a.found)
  return best?.table
}

/**
 * Whether the publisher's words speak of a certain year, so that they are true of their own file only.
 *
 * @example
 * namesYear('Number of pupils completing key stage 4 in 2022/23') // => true
 * namesYear('Total income (£ per pupil)') // => false
 */
export function namesYear(label: string): boolean {
  return /(?<!\d)20\d\d(?!\d)/.test(label)
}
