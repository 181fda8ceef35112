import { printed, printedTo, type Amount } from './amount.ts'
import type { Chart, Table } from './chart.ts'
import { spread, widthOf, wrapped } from './label.ts'
import { decimalsOf, placed, scaleOf, wishForPercent, type Scale } from './scale.ts'
import { element, halo, picture, short, textAt, type Element } from './svg.ts'

/** A term that is past: our figure and the country's, null where it is not known. */
export interface PastTerm {
  readonly term: string
  readonly ours: number | null
  readonly country: number | null
}

/** A term ahead: the middle of what is drawn, and the band that most runs end in. */
export interface TermAhead {
  readonly term: string
  readonly low: number
  readonly middle: number
  readonly high: number
}

export interface FanFacts {
  readonly caption: string
  readonly ours: string
  readonly country: string
  readonly amount: Amount
  /** Of ten runs so many end in the band. */
  readonly ofTen: number
  readonly past: readonly PastTerm[]
  readonly ahead: readonly TermAhead[]
}

const width = 680
const right = 490
const labelsAt = 512
const top = 40
const bottom = 300
const lineHeight = 17
const blue = '#1d70b8'
const black = '#0b0c0c'
const grey = '#505a5f'

interface Frame {
  readonly facts: FanFacts
  readonly scale: Scale
  readonly left: number
  readonly across: (index: number) => number
  readonly up: (value: number) => number
}

/**
 * What a line came to, term by term, and where it may go: the past as a whole line, what is ahead as a hatched band with broken edges
 * and a dotted middle, so that it reads without colour.
 */
export async function fanChart(facts: FanFacts): Promise<Chart> {
  const alternative = inWords(facts)
  const frame = frameFor(facts)
  const drawn = [hatch, ...rules(frame), ...band(frame), ...pastLines(frame), ...terms(frame), ...today(frame), ...labels(frame)]
  const svg = picture({ width, height: bottom + 52, title: facts.caption, description: alternative }, drawn)
  return Promise.resolve({ svg, alternative, caption: facts.caption, table: tableOf(facts) })
}

function inWords({ ours, country, amount, ofTen, past, ahead }: FanFacts): string {
  const last = past.findLast((one) => one.ours !== null)
  const end = ahead.at(-1)
  const now = last?.ours === null || last === undefined ? `${ours} has no figure.` : `${ours} stood at ${printed(last.ours, amount)} in ${last.term}${last.country === null ? '' : `, ${country} at ${printed(last.country, amount)}`}.` // prettier-ignore
  if (!end) return now
  return `${now} In ${end.term} ${ofTen} of 10 runs end between ${printed(end.low, amount)} and ${printed(end.high, amount)}, with ${printed(end.middle, amount)} in the middle.`
}

function tableOf({ ours, country, amount, ofTen, past, ahead }: FanFacts): Table {
  const cell = (value: number | null) => (value === null ? 'not known' : printed(value, amount))
  return {
    head: ['Term', ours, country, `Lowest of ${ofTen} of 10 runs`, 'Middle of the runs', `Highest of ${ofTen} of 10 runs`],
    rows: [
      ...past.map(({ term, ours: own, country: theirs }) => [term, cell(own), cell(theirs), '', '', '']),
      ...ahead.map(({ term, low, middle, high }) => [term, '', '', cell(low), cell(middle), cell(high)]),
    ],
    numeric: [1, 2, 3, 4, 5],
  }
}

function frameFor(facts: FanFacts): Frame {
  const { past, ahead, amount } = facts
  const figures = [...past.flatMap(({ ours, country }) => [ours, country]), ...ahead.flatMap(({ low, high }) => [low, high])]
  const known = figures.filter((value) => value !== null)
  const scale = scaleOf(known, wishForPercent(known))
  const left = 16 + Math.max(...scale.ticks.map((tick) => widthOf(printedTo(tick, { ...amount, decimals: decimalsOf(scale) }))))
  const last = Math.max(1, past.length + ahead.length - 1)
  return {
    facts,
    scale,
    left,
    across: (index) => left + 10 + (index / last) * (right - left - 20),
    up: (value) => placed(value, scale, bottom, top),
  }
}

