import { sql } from 'kysely'
import { nationalCode, nationNamed, parseAreaCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { inWords, parseDay, type Day } from '../lib/day.ts'
import { stages, type Stage, type TableKey } from '../performance/performance-row.ts'
import type { NamedSchool } from './changed-name.ts'
import type { PublishedTable } from './published-table.ts'
import type { ListedSchool } from './school-list.ts'

/** A performance table as an import gave it. */
export interface HeldTable extends PublishedTable {
  readonly table: TableKey
  readonly stage: Stage
  readonly run: number
}

/** The performance table of an import, its rows by line; undefined for an import of anything else. */
export async function tableOfRun(reads: Reads, run: number): Promise<HeldTable | undefined> {
  const file = await reads.selectFrom('performance_file').selectAll().where('run', '=', run).executeTakeFirst()
  if (!file) return undefined
  const rows = await reads
    .selectFrom('performance_row')
    .select(['line', 'code', 'level', 'covers', 'authority', 'cells'])
    .where('run', '=', run)
    .orderBy('line')
    .execute()
  const { table_key: table, year, stage } = file
  const shared = sharing()
  return { table, year, stage, run, headings: file.headings.split('\t'), rows: rows.map((row) => ({ ...row, cells: shared(row.cells) })) }
}

/** Cells repeat: thousands of rows say `SUPP` or `44%`, and need one text for it. */
function sharing(): (cells: string) => readonly string[] {
  const texts = new Map<string, string>()
  return (cells) =>
    cells.split('\t').map((cell) => {
      const known = texts.get(cell)
      if (known !== undefined) return known
      if (texts.size < 100_000) texts.set(cell, cell)
      return cell
    })
}

/** The import that gives most of a table's year, at its most settled stage; undefined while none of that year is held. */
export async function runOfTable(
  reads: Reads,
  table: TableKey,
  year: number,
  authorities: readonly AreaCode[],
): Promise<number | undefined> {
  const rows = await reads
    .selectFrom('performance_row')
    .select(['run', 'stage'])
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('table_key', '=', table)
    .where('year', '=', year)
    .where('authority', 'in', authorities)
    .groupBy(['run', 'stage'])
    .execute()
  const [best] = rows.toSorted((a, b) => stages.indexOf(b.stage) - stages.indexOf(a.stage) || b.rows - a.rows)
  return best?.run
}

/** What areas are called, by code: the country, and authorities that ended, as well. */
export async function areaNames(reads: Reads): Promise<ReadonlyMap<string, string>> {
  const areas = await reads.selectFrom('area').select(['code', 'name']).orderBy('code').execute()
  const ended = await reads.selectFrom('reorganisation').select('code').orderBy('code').execute()
  const nations = (['real', 'made-up'] as const).map(nationalCode)
  return new Map<string, string>([
    ...nations.map((code) => [code, nationNamed(code)] as const),
    ...ended.map(({ code }) => [code, `authority ${code}`] as const),
    ...areas.map(({ code, name }) => [code, name] as const),
  ])
}

/** What a school became, by its URN: in words with the day, as the links of the register say. */
export async function successors(reads: Reads): Promise<ReadonlyMap<string, string>> {
  const links = await reads
    .selectFrom('establishment_link')
    .select(['urn', 'link_urn', 'link_name', 'established_on'])
    .where('kind', '=', 'successor')
    .orderBy('urn')
    .orderBy('established_on')
    .execute()
  return new Map(
    links.map(({ urn, link_urn, link_name, established_on }) => [
      urn,
      `became ${link_name ?? 'a school'} (URN ${link_urn})${established_on ? ` on ${inWords(established_on)}` : ''}`,
    ]),
  )
}

/** The performance tables that list schools, of each the newest year and the import of it that came last. By table. */
export async function newestTables(reads: Reads) {
  return reads
    .selectFrom('performance_file')
    .select(['table_key as table', 'year', 'run'])
    .distinctOn('table_key')
    .where('table_key', 'in', ['ks2', 'ks4', 'census', 'absence'])
    .orderBy('table_key')
    .orderBy('year', 'desc')
    .orderBy('run', 'desc')
    .execute()
}

/** What schools are called, by URN, in the newest file of Ofsted's or of the register that names them. */
export async function schoolNames(reads: Reads): Promise<ReadonlyMap<string, string>> {
  const named = sql<{ urn: string; name: string; as_at: Day }>`(
    select urn, name, as_at from school_record union all select urn, name, as_at from establishment)`
  const rows = await reads
    .selectFrom(named.as('n'))
    .select(['n.urn', 'n.name'])
    .distinctOn('n.urn')
    .orderBy('n.urn')
    .orderBy('n.as_at', 'desc')
    .execute()
  return new Map(rows.map(({ urn, name }) => [urn, name]))
}

/** How many pupils schools have, by URN, in the newest file of Ofsted's that says. */
export async function schoolSizes(reads: Reads): Promise<ReadonlyMap<string, number>> {
  const rows = await reads
    .selectFrom('school_record')
    .select(['urn', 'pupils'])
    .distinctOn('urn')
    .where('pupils', 'is not', null)
    .orderBy('urn')
    .orderBy('as_at', 'desc')
    .execute()
  return new Map(rows.flatMap(({ urn, pupils }) => (pupils === null ? [] : [[urn, pupils] as const])))
}

/** A list of schools that is held, and of which day: Ofsted's or the register's nearest to a day. */
export interface HeldList {
  readonly of: 'register' | 'ofsted'
  readonly on: Day
  readonly schools: readonly (ListedSchool & NamedSchool)[]
}

/** What is read of each school of a list, of which there are tens of thousands. */
const listed = [
  'urn',
  'name',
  'authority',
  'line',
  'type',
  'phase',
  'lowest_age as lowestAge',
  'highest_age as highestAge',
  'opened_on as openedOn',
  'dfe_number as dfeNumber',
] as const

/** The schools of Ofsted's file of a day, by URN. */
export async function ofstedList(reads: Reads, on: Day): Promise<HeldList> {
  const rows = await reads.selectFrom('school_record').select(listed).where('as_at', '=', on).orderBy('urn').execute()
  return { of: 'ofsted', on, schools: rows }
}

/** The register's schools as it stated them on a day, open and closed, by URN. */
export async function registerList(reads: Reads, on: Day): Promise<HeldList> {
  const schools = await reads
    .selectFrom('establishment')
    .select([...listed, 'closed_on as closedOn'])
    .where('as_at', '=', on)
    .orderBy('urn')
    .execute()
  return { of: 'register', on, schools }
}

/** The days on which Ofsted's files and the register's that are held describe schools, the newest first. */
export async function daysOfLists(reads: Reads): Promise<readonly { readonly of: HeldList['of']; readonly on: Day }[]> {
  const days = sql<{ of: HeldList['of']; day: string }>`(
    select 'ofsted' as of, as_at::text as day from (select distinct as_at from school_record) as o
    union all select 'register', as_at::text from (select distinct as_at from establishment) as r)`
  const rows = await reads.selectFrom(days.as('d')).select(['d.of', 'd.day']).orderBy('d.day', 'desc').orderBy('d.of').execute()
  return rows.flatMap(({ of, day }) => {
    const on = parseDay(day)
    return on ? [{ of, on }] : []
  })
}

/** The day that an import of Ofsted's file or of the register describes, if it gave a list of schools. */
export async function listOfRun(reads: Reads, run: number): Promise<{ readonly of: HeldList['of']; readonly on: Day } | undefined> {
  const ofsted = await reads.selectFrom('school_record').select('as_at').where('run', '=', run).limit(1).executeTakeFirst()
  if (ofsted) return { of: 'ofsted', on: ofsted.as_at }
  const register = await reads.selectFrom('establishment').select('as_at').where('run', '=', run).limit(1).executeTakeFirst()
  return register && { of: 'register', on: register.as_at }
}

/** A measure of the Local Authority Interactive Tool in its latest year and the year before: the figures of areas in both. */
export interface LatestSeries {
  readonly measure: string
  readonly title: string
  readonly topic: string
  readonly unit: string
  readonly year: string
  readonly yearBefore: string
  readonly endsIn: number
  readonly areas: readonly { readonly area: AreaCode; readonly line: number; readonly before: number; readonly now: number }[]
}

/** Every measure's latest year beside the year before it, by measure. One row a measure: a row a figure would take seconds. */
export async function latestSeries(reads: Reads): Promise<readonly LatestSeries[]> {
  const series = sql<{
    measure: string
    title: string | null
    topic: string | null
    unit: string | null
    year: string
    year_before: string
    ends_in: number
    areas: string
  }>`(
    select s.measure, d.title, d.topic, d.unit, s.year, b.year as year_before, s.ends_in,
      string_agg(n.area || ' ' || n.line || ' ' || p.value || ' ' || n.value, E'\n') as areas
    from series s
    join series b on b.id = s.before
    join observation n on n.series = s.id and n.value is not null
    join observation p on p.series = b.id and p.area = n.area and p.value is not null
    left join lateral (select title, topic, unit from dictionary_entry where code = s.measure order by line limit 1) d on true
    where s.latest
    group by s.measure, d.title, d.topic, d.unit, s.year, b.year, s.ends_in)`
  const rows = await reads.selectFrom(series.as('s')).selectAll().orderBy('s.measure').execute()
  return rows.map(({ measure, title, topic, unit, year, year_before, ends_in, areas }) => ({
    measure,
    title: title ?? measure,
    topic: topic ?? 'No topic',
    unit: unit ?? '',
    year,
    yearBefore: year_before,
    endsIn: ends_in,
    areas: areas.split('\n').flatMap((line) => {
      const [code = '', at = '', before = '', now = ''] = line.split(' ')
      const area = parseAreaCode(code)
      return area ? [{ area, line: Number(at), before: Number(before), now: Number(now) }] : []
    }),
  }))
}

/** A figure of the Local Authority Interactive Tool that its unit does not allow. */
export interface ImpossibleFigure {
  readonly measure: string
  readonly title: string
  readonly unit: string
  readonly year: string
  readonly area: AreaCode
  readonly line: number
  readonly published: string
}

/** Percentages below 0 or above 100, and numbers below 0, but for measures of gaps and changes. By measure, year and area. */
export async function impossibleFigures(reads: Reads): Promise<readonly ImpossibleFigure[]> {
  const impossible = sql<ImpossibleFigure & { readonly starts_in: number }>`(
    select s.starts_in, s.measure, d.title, d.unit, s.year, o.area, o.line, o.published
    from observation o join series s on s.id = o.series
    join lateral (select title, unit from dictionary_entry where code = s.measure order by line limit 1) d on true
    where ((o.value < 0 or o.value > 100) and d.unit ~* '(%|percent)' or o.value < 0 and d.unit ~* '^number')
      and (d.title || ' ' || d.unit) !~* '(gap|change|difference|growth|variance)')`
  return reads.selectFrom(impossible.as('i')).selectAll().orderBy('i.measure').orderBy('i.starts_in').orderBy('i.area').execute()
}

/** How many figures of the Local Authority Interactive Tool are held, of how many measures. */
export async function seriesHeld(reads: Reads): Promise<{ readonly figures: number; readonly measures: number }> {
  const { figures } = await reads.selectFrom('observation').select(({ fn }) => fn.countAll<number>().as('figures')).executeTakeFirstOrThrow() // prettier-ignore
  const { measures } = await reads.selectFrom('series').select(({ fn }) => fn.count<number>('measure').distinct().as('measures')).executeTakeFirstOrThrow() // prettier-ignore
  return { figures, measures }
}

/** What an import of the same source that is not itself gave, the newest: the size and name of its file. */
export async function importBefore(
  reads: Reads,
  run: number,
): Promise<{ readonly file_name: string; readonly rows_used: number } | undefined> {
  return reads
    .selectFrom('import_run as before')
    .innerJoin('import_run as this', 'this.source', 'before.source')
    .select(['before.file_name', 'before.rows_used'])
    .where('this.id', '=', run)
    .whereRef('before.id', '<', 'this.id')
    .where('before.state', '=', 'done')
    .orderBy('before.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
