import { sql } from 'kysely'
import type { Reads } from '../db/connect.ts'
import { inWords } from '../lib/day.ts'
import type { KnownBreak } from '../measures/break.ts'
import { measures } from '../measures/measure.store.ts'
import type { Update } from '../measures/measure.ts'
import { parseObserved } from '../measures/observation.ts'
import { figureKey, type FiguresWanted, type TabledFigure, type TabledMeasure, type YearOfMeasure } from './tabled.ts'

type AreaMeasure = TabledMeasure & { readonly from: 'areas' }

/** Measures of the Local Authority Interactive Tool with these codes, and the years each has figures for. `file` says which file. */
export async function areaMeasures(
  reads: Reads,
  codes: readonly string[],
  { breaks, file }: { readonly breaks: readonly KnownBreak[]; readonly file: string },
): Promise<readonly AreaMeasure[]> {
  if (codes.length === 0) return []
  const found = await measures(reads, breaks, { codes, years: false })
  const series = await reads
    .selectFrom('series')
    .select(['measure', 'year as label', 'ends_in as endsIn', 'latest'])
    .where('measure', 'in', codes)
    .orderBy('id')
    .execute()
  const years = Map.groupBy(series, ({ measure }) => measure)
  const held = found.filter(({ code }) => codes.includes(code))
  return held.map((measure) => ({
    key: measure.code,
    from: 'areas',
    code: measure.code,
    title: measure.title,
    unit: measure.unit,
    decimals: measure.decimals,
    group: measure.topics.join(', '),
    breaks: measure.breaks,
    source: sourceOf(measure.owner, measure.updated, measure.nextUpdate, file),
    years: (years.get(measure.code) ?? []).map(({ label, endsIn, latest }): YearOfMeasure => ({ key: String(endsIn), label, endsIn, latest })), // prettier-ignore
  }))
}

function sourceOf(owner: string, updated: Update, next: Update, file: string): string {
  const told = (update: Update) => ('on' in update ? inWords(update.on) : update.word)
  return `Department for Education, Local Authority Interactive Tool; figures of ${owner}. Updated: ${told(updated)}. Next update: ${told(next)}. ${file}`
}

/** The figures of those measures. One row a series, because a row a figure takes the embedded database long. */
export async function areaFigures(
  reads: Reads,
  { measures, places }: FiguresWanted<AreaMeasure>,
): Promise<readonly (readonly [string, TabledFigure])[]> {
  const areas = places.flatMap(({ code, kind }) => (kind === 'school' ? [] : [code]))
  const wanted = new Set(measures.flatMap(({ measure, years }) => years.map(({ key }) => `${measure.code}\t${key}`)))
  if (areas.length === 0 || wanted.size === 0) return []
  const cell = sql`o.area || E'\t' || o.published`
  const rows = await reads
    .selectFrom('series as s')
    .innerJoin('observation as o', 'o.series', 's.id')
    .select(['s.measure', 's.ends_in'])
    .select(sql<string>`string_agg(${cell}, E'\n')`.as('cells'))
    .where('s.measure', 'in', [...new Set(measures.map(({ measure }) => measure.code))])
    .where('s.ends_in', 'in', [...new Set(measures.flatMap(({ years }) => years.map(({ endsIn }) => endsIn)))])
    .where(sql<boolean>`o.area = any(${areas}::text[])`)
    .groupBy(['s.id', 's.measure', 's.ends_in'])
    .orderBy('s.id')
    .execute()
  return rows.flatMap(({ measure, ends_in: endsIn, cells }) =>
    wanted.has(`${measure}\t${endsIn}`) ? cells.split('\n').map((line) => figureOf(measure, String(endsIn), line)) : [],
  )
}

function figureOf(measure: string, year: string, line: string): readonly [string, TabledFigure] {
  const [area = '', published = ''] = line.split('\t')
  return [figureKey(measure, area, year), { published, value: parseObserved(published) ?? null }]
}
