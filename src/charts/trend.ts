import { isPercent, printed, printedTo, type Amount } from './amount.ts'
import type { Chart, Table } from './chart.ts'
import { spread, widthOf, wrapped } from './label.ts'
import { decimalsOf, placed, scaleOf, wishForPercent, type Scale } from './scale.ts'
import { element, halo, picture, short, textAt, type Element } from './svg.ts'
import { trendInWords } from './trend.words.ts'

/** Whose figures a line of a trend chart is of. Each is drawn in its own way, so that it is known without its colour. */
export type Role = 'ours' | 'before' | 'england' | 'region' | 'neighbours' | 'alike'

/** One line: a figure for each year of the chart in its order, null where there is none. */
export interface TrendLine {
  readonly role: Role
  readonly name: string
  readonly values: readonly (number | null)[]
}

/** A year from which figures are not comparable with those before it. `label` stands in the chart; `because` says why, in words. */
export interface Break {
  readonly before: string
  readonly label: string
  readonly because?: string
}

export interface TrendFacts {
  readonly caption: string
  readonly amount: Amount
  /** Which way is better; undefined where neither is. */
  readonly better: 'higher' | 'lower' | undefined
  /** Labels as published, oldest first, with those that have no figure, so that a gap is seen. */
  readonly years: readonly string[]
  readonly lines: readonly TrendLine[]
  readonly breaks: readonly Break[]
}

const looks = {
  ours: { stroke: '#1d70b8', strokeWidth: 3.5, dash: '', symbol: 'circle', order: 5 },
  before: { stroke: '#1d70b8', strokeWidth: 2, dash: '5,3', symbol: 'circle', order: 4 },
  england: { stroke: '#0b0c0c', strokeWidth: 2, dash: '8,4', symbol: 'square', order: 3 },
  region: { stroke: '#801650', strokeWidth: 2, dash: '2,4', symbol: 'triangle', order: 2 },
  neighbours: { stroke: '#00703c', strokeWidth: 2, dash: '12,4,2,4', symbol: 'diamond', order: 1 },
  alike: { stroke: '#54319f', strokeWidth: 2, dash: '6,3', symbol: 'diamond', order: 0 },
} as const

/** The measures of a drawing: how wide it is, where its years end, how far words may reach, and how high it is between its rules. */
interface Shape {
  readonly width: number
  readonly right: number
  readonly reach: number
  readonly high: number
  /** Names of the lines stand at their ends where there is room for a column of them, else in a list under the years. */
  readonly names: 'beside' | 'under'
}

const wide: Shape = { width: 680, right: 500, reach: 520, high: 250, names: 'beside' }
/** As wide as the words of a page are on a phone of 375 pixels, so that a letter is drawn as large as it is meant to be. */
const narrow: Shape = { width: 345, right: 341, reach: 345, high: 200, names: 'under' }

const labelsAt = 526
const namesAt = 44
const lineHeight = 17

interface Frame {
  readonly facts: TrendFacts
  readonly shape: Shape
  readonly lines: readonly TrendLine[]
  readonly scale: Scale
  readonly left: number
  readonly top: number
  readonly bottom: number
  readonly height: number
  readonly breakRows: readonly BreakRow[]
  /** Where the list of names begins, and what it says; empty where names stand beside. */
  readonly under: number
  readonly named: readonly Named[]
}

interface BreakRow {
  readonly at: number
  readonly row: number
  readonly label: string
  readonly from: number
}

interface Named {
  readonly role: Role | undefined
  readonly words: readonly string[]
}

/** Our figure year by year against England, the region and the neighbours' mean. A year without a figure leaves a gap. */
export async function trendChart(facts: TrendFacts): Promise<Chart> {
  const alternative = trendInWords(facts)
  const svg = drawnAs(wide, facts, alternative)
  return Promise.resolve({ svg, narrow: drawnAs(narrow, facts, alternative), alternative, caption: facts.caption, table: tableOf(facts) })
}

function drawnAs(shape: Shape, facts: TrendFacts, description: string): string {
  const frame = frameFor(facts, shape)
  const drawn = [
    ...marksIn(frame),
    ...axisWords(frame),
    ...frame.breakRows.toReversed().flatMap((row) => breakWords(row, frame.bottom)),
    ...(shape.names === 'beside' ? endLabels(frame) : namesUnder(frame)),
  ]
  return picture({ width: shape.width, height: frame.height, title: facts.caption, description }, drawn)
}

