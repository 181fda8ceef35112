import { nationNamed, nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { figuresReader, type FiguresReader } from './figures-in.ts'
import { cellUnder, mostSettled, type Stage, type TableKey } from './performance-row.ts'
import type { SchoolMeasure } from './school-measure.ts'
import type { AreaFigures, Figure, Figures } from './school-page.ts'
import { remembered, type FilesHeld, type SharedFacts } from './shared-facts.store.ts'

/** A row of a school or area, with its file's headings. */
export interface Held {
  readonly code: string
  readonly table: TableKey
  readonly year: number
  readonly stage: Stage
  readonly covers: string
  readonly run: number
  readonly line: number
  readonly headings: readonly string[]
  readonly cells: readonly string[]
}

export const codesOf = (measures: readonly SchoolMeasure[]): string => measures.map(({ code }) => code).join(' ')

export const tablesOf = (measures: readonly SchoolMeasure[]): readonly TableKey[] => [...new Set(measures.map(({ table }) => table))]

interface RowsAsked {
  readonly codes: readonly string[]
  readonly tables: readonly TableKey[]
  /** Which of an area's rows; all where it is left out. */
  readonly covers?: readonly string[]
}

/** Of each school or area and year the rows of the most settled stage, the newest first. */
export async function rowsHeld(reads: Reads, { codes, tables, covers }: RowsAsked, shared: SharedFacts): Promise<readonly Held[]> {
  if (codes.length === 0 || tables.length === 0 || covers?.length === 0) return []
  const rows = await reads
    .selectFrom('performance_row')
    .select(['code', 'table_key as table', 'year', 'stage', 'covers', 'run', 'line', 'cells'])
    .where('code', 'in', codes)
    .where('table_key', 'in', tables)
    .$if(covers !== undefined, (query) => query.where('covers', 'in', covers ?? []))
    .orderBy('year', 'desc')
    .orderBy('table_key')
    .orderBy('line')
    .execute()
  const { headings } = shared.files
  return mostSettled(rows).map(({ cells, ...row }) => Object.assign(whenAsked(cells), row, { headings: headings.get(row.run) ?? [] }))
}

/** A row's cells, taken apart when the first of them is asked for: most rows of an area never are. */
function whenAsked(text: string): { readonly cells: readonly string[] } {
  let apart: readonly string[] | undefined
  return {
    get cells() {
      return (apart ??= text.split('\t'))
    },
  }
}

/** Of each table the newest years of which a file is held. At least one, so that a list of them is never empty. */
export function newestYears(tables: readonly TableKey[], most: number, { held }: FilesHeld): readonly (readonly [TableKey, number])[] {
  return tables.flatMap((table) => {
    const years = [...(held.get(table) ?? [0])].toSorted((a, b) => b - a)
    return years.slice(0, most).map((year) => [table, year] as const)
  })
}

/** What rows say of measures, by measure and then by year. */
export function figuresIn(rows: readonly Held[], measures: readonly SchoolMeasure[], shared: SharedFacts): Figures {
  const found = new Map<string, Map<number, Figure>>()
  for (const row of rows) {
    const reader = readerFor(row, measures, shared)
    for (const code of reader.codes) {
      const figure = reader.read(row, code)
      const years = found.get(code) ?? new Map<number, Figure>()
      if (figure) found.set(code, years.set(row.year, figure))
    }
  }
  return found
}

/** The reader of a file for some measures: made once for all its rows. */
function readerFor(row: Held, measures: readonly SchoolMeasure[], { readers, files }: SharedFacts): FiguresReader {
  const key = `${row.run} ${codesOf(measures)}`
  const reader = readers.get(key) ?? figuresReader(files.headings.get(row.run) ?? [], row, measures)
  readers.set(key, reader)
  return reader
}

interface AreaAsked {
  readonly code: AreaCode
  readonly measures: readonly SchoolMeasure[]
  readonly covers: readonly string[]
}

// An authority's rows are the same for all its schools of a kind, and the country's for all.
const mostAreas = 48

/** An area's own rows, of those that schools may be set beside; a figure is read when it is asked for. */
export async function areaFigures(reads: Reads, asked: AreaAsked, shared: SharedFacts): Promise<AreaFigures> {
  const { code, measures, covers } = asked
  return remembered(shared.areas, JSON.stringify([code, codesOf(measures), covers]), mostAreas, async () => {
    const rows = await rowsHeld(reads, { codes: [code], tables: tablesOf(measures), covers }, shared)
    const unnamed = code === nationalCode(shared.files.country) ? nationNamed(code) : `authority ${code}`
    return {
      code,
      name: shared.files.areas.get(code) ?? unnamed,
      rows: rows.map((row) => {
        const reader = readerFor(row, measures, shared)
        return { table: row.table, year: row.year, covers: row.covers, figure: (measure) => reader.read(row, measure) }
      }),
    }
  })
}

/** Of each table the years whose files name schools of an authority. Asked once for each authority. */
export async function yearsOfAuthority(
  reads: Reads,
  authority: AreaCode,
  shared: SharedFacts,
): Promise<ReadonlyMap<TableKey, ReadonlySet<number>>> {
  return remembered(shared.ofAuthorities, authority, mostAreas, async () => {
    const rows = await reads
      .selectFrom('performance_file as f')
      .select(['f.table_key as table', 'f.year'])
      .distinct()
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('performance_row as r')
            .select('r.line')
            .whereRef('r.table_key', '=', 'f.table_key')
            .whereRef('r.year', '=', 'f.year')
            .where('r.authority', '=', authority),
        ),
      )
      .orderBy('table')
      .orderBy('f.year')
      .execute()
    return new Map([...Map.groupBy(rows, ({ table }) => table)].map(([table, of]) => [table, new Set(of.map(({ year }) => year))]))
  })
}

/** What the newest performance tables that name schools call them, and whose they are there. */
export async function namesInTables(
  reads: Reads,
  urns: readonly string[],
  { files }: SharedFacts,
): Promise<ReadonlyMap<string, { readonly name: string | undefined; readonly authority: AreaCode | null }>> {
  if (urns.length === 0) return new Map()
  const rows = await reads
    .selectFrom('performance_row')
    .select(['code', 'run', 'authority', 'cells'])
    .where('code', 'in', urns)
    .where('level', '=', 'school')
    .orderBy('year', 'desc')
    .orderBy('table_key')
    .execute()
  const found = [...Map.groupBy(rows, ({ code }) => code)].map(([urn, of]) => {
    const names = of.map(({ run, cells }) => cellUnder({ headings: files.headings.get(run) ?? [], cells: cells.split('\t') }, 'SCHNAME'))
    const authority = of.find((row) => row.authority !== null)?.authority ?? null
    return [urn, { name: names.find((name) => name !== undefined && name !== ''), authority }] as const
  })
  return new Map(found)
}
