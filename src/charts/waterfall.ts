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

/** How wide a drawing is, where figures lie in it, and whether a row's words stand beside its bar or above it. */
interface Shape {
  readonly width: number
  readonly from: number
  readonly to: number
  readonly words: 'beside' | 'above'
}

const wide: Shape = { width: 680, from: 300, to: 572, words: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, from: 10, to: 268, words: 'above' }

const lineHeight = 17
const looks = { total: '#505a5f', helps: '#00703c', harms: '#942514' }

/** A figure on one day, the steps that moved it, each beginning where the one before it ended, and the figure on another day. */
export async function waterfallChart(facts: FallFacts): Promise<Chart> {
  const alternative = inWords(facts)
  const drawing = (shape: Shape) => drawnAs(shape, facts, alternative)
  return Promise.resolve({ svg: drawing(wide), narrow: drawing(narrow), alternative, caption: facts.caption, table: tableOf(facts) })
}

function drawnAs(shape: Shape, facts: FallFacts, description: string): string {
  const rows = rowsOf(facts)
  const scale = scaleFor(rows)
  const drawn: Element[] = []
  let top = 6
  rows.forEach((row, i) => {
    const above = shape.words === 'above'
    const name = wrapped(row.text, above ? shape.width - 4 : shape.from - 16, 3)
    const words = name.length * lineHeight
    const height = above ? words + 40 : Math.max(34, words + 12)
    const middle = top + (above ? words + 20 : height / 2)
    const wordsAt = above ? top + 14 : middle - (words - lineHeight) / 2 + 5
    drawn.push(
      ...rowIn(row, { shape, scale, middle, link: i === rows.length - 1 ? 0 : height }),
      textAt(0, wordsAt, name, above ? halo : {}),
    )
    top += height
  })
  return picture({ width: shape.width, height: top + 6, title: facts.caption, description }, drawn)
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
  readonly shape: Shape
  readonly scale: Scale
  readonly middle: number
  /** How far down the next row's bar is; 0 for the last. */
  readonly link: number
}

function rowIn({ begins, ends, kind, says }: Row, { shape, scale, middle: exact, link: down }: Place): readonly Element[] {
  const middle = short(exact)
  const at = (value: number) => short(placed(value, scale, shape.from, shape.to))
  const [low, high] = [Math.min(at(begins), at(ends)), Math.max(at(begins), at(ends))]
  const link = down === 0 ? [] : [element('line', { x1: at(ends), x2: at(ends), y1: middle, y2: short(exact + down), stroke: '#b1b4b6' })]
  const total = element('circle', { cx: at(ends), cy: middle, r: 7, fill: looks.total, stroke: '#ffffff' })
  const box = { x: low, y: middle - 10, width: Math.max(2, short(high - low)), height: 20 }
  // A step that harms is hollow, so that it is told from one that helps without its colour.
  const step = element('rect', { ...box, ...(kind === 'harms' ? { fill: '#ffffff', stroke: looks.harms, 'stroke-width': 2.5 } : { fill: looks.helps }) }) // prettier-ignore
  const words = textAt(high + (kind === 'total' ? 14 : 8), middle + 5, [says], { fill: looks[kind], 'font-weight': 'bold', ...halo })
  return [...link, kind === 'total' ? total : step, words]
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
