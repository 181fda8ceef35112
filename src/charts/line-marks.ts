import { lightLooks } from '../triggers/light-look.ts'
import { widthOf } from './label.ts'
import { element, short, textAt, type Element } from './svg.ts'

/** What the charts of a trigger's lines draw alike: our figure is a disc, the country's a square, and the light stands at the end. */
export const ourBlue = '#1d70b8'

const lineHeight = 17

export const ourDisc = (cx: number, cy: number): Element => element('circle', { cx, cy, r: 7, fill: ourBlue, stroke: '#ffffff' })

export const theirSquare = (x: number, y: number): Element =>
  element('rect', { x: short(x - 6), y: y - 6, width: 12, height: 12, fill: '#0b0c0c', stroke: '#ffffff' })

/** The rule above a line, across the whole drawing. */
export const ruleAbove = (width: number, y: number): Element => element('line', { x1: 0, x2: width, y1: y, y2: y, stroke: '#b1b4b6' })

/** What figures stand on, from one end of their scale to the other. */
export const trackOf = (from: number, to: number, y: number): Element =>
  element('line', { x1: from, x2: to, y1: y, y2: y, stroke: '#d2d4d5', 'stroke-width': 2 })

/** Some lines of words, the middle of them at a height. */
export const wordsAt = (x: number, middle: number, words: readonly string[], attributes: Element['attributes'] = {}): Element =>
  textAt(x, middle - ((words.length - 1) * lineHeight) / 2 + 5, words, attributes)

/** A light's shape and colour, with words beside it. */
export function lightAt(light: keyof typeof lightLooks, x: number, middle: number, words: readonly string[]): readonly Element[] {
  const { path, colour } = lightLooks[light]
  return [
    element('path', { d: path, transform: `translate(${x},${short(middle - 8)})`, fill: colour }),
    wordsAt(x + 24, middle, words, { fill: colour }),
  ]
}

/** What each mark stands for, in one row or more; `height` is where the last row lies. */
export function keyRows(
  entries: readonly { readonly words: string; readonly mark: Element }[],
  width: number,
): { readonly marks: readonly Element[]; readonly height: number } {
  const marks: Element[] = []
  let [x, y] = [0, 16]
  for (const { words, mark } of entries) {
    const long = 24 + widthOf(words) + 20
    if (x > 0 && x + long > width) [x, y] = [0, y + 24]
    marks.push(element('g', { transform: `translate(${short(x)},${y})` }, mark, textAt(24, 5, [words])))
    x += long
  }
  return { marks, height: y }
}
