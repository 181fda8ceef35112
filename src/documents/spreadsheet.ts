/**
 * Tables to be opened as a spreadsheet, as one model that every renderer understands.
 *
 * Made to the Government Analysis Function's guidance *Releasing statistics in spreadsheets*: a cover sheet, contents, notes, and
 * one table to a sheet, with what is needed to read it above it in column A and nothing below it. See docs/methods/tables.md.
 */
export interface Spreadsheet {
  readonly title: string
  /** The body that gives it out, never a person. */
  readonly creator: string
  readonly keywords: readonly string[]
  readonly made: Date
  readonly sheets: readonly Sheet[]
}

/** One sheet: its title in the first cell, lines under it, and at most one table. */
export interface Sheet {
  /** At most 31 letters, digits and underscores; unique. */
  readonly name: string
  readonly title: string
  readonly lines: readonly Line[]
  readonly table?: SheetTable
}

/** A line above the table, or of a cover sheet. A heading divides a long sheet. */
export interface Line {
  readonly text: string
  readonly heading?: true
}

export interface SheetTable {
  /** How the table is called where a reader looks for it: letters, digits and underscores, unique in the spreadsheet. */
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetCell[])[]
}

export interface SheetColumn {
  readonly heading: string
  /** In characters. */
  readonly width: number
  readonly numeric: boolean
  /** For the program that reads it back, not for people. */
  readonly hidden?: true
}

/** Text, or a number shown to so many decimals. Text is never a formula, whatever it begins with. `sheet` leads to another sheet. */
export type SheetCell = { readonly text: string; readonly sheet?: string } | { readonly value: number; readonly decimals: number }

/** The lines of a sheet above its table: the first cell is its title. */
export function rowsAbove({ lines }: Sheet): number {
  return 1 + lines.length
}

/**
 * Headings that are each there once, because a table's columns are told apart by them.
 *
 * @example
 * uniqueHeadings(['Year', '2025', '2025', '']) // => ['Year', '2025', '2025 (2)', 'Column 4']
 */
export function uniqueHeadings(headings: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return headings.map((heading, place) => {
    const plain = heading.trim() === '' ? `Column ${place + 1}` : heading
    let unique = plain
    for (let again = 2; seen.has(unique.toLowerCase()); again += 1) unique = `${plain} (${again})`
    seen.add(unique.toLowerCase())
    return unique
  })
}

/**
 * A column's letters: 0 is A, 25 is Z, 26 is AA.
 *
 * @example
 * [0, 25, 26, 701, 702].map(columnLetters) // => ['A', 'Z', 'AA', 'ZZ', 'AAA']
 */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return `${rest === 0 ? '' : columnLetters(rest - 1)}${String.fromCodePoint(65 + (column % 26))}`
}

/**
 * Text as it stands in an XML file. What XML cannot hold, such as a zero byte, is left out, and a line ends in one way.
 *
 * @example
 * inXml('Ash & <Beech>') // => 'Ash &amp; &lt;Beech&gt;'
 */
export function inXml(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
