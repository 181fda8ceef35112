import type { Chart } from '../charts/chart.ts'
import { widthOf, wrapped } from '../charts/label.ts'
import { element, picture, short, textAt, type Element } from '../charts/svg.ts'

/** One criterion in the map: its number under its theme, the letter of its grade, and the letters of what it needs. */
export interface MapPlace {
  readonly number: number
  /** The place of its grade in the scale; undefined while there is none. */
  readonly rank: number | undefined
  readonly marks: readonly string[]
}

export interface MapFacts {
  readonly caption: string
  readonly says: string
  /** Best first. */
  readonly grades: readonly { readonly title: string; readonly met: boolean }[]
  readonly marks: readonly { readonly mark: string; readonly says: string }[]
  readonly areas: readonly {
    readonly title: string
    readonly themes: readonly { readonly title: string; readonly places: readonly MapPlace[] }[]
  }[]
  readonly table: Chart['table']
}

/** How wide a drawing is, where its shapes begin, and whether a theme is named beside them or above them. */
interface Shape {
  readonly width: number
  readonly from: number
  readonly names: 'beside' | 'above'
}

const wide: Shape = { width: 680, from: 236, names: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, from: 0, names: 'above' }

const step = 40
const box = 26
const lineHeight = 56

/** How many criteria stand beside each other. */
const perLine = ({ width, from }: Shape) => Math.floor((width - from) / step)

/** The letter a grade goes by in the map: A is the best. */
export const gradeLetter = (rank: number) => String.fromCharCode(65 + rank)

/** Every criterion as a shape with a letter: a square for a grade that is met, a circle for one that is not, a broken square for none. */
export async function coverageMap(facts: MapFacts): Promise<Chart> {
  const { caption, says, table } = facts
  return Promise.resolve({ svg: drawnAs(wide, facts), narrow: drawnAs(narrow, facts), alternative: says, caption, table })
}

function drawnAs(shape: Shape, facts: MapFacts): string {
  const { width } = shape
  const parts: Element[] = []
  let top = 4
  for (const { title, themes } of facts.areas) {
    const words = wrapped(title, width - 8, 3)
    parts.push(textAt(0, top + 16, words, { 'font-weight': 'bold' }))
    top += 8 + words.length * 17
    for (const theme of themes) {
      const drawn = themeOf(theme, top, facts.grades, shape)
      parts.push(...drawn.parts)
      top += drawn.high
    }
    top += 6
  }
  const legend = legendOf(facts, top + 8, shape)
  return picture({ width, height: legend.end + 6, title: facts.caption, description: facts.says }, [...parts, ...legend.parts])
}

function themeOf(
  { title, places }: MapFacts['areas'][number]['themes'][number],
  top: number,
  grades: MapFacts['grades'],
  shape: Shape,
): { readonly parts: readonly Element[]; readonly high: number } {
  const above = shape.names === 'above'
  const each = perLine(shape)
  const line = element('line', { x1: 0, x2: shape.width, y1: top, y2: top, stroke: '#b1b4b6' })
  const words = wrapped(title, above ? shape.width - 4 : shape.from - 20, above ? 5 : 3, 13)
  const name = textAt(0, top + 18, words, { 'font-size': 13 })
  const begins = top + (above ? words.length * 17 + 6 : 0)
  const cells = places.flatMap((place, i) => {
    const [x, y] = [shape.from + (i % each) * step, begins + 4 + Math.floor(i / each) * lineHeight]
    return [
      textAt(x + box / 2, y + 11, [String(place.number)], { 'font-size': 11, 'text-anchor': 'middle', fill: '#505a5f' }),
      ...shapeOf(place.rank, x, y + 14, grades),
      textAt(x + box / 2, y + 51, [place.marks.join('')], { 'font-size': 11, 'font-weight': 'bold', 'text-anchor': 'middle' }),
    ]
  })
  return { parts: [line, name, ...cells], high: begins - top + Math.max(1, Math.ceil(places.length / each)) * lineHeight + 6 }
}

// Each is told from the others by its shape, its letter and how dark it is, so that no colour is needed.
const metFills = ['#00573a', '#a5dcc0', '#d6efe2']
const unmetFills = ['#ffe08a', '#942514', '#5b0f06']

function shapeOf(rank: number | undefined, x: number, y: number, grades: MapFacts['grades']): Element[] {
  if (rank === undefined) {
    const open = element('rect', { x: short(x + 1), y: short(y + 1), width: box - 2, height: box - 2, fill: '#ffffff', stroke: '#505a5f', 'stroke-dasharray': '3 3' }) // prettier-ignore
    return [open, textAt(x + box / 2, y + 18, ['–'], { 'text-anchor': 'middle', fill: '#505a5f' })]
  }
  const met = grades[rank]?.met === true
  const among = grades.slice(0, rank).filter((one) => one.met === met).length
  const fills = met ? metFills : unmetFills
  const fill = fills[Math.min(among, fills.length - 1)] ?? '#ffffff'
  const ink = ['#00573a', '#942514', '#5b0f06'].includes(fill) ? '#ffffff' : '#0b0c0c'
  const shape = met
    ? element('rect', { x: short(x), y: short(y), width: box, height: box, fill, stroke: '#0b0c0c' })
    : element('circle', { cx: short(x + box / 2), cy: short(y + box / 2), r: box / 2, fill, stroke: '#0b0c0c' })
  return [shape, textAt(x + box / 2, y + 18, [gradeLetter(rank)], { 'text-anchor': 'middle', 'font-weight': 'bold', fill: ink })]
}

function legendOf({ grades, marks }: MapFacts, top: number, { width }: Shape): { parts: Element[]; end: number } {
  const parts: Element[] = [element('line', { x1: 0, x2: width, y1: top, y2: top, stroke: '#0b0c0c' })]
  let [x, y] = [0, top + 8]
  const placed = (wide: number) => {
    if (x > 0 && x + wide > width) [x, y] = [0, y + 34]
    const at = x
    x += wide + 18
    return at
  }
  for (const [rank, title] of [...grades.map(({ title: name }, i): [number, string] => [i, name]), [undefined, 'Not judged'] as const]) {
    const at = placed(box + 8 + widthOf(title, 13))
    parts.push(...shapeOf(rank, at, y, grades), textAt(at + box + 8, y + 18, [title], { 'font-size': 13 }))
  }
  ;[x, y] = [0, y + 34]
  for (const { mark, says } of marks) {
    const at = placed(16 + widthOf(says, 13))
    parts.push(textAt(at, y + 18, [mark], { 'font-size': 13, 'font-weight': 'bold' }), textAt(at + 16, y + 18, [says], { 'font-size': 13 }))
  }
  return { parts, end: y + 30 }
}
