import { isPercent, printed, printedTo, type Amount } from './amount.ts'
import type { Chart } from './chart.ts'
import { spread, widthOf, wrapped } from './label.ts'
import { decimalsOf, placed, scaleOf, wishForPercent, type Scale } from './scale.ts'
import { element, picture, short, textAt, type Element } from './svg.ts'

export interface RankedArea {
  readonly code: string
  readonly name: string
  readonly value: number
  readonly neighbour: boolean
  /** The quarter it falls in, A the best, as the comparison worked it out; null where the measure has no quarters. */
  readonly band: string | null
}

export interface RankFacts {
  readonly caption: string
  readonly amount: Amount
  readonly better: 'higher' | 'lower' | undefined
  /** The code of our authority, which may be missing from the areas when it has no figure. */
  readonly ours: string
  readonly oursName: string
  readonly areas: readonly RankedArea[]
  readonly nation: number | null
  readonly nationName: string
  readonly rank: number | null
  readonly of: number | null
  readonly band: string | null
}

/** How wide a drawing is, where its strip ends, and where ours and the country are named. */
interface Shape {
  readonly width: number
  readonly right: number
  readonly names: 'beside' | 'under'
}

const wide: Shape = { width: 680, right: 520, names: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, right: 339, names: 'under' }

const labelsAt = 542
const top = 56
const bottom = 300
const lineHeight = 17

interface Frame {
  readonly facts: RankFacts
  readonly shape: Shape
  /** Best first; lowest first where neither way is better. */
  readonly areas: readonly RankedArea[]
  readonly scale: Scale
  readonly left: number
}

/** Every authority's figure in one strip from best to worst, with ours, the country's, the neighbours' and the quarters marked. */
export async function rankChart(facts: RankFacts): Promise<Chart> {
  const alternative = rankInWords(facts)
  const frame = frameFor(facts, wide)
  const drawing = (one: Frame) => drawnAs(one, alternative)
  const [svg, onPhone] = [drawing(frame), drawing(frameFor(facts, narrow))]
  return Promise.resolve({ svg, narrow: onPhone, alternative, caption: facts.caption, table: tableOf(frame) })
}

function drawnAs(frame: Frame, description: string): string {
  const { shape, facts } = frame
  const names = shape.names === 'under' ? namesUnder(frame) : { drawn: [...labels(frame), ...key(frame)], height: 348 }
  const drawn = [...axis(frame), ...quarters(frame), ...nation(frame), ...dots(frame), ...names.drawn]
  return picture({ width: shape.width, height: names.height, title: facts.caption, description }, drawn)
}

/** `Oxfordshire: 62%, rank 78 of 151, in quarter C. England: 63%. 4 of its 10 statistical neighbours have a better figure.` */
function rankInWords({ areas, ours, oursName, nation, nationName, amount, better, rank, of, band }: RankFacts): string {
  const own = areas.find(({ code }) => code === ours)
  const country = nation === null ? [] : [`${nationName}: ${printed(nation, amount)}.`]
  if (!own) return [`${oursName} has no figure; ${areas.length} authorities have one.`, ...country].join(' ')
  const place = rank === null || of === null ? '' : `, rank ${rank} of ${of} (1 is best)`
  const quarter = band !== null && /^[A-D]$/.test(band) ? `, in quarter ${band} (A is the best quarter)` : ''
  const near = areas.filter(({ neighbour, code }) => neighbour && code !== ours)
  const ahead = near.filter(({ value }) => (better === 'lower' ? value < own.value : value > own.value)).length
  const beside =
    near.length === 0 ? [] : [`${ahead} of ${near.length} statistical neighbours with a figure have a ${better ? 'better' : 'higher'} one.`]
  return [`${oursName}: ${printed(own.value, amount)}${place}${quarter}.`, ...country, ...beside].join(' ')
}

/** Ours, the country and the neighbours: the strip's other authorities are on the page of the measure. */
function tableOf({ areas, facts }: Frame) {
  const shown = areas.filter(({ code, neighbour }) => neighbour || code === facts.ours)
  const rows = shown.map(({ name, value, band }) => [name, printed(value, facts.amount), band ?? 'none'])
  const country = facts.nation === null ? [] : [[facts.nationName, printed(facts.nation, facts.amount), 'none']]
  return { head: ['Authority', 'Figure', 'Quarter'], rows: [...rows, ...country], numeric: [1] }
}

