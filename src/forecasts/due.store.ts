import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import { standsNow, type SchoolDue, type SchoolStanding } from './due.ts'
import { figuresHeld } from './training.store.ts'

/** The schools of the newest file and where each stands on its day: of one authority, or of all. */
export interface StandingsHeld {
  readonly on: Day
  readonly schools: readonly SchoolStanding[]
}

/** Whose schools: an authority's, one school, or all of the country. */
export interface WhoseSchools {
  readonly authority?: AreaCode
  readonly urn?: Urn
}

/** Where schools stand, by name. Undefined where no file of schools is held. */
export async function standingsNow(reads: Reads, from: Day, { authority, urn }: WhoseSchools = {}): Promise<StandingsHeld | undefined> {
  const { on } = await reads
    .selectFrom('school_record')
    .select(({ fn }) => fn.max<Day | null>('as_at').as('on'))
    .executeTakeFirstOrThrow()
  if (on === null) return undefined
  const ofNewest = reads.selectFrom('school_record').where('as_at', '=', on)
  const ofArea = authority === undefined ? ofNewest : ofNewest.where('authority', '=', authority)
  const theirs = urn === undefined ? ofArea : ofArea.where('urn', '=', urn)
  const schools = await theirs
    .select(['urn', 'name', 'phase', 'type', 'opened_on', 'deprivation_quintile as deprivation', 'pupils', 'overall', 'category'])
    .orderBy('name')
    .orderBy('urn')
    .execute()
  const inspections = await reads
    .selectFrom('judgement')
    .select(['urn', 'kind', 'urn_then', 'inspected_on', 'published_on', 'overall', 'category', 'outcome', 'quality_of_education'])
    .where('urn', 'in', theirs.select('urn'))
    .orderBy('urn')
    .orderBy('inspected_on')
    .orderBy('inspection_number')
    .execute()
  const theirInspections = Map.groupBy(inspections, ({ urn }) => urn)
  const asked = [...schools, ...inspections].map((one) => one.urn)
  const urns = (authority ?? urn) ? [...asked, ...inspections.flatMap(({ urn_then: then }) => then ?? [])] : undefined
  const figures = await figuresHeld(reads, urns === undefined ? undefined : [...new Set(urns)])
  const stand = (school: SchoolDue) => standsNow(school, theirInspections.get(school.urn) ?? [], { figures, on, from })
  return { on, schools: schools.map((school) => ({ ...school, stands: stand(school) })) }
}
