import { sql } from 'kysely'
import { nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { academicYearOf, inWords, parseDay, yearBefore, type Day } from '../lib/day.ts'
import { figureKey, withTotals, type Facts, type PublishedFigure, type SchoolCounts, type SchoolDay } from './facts.ts'
import { concerns, schoolStates, type StateOf } from './school-state.store.ts'

/**
 * What the triggers of some authorities, or of all, are judged on as at a day; without a day, the latest that the held files
 * cover. Undefined when no day is given and nothing is held.
 */
export async function factsOn(
  reads: Reads,
  framework: Framework,
  asked: { readonly on?: Day | undefined; readonly authorities?: readonly AreaCode[] },
): Promise<Facts | undefined> {
  const held = await whatIsHeld(reads, framework, asked.on ?? null)
  const on = asked.on ?? held.newestFile ?? endOfAcademicYear(held.newestYear)
  if (on === undefined) return undefined

  const nation = nationalCode(held.country ?? 'real')
  const { schools, schoolsBefore } = await schoolDays(reads, held, on, nation)
  const figures = await publishedFigures(reads, framework, on, asked.authorities && [...asked.authorities, nation])
  return {
    on,
    nation,
    schools,
    schoolsBefore,
    figures,
    schoolsFile: schools ? `Ofsted, state-funded schools as at ${inWords(schools.fileAsAt)}${inBrackets(held.schoolsFileName)}` : '',
    figuresFile: `Department for Education, Local Authority Interactive Tool${inBrackets(held.figuresFileName)}`,
  }
}

interface Held {
  readonly country: 'real' | 'made-up' | null
  readonly edition: string
  readonly newestFile: Day | null
  /** The earliest file that is as at the day asked or later. */
  readonly fileFor: Day | null
  /** The latest academic year that the triggers' measures have. */
  readonly newestYear: number | null
  readonly schoolsFileName: string | null
  readonly figuresFileName: string | null
}

async function whatIsHeld(reads: Reads, framework: Framework, on: Day | null): Promise<Held> {
  const codes = framework.measures.filter(({ from }) => from === 'lait').map(({ code }) => code)
  const fileOf = (source: string) =>
    sql`(select file_name from import_run where source = ${source} and state in ('done', 'unchanged') order by id desc limit 1)`
  const held = await reads
    .selectFrom(
      sql<Held>`(
    select country,
      (select concat_ws(' ', installation.created_at, count(*), max(id), max(started_at)) from import_run where state = 'done') as edition,
      (select max(as_at) from school_record) as "newestFile",
      (select min(as_at) from school_record where as_at >= ${on}::date) as "fileFor",
      (select max(ends_in) from series where measure in (${sql.join(codes)})) as "newestYear",
      ${fileOf('ofsted-state-funded')} as "schoolsFileName",
      ${fileOf('lait')} as "figuresFileName"
    from installation)`.as('held'),
    )
    .selectAll()
    .executeTakeFirstOrThrow()
  return held
}

interface SchoolDays {
  readonly schools: SchoolDay | undefined
  readonly schoolsBefore: SchoolDay | undefined
}

// Counting every school of the country on two days is the dearest question asked of a page. Its answer changes only with an
// import, which changes `edition`; so the last few answers are kept.
const counted = new Map<string, SchoolDays>()
const keptAnswers = 8

/** Forgets the counts that are kept, so that what is timed or tested is the counting itself. */
export function forgetCounts(): void {
  counted.clear()
}

async function schoolDays(reads: Reads, held: Held, on: Day, nation: AreaCode): Promise<SchoolDays> {
  const { newestFile } = held
  if (newestFile === null) return { schools: undefined, schoolsBefore: undefined }
  const now: StateOf = on > newestFile ? { fileAsAt: newestFile, on: newestFile } : { fileAsAt: held.fileFor ?? newestFile, on }
  const key = `${held.edition} ${nation} ${now.fileAsAt} ${now.on}`
  const kept = counted.get(key)
  const days = kept ?? (await countSchools(reads, now, nation))
  if (kept === undefined) {
    counted.set(key, days)
    const [oldest] = counted.keys()
    if (counted.size > keptAnswers && oldest !== undefined) counted.delete(oldest)
  }
  return on > newestFile && days.schools ? { ...days, schools: { ...days.schools, how: 'newest' } } : days
}

async function countSchools(reads: Reads, now: StateOf, nation: AreaCode): Promise<SchoolDays> {
  const on = yearBefore(now.on)
  const file = await reads
    .selectFrom('school_record')
    .select(({ fn }) => fn.min<Day | null>('as_at').as('for'))
    .where('as_at', '>=', on)
    .executeTakeFirst()
  const before: StateOf = { fileAsAt: file?.for ?? now.fileAsAt, on }
  const rows = await reads
    .selectFrom(
      sql<SchoolCounts & { area: AreaCode; phase: string; at: 'now' | 'before' }>`(
    with now as (${schoolStates(now)}), before as (${schoolStates(before)}), both_days as (
      select 'now' as at, n.*, coalesce(b.category in (${concerns}), false) as was,
        coalesce(b.category in (${concerns}) and n.known and coalesce(n.category not in (${concerns}), true), false) as has_left
      from now n left join before b on b.urn = n.urn
      union all
      select 'before', b.*, false, false from before b
    )
    select at, authority as area, phase,
      count(*) as schools,
      count(*) filter (where known) as known,
      count(*) filter (where overall in ('1', '2', '3', '4')) as graded,
      count(*) filter (where overall in ('1', '2')) as good,
      count(*) filter (where overall = '1') as outstanding,
      count(*) filter (where category in (${concerns})) as "inCategory",
      coalesce(sum(pupils) filter (where overall in ('1', '2', '3', '4')), 0)::int as "gradedPupils",
      coalesce(sum(pupils) filter (where overall in ('1', '2')), 0)::int as "goodPupils",
      count(*) filter (where was) as "wereInCategory",
      count(*) filter (where has_left) as "leftCategory"
    from both_days group by at, authority, phase)`.as('counted'),
    )
    .selectAll()
    .execute()
  const dayOf = ({ on, fileAsAt }: StateOf, at: 'now' | 'before'): SchoolDay => {
    const counts = withTotals(
      rows.filter((row) => row.at === at),
      nation,
    )
    return { on, fileAsAt, how: on === fileAsAt ? 'whole' : 'rebuilt', counts }
  }
  return { schools: dayOf(now, 'now'), schoolsBefore: dayOf(before, 'before') }
}

/** The figures of the framework's measures in the academic year of the day and the four before, for the areas asked or all. */
async function publishedFigures(reads: Reads, framework: Framework, on: Day, areas: readonly AreaCode[] | undefined) {
  const year = academicYearOf(on)
  const rows = await reads
    .selectFrom('series as s')
    .innerJoin('observation as o', 'o.series', 's.id')
    .select(['s.measure', 's.year', 's.ends_in', 'o.area', 'o.value', 'o.published'])
    .where(
      's.measure',
      'in',
      framework.measures.filter(({ from }) => from === 'lait').map(({ code }) => code),
    )
    .where('s.ends_in', '>=', year - 4)
    .where('s.ends_in', '<=', year)
    .$if(areas !== undefined, (query) => query.where('o.area', 'in', areas ?? []))
    .execute()
  const figures = new Map<string, PublishedFigure>()
  for (const { measure, area, ends_in, year: label, value, published } of rows) {
    const key = figureKey(measure, area, ends_in)
    if (settledness(label) >= settledness(figures.get(key)?.label ?? '(none)')) figures.set(key, { value, published, label })
  }
  return figures
}

/** A final year stands before a revised one, and that before a provisional one, when a file carries more than one. */
function settledness(label: string): number {
  if (label === '(none)') return 0
  if (/\(prov\)/i.test(label)) return 1
  return /\(rev\)/i.test(label) ? 2 : 3
}

function endOfAcademicYear(year: number | null): Day | undefined {
  return year === null ? undefined : parseDay(`${year}-08-31`)
}

const inBrackets = (fileName: string | null) => (fileName === null ? '' : ` (${fileName})`)