function frameFor(facts: RankFacts, shape: Shape): Frame {
  const sign = facts.better === 'higher' ? -1 : 1
  const areas = facts.areas.toSorted((a, b) => sign * (a.value - b.value) || a.name.localeCompare(b.name, 'en-GB'))
  const figures = [...areas.map(({ value }) => value), ...(facts.nation === null ? [] : [facts.nation])]
  const scale = scaleOf(figures, isPercent(facts.amount.unit) ? wishForPercent(figures) : {})
  const decimals = decimalsOf(scale)
  const left = 16 + Math.max(...scale.ticks.map((tick) => widthOf(printedTo(tick, { ...facts.amount, decimals }))))
  return { facts, shape, areas, scale, left }
}

const across = (index: number, { areas, left, shape: { right } }: Frame): number =>
  left + 6 + ((index + 0.5) / Math.max(1, areas.length)) * (right - left - 12)

function axis({ facts, scale, left, shape: { width, right } }: Frame): readonly Element[] {
  const amount = { ...facts.amount, decimals: decimalsOf(scale) }
  const rules = scale.ticks.map((tick) => {
    const y = short(placed(tick, scale, bottom, top))
    return element('line', { x1: left, x2: right, y1: y, y2: y, stroke: '#d2d4d5' })
  })
  const words = scale.ticks.map((tick) =>
    textAt(left - 8, placed(tick, scale, bottom, top) + 5, [printedTo(tick, amount)], { 'text-anchor': 'end', fill: '#505a5f' }),
  )
  const unit = isPercent(facts.amount.unit)
    ? []
    : [textAt(0, 16, wrapped(facts.amount.unit, width - 10, 1, 14), { fill: '#505a5f', 'font-size': 14 })]
  const [first, last] = facts.better ? ['Best', 'Worst'] : ['Lowest', 'Highest']
  const ends = { fill: '#505a5f', 'font-size': 14 }
  return [
    ...unit,
    ...rules,
    ...words,
    textAt(left, bottom + 20, [first], ends),
    textAt(right, bottom + 20, [last], { ...ends, 'text-anchor': 'end' }),
  ]
}

/** A line where one quarter ends and the next begins, and each quarter's letter over its middle. */
function quarters(frame: Frame): readonly Element[] {
  const spans = new Map<string, { from: number; to: number }>()
  for (const [index, { band }] of frame.areas.entries()) {
    if (band !== null && /^[A-D]$/.test(band)) spans.set(band, { from: spans.get(band)?.from ?? index, to: index })
  }
  return [...spans].flatMap(([band, { from, to }]) => {
    const start = across(from - 0.5, frame)
    const line = {
      x1: short(start),
      x2: short(start),
      y1: 26,
      y2: bottom,
      stroke: '#505a5f',
      'stroke-width': 1.5,
      'stroke-dasharray': '3,3',
    }
    const middle = (start + across(to + 0.5, frame)) / 2
    const words = textAt(middle, 40, [across(to, frame) - across(from, frame) > 70 ? `Quarter ${band}` : band], {
      'text-anchor': 'middle',
      fill: '#505a5f',
    })
    return from === 0 ? [words] : [element('line', line), words]
  })
}

function nation({ facts, scale, left, shape: { width, right } }: Frame): readonly Element[] {
  if (facts.nation === null) return []
  const y = short(placed(facts.nation, scale, bottom, top))
  return [
    element('line', {
      x1: left,
      x2: Math.min(width, right + 14),
      y1: y,
      y2: y,
      stroke: '#0b0c0c',
      'stroke-width': 2,
      'stroke-dasharray': '8,4',
    }),
  ]
}

function dots(frame: Frame): readonly Element[] {
  const { areas, facts, scale } = frame
  const at = areas.map((area, index) => ({ area, x: short(across(index, frame)), y: short(placed(area.value, scale, bottom, top)) }))
  const others = at.filter(({ area }) => !area.neighbour && area.code !== facts.ours)
  const near = at.filter(({ area }) => area.neighbour && area.code !== facts.ours)
  const own = at.filter(({ area }) => area.code === facts.ours)
  return [
    ...others.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 2.5, fill: '#6f777b' })),
    ...near.map(({ x, y }) => element('path', { d: diamond(x, y), fill: '#00703c', stroke: '#ffffff' })),
    ...own.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 7, fill: '#1d70b8', stroke: '#ffffff', 'stroke-width': 2 })),
  ]
}

