import type { SheetCell, Sheet, Spreadsheet } from '../../documents/spreadsheet.ts'
import { criteriaHeld, type Framework } from '../framework.ts'
import { factNamed, factsSheet, listSheets, singleFacts, type Column, type ListSheet } from './columns.ts'
import { isNamed, itemsOf, plainParts, type Plain } from './plain.ts'

/** A framework as a spreadsheet to change and bring back: every fact of it, each list on a sheet of its own. */
export function frameworkSpreadsheet(
  framework: Framework,
  { creator, made }: { readonly creator: string; readonly made: Date },
): Spreadsheet {
  const parts = plainParts(framework)
  const sheets = listSheets.filter(({ at }) => framework.withoutTriggers === undefined || !ofTriggers(at))
  return {
    title: framework.title,
    creator,
    keywords: [framework.key, ...framework.aliases],
    made,
    sheets: [coverSheet(framework), factSheet(parts), ...sheets.map((sheet) => listSheet(sheet, parts))],
  }
}

const ofTriggers = ([first = '']: readonly string[]) => ['measures', 'limits', 'triggers', 'lines'].includes(first)

function coverSheet(framework: Framework): Sheet {
  const lines = [
    `${framework.edition}, ${framework.publisher}. ${framework.status.says}`,
    `Criteria held: ${criteriaHeld(framework)}.`,
    'To change it: change the cells under the headings, and leave names of sheets and headings as they are. A row may be added or taken out.',
    'A framework under a key that is in use cannot be changed: give yours a key of its own on the sheet Framework, and say there from which it was made.',
    'Then bring the file to the page of frameworks, or to “fiveday frameworks load”. It is checked whole, and shown to you before it is kept.',
  ]
  return { name: 'About', title: framework.title, lines: lines.map((text) => ({ text })) }
}

function factSheet(parts: Readonly<Record<string, Plain>>): Sheet {
  const rows = singleFacts.flatMap(({ part }): readonly (readonly SheetCell[])[] => {
    const value = partOf(parts, part)
    // Which framework it was made from is what somebody who changes it has to fill in.
    if (value === undefined && factNamed(part) === 'made-from') return [[{ text: 'made-from' }, { text: '' }]]
    const values = typeof value === 'object' ? itemsOf(value) : value === undefined ? [] : [value]
    return values.map((one): readonly SheetCell[] => [{ text: factNamed(part) }, cell(one)])
  })
  const columns = [
    { heading: factsSheet.part, width: 30, numeric: false },
    { heading: factsSheet.says, width: 100, numeric: false },
  ]
  const lines = [{ text: 'A part with several values has a row for each. A part that is not needed may be left out.' }]
  return { name: factsSheet.name, title: 'What the framework says of itself', lines, table: { name: 'Facts', columns, rows } }
}

function listSheet(sheet: ListSheet, parts: Readonly<Record<string, Plain>>): Sheet {
  const { name, title, says, columns, inside, named } = sheet
  const first = inside?.heading ?? named?.heading
  const headings = [
    ...(first === undefined ? [] : [{ heading: first, width: 20, numeric: false }]),
    ...columns.map(({ heading, width, holds }) => ({ heading, width, numeric: holds === 'number' })),
  ]
  const rows = [...rowsOf(sheet, parts)].map(({ of, item }) => [...(of === undefined ? [] : [cell(of)]), ...columns.map((column) => columnCell(column, item))]) // prettier-ignore
  return { name, title, lines: [{ text: says }], table: { name: `Of_${name}`, columns: headings, rows } }
}

/** The items of a list with the value that stands before each: the item of another list it lies in, or its own name. */
function* rowsOf(
  { at, inside, named }: ListSheet,
  parts: Readonly<Record<string, Plain>>,
): Generator<{ of: Plain | undefined; item: Plain }> {
  if (inside) {
    for (const outer of itemsOf(partOf(parts, inside.at)))
      for (const item of itemsOf(partOf(outer, at))) yield { of: partOf(outer, [inside.by]), item }
    return
  }
  const held = partOf(parts, at)
  if (!named) for (const item of itemsOf(held)) yield { of: undefined, item }
  else if (isNamed(held)) for (const [name, item] of Object.entries(held)) yield { of: name, item }
}

function partOf(plain: Plain | undefined, [name, ...rest]: readonly string[]): Plain | undefined {
  if (name === undefined) return plain
  return isNamed(plain) && Object.hasOwn(plain, name) ? partOf(plain[name], rest) : undefined
}

function columnCell({ part, holds }: Column, item: Plain): SheetCell {
  const value = partOf(item, part)
  if (holds === 'texts' || holds === 'numbers') return { text: itemsOf(value).map(textOf).join(', ') }
  if (holds === 'yes or no') return { text: value === undefined ? '' : value === true ? 'yes' : 'no' }
  return value === undefined ? { text: '' } : cell(value)
}

function cell(value: Plain): SheetCell {
  if (typeof value !== 'number') return { text: textOf(value) }
  return { value, decimals: /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0 }
}

const textOf = (value: Plain) => (typeof value === 'object' ? '' : String(value))
