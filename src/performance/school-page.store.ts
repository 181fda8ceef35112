import { sql } from 'kysely'
import { nationNamed, nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { figuresReader } from './figures-in.ts'
import { likeItOf } from './likeness.store.ts'
import { cellUnder, mostSettled, type Stage, type TableKey } from './performance-row.ts'
import { isSchoolKind, kindIn, type SchoolKind } from './school-kind.ts'
import type { SchoolMeasure } from './school-measure.ts'
import {
  coversFor,
  spreadKey,
  type AreaFigures,
  type Before,
  type Figure,
  type Figures,
  type SchoolFacts,
  type Spreads,
} from './school-page.ts'

/** Which school is asked about, and how much of it. */
export interface SchoolAsked {
  readonly urn: Urn
  readonly name: string
  readonly authority: AreaCode | undefined
  readonly predecessors: readonly { readonly urn: Urn; readonly name: string }[]
  readonly measures: readonly SchoolMeasure[]
}

/** Everything published of a school in the measures asked for, and what it is set beside. */
export async function schoolFacts(reads: Reads, asked: SchoolAsked): Promise<SchoolFacts> {
  const { urn, name, authority, predecessors, measures } = asked
  const files = await filesHeld(reads, 'all', () => readFiles(reads))
  const rows = await rowsOf(reads, [urn, ...predecessors.map((one) => one.urn)], tablesOf(measures), files)
  const kinds = kindsIn(rows.filter(({ code }) => code === urn))
  const nation = await areaFigures(reads, nationalCode(files.country), measures, files)
  const own = authority && (await areaFigures(reads, authority, measures, files))
  const asking = { nation: nation.code, authority, kinds: [...new Set(kinds.values())], measures }
  return {
    urn,
    name,
    measures,
    kinds,
    covers: coversIn(
      kinds,
      rows.find(({ code, table }) => code === urn && table === 'spending'),
    ),
    own: figuresIn(rows.filter(({ code }) => code === urn), measures, files), // prettier-ignore
    before: predecessors.flatMap((one) => beforeIn(one, rows, measures, files)),
    authority: own,
    nation,
    spreads: kinds.size === 0 ? new Map() : await keptSpreads(reads, JSON.stringify({ ...asking, measures: codesOf(measures) }), () => readSpreads(reads, asking)), // prettier-ignore
    likeIt: kinds.size === 0 ? undefined : await likeItOf(reads, urn, measures),
    held: files.held,
    files: files.names,
  }
}

export const codesOf = (measures: readonly SchoolMeasure[]): string => measures.map(({ code }) => code).join(' ')

const tablesOf = (measures: readonly SchoolMeasure[]): readonly TableKey[] => [...new Set(measures.map(({ table }) => table))]

interface FilesHeld {
  readonly country: 'real' | 'made-up'
  readonly headings: ReadonlyMap<number, readonly string[]>
  readonly names: ReadonlyMap<number, string>
  readonly held: ReadonlyMap<TableKey, ReadonlySet<number>>
}

// Headings are as long as rows: they are read once for all pages, and rows without them.
const filesHeld = keptUntilImport<FilesHeld>(1)

async function readFiles(reads: Reads): Promise<FilesHeld> {
  const { country } = await reads.selectFrom('installation').select('country').executeTakeFirstOrThrow()
  const rows = await reads
    .selectFrom('performance_file as f')
    .innerJoin('import_run as r', 'r.id', 'f.run')
    .select(['f.run', 'f.table_key', 'f.year', 'f.headings', 'r.file_name'])
    .orderBy('f.run')
    .execute()
  const held = new Map<TableKey, Set<number>>()
  for (const { table_key: table, year } of rows) held.set(table, (held.get(table) ?? new Set<number>()).add(year))
  return {
    country: country ?? 'real',
    headings: new Map(rows.map(({ run, headings }) => [run, headings.split('\t')])),
    names: new Map(rows.map(({ run, file_name }) => [run, file_name])),
    held,
  }
}

interface Held {
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

/** Of each school and year the rows of the most settled stage, the newest first. */
async function rowsOf(reads: Reads, codes: readonly string[], tables: readonly TableKey[], files: FilesHeld): Promise<readonly Held[]> {
  if (codes.length === 0 || tables.length === 0) return []
  const rows = await reads
    .selectFrom('performance_row')
    .select(['code', 'table_key as table', 'year', 'stage', 'covers', 'run', 'line', 'cells'])
    .where('code', 'in', codes)
    .where('table_key', 'in', tables)
    .orderBy('year', 'desc')
    .orderBy('table_key')
    .orderBy('line')
    .execute()
  return mostSettled(rows).map((row) => ({ ...row, headings: files.headings.get(row.run) ?? [], cells: row.cells.split('\t') }))
}

/** Of each table, what kind of school its newest row is of. */
function kindsIn(rows: readonly Held[]): ReadonlyMap<TableKey, SchoolKind> {
  const found = new Map<TableKey, SchoolKind>()
  for (const row of rows.toReversed()) {
    const kind = kindIn(row)
    if (kind) found.set(row.table, kind)
  }
  const pupils = found.get('census') ?? found.get('spending')
  if (pupils && rows.some(({ table }) => table === 'absence')) found.set('absence', pupils)
  return found
}

function coversIn(kinds: ReadonlyMap<TableKey, SchoolKind>, spending: Held | undefined): ReadonlyMap<TableKey, readonly string[]> {
  const words = spending ? ['MEDIAN', 'FSMBAND'].flatMap((heading) => cellUnder(spending, heading) ?? []) : []
  return new Map([...kinds].map(([table, kind]) => [table, coversFor(table, kind, words)] as const))
}

function beforeIn(
  one: SchoolAsked['predecessors'][number],
  rows: readonly Held[],
  measures: readonly SchoolMeasure[],
  files: FilesHeld,
): readonly Before[] {
  // prettier-ignore
  const own = rows.filter(({ code }) => code === one.urn)
  return own.length === 0 ? [] : [{ ...one, figures: figuresIn(own, measures, files) }]
}

function figuresIn(rows: readonly Held[], measures: readonly SchoolMeasure[], files: FilesHeld): Figures {
  const found = new Map<string, Map<number, Figure>>()
  for (const row of rows) {
    for (const [code, figure] of readerFor(row, measures, files)(row)) {
      const years = found.get(code) ?? new Map<number, Figure>()
      found.set(code, years.set(row.year, figure))
    }
  }
  return found
}

/** The reader of a file for some measures: made once, and let go of with the headings it reads by. */
function readerFor(row: Held, measures: readonly SchoolMeasure[], { headings: all }: FilesHeld) {
  const headings = all.get(row.run) ?? []
  const known = readers.get(headings) ?? new Map<string, ReturnType<typeof figuresReader>>()
  readers.set(headings, known)
  const key = codesOf(measures)
  const reader = known.get(key) ?? figuresReader(headings, row, measures)
  known.set(key, reader)
  return reader
}

const readers = new WeakMap<readonly string[], Map<string, ReturnType<typeof figuresReader>>>()

// The country's and the authority's own rows are the same for all their schools.
const keptAreas = keptUntilImport<AreaFigures>(64)

async function areaFigures(reads: Reads, code: AreaCode, measures: readonly SchoolMeasure[], files: FilesHeld): Promise<AreaFigures> {
  return keptAreas(reads, `${code} ${codesOf(measures)}`, async () => {
    const rows = await rowsOf(reads, [code], tablesOf(measures), files)
    const area = await reads.selectFrom('area').select('name').where('code', '=', code).executeTakeFirst()
    return {
      code,
      name: area?.name ?? (code === nationalCode(files.country) ? nationNamed(code) : `authority ${code}`),
      rows: rows.map((row) => ({
        table: row.table,
        year: row.year,
        covers: row.covers,
        figures: readerFor(row, measures, files)(row),
      })),
    }
  })
}

interface SpreadsAsked {
  readonly nation: AreaCode
  readonly authority: AreaCode | undefined
  readonly kinds: readonly SchoolKind[]
  readonly measures: readonly SchoolMeasure[]
}

const keptSpreads = keptUntilImport<Spreads>(160)

async function readSpreads(reads: Reads, { nation, authority, kinds, measures }: SpreadsAsked): Promise<Spreads> {
  const rows = await reads
    .selectFrom('spread')
    .selectAll()
    .where('area', 'in', authority ? [nation, authority] : [nation])
    .where(sql<boolean>`measure = any (${measures.map(({ code }) => code)}::text[])`)
    .where('kind', 'in', kinds)
    .orderBy('year')
    .execute()
  return new Map(
    rows.flatMap(({ measure, year, kind, area, among, schools, lower_quartile: lower, median, upper_quartile: upper }) => {
      const whose = among === 'neighbours' ? 'neighbours' : area === nation ? 'nation' : 'authority'
      return isSchoolKind(kind) ? [[spreadKey(measure, year, kind, whose), { schools, lower, median, upper }] as const] : []
    }),
  )
}

/** What the newest performance table that names a school calls it, and whose it is there; undefined where none names it. */
export async function nameInTables(reads: Reads, urn: Urn): Promise<{ name: string | undefined; authority: AreaCode | null } | undefined> {
  const files = await filesHeld(reads, 'all', () => readFiles(reads))
  const rows = await reads
    .selectFrom('performance_row')
    .select(['run', 'authority', 'cells'])
    .where('code', '=', urn)
    .where('level', '=', 'school')
    .orderBy('year', 'desc')
    .orderBy('table_key')
    .execute()
  const names = rows.map(({ run, cells }) => cellUnder({ headings: files.headings.get(run) ?? [], cells: cells.split('\t') }, 'SCHNAME'))
  const [newest] = rows
  return newest && { name: names.find((name) => name !== undefined && name !== ''), authority: newest.authority }
}
