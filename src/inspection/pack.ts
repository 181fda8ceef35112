import type { AreaCode } from '../authorities/area.ts'
import type { School } from '../establishments/school.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import type { Measure } from '../measures/measure.ts'
import type { Assessed } from '../triggers/assess.ts'
import type { SchoolBehind } from '../triggers/facts.ts'
import type { RegisterSays } from '../triggers/register-says.ts'

/** One year of a measure: ours, and what it is set beside. */
export interface YearOfMeasure {
  readonly year: string
  readonly endsIn: number
  readonly value: number | null
  readonly published: string | null
  readonly rank: number | null
  readonly of: number
  readonly band: string | null
  readonly neighbourMean: number | null
  readonly england: number | null
  readonly region: number | null
}

/** A measure of the profile with its years, oldest first. */
export interface ProfileMeasure {
  readonly measure: Measure
  readonly years: readonly YearOfMeasure[]
  /** The latest year any authority has a figure for. */
  readonly latest: string | undefined
}

/** A published file the figures came from. */
export interface PackSource {
  readonly name: string
  readonly publisher: string
  readonly fileName: string
  readonly asAt: Day | null
  readonly rowsUsed: number
  readonly rowsRefused: number
}

/** All that the pack is written from. */
export interface PackFacts {
  readonly framework: Framework
  readonly found: Assessed
  /** What the registers say of the triggers that have one, as it may leave officers' hands. */
  readonly registers: readonly RegisterSays[]
  /** The day asked for, if any. */
  readonly on: Day | undefined
  /** The name of the authority's own council, where it has given one. */
  readonly council: string
  readonly regionName: string | undefined
  readonly neighbours: readonly { readonly code: AreaCode; readonly name: string | null }[]
  readonly measures: readonly ProfileMeasure[]
  /** Every open school of the authority by name, as the latest file states it, and the day of that file. */
  readonly schools: readonly School[]
  readonly schoolsAsAt: Day | undefined
  readonly behind: readonly SchoolBehind[]
  readonly sources: readonly PackSource[]
  readonly made: Day
}
