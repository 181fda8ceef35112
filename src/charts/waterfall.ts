import { printed, type Amount } from './amount.ts'
import type { Chart, Table } from './chart.ts'
import { wrapped } from './label.ts'
import { placed, scaleOf, wishForPercent, type Scale } from './scale.ts'
import { element, halo, picture, short, textAt, type Element } from './svg.ts'

/** One thing that moved a figure: by how much, and how many schools it was. */
export interface FallStep {
  readonly text: string
  readonly amount: number
  /** What stands beside it in brackets: `19 schools`. */
  readonly note: string
}

export interface FallFacts {
  readonly caption: string
  readonly amount: Amount
  readonly from: { readonly text: string; readonly value: number }
  readonly to: { readonly text: string; readonly value: number }
  readonly steps: readonly FallStep[]
  /** Which way is better, so that a step that helps and one that harms are drawn apart. */
  readonly better: 'higher' | 'lower'
}

const width = 680
const from = 300
const to = 572
const lineHeight = 17
const looks = { total: '#505a5f', helps: '#00703c', harms: '#942514' }

/** A figure on one day, the steps that moved it, each beginning where the one before it ended, and the figure on another day. */
export async function waterfallChart(facts: FallFacts): Promise<Chart> {
  const alternative = inWords(facts)
  const rows = rowsOf(facts)
  const scale = scaleFor(rows)
  const drawn: Element[] = []
  let top = 6
  rows.forEach((row, i) => {
    const name = wrapped(row.text, from - 16, 3)
    const height = Math.max(34, name.length * lineHeight + 12)
    drawn.push(...rowIn(row, name, { scale, top, height, last: i === rows.length - 1 }))
    top += height
  })
  const svg = picture({ width, height: top + 6, title: facts.caption, description: alternative }, drawn)
  return Promise.resolve({ svg, alternative, caption: facts.caption, table: tableOf(facts) })
}

interface Row {
  readonly text: string
  readonly begins: number
  readonly ends: number
  readonly kind: keyof typeof looks
  readonly says: string
}

function rowsOf({ from, to, steps, amount, better }: FallFacts): readonly Row[] {
  let at = from.value
  const total = (text: string, value: number): Row => ({ text, begins: value, ends: value, kind: 'total', says: printed(value, amount) })
  const moves = steps.map(({ text, note, amount: by }): Row => {
    const begins = at
    at += by
    const kind = by > 0 === (better === 'higher') ? 'helps' : 'harms'
    return { text: note === '' ? text : `${text} (${note})`, begins, ends: at, kind, says: signed(by) }
  })
  return [total(from.text, from.value), ...moves, total(to.text, to.value)]
}

/** `+6.75`, with a true minus sign for a fall. */
export function signed(by: number): string {
  const size = printed(Math.abs(by), { unit: 'number', decimals: 2 })
  if (Number(size) === 0) return by === 0 ? '0' : 'less than 0.01'
  return `${by > 0 ? '+' : '\u2212'}${size}`
}

function scaleFor(rows: readonly Row[]): Scale {
  const figures = rows.flatMap(({ begins, ends }) => [begins, ends])
  const { least = 1 } = wishForPercent(figures)
  return scaleOf(figures, { least: Math.min(least, 4) })
}

interface Place {
  readonly scale: Scale
  readonly top: number
  readonly height: number
  readonly last: boolean
}

function rowIn({ begins, ends, kind, says }: Row, name: readonly string[], { scale, top, height, last }: Place): readonly Element[] {
  const middle = short(top + height / 2)
  const at = (value: number) => short(placed(value, scale, from, to))
  const [low, high] = [Math.min(at(begins), at(ends)), Math.max(at(begins), at(ends))]
  const link = last ? [] : [element('line', { x1: at(ends), x2: at(ends), y1: middle, y2: short(top + height + 14), stroke: '#b1b4b6' })]
  const total = element('circle', { cx: at(ends), cy: middle, r: 7, fill: looks.total, stroke: '#ffffff' })
  const box = { x: low, y: middle - 10, width: Math.max(2, short(high - low)), height: 20 }
  // A step that harms is hollow, so that it is told from one that helps without its colour.
  const step = element('rect', { ...box, ...(kind === 'harms' ? { fill: '#ffffff', stroke: looks.harms, 'stroke-width': 2.5 } : { fill: looks.helps }) }) // prettier-ignore
  const words = textAt(high + (kind === 'total' ? 14 : 8), middle + 5, [says], { fill: looks[kind], 'font-weight': 'bold', ...halo })
  return [...link, kind === 'total' ? total : step, textAt(0, middle - ((name.length - 1) * lineHeight) / 2 + 5, name), words]
}

function inWords({ from, to, steps, amount }: FallFacts): string {
  const moves = steps.map(({ text, note, amount: by }) => `${text}${note === '' ? '' : ` (${note})`} ${signed(by)}`)
  return `${from.text}: ${printed(from.value, amount)}. ${moves.length === 0 ? 'Nothing moved it' : moves.join('; ')}. ${to.text}: ${printed(to.value, amount)}.`
}

function tableOf({ from, to, steps, amount }: FallFacts): Table {
  return {
    head: ['What', 'How many', 'Points'],
    rows: [
      [from.text, '', printed(from.value, amount)],
      ...steps.map(({ text, note, amount: by }) => [text, note, signed(by)]),
      [to.text, '', printed(to.value, amount)],
    ],
    numeric: [2],
  }
}
