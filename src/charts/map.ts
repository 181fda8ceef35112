import type { Chart, Table } from './chart.ts'
import { wrapped } from './label.ts'
import { outlinesOf, type Boundary, type Outline } from './outline.ts'
import { element, picture, textAt, type Element } from './svg.ts'

export type { Boundary }

/** One shade of the map, best first, in the words of its legend: `quarter A, the best: 66% or more`. */
export interface Shade {
  readonly key: string
  readonly words: string
}

export interface MapFacts {
  readonly caption: string
  /** Keep one array for as long as the boundaries stay the same: the drawn shapes are remembered with it. */
  readonly boundaries: readonly Boundary[]
  readonly ours: string
  readonly oursName: string
  /** At most four, best first. */
  readonly shades: readonly Shade[]
  /** The shade of each authority by code. One that is missing has no figure, is hatched, and is counted in words. */
  readonly shadeOf: Readonly<Record<string, string>>
  /** Authorities drawn with a darker line: our region. */
  readonly region?: { readonly name: string; readonly codes: readonly string[] } | undefined
  /** The codes of our statistical neighbours, each marked with a diamond. */
  readonly neighbours?: readonly string[]
}

/** How wide a drawing is and how large the country in it, and where its legend stands. */
interface Shape {
  readonly width: number
  readonly scale: number
  readonly legendAt: number
  readonly legend: 'beside' | 'under'
}

const mapWidth = 440
const height = 560

const wide: Shape = { width: 680, scale: 1, legendAt: 466, legend: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, scale: 0.76, legendAt: 2, legend: 'under' }

const fills = ['#12436d', '#4f86b6', '#a9c8e3', '#eef4fa']
const noFigure = '#ffffff'

/** The authorities on a map, shaded by quarter, with ours outlined, and the country around ours drawn larger beside it. */
export async function mapChart(facts: MapFacts): Promise<Chart> {
  const alternative = inWords(facts)
  const drawing = (shape: Shape) => drawnAs(shape, facts, alternative)
  return Promise.resolve({ svg: drawing(wide), narrow: drawing(narrow), alternative, caption: facts.caption, table: tableOf(facts) })
}

function drawnAs(shape: Shape, facts: MapFacts, description: string): string {
  const outlines = outlinesOf(facts.boundaries, mapWidth, height - 12)
  const fillOf = new Map(facts.shades.map(({ key }, index) => [key, fills[index] ?? noFigure]))
  const own = outlines.find(({ code }) => code === facts.ours)
  const under = shape.legend === 'under'
  const begins = under ? height * shape.scale + 16 : 0
  const told = legend(facts, shape, fillOf, own, begins)
  // With more to explain above it, it is smaller.
  const side = facts.region || facts.neighbours ? 150 : 200
  const inset = under ? told.ends + 34 : height - side - 10
  const drawn = [
    element('defs', {}, hatch, element('g', { id: 'all' }, ...inGroups(outlines, facts.shadeOf, fillOf))),
    element('g', { transform: `translate(6,6) scale(${0.1 * shape.scale})` }, ...layers(facts, outlines, 1)),
    ...told.drawn,
    ...(own ? around(facts, outlines, own, { x: shape.legendAt, y: inset, side }) : []),
  ]
  const high = under ? (own ? inset + side + 6 : told.ends) : height
  return picture({ width: shape.width, height: high, title: facts.caption, description }, drawn)
}

/** Every authority, our region with a darker line, our neighbours with a mark, and ours with a line round it. Lines are as thin as the drawing is large. */
function layers({ ours, region, neighbours }: MapFacts, outlines: readonly Outline[], larger: number): readonly Element[] {
  const everybody = element('use', { href: '#all', stroke: '#505a5f', 'stroke-width': 5 / larger })
  const inRegion = outlines.filter(({ code }) => region?.codes.includes(code) ?? false)
  const near = outlines.filter(({ code }) => neighbours?.includes(code) ?? false)
  const own = outlines.find(({ code }) => code === ours)
  const ring = { fill: 'none', 'stroke-linejoin': 'round' }
  return [
    everybody,
    ...(inRegion.length > 0
      ? [element('path', { ...ring, d: inRegion.map(({ path }) => path).join(''), stroke: '#0b0c0c', 'stroke-width': 14 / larger })]
      : []),
    ...(own
      ? [
          element('path', { ...ring, d: own.path, stroke: '#ffffff', 'stroke-width': 50 / larger }),
          element('path', { ...ring, d: own.path, stroke: '#d4351c', 'stroke-width': 25 / larger }),
        ]
      : []),
    ...near.map(({ box }) => diamond((box.left + box.right) / 2, (box.top + box.bottom) / 2, 60 / larger)),
  ]
}

function diamond(x: number, y: number, half: number): Element {
  const d = `M${Math.round(x)},${Math.round(y - half)}l${half},${half}l${-half},${half}l${-half},${-half}z`
  return element('path', { d, fill: '#f3a712', stroke: '#0b0c0c', 'stroke-width': half / 5 })
}

