import type { Misplaced, Part, Parted } from '../part.ts'
import { factNamed, factsSheet, listSheets, singleFacts, type Column, type ListSheet } from './columns.ts'

/** A sheet as it was read: its name, and its rows with what stands in their cells. */
export interface ReadSheet {
  readonly name: string
  readonly rows: () => Iterable<{ readonly line: number; readonly cells: readonly string[] }>
}

/** The most rows that are read of a sheet: no framework has a tenth as many. */
const mostRows = 5000

/** Reads a spreadsheet of a framework, keeping of every cell the sheet and row it stands in. Columns may stand in any order. */
export function partsOfSheets(sheets: readonly ReadSheet[]): Parted {
  const wrong: Misplaced[] = []
  const facts = tableIn(sheets, factsSheet.name, [factsSheet.part, factsSheet.says], wrong)
  if (!facts) return { part: undefined, wrong: [{ where: 'The file', text: `the spreadsheet has no sheet “${factsSheet.name}” with the headings ${factsSheet.part} and ${factsSheet.says}: begin with one that Fiveday made` }] } // prettier-ignore
  const root = begun('Sheet Framework')
  readFacts(facts, root, wrong)
  const outer = new Map<string, readonly Growing[]>()
  for (const sheet of listSheets) readList(sheet, { sheets, root, outer, wrong })
  return { part: root, wrong }
}

/** Sheets that every framework has. */
const always: readonly string[] = ['Grades', 'Stages', 'Areas', 'Themes', 'Criteria', 'Sources']

interface Table {
  readonly rows: readonly { readonly where: string; readonly of: (heading: string) => string }[]
}

/** The table of a sheet, under the row that has its headings. Undefined where there is no such sheet, or it has no such headings. */
function tableIn(sheets: readonly ReadSheet[], name: string, headings: readonly string[], wrong: Misplaced[]): Table | undefined {
  const sheet = sheets.find((one) => one.name.trim().toLowerCase() === name.toLowerCase())
  if (!sheet) return undefined
  let places: ReadonlyMap<string, number> | undefined
  const rows: Table['rows'][number][] = []
  for (const { line, cells } of sheet.rows()) {
    const where = `Sheet ${name}, row ${line}`
    if (rows.length >= mostRows) {
      wrong.push({ where, text: `the sheet has more than ${mostRows} rows` })
      break
    }
    if (places) {
      const standing = places
      rows.push({ where, of: (heading) => asTyped(cells[standing.get(heading.toLowerCase()) ?? -1] ?? '') })
      continue
    }
    const found = new Map<string, number>()
    for (const [place, cell] of cells.entries()) if (cell.trim() !== '') found.set(cell.trim().toLowerCase(), place)
    if (!headings.every((heading) => found.has(heading.toLowerCase()))) continue
    places = found
    for (const cell of found.keys())
      if (!headings.some((heading) => heading.toLowerCase() === cell)) wrong.push({ where, text: `the column “${cell.slice(0, 60)}” is not one of the sheet ${name}` }) // prettier-ignore
  }
  if (!places) wrong.push({ where: `Sheet ${name}`, text: `the sheet has no row with the headings ${headings.join(', ')}` })
  return places && { rows }
}

const asTyped = (cell: string) => cell.replaceAll(/\r\n?/g, '\n').trim()

/**
 * What was typed in a cell that a workbook of Excel spells otherwise.
 *
 * @example
 * fromExcel('_x005F_x0041_') // => '_x0041_'
 */
