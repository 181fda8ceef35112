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

const width = 680
const from = 236
const step = 40
const box = 26
const lineHeight = 56
const perLine = Math.floor((width - from) / step)

/** The letter a grade goes by in the map: A is the best. */
export const gradeLetter = (rank: number) => String.fromCharCode(65 + rank)

/** Every criterion as a shape with a letter: a square for a grade that is met, a circle for one that is not, a broken square for none. */
export async function coverageMap(facts: MapFacts): Promise<Chart> {
  const parts: Element[] = []
  let top = 4
  for (const { title, themes } of facts.areas) {
    const words = wrapped(title, width - 8, 2)
    parts.push(textAt(0, top + 16, words, { 'font-weight': 'bold' }))
    top += 8 + words.length * 17
    for (const theme of themes) {
      const high = themeHeight(theme.places.length)
      parts.push(...themeOf(theme, top, facts.grades))
      top += high
    }
    top += 6
  }
  const legend = legendOf(facts, top + 8)
  const { caption, says, table } = facts
  const svg = picture({ width, height: legend.end + 6, title: caption, description: says }, [...parts, ...legend.parts])
  return Promise.resolve({ svg, alternative: says, caption, table })
}

const themeHeight = (places: number) => Math.max(1, Math.ceil(places / perLine)) * lineHeight + 6

function themeOf({ title, places }: MapFacts['areas'][number]['themes'][number], top: number, grades: MapFacts['grades']): Element[] {
  const line = element('line', { x1: 0, x2: width, y1: top, y2: top, stroke: '#b1b4b6' })
  const words = wrapped(title, from - 20, 3, 13)
  const name = textAt(0, top + 18, words, { 'font-size': 13 })
  const cells = places.flatMap((place, i) => {
    const [x, y] = [from + (i % perLine) * step, top + 4 + Math.floor(i / perLine) * lineHeight]
    return [
      textAt(x + box / 2, y + 11, [String(place.number)], { 'font-size': 11, 'text-anchor': 'middle', fill: '#505a5f' }),
      ...shapeOf(place.rank, x, y + 14, grades),
      textAt(x + box / 2, y + 51, [place.marks.join('')], { 'font-size': 11, 'font-weight': 'bold', 'text-anchor': 'middle' }),
    ]
  })
  return [line, name, ...cells]
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

function legendOf({ grades, marks }: MapFacts, top: number): { parts: Element[]; end: number } {
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
