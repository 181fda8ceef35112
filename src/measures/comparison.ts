import { bandOf, type Band } from './band.ts'
import { neighbourMean } from './neighbour-mean.ts'
import type { Polarity } from './polarity.ts'
import { quartiles, type Quartiles } from './quartiles.ts'
import { rankOf } from './rank.ts'

/** What the publisher says of a measure that decides how figures of it compare. */
export interface ComparisonRule {
  readonly polarity: Polarity
  /** Whether its figures fall into bands. */
  readonly banded: boolean
}

/** The areas that figures are given for, in order. `neighbours` are places in that order, or -1 for one nobody publishes. */
export interface Field {
  readonly isAuthority: readonly boolean[]
  readonly neighbours: readonly (readonly number[])[]
}

/** How one area's figure of one year compares. Each part has its own rule: see the file it comes from. */
export interface Comparison {
  readonly rank: number | null
  readonly band: Band | null
  readonly neighbourMean: number | null
}

/** How a whole year compares: the cut points, how many authorities have a figure, and each area in the order of the figures. */
export interface ComparedYear {
  readonly quartiles: Quartiles | undefined
  readonly ranked: number
  readonly areas: readonly Comparison[]
}

/**
 * How every area compares in one measure and year.
 *
 * - Quartiles, ranks and bands are taken over the authorities that have a figure; regions and the country have none.
 * - A figure that is missing has no rank and no band.
 * - A measure that is not banded, or of which neither high nor low is good, gives `-` to every figure there is.
 * - The neighbours' mean is there for an authority whether or not it has a figure of its own.
 *
 * @example
 * compareYear([60, 70, null, 66], { isAuthority: [true, true, true, false], neighbours: [[1, 2], [0], [0, 1], []] }, { polarity: 'High', banded: true }).areas[0] // => { rank: 2, band: 'D', neighbourMean: 70 }
 * compareYear([60, 70, null, 66], { isAuthority: [true, true, true, false], neighbours: [[1, 2], [0], [0, 1], []] }, { polarity: 'Low', banded: false }).areas[2] // => { rank: null, band: null, neighbourMean: 65 }
 */
export function compareYear(figures: readonly (number | null)[], field: Field, rule: ComparisonRule): ComparedYear {
  const known: number[] = []
  figures.forEach((figure, i) => {
    if (figure !== null && field.isAuthority[i]) known.push(figure)
  })
  const ascending = Float64Array.from(known).sort()
  const cuts = quartiles(ascending)

  const areas = figures.map((figure, i): Comparison => {
    if (!field.isAuthority[i]) return nowhere
    const mean = neighbourMean((field.neighbours[i] ?? []).map((place) => figures[place] ?? null))
    if (figure === null || cuts === undefined) return { rank: null, band: null, neighbourMean: mean }
    return {
      rank: rankOf(figure, ascending, rule.polarity),
      band: rule.banded ? bandOf(figure, cuts, rule.polarity) : '-',
      neighbourMean: mean,
    }
  })
  return { quartiles: cuts, ranked: ascending.length, areas }
}

const nowhere: Comparison = { rank: null, band: null, neighbourMean: null }