/** The figures of the chart, a row for each year; a year without one says so. */
function tableOf({ years, lines, amount }: TrendFacts): Table {
  return {
    head: ['Year', ...lines.map((line) => line.name)],
    rows: years.map((year, index) => [year, ...lines.map((line) => cell(line.values[index] ?? null, amount))]),
    numeric: lines.map((_, index) => index + 1),
  }
}

const cell = (value: number | null, amount: Amount): string => (value === null ? 'no figure' : printed(value, amount))

function frameFor(facts: TrendFacts, shape: Shape): Frame {
  const lines = facts.lines
    .filter((line) => line.values.some((value) => value !== null))
    .toSorted((a, b) => looks[a.role].order - looks[b.role].order)
  const figures = lines.flatMap((line) => line.values.filter((value) => value !== null))
  const percent = isPercent(facts.amount.unit)
  const scale = scaleOf(figures, percent ? wishForPercent(figures) : {})
  const decimals = decimalsOf(scale)
  const left = 16 + Math.max(...scale.ticks.map((tick) => widthOf(printedTo(tick, { ...facts.amount, decimals }))))
  const breakRows = rowsOf(facts, left, shape)
  const rows = breakRows.reduce((most, { row }) => Math.max(most, row + 1), 0)
  const top = 34 + rows * 20
  const bottom = top + shape.high
  const between = apart(facts.years, { left, shape })
  const yearRows = Math.max(...facts.years.map((year) => yearLines(year, between).length))
  const under = bottom + 16 + yearRows * lineHeight
  const named = shape.names === 'under' ? namesOf(lines, facts, shape) : []
  const height = named.reduce((sum, { words }) => sum + words.length * lineHeight + 5, under + (named.length > 0 ? 6 : 0))
  return { facts, shape, lines, scale, left, top, bottom, height, breakRows, under, named }
}

type Across = Pick<Frame, 'left' | 'shape'>

/** The middle of a year across the chart; `index` may lie between two years. */
function across(index: number, years: number, { left, shape: { right } }: Across): number {
  return years < 2 ? (left + right) / 2 : left + 14 + (index / (years - 1)) * (right - left - 28)
}

/** Each break in the first row of words above the chart that has room for it. */
function rowsOf({ breaks, years }: TrendFacts, left: number, shape: Shape): readonly BreakRow[] {
  const { right, reach } = shape
  const taken: number[][] = []
  // From the left, so that the rule of a later break begins below the words of an earlier one.
  const inOrder = breaks.toSorted((a, b) => years.indexOf(a.before) - years.indexOf(b.before))
  return inOrder.flatMap(({ before, label }) => {
    const index = years.indexOf(before)
    if (index < 1) return []
    const at = across(index - 0.5, years.length, { left, shape })
    const [words = ''] = wrapped(label, right - left - 20, 1, 14)
    const long = widthOf(words, 14) + 10
    const otherwise = Math.max(0, at - long >= 0 ? at - long : reach - long)
    const from = at + long > reach ? otherwise : at
    const to = from + long
    const free = taken.findIndex((spans) => (spans[0] ?? 0) >= to || (spans[1] ?? 0) <= from)
    const row = free === -1 ? taken.length : free
    taken[row] = [Math.min(from, taken[row]?.[0] ?? from), Math.max(to, taken[row]?.[1] ?? to)]
    return [{ at, row, label: words, from }]
  })
}

/** The rules of the scale, and each line with its dots. A year without a figure breaks the line, and so does a new basis. */
function marksIn({ facts, shape, lines, scale, left, top, bottom }: Frame): readonly Element[] {
  const count = facts.years.length
  const afresh = new Set(facts.breaks.map(({ before }) => facts.years.indexOf(before)))
  const rules = scale.ticks.map((tick) => {
    const y = short(placed(tick, scale, bottom, top))
    return element('line', { x1: left, x2: shape.right, y1: y, y2: y, stroke: '#b1b4b6' })
  })
  const drawn = lines.flatMap((line) => {
    const { stroke, symbol } = looks[line.role]
    const points = line.values.map((value, index) =>
      value === null ? null : { x: short(across(index, count, { left, shape })), y: short(placed(value, scale, bottom, top)) },
    )
    const d = points
      .map((point, index) => (point === null ? '' : `${points[index - 1] && !afresh.has(index) ? 'L' : 'M'}${point.x},${point.y}`))
      .join('')
    const dots = points.flatMap((point) => (point === null ? [] : [dotAt(point, symbol, reachOf(line.role), stroke)]))
    return [element('g', penOf(line.role), element('path', { d })), ...dots]
  })
  return [...rules, ...drawn]
}

