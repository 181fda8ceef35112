import { settled } from '../lib/decimal.ts'
import { bandOf, type Band } from '../measures/band.ts'
import type { Polarity } from '../measures/polarity.ts'
import type { Quartiles } from '../measures/quartiles.ts'

/** A better quarter, and what it takes to reach it. */
export interface Rung {
  readonly band: Band
  /** Where that quarter begins. */
  readonly cut: number
  /** The nearest figure, at the publisher's decimals, that lies in it. */
  readonly target: number
  /** How far that is from ours, in the measure's own unit; never negative. */
  readonly distance: number
  /** How many pupils that is, rounded up to whole pupils; undefined where how many the figure is of is not held. */
  readonly pupils: number | undefined
}

/** Which quarter of the authorities we are in, the way to the next and the way to the best. */
export interface Ladder {
  readonly band: Band
  /** Undefined in the best quarter, and where no figure can be better. */
  readonly next: Rung | undefined
  /** Undefined in the best quarter, where the next is the best, and where no figure can lie in it. */
  readonly top: Rung | undefined
}

/** What a ladder is worked out from. */
export interface Standing {
  readonly value: number
  readonly quartiles: Quartiles
  readonly polarity: Polarity
  /** To how many decimals the publisher gives the figures. */
  readonly decimals: number
  /** A percentage can be said in pupils, and goes no higher than 100. */
  readonly percent: boolean
  /** How many pupils of ours the figure is of. */
  readonly pupils: number | undefined
}

/**
 * How far it is to the next quarter of authorities, and to the best.
 *
 * - A figure equal to a cut point falls below it, as `bandOf` has it. So where high is good the target is the first figure
 *   above the cut point, at as many decimals as the publisher gives: above 63 it is 64 where figures are whole numbers. Where
 *   low is good it is the last figure not above it.
 * - Where cut points coincide, the next quarter is the one that the target lies in.
 * - A percentage above 100 is no target.
 * - A distance in pupils is the share of the pupils that the percentage is of, rounded up to whole pupils: a part of a
 *   pupil is a pupil who has yet to get there.
 * - Undefined where neither high nor low is good.
 *
 * Source: the quarters are those of the Local Authority Interactive Tool; the way between them is ours.
 *
 * @example
 * ladderOf({ value: 62, quartiles: [60, 63, 66], polarity: 'High', decimals: 0, percent: true, pupils: 7500 }) // => { band: 'C', next: { band: 'B', cut: 63, target: 64, distance: 2, pupils: 150 }, top: { band: 'A', cut: 66, target: 67, distance: 5, pupils: 375 } }
 * ladderOf({ value: 17.75, quartiles: [16.94, 18.12, 19.54], polarity: 'Low', decimals: 2, percent: true, pupils: undefined })?.next // => { band: 'A', cut: 16.94, target: 16.94, distance: 0.81, pupils: undefined }
 * ladderOf({ value: 70, quartiles: [60, 63, 66], polarity: 'High', decimals: 0, percent: true, pupils: 7500 }) // => { band: 'A', next: undefined, top: undefined }
 * ladderOf({ value: 99, quartiles: [98, 99, 100], polarity: 'High', decimals: 0, percent: true, pupils: 200 })?.top // => undefined
 */
export function ladderOf(standing: Standing): Ladder | undefined {
  const { value, quartiles, polarity } = standing
  if (polarity === '-') return undefined
  const band = bandOf(value, quartiles, polarity)
  const upwards = polarity === 'High' ? quartiles : quartiles.toReversed()
  const ahead = upwards.filter((cut) => (polarity === 'High' ? value <= cut : value > cut))
  const rungs = ahead.map((cut) => rungAt(cut, standing))
  const [next] = rungs
  const last = rungs.at(-1)
  return { band, next, top: last?.band === next?.band ? undefined : last }
}

function rungAt(cut: number, { value, quartiles, polarity, decimals, percent, pupils }: Standing): Rung | undefined {
  const step = 10 ** decimals
  const steps = Math.floor(settled(cut * step)) + (polarity === 'High' ? 1 : 0)
  const target = settled(steps / step)
  if (percent && target > 100) return undefined
  const distance = settled(Math.abs(target - value))
  const needed = percent && pupils !== undefined ? Math.ceil(settled((distance * pupils) / 100)) : undefined
  return { band: bandOf(target, quartiles, polarity), cut, target, distance, pupils: needed }
}
