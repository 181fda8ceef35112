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

const width = 680
const from = 230
const to = 560
const lineHeight = 58

/** Where a school lies among the schools most like it: a dot for each of them, a strip for each measure, each on its own scale. */
export function stripChart(facts: StripFacts): Chart {
  const alternative = facts.lines.map((line) => inWords(line, facts)).join(' ')
  const key = keyOf(facts)
  const rows = facts.lines.flatMap((line, index) => drawn(line, 44 + index * lineHeight))
  const height = 44 + facts.lines.length * lineHeight
  const svg = picture({ width, height, title: facts.caption, description: alternative }, [...key, ...rows])
  return { svg, alternative, caption: facts.caption, table: tableOf(facts) }
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

function drawn(line: StripLine, top: number): readonly Element[] {
  const figures = [...line.others, ...[line.own, line.country].filter((value) => value !== null)]
  const scale = scaleOf(figures, isPercent(line.amount.unit) ? wishForPercent(figures) : {})
  const y = top + lineHeight / 2
  const name = wrapped(line.name, from - 24, 3)
  const grey = { fill: '#505a5f', 'font-size': 14 }
  return [
    element('line', { x1: 0, x2: width, y1: top, y2: top, stroke: '#d2d4d5' }),
    textAt(0, y - ((name.length - 1) * 17) / 2 + 5, name),
    element('line', { x1: from, x2: to, y1: y, y2: y, stroke: '#b1b4b6', 'stroke-width': 2 }),
    textAt(from, y + 24, [printed(scale.from, line.amount)], { ...grey, 'text-anchor': 'middle' }),
    textAt(to, y + 24, [printed(scale.to, line.amount)], { ...grey, 'text-anchor': 'middle' }),
    ...marks(line, scale, y),
  ]
}

function marks({ own, country, others, amount }: StripLine, scale: Scale, y: number): readonly Element[] {
  const at = (value: number) => short(placed(value, scale, from, to))
  const dots = others.map((value) => element('circle', { cx: at(value), cy: y, r: 5, fill: '#54319f', 'fill-opacity': 0.45 }))
  const nation = country === null ? [] : [element('line', { x1: at(country), x2: at(country), y1: y - 13, y2: y + 13, stroke: '#0b0c0c', 'stroke-width': 3 })] // prettier-ignore
  if (own === null) return [...dots, ...nation, textAt(to + 24, y + 5, ['no figure'], { fill: '#505a5f' })]
  const mine = element('circle', { cx: at(own), cy: y, r: 8, fill: '#1d70b8', stroke: '#ffffff', 'stroke-width': 2 })
  return [...dots, ...nation, mine, textAt(to + 24, y + 5, [printed(own, amount)], { fill: '#1d70b8', 'font-weight': 'bold', ...halo })]
}

function keyOf({ school, country }: StripFacts): readonly Element[] {
  const [name = ''] = wrapped(school, 240, 1)
  return [
    element('circle', { cx: 8, cy: 20, r: 8, fill: '#1d70b8' }),
    textAt(24, 25, [name], { fill: '#1d70b8', 'font-weight': 'bold' }),
    element('circle', { cx: 300, cy: 20, r: 5, fill: '#54319f', 'fill-opacity': 0.45 }),
    textAt(312, 25, ['a school most like it']),
    element('line', { x1: 480, x2: 480, y1: 8, y2: 32, stroke: '#0b0c0c', 'stroke-width': 3 }),
    textAt(490, 25, [country]),
  ]
}
