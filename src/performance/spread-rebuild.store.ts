import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Db } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import { traitsReader, type Traits } from './likeness.ts'
import { stages, type Stage, type TableKey } from './performance-row.ts'
import { isSchoolKind, kindIn, type SchoolKind } from './school-kind.ts'
import { numberIn, placeIn, type SchoolMeasure } from './school-measure.ts'
import type { Making } from '../sources/source.ts'
import { measuresOf, readFrom, spreadsOf, type Field, type SchoolFigures } from './spread-rebuild.ts'

interface Due {
  readonly table: TableKey
  readonly year: number
  readonly madeFrom: string
  readonly neighbours: string
  /** Whether the rows themselves changed, and not only the neighbours. */
  readonly rowsChanged: boolean
}

type Made = SchoolFigures & { readonly traits: Traits }

/**
 * Makes again what schools are set beside: the figures of each, and how those of each area are spread. Only for the tables and
 * years whose rows, measures or neighbours changed since they were last made.
 *
 * Made once at import, a year of one table at a time, because a page cannot read 20,000 schools.
 */
export async function rebuildSchoolComparisons(tx: Db, measures: readonly SchoolMeasure[], { signal, progress }: Making): Promise<void> {
  const held = await tablesHeld(tx, measures)
  const due = await dueAmong(tx, held)
  if (due.length === 0) return

  const field = await fieldHeld(tx)
  // Pupils first: their table says what kind of school those in the table of absence are.
  const inOrder = due.toSorted((a, b) => Number(b.table === 'census') - Number(a.table === 'census'))
  for (const [place, one] of inOrder.entries()) {
    const making = { signal, progress: (done: number) => progress((place + done) / inOrder.length) }
    await rebuildOne(tx, one, measuresOf(measures, one.table), field, making)
  }
}

/** What each table and year would be made from now. */
async function tablesHeld(tx: Db, measures: readonly SchoolMeasure[]): Promise<readonly Omit<Due, 'rowsChanged'>[]> {
  const files = await tx
    .selectFrom('performance_file')
    .select(['table_key', 'year', 'run'])
    .where('table_key', '<>', 'trusts-ks2')
    .where('table_key', '<>', 'schools')
    .orderBy('table_key')
    .orderBy('year')
    .orderBy('run')
    .execute()
  const neighbours = await newestNeighbours(tx)
  const runsOf = (table: TableKey, year?: number) =>
    files.flatMap((file) => (file.table_key === table && file.year === (year ?? file.year) ? file.run : []))
  const years = new Map(files.map(({ table_key: table, year }) => [`${table} ${year}`, { table, year }]))
  return [...years.values()].map(({ table, year }) => {
    const census = runsOf('census', year)
    const pupils = table === 'absence' ? (census.length > 0 ? census : runsOf('census')) : []
    const said = [runsOf(table, year).join(' '), pupils.join(' '), readFrom(measuresOf(measures, table))].join(' | ')
    return { table, year, madeFrom: createHash('sha256').update(said).digest('hex'), neighbours: neighbours ?? 'none' }
  })
}

async function newestNeighbours(tx: Db): Promise<string | undefined> {
  const set = await tx
    .selectFrom('neighbour_set')
    .select(['key', 'run'])
    .orderBy('published', 'desc')
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst()
  return set && `${set.key} ${set.run}`
}

/** What has changed; what is no longer held is removed. */
async function dueAmong(tx: Db, held: readonly Omit<Due, 'rowsChanged'>[]): Promise<readonly Due[]> {
  const made = await tx.selectFrom('school_comparison').select(['table_key', 'year', 'made_from', 'neighbours']).execute()
  const gone = made.filter(({ table_key: table, year }) => !held.some((one) => one.table === table && one.year === year))
  for (const { table_key: table, year } of gone) {
    await forget(tx, table, year)
    await tx.deleteFrom('school_figures').where('table_key', '=', table).where('year', '=', year).execute()
  }
  return held.flatMap((one) => {
    const before = made.find(({ table_key: table, year }) => table === one.table && year === one.year)
    const rowsChanged = before?.made_from !== one.madeFrom
    return rowsChanged || before?.neighbours !== one.neighbours ? [{ ...one, rowsChanged }] : []
  })
}

