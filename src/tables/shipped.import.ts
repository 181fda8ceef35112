import { shippedBreaks } from '../measures/break.import.ts'
import { shippedSchoolMeasures } from '../performance/school-measure.import.ts'
import { describedDataSets } from '../statistics/known-data-set.import.ts'
import type { Shipped } from './table.store.ts'

/** Everything that ships with Fiveday for tables to be made from. */
export function shipped(): Shipped {
  return { breaks: shippedBreaks(), schoolMeasures: shippedSchoolMeasures(), dataSets: describedDataSets() }
}
