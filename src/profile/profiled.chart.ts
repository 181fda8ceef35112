import { printed, type Amount } from '../charts/amount.ts'
import type { Chart } from '../charts/chart.ts'
import { spread, widthOf, wrapped } from '../charts/label.ts'
import { placed, type Scale } from '../charts/scale.ts'
import { element, halo, picture, short, textAt, type Element } from '../charts/svg.ts'
import type { TrendFacts, TrendLine } from '../charts/trend.ts'
import { withMissingYears } from '../charts/years.ts'
import { bandInWords } from '../measures/band-words.ts'
import { latestOf, type Profiled, type ProfiledMeasure, type ProfiledYear } from './profiled.ts'

/** Our figure year by year beside the country, the region and the neighbours' mean, with the known breaks. A missing year is a gap. */
export function trendOf(whose: Omit<Profiled, 'measures'>, profiled: ProfiledMeasure): TrendFacts {
  const { measure, years } = profiled
  const labels = withMissingYears(years.map(({ year, endsIn }) => ({ label: year, endsIn })))
  const byLabel = new Map(years.map((year) => [year.year, year]))
  const values = (of: (year: ProfiledYear) => number | null) => labels.map((label) => {
    const year = byLabel.get(label)
    return year ? of(year) : null
  }) // prettier-ignore
  const wide = !isCountOfAll(profiled)
  const lines: readonly TrendLine[] = [
    { role: 'ours', name: whose.authorityName, values: values(({ value }) => value) },
    ...(wide ? [{ role: 'england', name: whose.nationName, values: values(({ england }) => england) } as const] : []),
    ...(wide && whose.regionName !== undefined
      ? [{ role: 'region', name: whose.regionName, values: values(({ region }) => region) } as const]
      : []),
    { role: 'neighbours', name: 'Mean of statistical neighbours', values: values(({ neighbourMean }) => neighbourMean) },
  ]
  return {
    caption: `${measure.title}: ${whose.authorityName} over the years`,
    amount: measure,
    better: measure.polarity === 'High' ? 'higher' : measure.polarity === 'Low' ? 'lower' : undefined,
    years: labels,
    lines: lines.filter(({ values }) => values.some((value) => value !== null)),
    breaks: measure.breaks.flatMap((one) => {
      const at = one.kind === 'new basis' ? years.findIndex(({ endsIn }) => endsIn >= one.from) : -1
      const before = at > 0 ? years[at]?.year : undefined
      return before === undefined || one.kind !== 'new basis' ? [] : [{ before, label: `new basis ${one.from}`, because: one.because }]
    }),
  }
}

/** A country's total is not set beside one authority in a picture: it would press every other line flat. */
export function isCountOfAll({ years, range }: ProfiledMeasure): boolean {
  const england = latestOf({ years })?.england ?? null
  return england !== null && range !== undefined && england > range[1]
}

const width = 340
const height = 88
const [left, right] = [10, 330]
const [top, bottom] = [28, 50]
const shades = ['#eef4fa', '#a9c8e3', '#4f86b6', '#12436d']

interface Strip {
  /** The paper is wider than the strip where pictures are scaled to a page. */
  readonly paper?: number
  readonly oursName: string
  readonly nationName: string
}

/**
 * Where we stand among the quarters of authorities, in one strip: the last quarter on the left, the best on the right.
 *
 * Undefined where the measure has no quarters or we no figure. Authorities far from all others would press the rest flat, so
 * the strip ends one and a half times the middle half's length beyond it, unless we lie further out.
 */
