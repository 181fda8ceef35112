import { Unusable } from '../lib/unusable.ts'
import {
  onlyOf,
  codeHeading,
  headings,
  readCode,
  statementHeading,
  type Brought,
  type BroughtFile,
  type NotRead,
  type SaidAway,
} from './away.ts'

/** As much of an XML element as is looked at. */
interface Node {
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: Iterable<Node>
  readonly getAttribute?: (name: string) => string | null
}

/** What people may nest: more is a file made to do harm. */
const deepest = 100

/** What was struck out by a tracked change, and what is no text of the file. */
const passedOver: readonly string[] = ['w:del', 'w:moveFrom', 'w:delText', 'w:instrText', 'w:pPr', 'w:rPr', 'w:tblPr', 'w:tcPr', 'w:trPr', 'w:sectPr', 'w:sdtPr', 'mc:Fallback'] // prettier-ignore

const pictures: Readonly<Record<string, string>> = { 'w:drawing': 'A picture', 'w:pict': 'A picture', 'w:object': 'An object', 'm:oMath': 'A formula', 'm:oMathPara': 'A formula' } // prettier-ignore

const parts: readonly { readonly part: keyof SaidAway; readonly heading: string }[] = [
  ...headings,
  { part: 'text', heading: statementHeading },
]

interface Reading {
  readonly rows: Brought[]
  readonly notRead: NotRead[]
  /** The heading last come by, which says where in the file we are. */
  under: string
  tables: number
  /** Past the actions, which are only to be read. */
  ended: boolean
}

/**
 * Reads the body of a Word file that was brought back: of each table that carries a code, what its rows say. Tracked changes are
 * read as if all were accepted. How the text was divided into runs does not matter.
 */
export async function readWord(xml: string): Promise<BroughtFile> {
  const { DOMParser } = await import('linkedom')
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- a browser's types are not among ours, and linkedom's document is one
  const document: Node = new DOMParser().parseFromString(xml, 'text/xml')
  const body = within(document, ['w:body'])[0]
  if (!body) throw new Unusable('This Word file has no text in it, or is damaged')
  const reading: Reading = { rows: [], notRead: [], under: '', tables: 0, ended: false }
  for (const block of within(body, ['w:p', 'w:tbl'])) readBlock(block, reading)
  if (!reading.rows.length && !reading.notRead.some(({ text }) => text.includes('code')))
    reading.notRead.push({ place: 'The file', text: `No table has a row “${codeHeading}”. Begin from a file that this page made` })
  const tracked = /<w:(ins|del|moveFrom|moveTo)[\s>]/.test(xml)
  const remarks = tracked ? ['The file has tracked changes. They were read as if all were accepted: what was put in counts, what was struck out does not.'] : [] // prettier-ignore
  return { rows: reading.rows, notRead: reading.notRead, remarks }
}

/** The elements of these names under another, through whatever surrounds them, but not one within another. */
function within(node: Node, names: readonly string[], depth = 0): readonly Node[] {
  if (depth > deepest) throw new Unusable('This Word file is nested too deeply to be read')
  return [...node.childNodes].flatMap((child) => {
    if (names.includes(child.nodeName)) return [child]
    return passedOver.includes(child.nodeName) ? [] : within(child, names, depth + 1)
  })
}

