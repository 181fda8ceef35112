import { codeHeading, fromPieces, headings, onlyOf, readCode, statementHeading, type Brought, type BroughtFile, type Left, type NotRead, type SaidAway } from './away.ts' // prettier-ignore

/** A sheet as it was read: its name, and its rows with what stands in their cells. */
export interface SheetBack {
  readonly name: string
  readonly rows: () => Iterable<{ readonly line: number; readonly cells: readonly string[] }>
}

/** More rows than any self-evaluation has. */
const mostRows = 20_000

interface Reading {
  readonly rows: Brought[]
  readonly notRead: NotRead[]
  readonly remarks: string[]
  readonly pieces: Map<string, PieceBack[]>
}

interface PieceBack {
  readonly left: Left
  readonly place: string
  readonly at: number
  readonly of: number
  readonly goesOn: boolean
  readonly text: string
}

const parts: readonly { readonly part: keyof SaidAway; readonly heading: string }[] = [
  ...headings,
  { part: 'text', heading: statementHeading },
]

/** Reads a spreadsheet that was brought back. Rows and columns may stand in any order; a column that was taken out changes nothing. */
export function readSheets(sheets: readonly SheetBack[]): BroughtFile {
  const reading: Reading = { rows: [], notRead: [], remarks: [], pieces: new Map() }
  const known = sheets.filter((sheet) => readSheet(sheet, reading)).length
  if (known === 0) reading.notRead.push({ place: 'The file', text: `No sheet has a column “${codeHeading}”. Begin from a file that this page made` }) // prettier-ignore
  for (const pieces of reading.pieces.values()) joinPieces(pieces, reading)
  const { rows, notRead, remarks } = reading
  return { rows, notRead, remarks }
}

/** Reads one sheet. False where it has no column of codes, as a sheet of notes has none. */
function readSheet(sheet: SheetBack, reading: Reading): boolean {
  let columns: ReadonlyMap<string, number> | undefined
  let count = 0
  for (const { line, cells } of sheet.rows()) {
    if (columns === undefined) {
      columns = headingsIn(cells)
      if (columns) noteMissing(sheet.name, columns, reading)
      continue
    }
    count += 1
    if (count > mostRows) {
      reading.notRead.push({ place: `Sheet ${sheet.name}`, text: `Only its first ${mostRows.toLocaleString('en-GB')} rows were read` })
      break
    }
    readRow(`Sheet ${sheet.name}, row ${line}`, cells, columns, reading)
  }
  return columns !== undefined
}

const plain = (cell: string) => cell.trim().toLowerCase()

function headingsIn(cells: readonly string[]): ReadonlyMap<string, number> | undefined {
  const found = new Map(cells.flatMap((cell, place) => (plain(cell) === '' ? [] : [[plain(cell), place] as const])))
  return found.has(plain(codeHeading)) ? found : undefined
}

function noteMissing(sheet: string, columns: ReadonlyMap<string, number>, { remarks }: Reading): void {
  if (columns.has(plain(statementHeading))) return
  for (const { heading } of headings) {
    if (!columns.has(plain(heading))) remarks.push(`Sheet ${sheet} has no column “${heading}”: nothing of it is changed.`)
  }
}

function readRow(place: string, cells: readonly string[], columns: ReadonlyMap<string, number>, reading: Reading): void {
  const of = (heading: string) => cells[columns.get(plain(heading)) ?? -1] ?? ''
  const says = Object.fromEntries(
    parts.filter(({ heading }) => columns.has(plain(heading))).map(({ part, heading }) => [part, of(heading)]),
  )
  const [, code = '', piece] = /^(.*?)(?:\s+(\d{1,5}\/\d{1,5}\+?))?\s*$/s.exec(of(codeHeading)) ?? []
  const left = readCode(code)
  if (left === undefined) {
    const isEmpty = Object.values(says).every((text) => text.trim() === '')
    if (!isEmpty) reading.notRead.push({ place, text: code.trim() === '' ? 'The row has no code, so it is not known what it is of' : 'The code of the row was changed, so it is not known what it is of' }) // prettier-ignore
    return
  }
  if (left.kind === 'criterion') {
    reading.rows.push({ left, place, says: onlyOf(says, left.kind) })
    return
  }
  const [, at = '1', all = '1', goesOn = ''] = /^(\d+)\/(\d+)(\+?)$/.exec(piece ?? '') ?? []
  const known = reading.pieces.get(left.key) ?? []
  reading.pieces.set(left.key, [
    ...known,
    { left, place, at: Number(at), of: Number(all), goesOn: goesOn !== '', text: of(statementHeading) },
  ])
}

function joinPieces(pieces: readonly PieceBack[], { rows, notRead }: Reading): void {
  const [first] = pieces
  if (!first) return
  const inOrder = pieces.toSorted((a, b) => a.at - b.at)
  const whole = inOrder.length === first.of && inOrder.every(({ at }, i) => at === i + 1)
  if (!whole) {
    notRead.push({ place: first.place, text: `The statement left in ${first.of} ${first.of === 1 ? 'row' : 'rows'}, and came back in ${pieces.length}: nothing of it is changed` }) // prettier-ignore
    return
  }
  rows.push({ left: first.left, place: first.place, says: { text: fromPieces(inOrder) } })
}
