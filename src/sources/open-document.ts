import { unreadable } from '../lib/encoding.ts'
import { Unusable } from '../lib/unusable.ts'
import { limits } from './limits.ts'
import type { Row } from './source.ts'
import type { Parts, Sheet } from './workbook.ts'
import { elements, elementsOf, unescaped, without, type Element } from './xml.ts'

const content = 'content.xml'
const manifest = 'META-INF/manifest.xml'

/**
 * The sheets of an OpenDocument spreadsheet (.ods), in their order: the text of cells only, never a formula or a format.
 *
 * - A number is as the file spells it (`23008747.222270001`), not as it is shown, and a day as `2025-03-31`.
 * - A cell or row that is written once and repeated counts as often as it says; an empty one to the end of the sheet is none.
 * - A comment on a cell is no part of it, and a cell that another covers is empty.
 *
 * `line` is the row's number in the sheet. Throws `Unusable` for what is locked, or no spreadsheet.
 */
export function openDocumentSheets(parts: Parts): readonly Sheet[] {
  const xml = parts.get(content) ?? ''
  if (parts.get(manifest)?.includes('encryption-data')) throw new Unusable('It is locked with a password')
  if (xml.includes('\0')) throw new Unusable(unreadable.zeroBytes)
  if (!xml.includes('<office:spreadsheet'))
    throw new Unusable('This is an office document, but not a spreadsheet. Bring the CSV file, or the .xlsx or .ods that was published')
  const sheets = [...elements(xml, 'table:table')]
  if (sheets.length === 0) throw new Unusable('The spreadsheet looks damaged: it has no sheets')
  return sheets.map(({ of, inner }) => ({ name: of('table:name') ?? '', rows: () => rowsOf(inner) }))
}

/** Whether a ZIP of these files is a document of OpenDocument, of whatever kind. */
export function isOpenDocument(names: readonly string[]): boolean {
  return names.includes(content) && (names.includes('mimetype') || names.includes(manifest))
}

/** The parts of an OpenDocument spreadsheet that are read. */
export function isOpenDocumentPart(name: string): boolean {
  return name === content || name === manifest
}

function* rowsOf(sheet: string): Generator<Row> {
  let line = 1
  let read = 0
  for (const row of elements(sheet, 'table:table-row')) {
    const times = repeats(row.of('table:number-rows-repeated'))
    const cells = cellsOf(row.inner, line)
    if (cells.length > 0) {
      read += cells.length * times
      if (read > limits.cells) throw new Unusable('A sheet of the workbook repeats its rows more often than any published file does')
      for (let n = 0; n < times; n++) yield { line: line + n, cells }
    }
    line += times
  }
}

/** The cells of a row, up to the last with something in it. */
function cellsOf(row: string, line: number): readonly string[] {
  const cells: string[] = []
  let empty = 0
  for (const cell of elementsOf(row, ['table:table-cell', 'table:covered-table-cell'])) {
    const times = repeats(cell.of('table:number-columns-repeated'))
    const text = cell.name === 'table:table-cell' ? textOf(cell) : ''
    if (text.trim() === '') {
      empty += times
      continue
    }
    if (cells.length + empty + times > limits.columns)
      throw new Unusable(`Row ${line} of the sheet has more than ${limits.columns} columns`)
    for (; empty > 0; empty--) cells.push('')
    for (let n = 0; n < times; n++) cells.push(text)
  }
  return cells
}

function repeats(times: string | undefined): number {
  const count = Number(times ?? 1)
  return Number.isSafeInteger(count) && count > 0 && count < 1e9 ? count : 1
}

function textOf(cell: Element): string {
  const kind = cell.of('office:value-type')
  const value = kind === undefined || kind === 'string' ? undefined : cell.of(valueIn[kind] ?? 'office:value')
  if (value !== undefined) return value
  return [...elements(without(cell.inner, 'office:annotation'), 'text:p')].map(({ inner }) => paragraph(inner)).join('\n')
}

const valueIn: Readonly<Record<string, string>> = {
  date: 'office:date-value',
  time: 'office:time-value',
  boolean: 'office:boolean-value',
}

/** The text of a paragraph. Spaces in a row are one, as in any XML; those that are meant are elements, as tabs and line ends are. */
function paragraph(xml: string): string {
  const text = xml.replaceAll(/[ \t\r\n]+/g, ' ').replaceAll(/<[^<>]*>/g, (tag) => {
    if (tag.startsWith('<text:line-break')) return '\n'
    if (tag.startsWith('<text:tab')) return '\t'
    return /^<text:s[\s/>]/.test(tag) ? ' '.repeat(Math.min(repeats(/text:c="(\d+)"/.exec(tag)?.[1]), 1_000)) : ''
  })
  return unescaped(text)
}
