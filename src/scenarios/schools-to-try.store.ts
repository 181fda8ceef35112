import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import type { Facts, SchoolDay } from '../triggers/facts.ts'
import { concerns, schoolStates } from '../triggers/school-state.store.ts'
import type { SchoolToTry } from './scenario.ts'

// Which schools an authority has, and how each stands, changes only with an import.
const kept = keptUntilImport<readonly SchoolToTry[]>(20)

/** The authority's schools as the triggers count them on the day of the facts, by name. Empty where the day has no file of schools. */
export async function schoolsToTry(reads: Reads, authority: AreaCode, { schools, schoolsBefore }: Facts): Promise<readonly SchoolToTry[]> {
  if (schools === undefined || schools.how === 'listed') return []
  return kept(reads, `${authority} ${schools.on} ${schools.fileAsAt}`, () => statesOf(reads, authority, schools, schoolsBefore ?? schools))
}

async function statesOf(reads: Reads, authority: AreaCode, now: SchoolDay, before: SchoolDay): Promise<SchoolToTry[]> {
  const state = ({ fileAsAt, on, how }: SchoolDay) => ({ fileAsAt, on, gradedOnly: how === 'listed' })
  const schools = sql<SchoolToTry>`(
    with now as (${schoolStates({ ...state(now), authority })}), before as materialized (
      select urn from (${schoolStates(state(before))}) s where category in (${concerns})
    )
    select n.urn, r.name, n.phase, r.pupils, n.overall, n.category, n.known, n.urn in (select urn from before) as "wasInCategory"
    from now n join school_record r on r.urn = n.urn and r.as_at = ${now.fileAsAt})`.as('schools')
  return reads.selectFrom(schools).selectAll().orderBy('name').orderBy('urn').execute()
}
