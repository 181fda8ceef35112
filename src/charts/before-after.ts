import type { lightLooks } from '../triggers/light-look.ts'
import { printed } from './amount.ts'
import { amountOf } from './against.ts'
import type { Chart } from './chart.ts'
import { wrapped } from './label.ts'
import { keyRows, lightAt, ourBlue, ourDisc, ruleAbove, theirSquare, trackOf, wordsAt } from './line-marks.ts'
import { placed, scaleOf, wishForPercent } from './scale.ts'
import { element, halo, picture, short, textAt, type Element } from './svg.ts'

type Light = keyof typeof lightLooks

/** One line of a trigger before and after: our figure, the country's, and where green ends. */
export interface BeforeAfterLine {
  readonly name: string
  readonly unit: string
  readonly before: { readonly local: number | null; readonly comparison: number | null; readonly light: Light }
  readonly after: { readonly local: number | null; readonly comparison: number | null; readonly light: Light }
  /** The figure of ours at which green ends afterwards; null where nothing is measured. */
  readonly greenEnds: number | null
}

export interface BeforeAfterFacts {
  readonly caption: string
  readonly ours: string
  readonly theirs: string
  readonly lines: readonly BeforeAfterLine[]
}

/** How wide a drawing is, where its figures lie and its verdict stands, and whether a line is named beside its figures or above them. */
interface Shape {
  readonly width: number
  readonly from: number
  readonly to: number
  readonly verdictAt: number
  readonly names: 'beside' | 'above'
}

const wide: Shape = { width: 680, from: 262, to: 520, verdictAt: 556, names: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, from: 22, to: 212, verdictAt: 244, names: 'above' }

const height = 64
const lineHeight = 17

/** Lines before and after what is tried: our figure as a ring and then a disc, the country's afterwards, and where green ends. */
export async function beforeAfterChart(facts: BeforeAfterFacts): Promise<Chart> {
  const alternative = facts.lines.map((line) => `${line.name}: ${sentence(line, facts)}.`).join(' ')
  const drawing = (shape: Shape) => drawnAs(shape, facts, alternative)
  return Promise.resolve({ svg: drawing(wide), narrow: drawing(narrow), alternative, caption: facts.caption, table: tableOf(facts) })
}

function drawnAs(shape: Shape, facts: BeforeAfterFacts, description: string): string {
  const key = keyOf(facts, shape)
  const rows: Element[] = []
  let top = key.height
  for (const line of facts.lines) {
    const above = shape.names === 'above'
    const name = wrapped(line.name, above ? shape.width - 4 : shape.from - 24, 3)
    const named = above ? name.length * lineHeight + 6 : 0
    const middle = top + named + height / 2
    rows.push(
      ruleAbove(shape.width, top),
      above ? textAt(0, top + lineHeight, name) : wordsAt(0, middle, name),
      ...rowOf(line, shape, middle),
    )
    top += named + height
  }
  return picture({ width: shape.width, height: top + 4, title: facts.caption, description }, [...key.marks, ...rows])
}

function sentence({ unit, before, after }: BeforeAfterLine, { ours, theirs }: BeforeAfterFacts): string {
  const said = (value: number | null) => (value === null ? 'no figure' : printed(value, amountOf(unit)))
  const own = `${ours} ${said(before.local)}, then ${said(after.local)}`
  return `${own}; ${theirs} ${said(before.comparison)}, then ${said(after.comparison)}; ${before.light}, then ${after.light}`
}

function tableOf({ ours, theirs, lines }: BeforeAfterFacts) {
  const said = (value: number | null, unit: string) => (value === null ? 'no figure' : printed(value, amountOf(unit)))
  return {
    head: ['Line', `${ours} now`, `${ours} then`, `${theirs} now`, `${theirs} then`, 'Green ends at', 'Light now', 'Light then'],
    rows: lines.map(({ name, unit, before, after, greenEnds }) => [
      name,
      said(before.local, unit),
      said(after.local, unit),
      said(before.comparison, unit),
      said(after.comparison, unit),
      said(greenEnds, unit),
      before.light,
      after.light,
    ]),
    numeric: [1, 2, 3, 4, 5],
  }
}

function rowOf(line: BeforeAfterLine, { from, to, verdictAt }: Shape, middle: number): readonly Element[] {
  const { before, after, greenEnds, unit } = line
  const words = before.light === after.light ? [after.light] : [`${before.light},`, `then ${after.light}`]
  const figures = [before.local, after.local, before.comparison, after.comparison, greenEnds].filter((value) => value !== null)
  const scale = scaleOf(figures, wishForPercent(figures))
  const at = (value: number) => short(placed(value, scale, from, to))
  const y = short(middle)
  const number = (value: number, up: boolean, fill: string) =>
    textAt(at(value), up ? middle - 13 : middle + 24, [printed(value, amountOf(unit))], { fill, 'text-anchor': 'middle', ...halo })
  const moved = before.local !== null && after.local !== null && before.local !== after.local
  return [
    ...lightAt(after.light, verdictAt, middle, words),
    trackOf(from, to, y),
    ...(greenEnds === null ? [] : [element('line', { x1: at(greenEnds), x2: at(greenEnds), y1: y - 12, y2: y + 12, stroke: '#00703c', 'stroke-width': 3, 'stroke-dasharray': '4 3' })]), // prettier-ignore
    ...(before.local !== null && after.local !== null && moved ? [element('line', { x1: at(before.local), x2: at(after.local), y1: y, y2: y, stroke: ourBlue, 'stroke-width': 4 })] : []), // prettier-ignore
    ...(after.comparison === null ? [] : [theirSquare(at(after.comparison), y), number(after.comparison, false, '#0b0c0c')]), // prettier-ignore
    ...(before.local === null || !moved ? [] : [element('circle', { cx: at(before.local), cy: y, r: 6, fill: '#ffffff', stroke: ourBlue, 'stroke-width': 3 })]), // prettier-ignore
    ...(after.local === null ? [] : [ourDisc(at(after.local), y), number(after.local, true, ourBlue)]), // prettier-ignore
  ]
}

/** What each mark stands for, in one row or more above the lines. */
function keyOf({ ours, theirs }: BeforeAfterFacts, { width }: Shape): { readonly marks: readonly Element[]; readonly height: number } {
  const entries = [
    { words: `${ours} now`, mark: element('circle', { cx: 8, cy: 0, r: 6, fill: '#ffffff', stroke: ourBlue, 'stroke-width': 3 }) },
    { words: `${ours} if so`, mark: element('circle', { cx: 8, cy: 0, r: 7, fill: ourBlue }) },
    { words: `${theirs} if so`, mark: element('rect', { x: 2, y: -6, width: 12, height: 12, fill: '#0b0c0c' }) },
    { words: 'where green ends', mark: element('line', { x1: 8, x2: 8, y1: -10, y2: 10, stroke: '#00703c', 'stroke-width': 3, 'stroke-dasharray': '4 3' }) }, // prettier-ignore
  ]
  const rows = keyRows(entries, width)
  return { marks: rows.marks, height: rows.height + 22 }
}
