import type { Chart, Table } from './chart.ts'
import { count } from '../lib/count.ts'
import { element, halo, picture, short, textAt, type Element } from './svg.ts'

/** Cases that were given about the same chance: what they were given, and of what share it came about. Shares from 0 to 1. */
export interface CalibrationBin {
  readonly cases: number
  readonly foretold: number
  readonly cameAbout: number
}

export interface CalibrationFacts {
  readonly caption: string
  /** What the chance was of: `coming out worse`. */
  readonly of: string
  readonly series: readonly { readonly name: string; readonly bins: readonly CalibrationBin[] }[]
}

/** How wide a drawing is, how long a side of its square, and where its key begins. */
interface Shape {
  readonly width: number
  readonly side: number
  readonly keyAt: { readonly x: number; readonly y: number }
  readonly height: number
}

const left = 60
const top = 16
const wide: Shape = { width: 680, side: 300, keyAt: { x: left + 336, y: top }, height: top + 354 }

/** As wide as the words of a page are on a phone of 375 pixels, with the key under the square. */
const narrow: Shape = { width: 345, side: 270, keyAt: { x: 4, y: top + 324 }, height: top + 484 }
const pens = [
  { fill: '#1d70b8', stroke: '#1d70b8', symbol: 'circle' },
  { fill: '#ffffff', stroke: '#0b0c0c', symbol: 'square' },
] as const

/** How chances that were given compare with what came about: on the slanting line a chance of so many in a hundred came true so often. */
export async function calibrationChart(facts: CalibrationFacts): Promise<Chart> {
  const alternative = inWords(facts)
  const drawing = (shape: Shape) => drawnAs(shape, facts, alternative)
  return Promise.resolve({ svg: drawing(wide), narrow: drawing(narrow), alternative, caption: facts.caption, table: tableOf(facts) })
}

function drawnAs(shape: Shape, facts: CalibrationFacts, description: string): string {
  const { width, height, side } = shape
  const most = scaleTo(facts)
  const at = { x: (share: number) => left + (share / most) * side, y: (share: number) => top + side - (share / most) * side }
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * most)
  const grid = ticks.flatMap((tick): Element[] => {
    const words = [`${Number((100 * tick).toFixed(1))}%`]
    return [
      element('line', { x1: left, x2: left + side, y1: short(at.y(tick)), y2: short(at.y(tick)), stroke: '#b1b4b6' }),
      textAt(left - 8, at.y(tick) + 5, words, { 'text-anchor': 'end', fill: '#505a5f' }),
      textAt(Math.min(at.x(tick), width - 18), top + side + 20, words, { 'text-anchor': 'middle', fill: '#505a5f' }),
    ]
  })
  const drawn = [
    ...grid,
    element('line', { x1: left, y1: top + side, x2: left + side, y2: top, stroke: '#505a5f', 'stroke-dasharray': '6,4' }),
    ...facts.series.flatMap(({ bins }, index) => bins.map((bin) => mark(bin, at, pens[index] ?? pens[0]))),
    textAt(left + side / 2, top + side + 42, ['chance that was given'], { 'text-anchor': 'middle', ...halo }),
    ...key(facts, shape),
  ]
  return picture({ width, height, title: facts.caption, description }, drawn)
}

interface At {
  readonly x: (share: number) => number
  readonly y: (share: number) => number
}

function mark({ cases, foretold, cameAbout }: CalibrationBin, at: At, { fill, stroke, symbol }: (typeof pens)[number]): Element {
  const reach = Math.max(3.5, Math.min(11, Math.sqrt(cases) / 5))
  const [x, y] = [at.x(foretold), at.y(cameAbout)]
  const pen = { fill, stroke, 'stroke-width': 2, 'fill-opacity': 0.75 }
  if (symbol === 'circle') return element('circle', { cx: short(x), cy: short(y), r: short(reach), ...pen })
  return element('rect', { x: short(x - reach), y: short(y - reach), width: short(2 * reach), height: short(2 * reach), ...pen })
}

function key({ of, series }: CalibrationFacts, { keyAt: { x: from, y: begins } }: Shape): Element[] {
  const rows = series.flatMap(({ name }, index): Element[] => {
    const pen = pens[index] ?? pens[0]
    const y = begins + 46 + index * 26
    const sign = { fill: pen.fill, stroke: pen.stroke, 'stroke-width': 2 }
    return [
      pen.symbol === 'circle' ? element('circle', { cx: from + 7, cy: y - 5, r: 6, ...sign }) : element('rect', { x: from + 1, y: y - 11, width: 12, height: 12, ...sign }), // prettier-ignore
      textAt(from + 24, y, [name]),
    ]
  })
  const after = begins + 46 + series.length * 26
  return [
    textAt(from, begins + 14, [`Chance of ${of}`], { 'font-weight': 'bold' }),
    ...rows,
    element('line', { x1: from, x2: from + 18, y1: after - 5, y2: after - 5, stroke: '#505a5f', 'stroke-dasharray': '6,4' }),
    textAt(from + 24, after, ['as often as foretold']),
    textAt(from, after + 30, ['Up: share of which it came about.', 'Larger marks are of more schools.'], { fill: '#505a5f' }),
  ]
}

/** The next of a few round shares above everything drawn. */
function scaleTo({ series }: CalibrationFacts): number {
  const most = Math.max(0.01, ...series.flatMap(({ bins }) => bins.flatMap(({ foretold, cameAbout }) => [foretold, cameAbout])))
  return [0.1, 0.2, 0.4, 0.6, 0.8].find((to) => most <= to) ?? 1
}

const percent = (share: number) => `${Number((100 * share).toFixed(1))}%`

function inWords({ of, series }: CalibrationFacts): string {
  return series
    .map(({ name, bins }) => {
      const [first, last] = [bins[0], bins.at(-1)]
      if (!first || !last) return `${name}: nothing to compare.`
      return `${name}: of those given ${percent(first.foretold)} of ${of}, it came about for ${percent(first.cameAbout)}; of those given ${percent(last.foretold)}, for ${percent(last.cameAbout)}.`
    })
    .join(' ')
}

function tableOf({ series }: CalibrationFacts): Table {
  return {
    head: ['Judged', 'Schools', 'Chance given, on average', 'Came about'],
    rows: series.flatMap(({ name, bins }) => bins.map(({ cases, foretold, cameAbout }) => [name, count(cases), percent(foretold), percent(cameAbout)])), // prettier-ignore
    numeric: [1, 2, 3],
  }
}