async function forget(tx: Db, table: TableKey, year: number): Promise<void> {
  const before = await tx
    .deleteFrom('school_comparison')
    .where('table_key', '=', table)
    .where('year', '=', year)
    .returning('measures')
    .executeTakeFirst()
  if (before) await sql`delete from spread where year = ${year} and measure = any (${before.measures}::text[])`.execute(tx)
}

async function fieldHeld(tx: Db): Promise<Field> {
  const { country } = await tx.selectFrom('installation').select('country').executeTakeFirstOrThrow()
  const areas = await tx.selectFrom('area').select('code').where('kind', '=', 'authority').where('ended_on', 'is', null).execute()
  const set = await tx.selectFrom('neighbour_set').select('key').orderBy('published', 'desc').orderBy('key', 'desc').limit(1).executeTakeFirst() // prettier-ignore
  const near = await tx
    .selectFrom('neighbour')
    .select(['authority', 'neighbour'])
    .where('set_key', '=', set?.key ?? '')
    .orderBy('authority')
    .orderBy('place')
    .execute()
  const neighbours = new Map([...Map.groupBy(near, ({ authority }) => authority)].map(([code, of]) => [code, of.map((one) => one.neighbour)] as const)) // prettier-ignore
  return { nation: nationalCode(country ?? 'real'), authoritiesInNation: Math.ceil(0.9 * Math.max(areas.length, country === 'real' ? 150 : 1)), neighbours } // prettier-ignore
}

async function rebuildOne(tx: Db, due: Due, measures: readonly SchoolMeasure[], field: Field, making: Making): Promise<void> {
  const { table, year, madeFrom, neighbours } = due
  const codes = measures.map(({ code }) => code)
  await forget(tx, table, year)
  const schools = due.rowsChanged ? await readAndHold(tx, due, measures, making) : await figuresHeld(tx, due)
  await tx.insertInto('school_comparison').values({ table_key: table, year, measures: codes, made_from: madeFrom, neighbours }).execute()
  const columns = ['measure', 'year', 'kind', 'area', 'among', 'schools', 'lower_quartile', 'median', 'upper_quartile'] as const
  await copyInto(tx, 'spread', columns, inChunks(spreadLines(schools, codes, year, field)))
}

function* spreadLines(schools: readonly SchoolFigures[], codes: readonly string[], year: number, field: Field): Generator<string> {
  for (const { measure, kind, area, among, schools: count, lower, median, upper } of spreadsOf(schools, codes, field)) {
    yield copyLine([measure, year, kind, area, among, count, lower, median, upper])
  }
}

async function figuresHeld(tx: Db, { table, year }: Due): Promise<readonly SchoolFigures[]> {
  const rows = await tx
    .selectFrom('school_figures')
    .select(['urn', 'kind', 'authority', 'figures'])
    .where('table_key', '=', table)
    .where('year', '=', year)
    .orderBy('urn')
    .execute()
  return rows.flatMap(({ kind, ...row }) => (isSchoolKind(kind) ? [{ ...row, kind }] : []))
}

/** Reads the schools' rows, some authorities at a time, and holds their figures in place of those held before. */
async function readAndHold(tx: Db, { table, year }: Due, measures: readonly SchoolMeasure[], making: Making): Promise<readonly Made[]> {
  const kinds = table === 'absence' ? await kindsAbout(tx, year) : new Map<string, SchoolKind>()
  const authorities = await authoritiesIn(tx, table, year)
  const reading = await readerOf(tx, table, year, measures)
  const made: Made[] = []
  for (let from = 0; from < authorities.length; from += 20) {
    making.signal.throwIfAborted()
    making.progress(from / authorities.length)
    const rows = await rowsOf(tx, table, year, authorities.slice(from, from + 20))
    for (const row of settled(rows)) {
      const read = reading(row)
      made.push({ ...read, kind: read.kind ?? kinds.get(row.code) ?? 'other' })
    }
  }
  await tx.deleteFrom('school_figures').where('table_key', '=', table).where('year', '=', year).execute()
  const columns = ['urn', 'table_key', 'year', 'kind', 'authority', 'figures', 'traits'] as const
  await copyInto(tx, 'school_figures', columns, inChunks(figureLines(made, table, year)))
  return made
}

