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
  /** The country's, drawn beside ours where it is known. */
  readonly country: Omit<TermAhead, 'term' | 'country'> | null
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

/** How wide a drawing is, where its lines end, and where it names them. */
interface Shape {
  readonly width: number
  readonly right: number
  readonly names: 'beside' | 'under'
}

const wide: Shape = { width: 680, right: 490, names: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, right: 322, names: 'under' }

const labelsAt = 512
const top = 40
const bottom = 300
const lineHeight = 17
const blue = '#1d70b8'
const black = '#0b0c0c'
const grey = '#505a5f'

interface Frame {
  readonly facts: FanFacts
  readonly shape: Shape
  readonly scale: Scale
  readonly left: number
  readonly across: (index: number) => number
  readonly up: (value: number) => number
}

/**
 * What a line came to, term by term, and where it may go: the past as a whole line, what is ahead as a hatched band with broken edges
 * and a dotted middle, so that it reads without colour. The country's goes on in broken strokes with open squares, in a grey band.
 */
export async function fanChart(facts: FanFacts): Promise<Chart> {
  const alternative = inWords(facts)
  const drawing = (shape: Shape) => drawnAs(frameFor(facts, shape), alternative)
  return Promise.resolve({ svg: drawing(wide), narrow: drawing(narrow), alternative, caption: facts.caption, table: tableOf(facts) })
}

function drawnAs(frame: Frame, description: string): string {
  const { facts, shape } = frame
  const names = shape.names === 'under' ? namesUnder(frame) : { drawn: labels(frame), height: 0 }
  const drawn = [hatch, ...rules(frame), ...band(frame), ...countryAhead(frame), ...pastLines(frame), ...terms(frame), ...today(frame)]
  return picture({ width: shape.width, height: bottom + 52 + names.height, title: facts.caption, description }, [...drawn, ...names.drawn])
}

function inWords({ ours, country, amount, ofTen, past, ahead }: FanFacts): string {
  const last = past.findLast((one) => one.ours !== null)
  const end = ahead.at(-1)
  const now = last?.ours === null || last === undefined ? `${ours} has no figure.` : `${ours} stood at ${printed(last.ours, amount)} in ${last.term}${last.country === null ? '' : `, ${country} at ${printed(last.country, amount)}`}.` // prettier-ignore
  if (!end) return now
  const theirs = end.country ? ` ${country} is expected ${between(end.country, amount, ' and ')}.` : ''
  return `${now} In ${end.term} ${ofTen} of 10 runs end ${between(end, amount, ' and ')}, with ${printed(end.middle, amount)} in the middle.${theirs}`
}

/** Both ends of a band as printed, or the one figure that both come to. */
function between({ low, high }: Pick<TermAhead, 'low' | 'high'>, amount: Amount, words: ' to ' | ' and ' = ' to '): string {
  const [from, to] = [printed(low, amount), printed(high, amount)]
  if (from === to) return words === ' and ' ? `at ${from}` : from
  return words === ' and ' ? `between ${from} and ${to}` : `${from} to ${to}`
}

function tableOf({ ours, country, amount, ofTen, past, ahead }: FanFacts): Table {
  const cell = (value: number | null) => (value === null ? 'not known' : printed(value, amount))
  return {
    head: ['Term', ours, country, `Lowest of ${ofTen} of 10 runs`, 'Middle of the runs', `Highest of ${ofTen} of 10 runs`],
    rows: [
      ...past.map(({ term, ours: own, country: theirs }) => [term, cell(own), cell(theirs), '', '', '']),
      ...ahead.map(({ term, low, middle, high, country: theirs }) => [
        term,
        '',
        theirs ? `${printed(theirs.middle, amount)} (${between(theirs, amount)})` : '',
        cell(low),
        cell(middle),
        cell(high),
      ]),
    ],
    numeric: [1, 2, 3, 4, 5],
  }
}

