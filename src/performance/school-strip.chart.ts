import { isPercent, printed, type Amount } from '../charts/amount.ts'
import type { Chart, Table } from '../charts/chart.ts'
import { wrapped } from '../charts/label.ts'
import { placed, scaleOf, wishForPercent, type Scale } from '../charts/scale.ts'
import { element, halo, picture, short, textAt, type Element } from '../charts/svg.ts'

/** One measure of a school among those of the schools most like it. */
export interface StripLine {
  readonly name: string
  readonly amount: Amount
  readonly own: number | null
  readonly country: number | null
  readonly others: readonly number[]
  readonly median: number | null
}

export interface StripFacts {
  readonly caption: string
  readonly school: string
  readonly country: string
  readonly lines: readonly StripLine[]
}

/** How wide a drawing is, where its strips lie, how high a measure is, and whether its name stands beside its strip or above it. */
interface Shape {
  readonly width: number
  readonly from: number
  readonly to: number
  readonly lineHeight: number
  readonly names: 'beside' | 'above'
}

const wide: Shape = { width: 680, from: 230, to: 560, lineHeight: 58, names: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, from: 22, to: 250, lineHeight: 84, names: 'above' }

/** Where a school lies among the schools most like it: a dot for each of them, a strip for each measure, each on its own scale. */
export function stripChart(facts: StripFacts): Chart {
  const alternative = facts.lines.map((line) => inWords(line, facts)).join(' ')
  const drawing = (shape: Shape) => drawnAs(shape, facts, alternative)
  return { svg: drawing(wide), narrow: drawing(narrow), alternative, caption: facts.caption, table: tableOf(facts) }
}

function drawnAs(shape: Shape, facts: StripFacts, description: string): string {
  const key = keyOf(facts, shape)
  const rows = facts.lines.flatMap((line, index) => drawn(line, key.height + index * shape.lineHeight, shape))
  const height = key.height + facts.lines.length * shape.lineHeight
  return picture({ width: shape.width, height, title: facts.caption, description }, [...key.marks, ...rows])
}

/** `Attainment 8: 51.2, higher than 14 of the 20; median 48.` */
function inWords({ name, own, others, median, amount }: StripLine, { school }: StripFacts): string {
  const middle = median === null ? '' : `; their median ${printed(median, amount)}`
  if (own === null) return `${name}: ${school} has no figure${middle}.`
  const lower = others.filter((other) => other < own).length
  return `${name}: ${printed(own, amount)}, higher than ${lower} of the ${others.length} with a figure${middle}.`
}

function tableOf({ lines, country, school }: StripFacts): Table {
  const cell = (value: number | null | undefined, amount: Amount) => (value == null ? 'no figure' : printed(value, amount))
  return {
    head: ['Measure', school, 'Lowest of them', 'Median', 'Highest', 'With a figure', country],
    rows: lines.map(({ name, own, others, median, country: nation, amount }) => {
      const inOrder = others.toSorted((a, b) => a - b)
      return [name, cell(own, amount), cell(inOrder[0], amount), cell(median, amount), cell(inOrder.at(-1), amount), String(others.length), cell(nation, amount)] // prettier-ignore
    }),
    numeric: [1, 2, 3, 4, 5, 6],
  }
}

function drawn(line: StripLine, top: number, shape: Shape): readonly Element[] {
  const { width, from, to, lineHeight } = shape
  const above = shape.names === 'above'
  const figures = [...line.others, ...[line.own, line.country].filter((value) => value !== null)]
  const scale = scaleOf(figures, isPercent(line.amount.unit) ? wishForPercent(figures) : {})
  const y = above ? top + lineHeight - 32 : top + lineHeight / 2
  const name = above ? wrapped(line.name, width - 4, 2) : wrapped(line.name, from - 24, 3)
  const grey = { fill: '#505a5f', 'font-size': 14 }
  return [
    element('line', { x1: 0, x2: width, y1: top, y2: top, stroke: '#d2d4d5' }),
    textAt(0, above ? top + 17 : y - ((name.length - 1) * 17) / 2 + 5, name),
    element('line', { x1: from, x2: to, y1: y, y2: y, stroke: '#b1b4b6', 'stroke-width': 2 }),
    textAt(from, y + 24, [printed(scale.from, line.amount)], { ...grey, 'text-anchor': 'middle' }),
    textAt(to, y + 24, [printed(scale.to, line.amount)], { ...grey, 'text-anchor': 'middle' }),
    ...marks(line, scale, y, shape),
  ]
}

function marks({ own, country, others, amount }: StripLine, scale: Scale, y: number, { from, to }: Shape): readonly Element[] {
  const at = (value: number) => short(placed(value, scale, from, to))
  const dots = others.map((value) => element('circle', { cx: at(value), cy: y, r: 5, fill: '#54319f', 'fill-opacity': 0.45 }))
  const nation = country === null ? [] : [element('line', { x1: at(country), x2: at(country), y1: y - 13, y2: y + 13, stroke: '#0b0c0c', 'stroke-width': 3 })] // prettier-ignore
  if (own === null) return [...dots, ...nation, textAt(to + 24, y + 5, ['no figure'], { fill: '#505a5f' })]
  const mine = element('circle', { cx: at(own), cy: y, r: 8, fill: '#1d70b8', stroke: '#ffffff', 'stroke-width': 2 })
  return [...dots, ...nation, mine, textAt(to + 24, y + 5, [printed(own, amount)], { fill: '#1d70b8', 'font-weight': 'bold', ...halo })]
}

/** What each mark stands for: in one row, or one under the other. */
function keyOf({ school, country }: StripFacts, shape: Shape): { readonly marks: readonly Element[]; readonly height: number } {
  const under = shape.names === 'above'
  const at = under ? [{ x: 0, y: 20 }, { x: 0, y: 46 }, { x: 0, y: 72 }] : [{ x: 0, y: 20 }, { x: 292, y: 20 }, { x: 472, y: 20 }] // prettier-ignore
  const [own = { x: 0, y: 20 }, alike = own, nation = own] = at
  const [name = ''] = wrapped(school, under ? shape.width - 30 : 240, 1)
  const marks = [
    element('circle', { cx: own.x + 8, cy: own.y, r: 8, fill: '#1d70b8' }),
    textAt(own.x + 24, own.y + 5, [name], { fill: '#1d70b8', 'font-weight': 'bold' }),
    element('circle', { cx: alike.x + 8, cy: alike.y, r: 5, fill: '#54319f', 'fill-opacity': 0.45 }),
    textAt(alike.x + 20, alike.y + 5, ['a school most like it']),
    element('line', { x1: nation.x + 8, x2: nation.x + 8, y1: nation.y - 12, y2: nation.y + 12, stroke: '#0b0c0c', 'stroke-width': 3 }),
    textAt(nation.x + 18, nation.y + 5, [country]),
  ]
  return { marks, height: under ? 96 : 44 }
}
