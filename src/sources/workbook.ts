import { unreadable } from '../lib/encoding.ts'
import { Unusable } from '../lib/unusable.ts'
import { limits } from './limits.ts'
import type { Row } from './source.ts'
import { elements, unescaped, without, type Element } from './xml.ts'

/** The parts of a workbook, by their names inside it: `xl/workbook.xml`. */
export type Parts = ReadonlyMap<string, string>

/** A sheet of a workbook, its rows read as they are asked for. */
export interface Sheet {
  readonly name: string
  /** Every row with something in it. */
  readonly rows: () => Generator<Row>
}

/**
 * The sheets of an Excel workbook, in their order: the text of cells only, never a formula, a format or a property.
 *
 * A number is as the workbook spells it (`7.0000000000000007E-2`). `line` is the row's number in the sheet.
 */
export function sheetsOf(packed: Parts): readonly Sheet[] {
  if ([...packed.values()].some((xml) => xml.includes('\0'))) throw new Unusable(unreadable.zeroBytes)
  const parts = new Map([...packed].map(([name, xml]) => [name, unprefixed(xml)]))
  const book = parts.get('xl/workbook.xml')
  if (book === undefined) throw new Unusable('The workbook looks damaged: it names no sheets')
  const targets = new Map(
    [...elements(parts.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship')].map(({ of }) => [of('Id'), partNamed(of('Target') ?? '')]),
  )
  let texts: readonly string[] | undefined
  return [...elements(book, 'sheet')].flatMap(({ of }) => {
    const xml = parts.get(targets.get(of('r:id')) ?? '')
    return xml === undefined ? [] : [{ name: of('name') ?? '', rows: () => rowsOf(xml, (texts ??= sharedTexts(parts))) }]
  })
}

/** The names of the parts that `sheetsOf` needs. Others (pictures, printers, macros) are not unpacked. */
export function isNeeded(part: string): boolean {
  return /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(part)
}

/** Some programs write `<x:row>` for `<row>`. */
function unprefixed(xml: string): string {
  const prefix = /^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?<(\w+):(?:workbook|worksheet|sst)\b/.exec(xml.slice(0, 2000))?.[1]
  return prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</')
}

function partNamed(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function sharedTexts(parts: Parts): readonly string[] {
  const xml = parts.get('xl/sharedStrings.xml') ?? ''
  return [...elements(xml, 'si')].map(({ inner }) => textIn(inner))
}

function* rowsOf(xml: string, texts: readonly string[]): Generator<Row> {
  let line = 0
  for (const row of elements(xml, 'row')) {
    line = Number(row.of('r') ?? line + 1)
    const cells: string[] = []
    for (const cell of elements(row.inner, 'c')) {
      const place = columnOf(cell.of('r')) ?? cells.length
      if (place >= limits.columns) throw new Unusable(`Row ${line} of the sheet has more than ${limits.columns} columns`)
      while (cells.length < place) cells.push('')
      cells[place] = cellText(cell, texts)
    }
    // A row that a format or a border stands in is no row of the table.
    if (cells.some((cell) => cell.trim() !== '')) yield { line, cells }
  }
}

function cellText(cell: Element, texts: readonly string[]): string {
  const type = cell.of('t')
  if (type === 'inlineStr') return textIn(cell.inner)
  const value = [...elements(cell.inner, 'v')].map(({ inner }) => unescaped(inner)).join('')
  return type === 's' ? (texts[Number(value)] ?? '') : value
}

/** The text of `<t>` elements; the reading aids of East Asian text (`<rPh>`) are no part of it. */
function textIn(xml: string): string {
  return [...elements(without(xml, 'rPh'), 't')].map(({ inner }) => unescaped(inner)).join('')
}

/** The place of a column by its letters: A is 0, Z is 25, AA is 26. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (!letters) return undefined
  return Array.from(letters).reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
