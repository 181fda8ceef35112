import { sql, type Expression, type SqlBool } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { Overall } from './school-record.ts'
import {
  standings,
  type Choice,
  type GradeAsked,
  type School,
  type SchoolFilter,
  type SchoolIdentity,
  type Sorting,
  type StandingCount,
} from './school.ts'
import type { Urn } from './urn.ts'

const listed = ['s.urn', 's.dfe_number', 's.name', 's.phase', 's.type', 's.trust_uid', 's.trust', 's.pupils', 's.overall', 's.category'] as const // prettier-ignore

const told = [
  ...listed,
  's.as_at',
  's.authority',
  's.opened_on',
  's.religious_character',
  's.admissions',
  's.sixth_form',
  's.sponsor',
  's.postcode',
  's.constituency',
  's.deprivation_quintile',
  's.lowest_age',
  's.highest_age',
] as const

/** Ofsted's latest file of schools: its as-at day, and what the file was called. Undefined while none is held. */
export async function latestSchoolsFile(reads: Reads): Promise<{ as_at: Day; file_name: string } | undefined> {
  return reads
    .selectFrom('school_record as s')
    .innerJoin('import_run as r', 'r.id', 's.run')
    .select(['s.as_at', 'r.file_name'])
    .orderBy('s.as_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface SchoolsAsked {
  readonly authority: AreaCode
  readonly asAt: Day
  readonly filter: SchoolFilter
  readonly limit?: number
  readonly offset?: number
}

/** An authority's schools that a filter asks for, in its order and then by name, with how many there are on all pages. */
export async function schools(reads: Reads, asked: SchoolsAsked): Promise<{ rows: readonly School[]; count: number }> {
  const { authority, asAt, filter, limit, offset } = asked
  const direction = sql.raw(filter.descending ? 'desc' : 'asc')
  // The page first, and only then the inspections of the schools on it.
  const found = await reads
    .selectFrom((eb) =>
      eb
        .selectFrom('school_record as s')
        .select(listed)
        .select(sql<number>`(count(*) over ())::int`.as('found'))
        .select(sql<number>`row_number() over (order by ${columns[filter.sort]} ${direction} nulls last, s.name, s.urn)`.as('place'))
        .where('s.as_at', '=', asAt)
        .where('s.authority', '=', authority)
        .where((is) => is.and(conditions(filter)))
        .orderBy('place')
        .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
        .offset(offset ?? 0)
        .as('s'),
    )
    .leftJoinLateral(latestGraded, (join) => join.onTrue())
    .select([...listed, 's.found', 'j.inspected_on', 'j.urn_then'])
    .orderBy('s.place')
    .execute()
  return { rows: found.map(({ found: _count, ...school }) => school), count: found[0]?.found ?? 0 }
}

/** What the schools of an authority have in common: phases with standings, and what a filter can ask for, each with its count. */
export interface Facets {
  readonly standings: readonly StandingCount[]
  readonly types: readonly Choice[]
  readonly trusts: readonly Choice[]
  readonly inCategory: number
}

/** Counts over all the schools of an authority. Types and trusts are in order of name. */
export async function facets(reads: Reads, authority: AreaCode, asAt: Day): Promise<Facets> {
  const rows = await reads
    .selectFrom(
      sql<Grouped>`(
        select case when grouping(phase) = 0 then 'phase' when grouping(type) = 0 then 'type' else 'trust' end as by,
          phase, overall, type, trust_uid, trust, count(*)::int as schools, count(category)::int as in_category
        from school_record where as_at = ${asAt} and authority = ${authority}
        group by grouping sets ((phase, overall), (type), (trust_uid, trust))
      )`.as('grouped'),
    )
    .selectAll()
    .orderBy('type')
    .orderBy(sql`lower(trust)`)
    .orderBy('trust_uid')
    .orderBy('phase')
    .orderBy('overall')
    .execute()
  const byPhase = rows.filter(({ by }) => by === 'phase')
  return {
    standings: byPhase.map(({ phase, overall, schools }) => ({ phase, overall, schools })),
    types: rows.filter(({ by }) => by === 'type').map(({ type, schools }) => ({ value: type, text: type, schools })),
    trusts: rows.flatMap(({ trust_uid: uid, trust, schools }) => (uid === null ? [] : [{ value: uid, text: trust ?? uid, schools }])),
    inCategory: byPhase.reduce((sum, row) => sum + row.in_category, 0),
  }
}

/** One school as the latest file that names it states it. Any authority's: the facts are published. */
export async function school(reads: Reads, urn: Urn): Promise<SchoolIdentity | undefined> {
  return reads
    .selectFrom('school_record as s')
    .innerJoin('import_run as r', 'r.id', 's.run')
    .leftJoinLateral(latestGraded, (join) => join.onTrue())
    .select([...told, 'j.inspected_on', 'j.urn_then', 'r.file_name as source_file'])
    .select((eb) => eb.selectFrom('area as a').select('a.name').whereRef('a.code', '=', 's.authority').as('authority_name'))
    .where('s.urn', '=', urn)
    .orderBy('s.as_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

interface Grouped {
  readonly by: 'phase' | 'type' | 'trust'
  readonly phase: string
  readonly overall: Overall | null
  readonly type: string
  readonly trust_uid: string | null
  readonly trust: string | null
  readonly schools: number
  readonly in_category: number
}

const latestGraded = sql<Pick<School, 'inspected_on' | 'urn_then'>>`(
  select g.inspected_on, g.urn_then from judgement g where g.urn = s.urn and g.kind = 'graded'
  order by g.inspected_on desc nulls last, g.inspection_number desc limit 1
)`.as('j')

// Phases sort as children grow up, and schools without a grade come last.
const columns: Readonly<Record<Sorting, Expression<unknown>>> = {
  name: sql`s.name`,
  phase: sql`array_position(array['Nursery', 'Primary', 'Secondary', 'Special', 'PRU'], s.phase)`,
  type: sql`s.type`,
  trust: sql`lower(s.trust)`,
  pupils: sql`s.pupils`,
  grade: sql`nullif(s.overall, 'Not judged')`,
  inspected: sql`(select max(g.inspected_on) from judgement g where g.urn = s.urn and g.kind = 'graded')`,
}

function conditions({ words, phase, type, grade, trust }: SchoolFilter): Expression<SqlBool>[] {
  const asked = words.split(/\s+/).filter((word) => word !== '')
  return [
    ...(phase === '' ? [] : [sql<boolean>`s.phase = ${phase}`]),
    ...(type === '' ? [] : [sql<boolean>`s.type = ${type}`]),
    ...(trust === '' ? [] : [trust === 'none' ? sql<boolean>`s.trust_uid is null` : sql<boolean>`s.trust_uid = ${trust}`]),
    ...(grade === '' ? [] : [gradeAsked(grade)]),
    ...asked.map(named),
  ]
}

function gradeAsked(grade: Exclude<GradeAsked, ''>): Expression<SqlBool> {
  if (grade === 'category') return sql<boolean>`s.category is not null`
  const overall = standings.find(({ key }) => key === grade)?.overall ?? null
  return overall === null ? sql<boolean>`s.overall is null` : sql<boolean>`s.overall = ${overall}`
}

/** A word of the name, however its apostrophe is typed, or the first figures of a number. */
function named(word: string): Expression<SqlBool> {
  const plain = word.replaceAll(/[’‘`]/g, "'")
  const within = `%${plain.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const name = sql<boolean>`translate(s.name, '’‘', '''''') ilike ${within}`
  if (!/^(\d{3,7}|\d{3}\/\d{0,4})$/.test(plain)) return name
  const number = `${plain.replace('/', '')}%`
  return sql<boolean>`(${name} or s.urn like ${number} or s.dfe_number like ${number})`
}