const diamond = (x: number, y: number): string => `M${x},${y - 6}l6,6l-6,6l-6,-6z`

/** Ours and the country named at the right, moved apart where their figures are close. */
function labels(frame: Frame): readonly Element[] {
  const { facts, scale, areas, shape } = frame
  const index = areas.findIndex(({ code }) => code === facts.ours)
  const own = areas[index]
  const room = shape.width - labelsAt - 4
  const wanted = [
    ...(own
      ? [
          {
            words: wrapped(`${facts.oursName} ${printed(own.value, facts.amount)}`, room, 4),
            value: own.value,
            from: across(index, frame) + 8,
            fill: '#1d70b8',
          },
        ]
      : []),
    ...(facts.nation === null
      ? []
      : [
          {
            words: [`${facts.nationName} ${printed(facts.nation, facts.amount)}`],
            value: facts.nation,
            from: shape.right + 14,
            fill: '#0b0c0c',
          },
        ]),
  ].map((label) => ({ ...label, y: placed(label.value, scale, bottom, top), height: label.words.length * 17 + 6 }))
  const middles = spread(
    wanted.map(({ y, height }) => ({ middle: y, height })),
    20,
    bottom,
  )
  return wanted.flatMap(({ words, y, from, fill, height }, at) => {
    const first = (middles[at] ?? y) - height / 2 + 15
    const lead = element('path', { d: `M${short(from)},${short(y)}L${labelsAt - 4},${short(first - 5)}`, stroke: fill, fill: 'none' })
    return [lead, textAt(labelsAt, first, words, { fill, ...(fill === '#1d70b8' ? { 'font-weight': 'bold' } : {}) })]
  })
}

function key({ facts, areas, left }: Frame): readonly Element[] {
  const y = bottom + 40
  const words = { 'font-size': 14, fill: '#0b0c0c' }
  const others = [element('circle', { cx: left + 5, cy: y - 5, r: 2.5, fill: '#6f777b' }), textAt(left + 14, y, ['other authority'], words)]
  if (!areas.some(({ neighbour, code }) => neighbour && code !== facts.ours)) return others
  return [
    ...others,
    element('path', { d: diamond(left + 147, y - 5), fill: '#00703c' }),
    textAt(left + 160, y, ['statistical neighbour'], words),
  ]
}

/** What each mark is, one under the other below the strip, ours and the country's with their figures. */
function namesUnder({ facts, areas, shape }: Frame): { readonly drawn: readonly Element[]; readonly height: number } {
  const own = areas.find(({ code }) => code === facts.ours)
  const near = areas.some(({ neighbour, code }) => neighbour && code !== facts.ours)
  const entries = [
    ...(own ? [{ words: `${facts.oursName} ${printed(own.value, facts.amount)}`, mark: (y: number) => element('circle', { cx: 10, cy: y, r: 7, fill: '#1d70b8' }), fill: '#1d70b8' }] : []), // prettier-ignore
    ...(facts.nation === null ? [] : [{ words: `${facts.nationName} ${printed(facts.nation, facts.amount)}`, mark: (y: number) => element('line', { x1: 0, x2: 20, y1: y, y2: y, stroke: '#0b0c0c', 'stroke-width': 2, 'stroke-dasharray': '8,4' }), fill: '#0b0c0c' }]), // prettier-ignore
    ...(near
      ? [{ words: 'statistical neighbour', mark: (y: number) => element('path', { d: diamond(10, y), fill: '#00703c' }), fill: '#0b0c0c' }]
      : []),
    { words: 'other authority', mark: (y: number) => element('circle', { cx: 10, cy: y, r: 2.5, fill: '#6f777b' }), fill: '#0b0c0c' },
  ]
  const drawn: Element[] = []
  let y = bottom + 50
  for (const { words, mark, fill } of entries) {
    const lines = wrapped(words, shape.width - 34, 3)
    drawn.push(mark(y - 5), textAt(30, y, lines, { fill }))
    y += lines.length * lineHeight + 6
  }
  return { drawn, height: y }
}
