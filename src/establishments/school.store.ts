import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { asked } from './school-list.ts'
import type { School, SchoolFilter, SchoolIdentity } from './school.ts'
import type { Urn } from './urn.ts'

const listed = ['s.urn', 's.dfe_number', 's.name', 's.phase', 's.type', 's.trust_uid', 's.trust', 's.pupils', 's.category', 's.postcode'] as const // prettier-ignore

const told = [
  ...listed,
  's.as_at',
  's.authority',
  's.opened_on',
  's.religious_character',
  's.admissions',
  's.sixth_form',
  's.sponsor',
  's.constituency',
  's.deprivation_quintile',
  's.lowest_age',
  's.highest_age',
  's.monitoring_inspections',
  's.warning_notices',
  's.warning_notices_in',
] as const

/** Ofsted's latest file of schools: its as-at day, and what the file was called. */
export interface SchoolsFile {
  readonly as_at: Day
  readonly file_name: string
}

// The list is asked for at every turn of a page or a filter: some hundreds of rows of each authority.
const kept = keptUntilImport<{ readonly file: SchoolsFile; readonly schools: readonly School[] } | undefined>(32)

/** The schools of an authority in the latest file held, by URN. Undefined while no file of schools is held. */
export async function latestSchools(
  reads: Reads,
  authority: AreaCode,
): Promise<{ file: SchoolsFile; schools: readonly School[] } | undefined> {
  return kept(reads, authority, async () => {
    const file = await latestSchoolsFile(reads)
    return file && { file, schools: await schoolsIn(reads, authority, file.as_at) }
  })
}

/** The schools of an authority in the file of a day that a filter asks for, in its order. */
export async function schools(
  reads: Reads,
  { authority, asAt, filter }: { readonly authority: AreaCode; readonly asAt: Day; readonly filter: SchoolFilter },
): Promise<readonly School[]> {
  return asked(await schoolsIn(reads, authority, asAt), filter)
}

/** One school as the latest file that names it states it. Any authority's: the facts are published. */
export async function school(reads: Reads, urn: Urn): Promise<SchoolIdentity | undefined> {
  return reads
    .selectFrom('school_record as s')
    .innerJoin('import_run as r', 'r.id', 's.run')
    .leftJoinLateral(latestGraded, (join) => join.onTrue())
    .select([...told, 'j.inspected_on', 'j.urn_then', 'r.file_name as source_file', overall])
    .select((eb) => eb.selectFrom('area as a').select('a.name').whereRef('a.code', '=', 's.authority').as('authority_name'))
    .where('s.urn', '=', urn)
    .orderBy('s.as_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function latestSchoolsFile(reads: Reads): Promise<SchoolsFile | undefined> {
  return reads
    .selectFrom('school_record as s')
    .innerJoin('import_run as r', 'r.id', 's.run')
    .select(['s.as_at', 'r.file_name'])
    .orderBy('s.as_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function schoolsIn(reads: Reads, authority: AreaCode, asAt: Day): Promise<readonly School[]> {
  return reads
    .selectFrom('school_record as s')
    .leftJoinLateral(latestGraded, (join) => join.onTrue())
    .select([...listed, 'j.inspected_on', 'j.urn_then', overall])
    .where('s.as_at', '=', asAt)
    .where('s.authority', '=', authority)
    .orderBy('s.urn')
    .execute()
}

// Where the latest file has no grade, one that an earlier file gave is not erased.
const overall = sql<School['overall']>`coalesce(s.overall, j.overall)`.as('overall')

const latestGraded = sql<Pick<School, 'inspected_on' | 'urn_then' | 'overall'>>`(
  select g.inspected_on, g.urn_then, g.overall from judgement g where g.urn = s.urn and g.kind in ('graded', 'report card')
  order by g.inspected_on desc nulls last, g.inspection_number desc limit 1
)`.as('j')
