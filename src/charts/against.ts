import { difference } from '../lib/decimal.ts'
import { lightLooks } from '../triggers/light-look.ts'
import { isPercent, printed, type Amount } from './amount.ts'
import type { Chart, Table } from './chart.ts'
import { wrapped } from './label.ts'
import { keyRows, lightAt, ourBlue, ourDisc, ruleAbove, theirSquare, trackOf, wordsAt } from './line-marks.ts'
import { placed, scaleOf, wishForPercent, type Scale } from './scale.ts'
import { element, halo, picture, short, textAt, type Element } from './svg.ts'

/** One line of a trigger: our figure and what it is compared with, null where there is none. */
export interface AgainstLine {
  readonly name: string
  readonly unit: string
  readonly local: number | null
  readonly comparison: number | null
  readonly neighbours?: number | null
  /** How much worse we are, positive when worse, as the trigger worked it out. */
  readonly behind: number | null
  readonly light: 'red' | 'amber' | 'green' | 'grey'
}

export interface AgainstFacts {
  readonly caption: string
  /** Our authority's name, and that of the comparison: `Oxfordshire`, `England`. */
  readonly ours: string
  readonly theirs: string
  readonly lines: readonly AgainstLine[]
}

/** How wide a drawing is, where its figures lie and its verdict stands, and whether a line is named beside its figures or above them. */
interface Shape {
  readonly width: number
  readonly from: number
  readonly to: number
  readonly verdictAt: number
  readonly names: 'beside' | 'above'
}

const wide: Shape = { width: 680, from: 290, to: 478, verdictAt: 552, names: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, from: 58, to: 170, verdictAt: 236, names: 'above' }

const lineHeight = 17

/** A trigger's lines, each as our figure beside its comparison on a scale shared by the lines of one unit. */
export async function againstChart(facts: AgainstFacts): Promise<Chart> {
  const alternative = inWords(facts)
  const drawing = (shape: Shape) => drawnAs(shape, facts, alternative)
  return Promise.resolve({ svg: drawing(wide), narrow: drawing(narrow), alternative, caption: facts.caption, table: tableOf(facts) })
}

function drawnAs(shape: Shape, facts: AgainstFacts, description: string): string {
  const scales = scalesByUnit(facts.lines)
  const key = keyOf(facts, shape)
  const rows: Element[] = []
  let top = key.height
  for (const line of facts.lines) {
    const above = shape.names === 'above'
    const name = wrapped(line.name, above ? shape.width - 4 : shape.from - 74, 4)
    const named = above ? name.length * lineHeight + 6 : 0
    const high = Math.max(line.behind === null ? 63 : 48, above ? 0 : name.length * lineHeight + 14)
    const middle = top + named + high / 2
    const words = above ? textAt(0, top + lineHeight, name) : wordsAt(0, middle, name)
    rows.push(ruleAbove(shape.width, top), words, ...rowOf(line, shape, scales.get(line.unit), middle))
    top += named + high
  }
  return picture({ width: shape.width, height: top + 4, title: facts.caption, description }, [...key.marks, ...rows])
}

/** One sentence a line: both figures, and by how much we are behind or ahead. */
function inWords({ ours, theirs, lines }: AgainstFacts): string {
  return lines.map((line) => `${line.name}: ${sentence(line, ours, theirs)}.`).join(' ')
}

function sentence(line: AgainstLine, ours: string, theirs: string): string {
  const amount = amountOf(line.unit)
  if (line.local === null) return `${ours} has no figure`
  if (line.comparison === null) return `${ours} ${printed(line.local, amount)}, ${theirs} has no figure`
  return `${ours} ${printed(line.local, amount)}, ${theirs} ${printed(line.comparison, amount)}, ${verdict(line)}`
}

/** `2.1 behind`, `0.4 ahead`, `level`, or why there is neither. */
function verdict({ behind, unit }: AgainstLine): string {
  if (behind === null) return 'not measurable'
  const size = printed(Math.abs(behind), { ...amountOf(unit), unit: 'number' })
  if (Number(size) === 0) return 'level'
  return `${size} ${behind > 0 ? 'behind' : 'ahead'}`
}

function tableOf({ ours, theirs, lines }: AgainstFacts): Table {
  const near = lines.some(({ neighbours }) => neighbours !== undefined)
  return {
    head: ['Line', 'Unit', ours, theirs, ...(near ? ['Mean of neighbours'] : []), 'Behind', 'Light'],
    rows: lines.map((line) => {
      const amount = amountOf(line.unit)
      const cell = (value: number | null | undefined) => (value === null || value === undefined ? 'no figure' : printed(value, amount))
      const behind = line.behind === null ? 'not measurable' : printed(line.behind, { ...amount, unit: 'number' })
      return [line.name, line.unit, cell(line.local), cell(line.comparison), ...(near ? [cell(line.neighbours)] : []), behind, line.light]
    }),
    numeric: near ? [2, 3, 4, 5] : [2, 3, 4],
  }
}

