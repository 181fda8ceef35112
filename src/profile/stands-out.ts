import { difference } from '../lib/decimal.ts'
import { newBases } from '../measures/break.ts'
import { latestOf, type ProfiledMeasure, type ProfiledYear } from './profiled.ts'

/** In the last quarter of authorities or the best, or moving towards either faster than the country. */
export type Standing = 'behind' | 'ahead' | 'slipping' | 'gaining'

/** How a measure stands out, and for how long. */
export interface StandOut {
  readonly profiled: ProfiledMeasure
  readonly latest: ProfiledYear
  readonly standing: Standing
  /** The years in a row, newest first, that we were in this quarter; years without a figure are passed over. Empty for a movement. */
  readonly years: readonly string[]
  /** How our figure moved against the country's over three years, when that was much; positive is better. */
  readonly moved: Movement | undefined
  /** How far we are from the middle authority, measured by the distance between the first and third cut point. */
  readonly strength: number
  /** Whether a difference of this size from the country could be chance, with as many pupils; undefined where that cannot be told. */
  readonly mayBeChance: boolean | undefined
}

/** A change against the country's between two years, in the measure's own unit; positive is better. */
export interface Movement {
  readonly by: number
  readonly since: string
}

/** A movement is much when it is at least this share of the distance between the first and the third cut point. */
const muchOf = 0.5

/**
 * Whether a measure stands out for an authority, and how.
 *
 * - Behind: in the last quarter of the authorities, D. Ahead: in the best, A. With how many years in a row that has been so.
 * - Slipping or gaining: in neither, but our change over three consecutive comparable years was worse or better than the
 *   country's by at least half of the distance between the first and third cut point of the latest year.
 * - With a number of pupils known, a percentage says whether its difference from the country could be chance: 1.96 standard
 *   errors of a share of so many pupils.
 * - Nothing where neither high nor low is good, or where we have no figure in the latest year.
 */
export function standsOut(profiled: ProfiledMeasure, percent: boolean): StandOut | undefined {
  const latest = latestOf(profiled)
  if (!latest || latest.value === null || !latest.quartiles || profiled.measure.polarity === '-') return undefined
  const [first, middle, third] = latest.quartiles
  const spread = third - first
  const moved = movementOf(profiled)
  const much = moved && spread > 0 && Math.abs(moved.by) >= muchOf * spread ? moved : undefined
  const standing = standingOf(latest, much)
  if (!standing) return undefined
  return {
    profiled,
    latest,
    standing,
    years: latest.band === 'A' || latest.band === 'D' ? lasting(profiled.years, latest) : [],
    moved: much,
    strength: spread > 0 ? Math.abs(latest.value - middle) / spread : 0,
    mayBeChance: percent && latest.england !== null ? mayBeChance(latest.value, latest.england, profiled.pupils) : undefined,
  }
}

/**
 * Whether a measure says something of now: its latest year is no more than one before that which most of these measures have.
 *
 * Publishers bring figures out at different times of the year. What was last published longer ago stands out no more.
 */
export function isCurrent(profiled: ProfiledMeasure, among: readonly ProfiledMeasure[]): boolean {
  const ends = among.flatMap((one) => latestOf(one)?.endsIn ?? [])
  const times = [...Map.groupBy(ends, (end) => end)].map(([end, of]) => ({ end, times: of.length }))
  const [most] = times.toSorted((a, b) => b.times - a.times || b.end - a.end)
  const end = latestOf(profiled)?.endsIn
  return most !== undefined && end !== undefined && end >= most.end - 1
}

/** What stands out of some measures: the furthest behind first, then the furthest ahead, then what moves; of each, what chance could have made last. */
export function inOrder(found: readonly StandOut[]): readonly StandOut[] {
  const order: readonly Standing[] = ['behind', 'slipping', 'ahead', 'gaining']
  const chance = ({ mayBeChance }: StandOut) => Number(mayBeChance === true)
  return found.toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || chance(a) - chance(b) || b.strength - a.strength)
}

function standingOf({ band }: ProfiledYear, moved: Movement | undefined): Standing | undefined {
  if (band === 'D') return 'behind'
  if (band === 'A') return 'ahead'
  if (moved === undefined || band === null || band === '-') return undefined
  return moved.by < 0 ? 'slipping' : 'gaining'
}

function lasting(years: readonly ProfiledYear[], latest: ProfiledYear): readonly string[] {
  const known = years.slice(0, years.indexOf(latest) + 1).filter(({ value }) => value !== null)
  const before = known.findLastIndex(({ band }) => band !== latest.band)
  return known
    .slice(before + 1)
    .map(({ year }) => year)
    .toReversed()
}

/** Our change less the country's over three consecutive years on one basis, positive when better. Undefined where it cannot be taken. */
export function movementOf({ measure, years }: ProfiledMeasure): Movement | undefined {
  const at = years.findLastIndex(({ latest }) => latest)
  const [before, between, now] = [years[at - 2], years[at - 1], years[at]]
  if (!before || !between || !now || !now.follows || !between.follows) return undefined
  const bases = newBases(measure.breaks)
  if (bases.includes(now.endsIn) || bases.includes(between.endsIn)) return undefined
  if (between.value === null || between.england === null) return undefined
  if (now.value === null || before.value === null || now.england === null || before.england === null) return undefined
  const by = difference(difference(now.value, before.value), difference(now.england, before.england))
  return { by: measure.polarity === 'Low' ? -by : by, since: before.year }
}

/**
 * Whether a share of so many pupils could differ by chance from the country's as much as it does: by less than 1.96 standard
 * errors, so that it would in one year of twenty or more. Undefined where the number of pupils is not known.
 *
 * @example
 * mayBeChance(62, 63, 7500) // => true
 * mayBeChance(58, 63, 7500) // => false
 * mayBeChance(62, 63, undefined) // => undefined
 */
export function mayBeChance(ours: number, theirs: number, pupils: number | undefined): boolean | undefined {
  if (pupils === undefined || pupils < 1) return undefined
  const share = theirs / 100
  const error = 100 * Math.sqrt((share * (1 - share)) / pupils)
  return Math.abs(difference(ours, theirs)) < 1.96 * error
}
