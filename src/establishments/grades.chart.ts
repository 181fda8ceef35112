import type { Chart, Table } from '../charts/chart.ts'
import { widthOf, wrapped } from '../charts/label.ts'
import { element, picture, textAt, type Element } from '../charts/svg.ts'
import { inPhaseOrder, phaseInWords, standingOf, standings, type Standing, type StandingCount } from './school.ts'

// Light to dark in the order of grades, so that they are told apart without their colours; those without a grade are pale and edged.
const looks: Readonly<Record<Standing['key'], { readonly fill: string; readonly ink: string }>> = {
  1: { fill: '#003078', ink: '#ffffff' },
  2: { fill: '#1d70b8', ink: '#ffffff' },
  3: { fill: '#f499be', ink: '#0b0c0c' },
  4: { fill: '#942514', ink: '#ffffff' },
  'not-judged': { fill: '#dbdadc', ink: '#0b0c0c' },
  none: { fill: '#ffffff', ink: '#0b0c0c' },
}

/** How wide a drawing is, and where its bars begin. */
interface Shape {
  readonly width: number
  readonly left: number
}

const wide: Shape = { width: 540, left: 140 }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, left: 112 }

const rowHeight = 34

interface Bar {
  readonly name: string
  readonly counts: readonly number[]
  readonly all: number
}

/** How many schools of each phase carry each grade, and how many carry none. Each bar is the whole of its phase. */
export function gradesChart(authority: string, counts: readonly StandingCount[]): Chart {
  const phases = [...new Set(counts.map(({ phase }) => phase))].sort(inPhaseOrder)
  const bars = [barOf('All schools', counts), ...phases.map((phase) => barOf(phaseInWords(phase), counts.filter((count) => count.phase === phase)))] // prettier-ignore
  const shown = standings.filter((_, index) => bars.some((bar) => (bar.counts[index] ?? 0) > 0))
  const caption = `Latest overall grades of the schools of ${authority}, by phase`
  const alternative = inWords(authority, bars)
  const drawing = (shape: Shape) => drawnAs(shape, shown, bars, { title: caption, description: alternative })
  return { svg: drawing(wide), narrow: drawing(narrow), alternative, caption, table: tableOf(bars) }
}

function drawnAs(
  shape: Shape,
  shown: readonly Standing[],
  bars: readonly Bar[],
  words: { readonly title: string; readonly description: string },
): string {
  const key = keyOf(shown, shape)
  const marks = [...key.marks, ...bars.flatMap((bar, index) => drawn(bar, key.height + 8 + index * rowHeight, shape))]
  return picture({ width: shape.width, height: key.height + 8 + bars.length * rowHeight, ...words }, marks)
}

function barOf(name: string, counts: readonly StandingCount[]): Bar {
  const of = standings.map((standing) =>
    counts.filter(({ overall }) => standingOf(overall) === standing).reduce((sum, { schools }) => sum + schools, 0),
  )
  return { name, counts: of, all: of.reduce((sum, schools) => sum + schools, 0) }
}

function inWords(authority: string, [everything]: readonly Bar[]): string {
  if (!everything) return `No school of ${authority} is known.`
  const graded = everything.counts.slice(0, 4).reduce((sum, schools) => sum + schools, 0)
  const good = (everything.counts[0] ?? 0) + (everything.counts[1] ?? 0)
  return `${graded} of the ${everything.all} schools of ${authority} still carry an overall grade; ${good} of them are good or outstanding.`
}

function tableOf(bars: readonly Bar[]): Table {
  return {
    head: ['Phase', ...standings.map(({ text }) => text), 'Schools'],
    rows: bars.map((bar) => [bar.name, ...bar.counts.map(String), String(bar.all)]),
    numeric: [...standings.map((_, index) => index + 1), standings.length + 1],
  }
}

/** What each colour stands for, in rows that fit. */
function keyOf(shown: readonly Standing[], { width }: Shape): { marks: readonly Element[]; height: number } {
  let [x, y] = [0, 4]
  const marks = shown.flatMap(({ key, text }) => {
    const long = 24 + widthOf(text) + 14
    if (x + long > width) [x, y] = [0, y + 24]
    const at = x
    x += long
    return [box(at + 1, y, 16, 16, key), textAt(at + 24, y + 13, [text])]
  })
  return { marks, height: y + 24 }
}

function drawn(bar: Bar, y: number, { width, left }: Shape): readonly Element[] {
  const lines = wrapped(bar.name, left - 10, 2, 13)
  const weight = bar.name === 'All schools' ? { 'font-weight': 'bold' } : {}
  const label = textAt(0, y + (lines.length > 1 ? 11 : 19), lines, { 'font-size': 13, ...weight })
  let x = left
  const parts = bar.counts.flatMap((schools, index) => {
    const standing = standings[index]
    if (schools === 0 || !standing) return []
    const long = ((width - left - 2) * schools) / bar.all
    const at = x
    x += long
    const number = String(schools)
    const words = widthOf(number, 14) + 4 > long ? [] : [textAt(at + long / 2, y + 19, [number], { 'text-anchor': 'middle', 'font-size': 14, fill: looks[standing.key].ink })] // prettier-ignore
    return [box(at + 0.75, y, Math.max(1, long - 1.5), rowHeight - 8, standing.key), ...words]
  })
  return [label, ...parts]
}

function box(x: number, y: number, width: number, height: number, key: Standing['key']): Element {
  const edge = key === 'none' || key === 'not-judged' ? { stroke: '#505a5f', 'stroke-width': 1 } : {}
  const dash = key === 'none' ? { 'stroke-dasharray': '3,2' } : {}
  const round = (pixels: number) => Math.round(pixels * 10) / 10
  return element('rect', { x: round(x), y, width: round(width), height, fill: looks[key].fill, ...edge, ...dash })
}