export function fromExcel(cell: string): string {
  return cell.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** A piece of a framework while it is put together. */
interface Growing {
  readonly is: 'parts'
  readonly where: string
  readonly parts: Map<string, Value | Growing | List>
}

interface List {
  readonly is: 'list'
  readonly where: string
  readonly items: (Value | Growing)[]
}

type Value = Extract<Part, { is: 'value' }>

const begun = (where: string): Growing => ({ is: 'parts', where, parts: new Map() })

/** The piece of that name, which is there from now on. */
function pieceIn(held: Growing, name: string): Growing {
  const piece = held.parts.get(name)
  if (piece?.is === 'parts') return piece
  const made = begun(held.where)
  held.parts.set(name, made)
  return made
}

function listIn(held: Growing, name: string, where: string): List['items'] {
  const list = held.parts.get(name)
  if (list?.is === 'list') return list.items
  const made: List = { is: 'list', where, items: [] }
  held.parts.set(name, made)
  return made.items
}

function readFacts({ rows }: Table, root: Growing, wrong: Misplaced[]): void {
  const known = new Map(singleFacts.map((fact) => [factNamed(fact.part), fact]))
  for (const { part, holds } of singleFacts) if (holds === 'texts') listIn(holder(root, part), part.at(-1) ?? '', root.where)
  for (const { where, of } of rows) {
    const named = of(factsSheet.part)
    const says = of(factsSheet.says)
    const fact = known.get(named)
    if (!fact) {
      wrong.push({ where, text: `“${named.slice(0, 60)}” is no part of a framework` })
      continue
    }
    const last = fact.part.at(-1) ?? ''
    const into = holder(root, fact.part)
    if (says === '') continue
    if (fact.holds === 'texts') listIn(into, last, where).push({ is: 'value', where, value: says })
    else if (into.parts.has(last)) wrong.push({ where, text: `“${named}” is given twice` })
    else into.parts.set(last, value(fact.holds, says, where))
  }
}

/** The piece that holds the last step of a way. */
function holder(root: Growing, part: readonly string[]): Growing {
  return part.slice(0, -1).reduce(pieceIn, root)
}

interface Reading {
  readonly sheets: readonly ReadSheet[]
  readonly root: Growing
  /** The items of lists that hold other lists, by the list. */
  readonly outer: Map<string, readonly Growing[]>
  readonly wrong: Misplaced[]
}

function readList(sheet: ListSheet, { sheets, root, outer, wrong }: Reading): void {
  const { name, at, columns, inside, named } = sheet
  const first = inside?.heading ?? named?.heading
  const where = `Sheet ${name}`
  const table = tableIn(sheets, name, [...(first === undefined ? [] : [first]), ...columns.map(({ heading }) => heading)], wrong)
  if (!table && always.includes(name)) wrong.push({ where, text: 'there is no such sheet with its headings' })
  if (!table) return
  const last = at.at(-1) ?? ''
  if (inside) return readInside(sheet, table, { held: outer.get(inside.at.join()) ?? [], wrong })
  const into = holder(root, at)
  if (named) {
    const map = pieceIn(into, last)
    for (const row of table.rows) {
      const key = row.of(named.heading)
      if (map.parts.has(key)) wrong.push({ where: row.where, text: `“${key.slice(0, 60)}” is given twice in the same place` })
      else map.parts.set(key, named.single ? cellOf(columns[0], row) : itemOf(columns, row))
    }
    return
  }
  const items = table.rows.map((row) => itemOf(columns, row))
  listIn(into, last, where).push(...items)
  outer.set(at.join(), items)
}

function readInside(
  { at, columns, inside }: ListSheet,
  { rows }: Table,
  { held, wrong }: { held: readonly Growing[]; wrong: Misplaced[] },
): void {
  if (!inside) return
  const last = at.at(-1) ?? ''
  for (const item of held) listIn(item, last, item.where)
  for (const row of rows) {
    const of = row.of(inside.heading)
    const item = held.find((one) => keyOf(one, inside.by) === (inside.holds === 'number' ? String(Number(of)) : of))
    if (item) listIn(item, last, item.where).push(itemOf(columns, row))
    else wrong.push({ where: row.where, text: `“${of.slice(0, 60)}” is not on the sheet of ${inside.at.join(', ')}` })
  }
}

function keyOf(item: Growing, by: string): string | undefined {
  const key = item.parts.get(by)
  return key?.is === 'value' ? String(key.value) : undefined
}

type RowRead = Table['rows'][number]

function itemOf(columns: readonly Column[], row: RowRead): Growing {
  const item = begun(row.where)
  for (const column of columns) {
    const [name = ''] = column.part
    const text = row.of(column.heading)
    if (column.holds === 'texts' || column.holds === 'numbers') {
      const values = text.split(',').map((one) => one.trim()).filter((one) => one !== '') // prettier-ignore
      listIn(item, name, row.where).push(...values.map((one) => value(column.holds === 'texts' ? 'text' : 'number', one, row.where)))
    } else if (text !== '') item.parts.set(name, value(column.holds, text, row.where))
  }
  return item
}

function cellOf(column: Column | undefined, row: RowRead): Value {
  if (!column) return { is: 'value', where: row.where, value: null }
  return value(column.holds, row.of(column.heading), row.where)
}

function value(holds: Column['holds'], text: string, where: string): Value {
  const number = Number(text)
  if (holds === 'number' && text !== '' && Number.isFinite(number)) return { is: 'value', where, value: number }
  const yes = ['yes', 'true', '1'].includes(text.toLowerCase())
  if (holds === 'yes or no' && (yes || ['no', 'false', '0'].includes(text.toLowerCase()))) return { is: 'value', where, value: yes }
  return { is: 'value', where, value: text }
}
