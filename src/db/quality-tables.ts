import type { Generated, GeneratedAlways } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { RowBehind, RuleKey, Weight } from '../quality/quality-finding.ts'

/** The tables of what was found in imports, as the migrations leave them. */
export interface QualityTables {
  quality_check: { run: number; rule: RuleKey; place: number; said: string; checked_at: Generated<Date | null> }
  quality_finding: {
    id: GeneratedAlways<number>
    run: number
    rule: RuleKey
    weight: Weight
    authority: AreaCode | null
    subject: string
    sentence: string
    key: string
    rows_behind: number
    behind: readonly RowBehind[]
  }
  quality_explanation: {
    id: GeneratedAlways<number>
    key: string
    reason: string | null
    explained_by: string
    explained_at: Date
  }
}