export function quarterStrip({ oursName, nationName, paper = width }: Strip, profiled: ProfiledMeasure): Chart | undefined {
  const { measure, years, range } = profiled
  const latest = latestOf(profiled)
  if (!latest?.quartiles || latest.value === null || latest.band === null || latest.band === '-' || !range) return undefined
  const cuts = latest.quartiles
  const reach = 1.5 * (cuts[2] - cuts[0])
  const from = Math.min(Math.max(range[0], cuts[0] - reach), latest.value)
  const to = Math.max(Math.min(range[1], cuts[2] + reach), latest.value)
  if (from === to) return undefined
  const at = placer({ from, to, ticks: [] }, measure.polarity === 'Low')
  const england = isCountOfAll({ ...profiled, years }) ? null : latest.england
  const drawn = [
    ...segments([from, ...cuts, to].map(at), measure.polarity === 'Low', at(latest.value)),
    ...cutLabels(cuts, at, measure),
    ...beside(at, { from, to }, england, latest.neighbourMean),
    ...own(at(latest.value), `${oursName} ${printed(latest.value, measure)}`),
  ]
  const others = [
    ...(england === null ? [] : [`${nationName} ${printed(england, measure)}`]),
    ...(latest.neighbourMean === null ? [] : [`mean of neighbours ${printed(latest.neighbourMean, measure)}`]),
  ]
  const alternative = `${oursName} ${printed(latest.value, measure)} in ${latest.year}: quarter ${bandInWords(latest.band)}. The quarters meet at ${cuts.map((cut) => printed(cut, measure)).join(', ')}.${others.length > 0 ? ` ${others.join(', ')}.` : ''}`
  const caption = `${measure.title}: quarters of authorities in ${latest.year}`
  const svg = picture({ width: paper, height, title: caption, description: alternative }, drawn)
  const rows = cuts.map((cut, i) => [['first', 'second', 'third'][i] ?? '', printed(cut, measure)])
  return { svg, alternative, caption, table: { head: ['Cut point', 'Figure'], rows, numeric: [1] } }
}

function placer(scale: Scale, lowIsGood: boolean) {
  return (value: number) => short(lowIsGood ? placed(value, scale, right, left) : placed(value, scale, left, right))
}

/** The four quarters from the last to the best; a letter where there is room for it. */
function segments(edges: readonly number[], lowIsGood: boolean, own: number): readonly Element[] {
  const across = lowIsGood ? edges.toReversed() : edges
  return shades.flatMap((fill, i) => {
    const [start, end] = [Math.max(left, across[i] ?? left), Math.min(right, across[i + 1] ?? right)]
    if (end <= start) return []
    const box = element('rect', { x: short(start), y: top, width: short(end - start), height: bottom - top, fill, stroke: '#505a5f' })
    if (end - start < 16) return [box]
    const middle = (start + end) / 2
    // Out of the way of our own mark.
    const x = Math.abs(middle - own) < 14 && end - start > 40 ? middle + (middle < own ? -18 : 18) : middle
    const letter = textAt(x, bottom - 6, ['DCBA'.charAt(i)], {
      'text-anchor': 'middle',
      fill: i > 1 ? '#ffffff' : '#0b0c0c',
      'font-size': 13,
    })
    return [box, letter]
  })
}

function cutLabels(cuts: readonly number[], at: (value: number) => number, amount: Amount): readonly Element[] {
  const words = cuts.map((cut) => printed(cut, amount))
  const middles = spread(words.map((word, i) => ({ middle: at(cuts[i] ?? 0), height: widthOf(word, 13) + 6 })), 0, width) // prettier-ignore
  return words.flatMap((word, i) => [
    element('line', { x1: at(cuts[i] ?? 0), y1: bottom, x2: short(middles[i] ?? 0), y2: bottom + 20, stroke: '#505a5f' }),
    textAt(middles[i] ?? 0, bottom + 33, [word], { 'text-anchor': 'middle', 'font-size': 13, fill: '#505a5f' }),
  ])
}

/** The country as a square and the neighbours' mean as a diamond, where they lie on the strip. */
function beside(
  at: (value: number) => number,
  { from, to }: Omit<Scale, 'ticks'>,
  england: number | null,
  mean: number | null,
): readonly Element[] {
  const within = (value: number | null): value is number => value !== null && value >= from && value <= to
  const look = { stroke: '#ffffff', 'stroke-width': 1.5 }
  const y = bottom - 1
  return [
    ...(within(mean) ? [element('path', { d: `M${short(at(mean))},${y - 7}l7,7l-7,7l-7,-7z`, fill: '#00703c', ...look })] : []),
    ...(within(england) ? [element('rect', { x: short(at(england) - 5.5), y: y - 5.5, width: 11, height: 11, fill: '#0b0c0c', ...look })] : []), // prettier-ignore
  ]
}

function own(x: number, words: string): readonly Element[] {
  const [line = ''] = wrapped(words, width, 1)
  const half = widthOf(line) / 2
  const middle = Math.min(Math.max(x, half), width - half)
  return [
    element('line', { x1: x, x2: x, y1: 18, y2: bottom, stroke: '#d4351c', 'stroke-width': 3 }),
    element('circle', { cx: x, cy: top, r: 6, fill: '#d4351c', stroke: '#ffffff' }),
    textAt(middle, 14, [line], { 'text-anchor': 'middle', 'font-weight': 'bold', ...halo }),
  ]
}
