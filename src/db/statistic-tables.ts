import type { StatisticLevel } from '../statistics/statistic-area.ts'
import type { ColumnKind } from '../statistics/statistic-column.ts'

/** The tables of published statistics, as `schema.ts` has all others. */
export interface StatisticTables {
  statistic_file: { run: number; data_set: string; columns: string; ends: number }
  statistic_column: { run: number; kind: ColumnKind; place: number; name: string }
  statistic_period: { run: number; period: number; year: string; identifier: string }
  statistic_level: { run: number; level: StatisticLevel }
  statistic_breakdown: { run: number; breakdown: number; filters: string }
  statistic_row: {
    run: number
    period: number
    level: StatisticLevel
    area: string
    breakdown: number
    line: number
    remarks: string
    cells: string
  }
}
