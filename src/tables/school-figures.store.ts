import { sql } from 'kysely'
import type { Reads } from '../db/connect.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { performanceTables, stages, type Stage, type TableKey } from '../performance/performance-row.ts'
import { numberIn, placeIn, type SchoolMeasure } from '../performance/school-measure.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { figureKey, type FiguresWanted, type TabledFigure, type TabledMeasure, type YearOfMeasure } from './tabled.ts'

type SchoolsMeasure = TabledMeasure & { readonly from: 'schools' }

export const schoolKey = (code: string) => `school:${code}`

interface FileHeld {
  readonly run: number
  readonly table: TableKey
  readonly year: number
  readonly stage: Stage
  readonly headings: readonly string[]
  readonly name: string
  readonly imported: Date
}

// Headings are long, and every table asks for them.
const kept = keptUntilImport<readonly FileHeld[]>(2)

async function filesHeld(reads: Reads): Promise<readonly FileHeld[]> {
  return kept(reads, 'files', async () => {
    const files = await reads
      .selectFrom('performance_file as f')
      .innerJoin('import_run as r', 'r.id', 'f.run')
      .select(['f.run', 'f.table_key as table', 'f.year', 'f.stage', 'f.headings', 'r.file_name as name', 'r.started_at as imported'])
      .orderBy('f.year')
      .orderBy('f.run')
      .execute()
    return files.map((file) => ({ ...file, headings: file.headings.split('\t') }))
  })
}

/** The measures of schools that a file is held for, in their own order, each with the years it is held for. */
export async function schoolMeasures(reads: Reads, shipped: readonly SchoolMeasure[]): Promise<readonly SchoolsMeasure[]> {
  const files = await filesHeld(reads)
  return shipped.flatMap((measure): SchoolsMeasure[] => {
    const of = files.filter(
      ({ table, headings, year }) => table === measure.table && placeIn(headings, measure.columns, year) !== undefined,
    )
    if (of.length === 0) return []
    const years = [...new Set(of.map(({ year }) => year))].sort((a, b) => a - b)
    const newest = of.at(-1)
    return [{
      key: schoolKey(measure.code),
      from: 'schools',
      measure,
      title: measure.name,
      unit: measure.unit === 'number' ? '' : measure.unit,
      decimals: measure.decimals,
      group: `Schools: ${measure.group}`,
      breaks: measure.breaks,
      source: `Department for Education, performance tables: ${performanceTables.find(({ key }) => key === measure.table)?.name ?? measure.table}. ${newest ? `Newest file ${newest.name}, imported ${inWords(dayInLondon(newest.imported))}.` : ''} An area’s figure is the publisher’s own of its state-funded schools.`,
      years: years.map((year, i): YearOfMeasure => ({ key: String(year), label: `${year - 1}/${String(year).slice(2)}`, endsIn: year, latest: i === years.length - 1 })),
    }] // prettier-ignore
  })
}

// Of an area's rows, the one of state-funded schools, of which the publisher also gives one of all schools.
const covers: readonly string[] = ['5', '7', '3', '4', 'NAT', 'LA', '']

/** The figures of those measures, of each year from its most settled file. Only the cells asked for are read. */
export async function schoolFigures(
  reads: Reads,
  { measures, places }: FiguresWanted<SchoolsMeasure>,
): Promise<readonly (readonly [string, TabledFigure])[]> {
  const cells = await cellsWanted(reads, measures)
  if (cells.length === 0 || places.length === 0) return []
  const [runs, keys, at] = [cells.map(({ run }) => run), cells.map(({ key }) => key), cells.map(({ place }) => place + 1)]
  const rows = await reads
    .selectFrom('performance_row as r')
    .innerJoin(
      sql<{ run: number; measure: string; place: number }>`(select * from unnest(${runs}::integer[], ${keys}::text[], ${at}::integer[]) as w(run, measure, place))`.as('w'), // prettier-ignore
      'w.run',
      'r.run',
    )
    .select(['r.code', 'r.year', 'r.stage', 'r.covers', 'w.measure'])
    .select(sql<string>`split_part(r.cells, E'\t', w.place)`.as('published'))
    .where(sql<boolean>`r.code = any(${places.map(({ code }) => code)}::text[])`)
    .orderBy('r.code')
    .orderBy('r.year')
    .orderBy('r.line')
    .execute()
  const best = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    const key = figureKey(row.measure, row.code, String(row.year))
    const other = best.get(key)
    if (!other || isBetter(row, other)) best.set(key, row)
  }
  return [...best].map(([key, { published }]) => [key, { published: published.trim(), value: numberIn(published) }])
}

type Choice = { readonly stage: Stage; readonly covers: string }

function isBetter(row: Choice, other: Choice): boolean {
  const order = stages.indexOf(row.stage) - stages.indexOf(other.stage)
  if (order !== 0) return order > 0
  return preference(row.covers) < preference(other.covers)
}

function preference(letters: string): number {
  const place = covers.indexOf(letters)
  return place === -1 ? covers.length : place
}

async function cellsWanted(reads: Reads, measures: FiguresWanted<SchoolsMeasure>['measures']) {
  const files = await filesHeld(reads)
  return measures.flatMap(({ measure, years }) => {
    const wanted = new Set(years.map(({ endsIn }) => endsIn))
    return files
      .filter(({ table, year }) => table === measure.measure.table && wanted.has(year))
      .flatMap(({ run, headings, year }) => {
        const place = placeIn(headings, measure.measure.columns, year)
        return place === undefined ? [] : [{ run, key: measure.key, place }]
      })
  })
}
