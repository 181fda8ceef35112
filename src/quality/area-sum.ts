import { apart, exactly, meet, sumOf, type Interval } from './interval.ts'
import type { Agreement } from './reproduction.ts'
import { printedNumber } from './published-table.ts'

/** A count of a wider area, and those of the areas in it, as printed. */
export interface AreaCounts {
  readonly wider: string
  readonly within: readonly string[]
  /** Of each area within, the count that its count cannot pass, as printed; empty where there is none. */
  readonly most: readonly string[]
  /** To how many the wider area's counts are rounded, and those within. */
  readonly rounded: { readonly wider: number; readonly within: number }
}

/**
 * Whether the counts of areas add up to that of the wider area which they make up.
 *
 * A withheld count is anything from none to what it cannot pass; where that is not printed either, the sum is bounded from below
 * only, and is `open` unless even that is too much. Undefined when the wider area's own count is withheld.
 *
 * @example
 * areaSum({ wider: '30', within: ['10', '20'], most: ['', ''], rounded: { wider: 1, within: 1 } }) // => { agreement: 'exact', apart: 0 }
 * areaSum({ wider: '30', within: ['10', 'c'], most: ['', '15'], rounded: { wider: 1, within: 1 } }) // => { agreement: 'differs', apart: 5 }
 * areaSum({ wider: '30', within: ['10', 'c'], most: ['', ''], rounded: { wider: 1, within: 1 } }) // => { agreement: 'open', apart: 0 }
 */
export function areaSum({
  wider,
  within,
  most,
  rounded,
}: AreaCounts): { readonly agreement: Agreement; readonly apart: number } | undefined {
  const figure = printedNumber(wider)
  if (!figure) return undefined
  const published = roundedTo(figure.value, rounded.wider)
  const from = sumOf(within.map((cell, i) => countOf(cell, most[i] ?? '', rounded.within)))
  if (!meet(published, from)) return { agreement: 'differs', apart: apart(published, from) }
  if (!Number.isFinite(from.high)) return { agreement: 'open', apart: 0 }
  return { agreement: from.low === from.high && published.low === published.high ? 'exact' : 'within', apart: 0 }
}

/**
 * To how many a publisher rounds counts: 10 or 5 when every one of many is a multiple of it, else 1.
 *
 * @example
 * roundedToOf(['10580', '640', '1580', 'c', '1080', '700']) // => 10
 * roundedToOf(['10580', '641']) // => 1
 */
export function roundedToOf(cells: readonly string[]): number {
  const seen = seeingRounded()
  seen.add(cells)
  return seen.to()
}

/** The same of counts that come some at a time. */
export function seeingRounded() {
  let seen = 0
  const units = new Set([10, 5])
  return {
    add(cells: readonly string[]): void {
      for (const cell of cells) {
        const value = printedNumber(cell)?.value ?? 0
        if (value === 0) continue
        seen += 1
        for (const unit of units) if (value % unit !== 0) units.delete(unit)
      }
    },
    to: (): number => (seen < 5 ? 1 : ([...units][0] ?? 1)),
  }
}

function countOf(cell: string, most: string, unit: number): Interval {
  const figure = printedNumber(cell)
  if (figure) return roundedTo(figure.value, unit)
  const bound = printedNumber(most)
  return { low: 0, high: bound ? bound.value + (unit === 1 ? 0 : unit / 2) : Infinity }
}

const roundedTo = (value: number, unit: number): Interval =>
  unit === 1 ? exactly(value) : { low: value - unit / 2, high: value + unit / 2 }
