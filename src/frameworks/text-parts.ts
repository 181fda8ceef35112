import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml'
import type { Misplaced, Part, Parted } from './part.ts'

/** The most bytes a framework file of text may have: the one of November 2014 has 32 thousand, and as OSCAL five times as many. */
export const mostBytes = 500_000

/** How deeply a file may nest. The deepest part of a framework is the sixth. */
const deepestAllowed = 400

/** The most faults that are named: a file with more of them is another kind of file. */
const mostFaults = 200

/**
 * Reads the text of a framework file, YAML or JSON, keeping of every piece the line it stands on. Refused, with its line: what is
 * neither, a name given twice, and whatever stands for something written elsewhere in the file, so that no small file grows large.
 */
export function partsOfText(text: string): Parted {
  if (text.length > mostBytes) return refused(tooLarge(Buffer.byteLength(text)))
  if (deepest(text) > deepestAllowed) return refused('The file is nested more deeply than any framework is')
  const counter = new LineCounter()
  const lineOf = (at: number | undefined) => `Line ${counter.linePos(at ?? 0).line}`
  // Names given twice are found below, in time that grows with the file and not with its square.
  const file = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false, logLevel: 'error' })
  const wrong = [...faultsOf(file, lineOf)]
  if (wrong.length > 0) return { part: undefined, wrong: wrong.slice(0, mostFaults) }
  return { part: partOf(file.contents, { lineOf, wrong }, lineOf(0)), wrong }
}

/**
 * Why a file is refused before it is read, with its size.
 *
 * @example
 * tooLarge(50_000_000) // => 'The file has 50.0 MB. A framework file has at most 0.5 MB'
 */
export function tooLarge(bytes: number, most: number = mostBytes): string {
  return `The file has ${megabytes(bytes)} MB. A framework file has at most ${megabytes(most)} MB`
}

const refused = (text: string): Parted => ({ part: undefined, wrong: [{ where: 'The file', text }] })
const megabytes = (bytes: number) => (Math.ceil(bytes / 100_000) / 10).toFixed(1)

function* faultsOf(file: Document.Parsed, lineOf: LineOf): Generator<Misplaced> {
  for (const { message, pos } of file.errors) yield { where: lineOf(pos[0]), text: `this is not YAML: ${message.split('\n')[0] ?? ''}` }
  const found: Misplaced[] = []
  visit(file, {
    Alias: (_, alias) => {
      found.push({ where: lineOf(alias.range?.[0]), text: `*${alias.source} stands for something written elsewhere: write it out here` })
    },
    Node: (_, node) => {
      if (node.tag !== undefined && !/^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/.test(node.tag))
        found.push({ where: lineOf(node.range?.[0]), text: `a value of the kind ${node.tag} is not read` })
    },
  })
  yield* found
}

type LineOf = (at: number | undefined) => string

interface Reading {
  readonly lineOf: LineOf
  readonly wrong: Misplaced[]
}

function partOf(node: unknown, reading: Reading, where: string): Part {
  const { lineOf, wrong } = reading
  if (isMap(node)) {
    const parts = new Map<string, Part>()
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      const line = isScalar(key) ? lineOf(key.range?.[0]) : where
      // Of a name given twice the first stands.
      if (!parts.has(name)) parts.set(name, partOf(value, reading, line))
      else if (wrong.length < mostFaults) wrong.push({ where: line, text: `“${name.slice(0, 60)}” is given twice in the same place` })
    }
    return { is: 'parts', where, parts }
  }
  if (isSeq(node)) return { is: 'list', where, items: node.items.map((item) => partOf(item, reading, lineOfNode(item, lineOf, where))) }
  return { is: 'value', where, value: isScalar(node) ? plain(node.value) : null }
}

function lineOfNode(node: unknown, lineOf: LineOf, where: string): string {
  if (isAlias(node) || isScalar(node) || isMap(node) || isSeq(node)) return lineOf(node.range?.[0])
  return where
}

function plain(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  // A number too long for one is text to nobody's use: it is said not to be a number.
  return typeof value === 'number' ? value : null
}

/** How deeply brackets nest, and how many lists or how much space stands before the text of a line: what a reader would have to follow. */
function deepest(text: string): number {
  let most = 0
  let open = 0
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, (open += 1))
    if (character === ']' || character === '}') open = Math.max(0, open - 1)
  }
  for (const [, run = ''] of text.matchAll(/^((?:[-?:]? )+)/gm)) most = Math.max(most, run.length / 2)
  return most
}