const reachOf = (role: Role): number => (role === 'ours' ? 5 : 4)

function penOf(role: Role): Element['attributes'] {
  const { stroke, strokeWidth, dash } = looks[role]
  return { fill: 'none', stroke, 'stroke-width': strokeWidth, ...(dash === '' ? {} : { 'stroke-dasharray': dash }) }
}

function dotAt({ x, y }: { x: number; y: number }, symbol: (typeof looks)[Role]['symbol'], reach: number, fill: string): Element {
  const paint = { fill, stroke: '#ffffff' }
  if (symbol === 'circle') return element('circle', { cx: x, cy: y, r: reach, ...paint })
  if (symbol === 'square')
    return element('rect', { x: short(x - reach), y: short(y - reach), width: 2 * reach, height: 2 * reach, ...paint })
  const d = symbol === 'triangle' ? `M${x},${short(y - reach - 1)}l${reach + 1},${2 * reach}h${-2 * reach - 2}z` : `M${x},${short(y - reach - 1)}l${reach + 1},${reach + 1}l${-reach - 1},${reach + 1}l${-reach - 1},${-reach - 1}z` // prettier-ignore
  return element('path', { d, ...paint })
}

function axisWords({ facts, shape, scale, left, top, bottom, breakRows }: Frame): readonly Element[] {
  const { amount, years } = facts
  const decimals = decimalsOf(scale)
  const grey = { fill: '#505a5f' }
  const ticks = scale.ticks.map((tick) =>
    textAt(left - 8, placed(tick, scale, bottom, top) + 5, [printedTo(tick, { ...amount, decimals })], { ...grey, 'text-anchor': 'end' }),
  )
  const between = apart(years, { left, shape })
  const shown = yearsWithRoom(years, between)
  const labels = years.flatMap((year, index) => {
    if (!shown.has(index)) return []
    const words = yearLines(year, between)
    // The newest year stands at the edge of a narrow drawing, and would be cut there.
    const furthest = shape.width - Math.max(...words.map((line) => widthOf(line, 14))) / 2
    const middle = Math.min(across(index, years.length, { left, shape }), furthest)
    return [textAt(middle, bottom + 20, words, { ...grey, 'text-anchor': 'middle', 'font-size': 14 })]
  })
  const unit = isPercent(amount.unit)
    ? []
    : [textAt(0, breakRows.length > 0 ? 15 : 18, wrapped(amount.unit, shape.width - 10, 1, 14), { ...grey, 'font-size': 14 })]
  return [...unit, ...ticks, ...labels]
}

/** How far apart two years stand. */
const apart = (years: readonly string[], { left, shape }: Across): number => (shape.right - left - 28) / Math.max(1, years.length - 1)

/** A year's label in two lines where one would be too wide: `2025` over `(prov)`. */
function yearLines(year: string, room: number): readonly string[] {
  const longest = Math.max(...year.split(' ').map((word) => widthOf(word, 14)))
  return wrapped(year, Math.max(room - 6, longest), 2, 14)
}

/** The years whose labels fit beside each other, counted back from the newest, which is always shown. */
function yearsWithRoom(years: readonly string[], apart: number): ReadonlySet<number> {
  const widest = Math.max(...years.map((year) => Math.max(...yearLines(year, apart).map((line) => widthOf(line, 14)))))
  const step = Math.max(1, Math.ceil((widest + 8) / apart))
  return new Set(years.map((_, index) => index).filter((index) => (years.length - 1 - index) % step === 0))
}