/** Lines aslant on nothing, for the band: hatching stays hatching in grey. */
const hatch = element(
  'defs',
  {},
  element(
    'pattern',
    { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('rect', { width: 7, height: 7, fill: '#eef4fa' }),
    element('line', { x1: 0, y1: 0, x2: 0, y2: 7, stroke: blue, 'stroke-width': 2 }),
  ),
)

function rules({ facts, scale, left, up }: Frame): Element[] {
  const decimals = decimalsOf(scale)
  return scale.ticks.flatMap((tick) => [
    element('line', { x1: left, x2: right, y1: short(up(tick)), y2: short(up(tick)), stroke: '#b1b4b6' }),
    textAt(left - 8, up(tick) + 5, [printedTo(tick, { ...facts.amount, decimals })], { fill: grey, 'text-anchor': 'end' }),
  ])
}

/** Where the band sets out: at our last figure, if it is of the last term that is past. */
function setOut({ past }: FanFacts): { readonly index: number; readonly value: number } | undefined {
  const value = past.at(-1)?.ours
  return value === null || value === undefined ? undefined : { index: past.length - 1, value }
}

function band({ facts, across, up }: Frame): Element[] {
  const { past, ahead } = facts
  const from = setOut(facts)
  const start = from ? [`${short(across(from.index))},${short(up(from.value))}`] : []
  const along = (of: 'low' | 'middle' | 'high') => ahead.map((one, at) => `${short(across(past.length + at))},${short(up(one[of]))}`)
  const path = (points: readonly string[]) => `M${points.join('L')}`
  const edge = { fill: 'none', stroke: blue, 'stroke-width': 1.5, 'stroke-dasharray': '5,3' }
  const middles = ahead.map((one, at) =>
    element('circle', {
      cx: short(across(past.length + at)),
      cy: short(up(one.middle)),
      r: 4,
      fill: '#ffffff',
      stroke: blue,
      'stroke-width': 2,
    }),
  )
  return [
    element('path', { d: `${path([...start, ...along('high'), ...along('low').toReversed()])}Z`, fill: 'url(#hatch)', stroke: 'none' }),
    element('path', { d: path([...start, ...along('high')]), ...edge }),
    element('path', { d: path([...start, ...along('low')]), ...edge }),
    element('path', { d: path([...start, ...along('middle')]), fill: 'none', stroke: '#ffffff', 'stroke-width': 6 }),
    element('path', {
      d: path([...start, ...along('middle')]),
      fill: 'none',
      stroke: blue,
      'stroke-width': 2.5,
      'stroke-dasharray': '2,4',
    }),
    ...middles,
  ]
}

function pastLines({ facts, across, up }: Frame): Element[] {
  const drawn = (of: 'ours' | 'country', pen: Element['attributes'], mark: (x: number, y: number) => Element) => {
    const points = facts.past.map((one, at) => (one[of] === null ? null : { x: short(across(at)), y: short(up(one[of])) }))
    const d = points.map((point, at) => (point === null ? '' : `${points[at - 1] ? 'L' : 'M'}${point.x},${point.y}`)).join('')
    return [element('path', { d, fill: 'none', ...pen }), ...points.flatMap((point) => (point === null ? [] : [mark(point.x, point.y)]))]
  }
  const square = (x: number, y: number) =>
    element('rect', { x: short(x - 3), y: short(y - 3), width: 6, height: 6, fill: black, stroke: '#ffffff' })
  const circle = (x: number, y: number) => element('circle', { cx: x, cy: y, r: 4, fill: blue, stroke: '#ffffff' })
  return [
    ...drawn('country', { stroke: black, 'stroke-width': 2, 'stroke-dasharray': '8,4' }, square),
    ...drawn('ours', { stroke: blue, 'stroke-width': 3.5 }, circle),
  ]
}

/** The names of terms that fit beside each other, counted back from the last. */
function terms({ facts, across }: Frame): Element[] {
  const names = [...facts.past, ...facts.ahead].map(({ term }) => term)
  const words = names.map((name) => name.split(' '))
  const widest = Math.max(...words.flat().map((word) => widthOf(word, 14)))
  const step = Math.max(1, Math.ceil((widest + 8) / Math.max(1, across(1) - across(0))))
  return words.flatMap((lines, at) =>
    (names.length - 1 - at) % step === 0
      ? [textAt(across(at), bottom + 20, lines, { fill: grey, 'text-anchor': 'middle', 'font-size': 14 })]
      : [],
  )
}

/** A rule between what is and what may come, named on both sides. */
function today({ facts, across }: Frame): Element[] {
  if (facts.past.length === 0 || facts.ahead.length === 0) return []
  const x = (across(facts.past.length - 1) + across(facts.past.length)) / 2
  return [
    element('line', { x1: short(x), x2: short(x), y1: 8, y2: bottom, stroke: grey, 'stroke-dasharray': '3,3' }),
    textAt(x - 6, 20, ['as it was'], { fill: grey, 'text-anchor': 'end', 'font-size': 14, ...halo }),
    textAt(x + 6, 20, ['as it may be'], { fill: grey, 'font-size': 14, ...halo }),
  ]
}

/** What each mark is, at the right, beside where it ends. */
function labels({ facts, up }: Frame): Element[] {
  const { amount, past, ahead } = facts
  const end = ahead.at(-1)
  const last = (of: 'ours' | 'country') => past.findLast((one) => one[of] !== null)
  const named = (of: 'ours' | 'country', name: string, fill: string) => {
    const found = last(of)
    const value = found?.[of]
    return found && value !== null && value !== undefined ? [{ words: `${name} ${printed(value, amount)}, ${found.term}`, at: value, fill, bold: of === 'ours' }] : [] // prettier-ignore
  }
  const wanted = [
    ...named('ours', facts.ours, blue),
    ...named('country', facts.country, black),
    ...(end
      ? [{ words: `${facts.ofTen} of 10 runs: ${printed(end.low, amount)} to ${printed(end.high, amount)}, the middle ${printed(end.middle, amount)}, ${end.term}`, at: end.middle, fill: blue, bold: false }]
      : []),
  ] // prettier-ignore
  const set = wanted.map((one) => {
    const lines = wrapped(one.words, width - labelsAt - 4, 5, 14)
    return { ...one, lines, middle: up(one.at), height: lines.length * lineHeight + 6 }
  })
  const middles = spread(set, 4, bottom + 30)
  return set.map(({ lines, height, fill, bold }, at) =>
    textAt(labelsAt, (middles[at] ?? 0) - height / 2 + lineHeight - 2, lines, {
      fill,
      'font-size': 14,
      ...(bold ? { 'font-weight': 'bold' } : {}),
    }),
  )
}