/** Where the country around ours is drawn, and how large. */
interface Inset {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** Ours and what lies round it: an authority of a city is a dot on the map of the country. */
function around(facts: MapFacts, outlines: readonly Outline[], own: Outline, place: Inset): readonly Element[] {
  const { x, y, side } = place
  const { left, top, right, bottom } = own.box
  const span = Math.max((right - left) * 2, (bottom - top) * 2, 450)
  const view = [(left + right - span) / 2, (top + bottom - span) / 2, span, span].join(' ')
  const at = { x, y, width: side, height: side }
  const words = wrapped(`${facts.oursName} and around`, side, 2)
  return [
    textAt(x, y - 8 - (words.length - 1) * 17, words),
    element('svg', { ...at, viewBox: view }, ...layers(facts, outlines, (side * 10) / span)),
    element('rect', { ...at, fill: 'none', stroke: '#505a5f' }),
  ]
}

/** Which shade ours has, and how many authorities have each. */
function inWords(facts: MapFacts): string {
  const own = facts.shades.find(({ key }) => key === facts.shadeOf[facts.ours])
  const first = own ? `${facts.oursName} is in ${own.words}` : `${facts.oursName} has no figure`
  const counts = countsOf(facts).map(({ words, authorities }) => `${authorities} in ${words}`)
  const none = withoutFigure(facts)
  return `${first}. Authorities on the map: ${[...counts, ...(none > 0 ? [`${none} without a figure`] : [])].join('; ')}.`
}

function tableOf(facts: MapFacts): Table {
  const rows = countsOf(facts).map(({ words, authorities }) => [words, String(authorities)])
  return { head: ['Shade', 'Authorities'], rows: [...rows, ['No figure', String(withoutFigure(facts))]], numeric: [1] }
}

function countsOf({ shades, boundaries, shadeOf }: MapFacts) {
  return shades.map(({ key, words }) => ({ words, authorities: boundaries.filter(({ code }) => shadeOf[code] === key).length }))
}

function withoutFigure({ shades, boundaries, shadeOf }: MapFacts): number {
  const keys = new Set(shades.map(({ key }) => key))
  return boundaries.filter(({ code }) => !keys.has(shadeOf[code] ?? '')).length
}

const hatch = element(
  'pattern',
  { id: 'hatch', width: 60, height: 60, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
  element('rect', { width: 60, height: 60, fill: noFigure }),
  element('line', { x1: 0, x2: 0, y1: 0, y2: 60, stroke: '#505a5f', 'stroke-width': 25 }),
)

/** The authorities of one shade as one path: a small picture, drawn quickly. */
function inGroups(outlines: readonly Outline[], shadeOf: MapFacts['shadeOf'], fillOf: ReadonlyMap<string, string>): readonly Element[] {
  const paths = new Map<string, string[]>()
  for (const { code, path } of outlines) {
    const fill = fillOf.get(shadeOf[code] ?? '') ?? 'url(#hatch)'
    const group = paths.get(fill) ?? []
    group.push(path)
    paths.set(fill, group)
  }
  return [...paths].map(([fill, group]) => element('path', { d: group.join(''), fill }))
}

/** What each shade and line stands for, one under the other from a height down, and where they end. */
function legend(
  facts: MapFacts,
  { width, legendAt }: Shape,
  fillOf: ReadonlyMap<string, string>,
  own: Outline | undefined,
  begins: number,
): { readonly drawn: readonly Element[]; readonly ends: number } {
  const none = withoutFigure(facts)
  const entries = [
    ...(own ? [{ words: facts.oursName, look: { fill: 'none', stroke: '#d4351c', 'stroke-width': 30 } }] : []),
    ...(facts.region ? [{ words: facts.region.name, look: { fill: 'none', stroke: '#0b0c0c', 'stroke-width': 20 } }] : []),
    ...facts.shades.map(({ key, words }) => ({
      words,
      look: { fill: fillOf.get(key) ?? noFigure, stroke: '#505a5f', 'stroke-width': 10 },
    })),
    ...(none > 0
      ? [
          {
            words: `No figure: ${none} ${none === 1 ? 'authority' : 'authorities'}`,
            look: { fill: 'url(#hatch)', stroke: '#505a5f', 'stroke-width': 10 },
          },
        ]
      : []),
  ]
  const marked = (facts.neighbours ?? []).length > 0
  let y = begins + (marked ? 61 : 30)
  const boxed = entries.flatMap(({ words, look }) => {
    const lines = wrapped(words.charAt(0).toUpperCase() + words.slice(1), width - legendAt - 34, 4)
    const box = element('rect', { transform: `translate(${legendAt},${y - 14}) scale(0.1)`, width: 200, height: 180, ...look })
    const text = textAt(legendAt + 30, y, lines)
    y += lines.length * 17 + 14
    return [box, text]
  })
  if (!marked) return { drawn: boxed, ends: y }
  const mark = element('g', { transform: `translate(${legendAt},${begins + 16}) scale(0.1)` }, diamond(100, 90, 70))
  return { drawn: [mark, textAt(legendAt + 30, begins + 30, ['Statistical neighbour']), ...boxed], ends: y }
}