function readBlock(block: Node, reading: Reading): void {
  if (block.nodeName === 'w:tbl') {
    reading.tables += 1
    if (!reading.ended) readTable(block, reading)
    return
  }
  const level = headingLevel(block)
  const text = lineOf(block, () => {}).trim()
  if (text === '') return
  if (level > 0) {
    reading.under = text
    reading.ended ||= text.startsWith('Open actions')
    return
  }
  const isOurs = reading.under === '' || reading.rows.length === 0
  if (!isOurs && !reading.ended) reading.notRead.push({ place: `Under “${short(reading.under)}”`, text: `These words stand outside the tables and are not read: “${short(text)}”` }) // prettier-ignore
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

function readTable(table: Node, { rows, notRead, under, tables }: Reading): void {
  const place = `Table ${tables}${under === '' ? '' : `, under “${short(under)}”`}`
  const says = new Map<string, string>()
  for (const row of within(table, ['w:tr'])) {
    const [name, cell] = within(row, ['w:tc'])
    if (!name || !cell || isStruckOut(row)) continue
    const called = textOf(name, () => {}).replaceAll(/\s+/g, ' ').trim().toLowerCase() // prettier-ignore
    says.set(
      called,
      textOf(cell, (what) => notRead.push({ place, text: `${what} stands in “${called}” and is left out` })),
    )
  }
  const code = says.get(codeHeading.toLowerCase())
  const left = readCode(code ?? '')
  if (left === undefined) {
    notRead.push({ place, text: code === undefined ? 'The table has no code, so it is not known what it is of' : 'The code of the table was changed, so it is not known what it is of' }) // prettier-ignore
    return
  }
  const ours = ['state', codeHeading.toLowerCase(), ...parts.map(({ heading }) => heading.toLowerCase())]
  for (const called of says.keys()) if (!ours.includes(called)) notRead.push({ place, text: `The row “${short(called)}” is not one of the table, and is not read` }) // prettier-ignore
  const read = parts.flatMap(({ part, heading }) => {
    const text = says.get(heading.toLowerCase())
    return text === undefined ? [] : [[part, text] as const]
  })
  rows.push({ left, place, says: onlyOf(Object.fromEntries(read), left.kind) })
}

const child = (node: Node | undefined, name: string) => (node ? [...node.childNodes].find(({ nodeName }) => nodeName === name) : undefined)

/** Whether a tracked change took the row out, or joined the paragraph to the next. */
const isStruckOut = (row: Node) => child(child(row, 'w:trPr'), 'w:del') !== undefined
const isJoined = (paragraph: Node) => child(child(child(paragraph, 'w:pPr'), 'w:rPr'), 'w:del') !== undefined

/** The text of a cell, a line to a paragraph. */
function textOf(cell: Node, leftOut: (what: string) => void): string {
  let text = ''
  let joined = true
  for (const block of within(cell, ['w:p', 'w:tbl'])) {
    if (block.nodeName === 'w:tbl') {
      leftOut('A table')
      continue
    }
    text += `${joined ? '' : '\n'}${mark(block)}${lineOf(block, leftOut)}`
    joined = isJoined(block)
  }
  return text
}

const valueOf = (node: Node | undefined) => node?.getAttribute?.('w:val') ?? ''

/** What Word shows before a paragraph, as Markdown has it: it turns “- ” into a bullet of its own when somebody types it. */
function mark(paragraph: Node): string {
  const level = headingLevel(paragraph)
  if (level > 0) return `${'#'.repeat(level)} `
  const numbered = child(child(paragraph, 'w:pPr'), 'w:numPr')
  const list = valueOf(child(numbered, 'w:numId'))
  if (list === '' || list === '0') return ''
  return `${'  '.repeat(Math.min(8, Number(valueOf(child(numbered, 'w:ilvl'))) || 0))}- `
}

function headingLevel(paragraph: Node): number {
  const [, level] = /^(?:heading|berschrift|title)\s*([1-6]?)$/i.exec(valueOf(child(child(paragraph, 'w:pPr'), 'w:pStyle'))) ?? []
  return level === undefined ? 0 : Number(level || 1)
}

function lineOf(node: Node, leftOut: (what: string) => void, depth = 0): string {
  if (depth > deepest) throw new Unusable('This Word file is nested too deeply to be read')
  return [...node.childNodes].map((one) => saysOf(one, leftOut, depth)).join('')
}

const marks: Readonly<Record<string, string>> = { 'w:tab': '\t', 'w:ptab': '\t', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '\u2011', 'w:softHyphen': '\u00ad' } // prettier-ignore

function saysOf(one: Node, leftOut: (what: string) => void, depth: number): string {
  const { nodeName: name } = one
  if (name === 'w:t') return one.textContent ?? ''
  if (passedOver.includes(name)) return ''
  const picture = pictures[name]
  if (picture !== undefined) {
    leftOut(picture)
    return ''
  }
  return marks[name] ?? lineOf(one, leftOut, depth + 1)
}