function breakWords({ at, row, label, from }: BreakRow, bottom: number): readonly Element[] {
  const rule = {
    x1: short(at),
    x2: short(at),
    y1: 22 + row * 20,
    y2: bottom,
    stroke: '#505a5f',
    'stroke-width': 1.5,
    'stroke-dasharray': '3,3',
  }
  return [element('line', rule), textAt(from + 5, 34 + row * 20, [label], { 'font-size': 14, fill: '#505a5f', ...halo })]
}

/** Each line's name and newest figure at its end, moved apart where lines end close together. */
function endLabels(frame: Frame): readonly Element[] {
  const { facts, shape, lines, bottom } = frame
  const ends = lines.map((line) => endOf(line, frame))
  const middles = spread(ends, 4, lines.length < facts.lines.length ? bottom - 40 : bottom + 16)
  const without = withoutFigure(lines, facts)
  const silent = wrapped(without.join('. '), shape.width - labelsAt - 4, 3, 14)
  const missing =
    without.length === 0 ? [] : [textAt(labelsAt, bottom + 26 - silent.length * lineHeight, silent, { fill: '#505a5f', 'font-size': 14 })]
  const labels = ends.flatMap(({ words, x, y, role, height }, index) => {
    const middle = middles[index] ?? y
    const first = middle - height / 2 + lineHeight - 3
    const lead = element('path', {
      d: `M${x + 7},${y.toFixed(1)}L${labelsAt - 4},${(first - 5).toFixed(1)}`,
      // A line that ended years ago is led to its name in grey, not to look as if it went on.
      stroke: role === 'before' ? '#b1b4b6' : looks[role].stroke,
      'stroke-width': 1,
      ...(role === 'before' ? { 'stroke-dasharray': '2,3' } : {}),
      fill: 'none',
    })
    const weight = role === 'ours' ? { 'font-weight': 'bold' } : {}
    return [lead, textAt(labelsAt, first, words, { fill: looks[role].stroke, ...weight })]
  })
  return [...labels, ...missing]
}

const withoutFigure = (lines: readonly TrendLine[], facts: TrendFacts): readonly string[] =>
  facts.lines.filter((line) => !lines.includes(line)).map((line) => `${line.name}: no figure`)

function endOf(line: TrendLine, { facts, shape, scale, left, top, bottom }: Frame) {
  const index = newestOf(line)
  const words = wrapped(nameAndNewest(line, facts), shape.width - labelsAt - 4, 4)
  const y = placed(line.values[index] ?? 0, scale, bottom, top)
  const x = across(index, facts.years.length, { left, shape })
  return { words, x, y, middle: y, height: words.length * lineHeight + 4, role: line.role }
}

const newestOf = (line: TrendLine): number => line.values.findLastIndex((value) => value !== null)

/** A line's name with its newest figure, and the year of it where that is not the last of the chart. */
function nameAndNewest(line: TrendLine, { years, amount }: TrendFacts): string {
  const index = newestOf(line)
  const when = index === years.length - 1 ? '' : ` (${years[index] ?? ''})`
  return `${line.name} ${printed(line.values[index] ?? 0, amount)}${when}`
}

/** What the list under the years says: ours first, each with its newest figure, and then those without one. */
function namesOf(lines: readonly TrendLine[], facts: TrendFacts, shape: Shape): readonly Named[] {
  const room = shape.width - namesAt - 4
  return [
    ...lines.toReversed().map((line) => ({ role: line.role, words: wrapped(nameAndNewest(line, facts), room, 4) })),
    ...withoutFigure(lines, facts).map((text) => ({ role: undefined, words: wrapped(text, room, 3) })),
  ]
}

/** The list of names under the years, each beside a piece of its line. */
function namesUnder({ named, under }: Frame): readonly Element[] {
  let top = under + 6
  return named.flatMap(({ role, words }) => {
    const first = top + lineHeight - 4
    top += words.length * lineHeight + 5
    if (role === undefined) return [textAt(namesAt, first, words, { fill: '#505a5f' })]
    const { stroke, symbol } = looks[role]
    const piece = element('g', penOf(role), element('path', { d: `M0,${first - 5}H36` }))
    const weight = role === 'ours' ? { 'font-weight': 'bold' } : {}
    return [
      piece,
      dotAt({ x: 18, y: first - 5 }, symbol, reachOf(role), stroke),
      textAt(namesAt, first, words, { fill: stroke, ...weight }),
    ]
  })
}
