import { isPercent, printed, type Amount } from './amount.ts'
import { difference } from '../lib/decimal.ts'
import type { TrendFacts, TrendLine } from './trend.ts'

/**
 * What a trend chart answers, in sentences: where we are, how that compares, and which way it has gone.
 *
 * `Oxfordshire: 62% in 2025, 1 percentage point below England (63%). Up 4 percentage points since 2022.`
 */
export function trendInWords(facts: TrendFacts): string {
  const ours = facts.lines.find((line) => line.role === 'ours')
  const at = ours ? ours.values.findLastIndex((value) => value !== null) : -1
  const value = ours?.values[at] ?? null
  if (!ours || value === null) return `${ours?.name ?? 'Our authority'} has no figure in these years.`
  const others = facts.lines.filter((line) => line.role !== 'ours').flatMap((line) => besides(value, line, at, facts.amount))
  const first = `${ours.name}: ${printed(value, facts.amount)} in ${facts.years[at] ?? ''}${others.map((other) => `, ${other}`).join('')}.`
  return [first, ...change(facts, ours, at), ...gaps(facts, ours), ...breaks(facts)].join(' ')
}

/** A distance between two figures, with what it is counted in: `1 percentage point`, `0.4`. */
export function distance(amount: number, { unit, decimals }: Amount): string {
  const number = printed(Math.abs(amount), { unit: 'number', decimals })
  if (!isPercent(unit)) return number
  return `${number} percentage ${Number(number) === 1 ? 'point' : 'points'}`
}

function besides(value: number, line: TrendLine, at: number, amount: Amount): readonly string[] {
  const theirs = line.values[at] ?? null
  if (theirs === null) return []
  const gap = difference(value, theirs)
  const size = distance(gap, amount)
  const other = `${named(line)} (${printed(theirs, amount)})`
  if (printed(Math.abs(gap), { unit: 'number', decimals: amount.decimals }) === printed(0, { unit: 'number', decimals: amount.decimals })) {
    return [gap === 0 ? `the same as ${other}` : `about the same as ${other}`]
  }
  return [`${size} ${gap > 0 ? 'above' : 'below'} ${other}`]
}

/** A mean is not a name: within a sentence it begins with a small letter, and with the word that points at it. */
function named({ role, name }: TrendLine): string {
  return role === 'neighbours' && /^mean /i.test(name) ? `the ${name.charAt(0).toLowerCase()}${name.slice(1)}` : name
}

/** The change since the first year that can still be compared with the newest: the last break starts afresh. */
function change(facts: TrendFacts, ours: TrendLine, at: number): readonly string[] {
  const starts = facts.breaks.map(({ before }) => facts.years.indexOf(before)).filter((index) => index <= at)
  const since = Math.max(0, ...starts)
  const from = ours.values.findIndex((value, index) => index >= since && value !== null)
  const [first, last] = [ours.values[from] ?? null, ours.values[at] ?? null]
  if (from >= at || first === null || last === null) return []
  const moved = difference(last, first)
  const year = facts.years[from] ?? ''
  if (moved === 0) return [`The same as in ${year}.`]
  const way = facts.better === undefined ? '' : moved > 0 === (facts.better === 'higher') ? ', which is better' : ', which is worse'
  return [`${moved > 0 ? 'Up' : 'Down'} ${distance(moved, facts.amount)} since ${year}${way}.`]
}

function gaps({ years }: TrendFacts, ours: TrendLine): readonly string[] {
  const first = ours.values.findIndex((value) => value !== null)
  const missing = years.filter((_, index) => index > first && (ours.values[index] ?? null) === null)
  return missing.length === 0 ? [] : [`No figure for ${missing.join(', ')}.`]
}

function breaks({ breaks, years }: TrendFacts): readonly string[] {
  const drawn = breaks.filter(({ before }) => years.indexOf(before) > 0)
  return drawn.map(({ before, label, because }) => `Not comparable before ${before}: ${(because ?? label).replace(/\.$/, '')}.`)
}
