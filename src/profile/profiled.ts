import type { AreaCode } from '../authorities/area.ts'
import type { Reorganised } from '../authorities/reorganisation.ts'
import type { Band } from '../measures/band.ts'
import type { Measure } from '../measures/measure.ts'
import type { Quartiles } from '../measures/quartiles.ts'

/** One year of a measure: ours, where it stands among the authorities, and what it is set beside. */
export interface ProfiledYear {
  readonly year: string
  readonly endsIn: number
  /** Whether it is the latest year that any authority has a figure for. */
  readonly latest: boolean
  /** Whether the year before it is held too, and is of the same kind: only then can a change be taken. */
  readonly follows: boolean
  /** The cell as printed; null where the file has none for the authority. */
  readonly published: string | null
  readonly value: number | null
  readonly rank: number | null
  readonly of: number
  readonly band: Band | null
  readonly quartiles: Quartiles | undefined
  readonly england: number | null
  readonly region: number | null
  readonly neighbourMean: number | null
}

/** A measure of the profile with its years, oldest first. */
export interface ProfiledMeasure {
  readonly measure: Measure
  readonly years: readonly ProfiledYear[]
  /** To how many decimals the publisher gives the authorities' figures of the latest year. */
  readonly decimals: number
  /** The lowest and the highest figure of any authority in the latest year. */
  readonly range: readonly [lowest: number, highest: number] | undefined
  /** How many pupils of ours the latest figure is of; undefined where no file that is held says so. */
  readonly pupils: number | undefined
  /** Why `pupils` is not there, where it is not. */
  readonly pupilsAbsent: PupilsAbsent
  /** How many other authorities have just our figure in the latest year. */
  readonly sharing: number
}

/**
 * Why it is not said how many pupils a percentage is of: no file is known to give it, the file that does is not held for the
 * year, or it is left out because it could tell of a few.
 */
export type PupilsAbsent = 'not known' | 'not held' | 'too few'

/** Whose profile it is, and whom it is set beside. */
export interface Profiled {
  readonly authority: AreaCode
  readonly authorityName: string
  readonly nation: AreaCode
  readonly nationName: string
  readonly regionName: string | undefined
  /** The title of the set of statistical neighbours; undefined where none is held. */
  readonly neighbourSet: string | undefined
  readonly reorganised: Reorganised
  readonly measures: readonly ProfiledMeasure[]
}

/** The latest year that any authority has a figure for. Undefined when nothing is held of the measure. */
export function latestOf({ years }: Pick<ProfiledMeasure, 'years'>): ProfiledYear | undefined {
  return years.findLast(({ latest }) => latest) ?? years.at(-1)
}