/** A progress score is read in hundredths; everything else in tenths. */
export const amountOf = (unit: string): Amount => ({ unit, decimals: /progress/i.test(unit) ? 2 : 1 })

function scalesByUnit(lines: readonly AgainstLine[]): ReadonlyMap<string, Scale> {
  const units = new Set(lines.map(({ unit }) => unit))
  return new Map(
    [...units].map((unit) => [
      unit,
      scaleFor(
        lines.filter((line) => line.unit === unit),
        unit,
      ),
    ]),
  )
}

function scaleFor(lines: readonly AgainstLine[], unit: string): Scale {
  const figures = lines.flatMap(({ local, comparison, neighbours }) =>
    [local, comparison, neighbours ?? null].filter((value) => value !== null),
  )
  const { from, to } = scaleOf(figures, wishFor(unit, figures))
  return { from, to, ticks: [] }
}

/** A scale wide enough that a small difference looks small. */
function wishFor(unit: string, figures: readonly number[]) {
  if (isPercent(unit)) return wishForPercent(figures)
  return /progress/i.test(unit) ? { least: 0.5 } : { least: 5 }
}

function rowOf(line: AgainstLine, shape: Shape, scale: Scale | undefined, middle: number): readonly Element[] {
  const { width, verdictAt } = shape
  const words = [...wrapped(verdict(line), width - verdictAt - 24, 2), line.light]
  return [...lightAt(line.light, verdictAt, middle, words), ...(scale ? figuresOf(line, shape, scale, middle) : [])]
}

/** Both figures on the scale, printed outwards so that they never meet, with a bar between them. */
function figuresOf(
  { local, comparison, neighbours, light, unit }: AgainstLine,
  { from, to }: Shape,
  scale: Scale,
  middle: number,
): readonly Element[] {
  const y = short(middle)
  const at = (value: number) => short(placed(value, scale, from, to))
  const near =
    neighbours === null || neighbours === undefined ? [] : [element('path', { d: diamond(at(neighbours), short(y - 16)), fill: '#00703c' })]
  const bar =
    local === null || comparison === null
      ? []
      : [element('line', { x1: at(local), x2: at(comparison), y1: y, y2: y, stroke: lightLooks[light].colour, 'stroke-width': 5 })]
  const theirs = comparison === null ? [] : [theirSquare(at(comparison), y)]
  const own = local === null ? [] : [ourDisc(at(local), y)]
  return [trackOf(from, to, y), ...bar, ...near, ...theirs, ...own, ...numbers(local, comparison, unit, at, middle)]
}

function numbers(
  local: number | null,
  comparison: number | null,
  unit: string,
  at: (value: number) => number,
  middle: number,
): readonly Element[] {
  const amount = amountOf(unit)
  const onLeft = local !== null && (comparison === null || difference(local, comparison) < 0)
  const word = (value: number | null, left: boolean, attributes: Element['attributes']) =>
    value === null
      ? []
      : [
          textAt(at(value) + (left ? -11 : 11), middle + 5, [printed(value, amount)], {
            ...attributes,
            'text-anchor': left ? 'end' : 'start',
          }),
        ]
  return [
    ...word(local, onLeft, { fill: ourBlue, 'font-weight': 'bold', ...halo }),
    ...word(comparison, !onLeft, { fill: '#0b0c0c', ...halo }),
  ]
}

const diamond = (x: number, y: number): string => `M${x},${short(y - 6)}l6,6l-6,6l-6,-6z`

/** What each mark stands for, in one row or more above the lines. */
function keyOf({ ours, theirs, lines }: AgainstFacts, { width }: Shape): { readonly marks: readonly Element[]; readonly height: number } {
  const near = lines.some(({ neighbours }) => neighbours !== null && neighbours !== undefined)
  const entries = [
    { words: ours, mark: element('circle', { cx: 8, cy: 0, r: 7, fill: ourBlue }) },
    { words: theirs, mark: element('rect', { x: 2, y: -6, width: 12, height: 12, fill: '#0b0c0c' }) },
    ...(near ? [{ words: 'Mean of statistical neighbours', mark: element('path', { d: diamond(8, 0), fill: '#00703c' }) }] : []),
  ]
  const { marks, height } = keyRows(
    entries.map(({ words, mark }) => ({ mark, words: wrapped(words, width - 30, 1)[0] ?? '' })),
    width,
  )
  return { marks, height: height + 18 }
}