function* figureLines(made: readonly Made[], table: TableKey, year: number): Generator<string> {
  const listed = (values: Traits) => `{${values.map((value) => value ?? 'NULL').join(',')}}`
  for (const { urn, kind, authority, figures, traits } of made) {
    yield copyLine([urn, table, year, kind, authority, listed(figures), listed(traits)])
  }
}

interface Row {
  readonly code: string
  readonly run: number
  readonly stage: Stage
  readonly authority: AreaCode | null
  readonly cells: string
}

async function authoritiesIn(tx: Db, table: TableKey, year: number): Promise<readonly (AreaCode | null)[]> {
  const rows = await tx
    .selectFrom('performance_row')
    .select('authority')
    .distinct()
    .where('table_key', '=', table)
    .where('year', '=', year)
    .orderBy('authority')
    .execute()
  return rows.map(({ authority }) => authority)
}

async function rowsOf(tx: Db, table: TableKey, year: number, authorities: readonly (AreaCode | null)[]): Promise<readonly Row[]> {
  const known = authorities.filter((authority) => authority !== null)
  return tx
    .selectFrom('performance_row')
    .select(['code', 'run', 'stage', 'authority', 'cells'])
    .where('table_key', '=', table)
    .where('year', '=', year)
    .where('level', '=', 'school')
    .where((eb) => {
      const named = known.length > 0 ? [eb('authority', 'in', known)] : []
      return eb.or(authorities.includes(null) ? [...named, eb('authority', 'is', null)] : named)
    })
    .orderBy('code')
    .execute()
}

/** Of each school the row of the most settled stage. */
function settled(rows: readonly Row[]): Iterable<Row> {
  const best = new Map<string, Row>()
  for (const row of rows) {
    const before = best.get(row.code)
    if (!before || stages.indexOf(row.stage) > stages.indexOf(before.stage)) best.set(row.code, row)
  }
  return best.values()
}

/** Reads the figures and traits out of a row of a table and year, whichever of its files the row is of. */
async function readerOf(tx: Db, table: TableKey, year: number, measures: readonly SchoolMeasure[]) {
  const files = await tx.selectFrom('performance_file').select(['run', 'headings']).where('table_key', '=', table).where('year', '=', year).execute() // prettier-ignore
  const readers = new Map(
    files.map(({ run, headings: text }) => {
      const headings = text.split('\t')
      const places = measures.map(({ columns }) => placeIn(headings, columns, year))
      return [run, { headings, places, traits: traitsReader(table, headings, year) }] as const
    }),
  )
  return ({ code, run, authority, cells: text }: Row) => {
    const reader = readers.get(run)
    const cells = text.split('\t')
    const figures = (reader?.places ?? []).map((place) => (place === undefined ? null : numberIn(cells[place])))
    const kind = kindIn({ table, headings: reader?.headings ?? [], cells })
    return { urn: code, authority, kind, figures, traits: reader?.traits(cells) ?? [] }
  }
}

/** What kind each school was in the table of pupils of a year; where none is held for it, in the nearest year that is. */
async function kindsAbout(tx: Db, year: number): Promise<ReadonlyMap<string, SchoolKind>> {
  const thatYear = await tx
    .selectFrom('school_figures')
    .select(['urn', 'kind'])
    .where('table_key', '=', 'census')
    .where('year', '=', year)
    .execute()
  const rows =
    thatYear.length > 0
      ? thatYear
      : await tx
          .selectFrom('school_figures')
          .select(['urn', 'kind'])
          .distinctOn('urn')
          .where('table_key', '=', 'census')
          .orderBy('urn')
          .orderBy(sql`abs(year - ${year})`)
          .orderBy('year', 'desc')
          .execute()
  return new Map(rows.flatMap(({ urn, kind }) => (isSchoolKind(kind) ? [[urn, kind] as const] : [])))
}
