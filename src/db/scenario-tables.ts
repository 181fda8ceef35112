import type { Generated, GeneratedAlways } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'

/** What officers tried out and kept under a name. */
export interface ScenarioTables {
  scenario: {
    id: GeneratedAlways<number>
    authority: AreaCode
    name: string
    schools: string
    as_at: Day
    made_on: Day
    made_by: string
    made_at: Date
    version: Generated<number>
    removed_at: Date | null
  }
}