function frameFor(facts: FanFacts, shape: Shape): Frame {
  const { past, ahead, amount } = facts
  const figures = [
    ...past.flatMap(({ ours, country }) => [ours, country]),
    ...ahead.flatMap(({ low, high, country }) => [low, high, country?.low ?? null, country?.high ?? null]),
  ]
  const known = figures.filter((value) => value !== null)
  const scale = scaleOf(known, wishForPercent(known))
  const left = 16 + Math.max(...scale.ticks.map((tick) => widthOf(printedTo(tick, { ...amount, decimals: decimalsOf(scale) }))))
  const last = Math.max(1, past.length + ahead.length - 1)
  return {
    facts,
    shape,
    scale,
    left,
    across: (index) => left + 10 + (index / last) * (shape.right - left - 20),
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

function rules({ facts, shape, scale, left, up }: Frame): Element[] {
  const decimals = decimalsOf(scale)
  return scale.ticks.flatMap((tick) => [
    element('line', { x1: left, x2: shape.right, y1: short(up(tick)), y2: short(up(tick)), stroke: '#b1b4b6' }),
    textAt(left - 8, up(tick) + 5, [printedTo(tick, { ...facts.amount, decimals })], { fill: grey, 'text-anchor': 'end' }),
  ])
}

/** Where a band sets out: at the last figure, if it is of the last term that is past. */
function setOut({ past }: FanFacts, of: 'ours' | 'country'): { readonly index: number; readonly value: number } | undefined {
  const value = past.at(-1)?.[of]
  return value === null || value === undefined ? undefined : { index: past.length - 1, value }
}

function band({ facts, across, up }: Frame): Element[] {
  const { past, ahead } = facts
  const from = setOut(facts, 'ours')
  const start = from ? [`${short(across(from.index))},${short(up(from.value))}`] : []
  const along = (of: 'low' | 'middle' | 'high') => ahead.map((one, at) => `${short(across(past.length + at))},${short(up(one[of]))}`)
  const path = (points: readonly string[]) => `M${points.join('L')}`
  const edge = { fill: 'none', stroke: blue, 'stroke-width': 1.5, 'stroke-dasharray': '5,3' }
  const middles = ahead.map((one, at) => openCircle(short(across(past.length + at)), short(up(one.middle))))
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

/** The country's band is narrow, for its schools are many: a grey ground, and its middle in the strokes of its past. */
function countryAhead({ facts, across, up }: Frame): Element[] {
  const { past, ahead } = facts
  const from = setOut(facts, 'country')
  const at = (index: number, value: number) => ({ x: short(across(index)), y: short(up(value)) })
  const known = ahead.flatMap(({ country }, place) => (country ? [{ ...country, index: past.length + place }] : []))
  if (known.length === 0) return []
  const start = from ? [at(from.index, from.value)] : []
  const along = (of: 'low' | 'middle' | 'high') => [...start, ...known.map((one) => at(one.index, one[of]))]
  const path = (points: readonly { readonly x: number; readonly y: number }[]) => `M${points.map(({ x, y }) => `${x},${y}`).join('L')}`
  const middle = path(along('middle'))
  return [
    element('path', { d: `${path([...along('high'), ...along('low').toReversed()])}Z`, fill: grey, 'fill-opacity': 0.35, stroke: 'none' }),
    element('path', { d: middle, fill: 'none', stroke: '#ffffff', 'stroke-width': 5 }),
    element('path', { d: middle, fill: 'none', stroke: black, 'stroke-width': 2, 'stroke-dasharray': '8,4' }),
    ...known.map((one) => {
      const { x, y } = at(one.index, one.middle)
      return openSquare(x, y)
    }),
  ]
}

function pastLines({ facts, across, up }: Frame): Element[] {
  const drawn = (of: 'ours' | 'country', pen: Element['attributes'], mark: (x: number, y: number) => Element) => {
    const points = facts.past.map((one, at) => (one[of] === null ? null : { x: short(across(at)), y: short(up(one[of])) }))
    const d = points.map((point, at) => (point === null ? '' : `${points[at - 1] ? 'L' : 'M'}${point.x},${point.y}`)).join('')
    return [element('path', { d, fill: 'none', ...pen }), ...points.flatMap((point) => (point === null ? [] : [mark(point.x, point.y)]))]
  }
  return [
    ...drawn('country', { stroke: black, 'stroke-width': 2, 'stroke-dasharray': '8,4' }, square),
    ...drawn('ours', { stroke: blue, 'stroke-width': 3.5 }, circle),
  ]
}

const square = (x: number, y: number) =>
  element('rect', { x: short(x - 3), y: short(y - 3), width: 6, height: 6, fill: black, stroke: '#ffffff' })
const openSquare = (x: number, y: number) =>
  element('rect', { x: short(x - 3), y: short(y - 3), width: 6, height: 6, fill: '#ffffff', stroke: black, 'stroke-width': 1.5 })
const circle = (x: number, y: number) => element('circle', { cx: x, cy: y, r: 4, fill: blue, stroke: '#ffffff' })
const openCircle = (x: number, y: number) => element('circle', { cx: x, cy: y, r: 4, fill: '#ffffff', stroke: blue, 'stroke-width': 2 })

/** The mark of a line or band, for its name under the drawing. */
function markOf(of: Name['of'], x: number, y: number): Element {
  if (of === 'ours') return circle(x, y)
  if (of === 'country') return square(x, y)
  return of === 'runs' ? openCircle(x, y) : openSquare(x, y)
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
function today({ facts, shape, across }: Frame): Element[] {
  if (facts.past.length === 0 || facts.ahead.length === 0) return []
  const x = (across(facts.past.length - 1) + across(facts.past.length)) / 2
  const [was, mayBe] = shape.names === 'under' ? (['was', 'may be'] as const) : (['as it was', 'as it may be'] as const)
  return [
    element('line', { x1: short(x), x2: short(x), y1: 8, y2: bottom, stroke: grey, 'stroke-dasharray': '3,3' }),
    textAt(x - 6, 20, [was], { fill: grey, 'text-anchor': 'end', 'font-size': 14, ...halo }),
    textAt(x + 6, 20, [mayBe], { fill: grey, 'font-size': 14, ...halo }),
  ]
}

/** What each line and band is, and what it comes to at its end. */
interface Name {
  readonly of: 'ours' | 'runs' | 'country' | 'countryAhead'
  readonly words: string
  /** The value beside which it stands. */
  readonly at: number
}

function namesOf({ amount, past, ahead, ours, country, ofTen }: FanFacts): readonly Name[] {
  const end = ahead.at(-1)
  const last = (of: 'ours' | 'country', name: string): Name[] => {
    const found = past.findLast((one) => one[of] !== null)
    const value = found?.[of]
    return found && value !== null && value !== undefined
      ? [{ of, words: `${name} ${printed(value, amount)}, ${found.term}`, at: value }]
      : []
  }
  const runs: Name[] = end
    ? [{ of: 'runs', words: `${ofTen} of 10 runs: ${between(end, amount)}, the middle ${printed(end.middle, amount)}, ${end.term}`, at: end.middle }]
    : [] // prettier-ignore
  const theirs: Name[] = end?.country
    ? [{ of: 'countryAhead', words: `${country} expected: ${between(end.country, amount)}`, at: end.country.middle }]
    : []
  return [...last('ours', ours), ...runs, ...last('country', country), ...theirs]
}

const penOf = (of: Name['of']) => ({
  fill: of === 'ours' || of === 'runs' ? blue : black,
  'font-size': 14,
  ...(of === 'ours' ? { 'font-weight': 'bold' } : {}),
})

/** What each mark is, at the right, beside where it ends. */
function labels({ facts, shape, up }: Frame): Element[] {
  const set = namesOf(facts).map((name) => {
    const lines = wrapped(name.words, shape.width - labelsAt - 4, 5, 14)
    return { ...name, lines, middle: up(name.at), height: lines.length * lineHeight + 6 }
  })
  const middles = spread(set, 4, bottom + 30)
  return set.map(({ of, lines, height }, at) => textAt(labelsAt, (middles[at] ?? 0) - height / 2 + lineHeight - 2, lines, penOf(of)))
}

/** What each mark is, one under the other below the terms, each after its mark. */
function namesUnder({ facts, shape }: Frame): { readonly drawn: readonly Element[]; readonly height: number } {
  const drawn: Element[] = []
  let height = 0
  for (const { of, words } of namesOf(facts)) {
    const lines = wrapped(words, shape.width - 30, 5, 14)
    const y = bottom + 66 + height
    drawn.push(markOf(of, 10, y - 5), textAt(26, y, lines, penOf(of)))
    height += lines.length * lineHeight + 6
  }
  return { drawn, height: height + 6 }
}
