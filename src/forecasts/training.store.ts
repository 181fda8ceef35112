import { sql } from 'kysely'
import type { Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { figureSources, type FigureKey, type FigureOfYear, type SchoolFiguresHeld } from './figures-held.ts'
import type { Graded, Listed, Training } from './episode.ts'
import { gradeNumber } from './standing.ts'

/** A published file that something was learnt from. */
export interface FileLearntFrom {
  readonly source: string
  readonly file: string
  readonly sha256: string
}

/** All that the method is learnt from, as held. Undefined where no list of graded schools is held, or no later file of schools. */
export async function trainingHeld(reads: Reads): Promise<Training | undefined> {
  const days = sql<{ from: Day | null; until: Day | null }>`(
    select (select min(as_at) from graded_school) as from, (select max(as_at) from school_record) as until)`.as('days')
  const { from, until } = await reads.selectFrom(days).selectAll().executeTakeFirstOrThrow()
  if (from === null || until === null || from >= until) return undefined
  const schools = await reads
    .selectFrom('school_record')
    .select(['urn', 'authority', 'phase', 'type', 'deprivation_quintile as deprivation'])
    .where('as_at', '=', until)
    .orderBy('urn')
    .execute()
  const graded = await gradedInspections(reads)
  return {
    from,
    until,
    schools,
    graded: Map.groupBy(graded, ({ urn }) => urn),
    ungraded: await ungradedInspections(reads),
    listed: await listedOn(reads, from),
    predecessors: await predecessorsOf(reads, graded),
    figures: await figuresHeld(reads),
  }
}

/** The files that what is held came from, of the sources that the method looks at. */
export async function filesLearntFrom(reads: Reads): Promise<readonly FileLearntFrom[]> {
  const rows = await reads
    .selectFrom('import_run')
    .select(['source', 'file_name', 'checksum'])
    .where('stands', '=', true)
    .where((where) =>
      where.or([
        where('source', 'in', ['ofsted-state-funded', 'ofsted-graded-schools', 'register-links']),
        where('id', 'in', (from) =>
          from.selectFrom('performance_file').select('run').where('table_key', 'in', ['census', 'absence', 'ks4']),
        ),
      ]),
    )
    .orderBy('source')
    .orderBy('checksum')
    .execute()
  return rows.map(({ source, file_name: file, checksum }) => ({ source: source ?? '', file, sha256: checksum ?? '' }))
}

/** Every graded inspection of a day that is known, of each school the oldest published first. */
async function gradedInspections(reads: Reads): Promise<readonly Graded[]> {
  const rows = await reads
    .selectFrom('judgement')
    .select(['urn', 'urn_then', 'type_then', 'inspected_on', 'published_on', 'overall', 'category', 'quality_of_education'])
    .where('kind', '=', 'graded')
    .orderBy('urn')
    .orderBy('published_on')
    .orderBy('inspected_on')
    .orderBy('inspection_number')
    .execute()
  return rows.flatMap(({ inspected_on, published_on, ...row }) =>
    inspected_on === null || published_on === null ? [] : [{ ...row, inspected_on, published_on }],
  )
}

async function ungradedInspections(reads: Reads): Promise<ReadonlyMap<Urn, readonly Day[]>> {
  const rows = await reads
    .selectFrom('judgement')
    .select(['urn', 'published_on'])
    .where('kind', '=', 'ungraded')
    .orderBy('urn')
    .orderBy('published_on')
    .execute()
  const known = rows.flatMap(({ urn, published_on: on }) => (on === null ? [] : [{ urn, on }]))
  return new Map([...Map.groupBy(known, ({ urn }) => urn)].map(([urn, of]) => [urn, of.map(({ on }) => on)] as const))
}

async function listedOn(reads: Reads, day: Day): Promise<ReadonlyMap<Urn, Listed>> {
  const rows = await reads
    .selectFrom('published_judgement')
    .select(['urn', 'overall', 'inspected_on'])
    .where('as_at', '=', day)
    .where('kind', '=', 'carried')
    .orderBy('urn')
    .execute()
  return new Map(
    rows.flatMap(({ urn, overall, inspected_on }) => {
      const grade = gradeNumber(overall)
      return grade === undefined || inspected_on === null ? [] : [[urn, { urn, grade, inspected_on }] as const]
    }),
  )
}

/** By links of the register, and by inspections that were of another establishment. In the order of their URNs. */
async function predecessorsOf(reads: Reads, graded: readonly Graded[]): Promise<ReadonlyMap<Urn, readonly Urn[]>> {
  const links = await reads
    .selectFrom('establishment_link')
    .select(['urn', 'link_urn', 'kind'])
    .where('kind', '<>', 'other')
    .orderBy('urn')
    .orderBy('link_urn')
    .orderBy('kind')
    .execute()
  const pairs = [
    ...links.map(({ urn, link_urn, kind }) => (kind === 'predecessor' ? [urn, link_urn] : [link_urn, urn]) satisfies readonly Urn[]),
    ...graded.flatMap(({ urn, urn_then }) => (urn_then === null || urn_then === urn ? [] : [[urn, urn_then]])),
  ]
  const found = new Map<Urn, Set<Urn>>()
  for (const [later, earlier] of pairs) {
    if (!later || !earlier) continue
    const known = found.get(later) ?? new Set()
    found.set(later, known.add(earlier))
  }
  return new Map([...found].map(([urn, of]) => [urn, [...of].toSorted()] as const))
}

/**
 * The figures that the method looks at, of every school and year held; or only of the schools asked for. The newest year first.
 *
 * A figure that is set against schools of its kind is so many standard deviations above their mean that year.
 */
export async function figuresHeld(reads: Reads, urns?: readonly Urn[]): Promise<SchoolFiguresHeld> {
  const means = await keptMeans(reads, 'means', () => meansOfKinds(reads))
  const comparisons = await reads
    .selectFrom('school_comparison')
    .select(['table_key', 'year', 'measures'])
    .where('table_key', 'in', tables)
    .orderBy('table_key')
    .orderBy('year')
    .execute()
  const all = reads.selectFrom('school_figures').where('table_key', 'in', tables)
  const rows = await (urns === undefined ? all : all.where('urn', '=', sql<Urn>`any (${[...urns]}::text[])`))
    .select([sql<Urn>`urn`.as('urn'), 'table_key', 'year', 'kind', 'figures'])
    .orderBy('urn')
    .orderBy('year', 'desc')
    .orderBy('table_key')
    .execute()
  const held = new Map<Urn, Partial<Record<FigureKey, FigureOfYear[]>>>()
  for (const { urn, table_key: table, year, kind, figures } of rows) {
    const { measures = [] } = comparisons.find((one) => one.table_key === table && one.year === year) ?? {}
    for (const { key, measure, against } of figureSources.filter((source) => source.table === table)) {
      const published = figures[measures.indexOf(measure)] ?? null
      const { mean, deviation } = means.get(`${measure} ${year} ${kind}`) ?? { mean: 0, deviation: null }
      if (published === null || (against === 'its kind' && deviation === null)) continue
      const of = held.get(urn) ?? {}
      of[key] = [...(of[key] ?? []), { year, value: against === 'its kind' ? (published - mean) / (deviation ?? 1) : published }]
      held.set(urn, of)
    }
  }
  return held
}

const tables = [...new Set(figureSources.map(({ table }) => table))]

interface Mean {
  readonly mean: number
  readonly deviation: number | null
}

/** Every page about a forecast asks for them, and they are the country's. */
const keptMeans = keptUntilImport<ReadonlyMap<string, Mean>>(2)

/** By measure, year and kind of school. The sums are of exact numbers, rounded to four places: no order of adding changes a digit. */
async function meansOfKinds(reads: Reads): Promise<ReadonlyMap<string, Mean>> {
  const asked = figureSources
    .filter(({ against }) => against === 'its kind')
    .map(({ table, measure }) => sql`(${table}::text, ${measure}::text)`)
  const found = sql<Mean & { measure: string; year: number; kind: string }>`(
    with asked (table_key, measure) as (values ${sql.join(asked)}), own as materialized (
      select a.measure, s.year, s.kind, s.figures[array_position(c.measures, a.measure)]::numeric as value
      from asked a join school_comparison c on c.table_key = a.table_key
      join school_figures s on s.table_key = c.table_key and s.year = c.year
    )
    select measure, year, kind, round(avg(value), 4)::float8 as mean, nullif(round(stddev_pop(value), 4), 0)::float8 as deviation
    from own where value is not null group by measure, year, kind)`.as('found')
  const rows = await reads.selectFrom(found).selectAll().orderBy('measure').orderBy('year').orderBy('kind').execute()
  return new Map(rows.map(({ measure, year, kind, ...mean }) => [`${measure} ${year} ${kind}`, mean]))
}
