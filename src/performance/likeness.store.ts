import { sql } from 'kysely'
import type { Reads } from '../db/connect.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { canBeLikened, deviations, likenessTables, mostLike, type Likened, type LikenessTable, type Traits } from './likeness.ts'
import { isSchoolKind, type SchoolKind } from './school-kind.ts'
import type { SchoolMeasure } from './school-measure.ts'
import type { AlikeSchool, LikeIt } from './school-page.ts'

/**
 * The schools most like a school, with their figures through the years; undefined where it cannot be likened.
 *
 * The table is that of its results at key stage 4 or else 2, in the newest year that has its traits, unless the table of pupils
 * is more than two years newer: a school without results is likened on that one.
 */
export async function likeItOf(reads: Reads, urn: string, measures: readonly SchoolMeasure[]): Promise<LikeIt | undefined> {
  const ground = groundAmong(await groundsOf(reads, urn))
  if (!ground) return undefined

  const { table, year, kind, traits: own } = ground
  const { schools, spreads } = await keptSchools(reads, `${table} ${year} ${kind}`, () => likenedIn(reads, ground))
  const nearest = mostLike({ urn, traits: own }, schools, spreads)
  const urns = nearest.map((one) => one.urn)
  const [names, figures] = [await namesOf(reads, urns), await figuresOf(reads, urns, measures)]
  return {
    table,
    year,
    kind,
    own,
    deviations: spreads,
    among: schools.length - 1,
    nearest: nearest.map((one): AlikeSchool => {
      const known = names.get(one.urn)
      return { ...one, name: known?.name ?? `School with URN ${one.urn}`, authority: known?.authority ?? null, figures: figures.get(one.urn) ?? new Map() } // prettier-ignore
    }),
  }
}

interface Ground {
  readonly table: LikenessTable
  readonly year: number
  readonly kind: SchoolKind
  readonly traits: Traits
}

async function groundsOf(reads: Reads, urn: string): Promise<readonly Ground[]> {
  const rows = await reads
    .selectFrom('school_figures')
    .select(['table_key', 'year', 'kind', 'traits'])
    .where('urn', '=', urn)
    .where('table_key', 'in', likenessTables)
    .orderBy('year', 'desc')
    .execute()
  return rows.flatMap(({ table_key, year, kind, traits }) => {
    const table = likenessTables.find((known) => known === table_key)
    return table && isSchoolKind(kind) && canBeLikened(traits) ? [{ table, year, kind, traits }] : []
  })
}

/** The ground to liken a school on: see `likeItOf`. `grounds` are the newest first. */
function groundAmong(grounds: readonly Ground[]): Ground | undefined {
  const [ks4, ks2, census] = likenessTables.map((table) => grounds.find((ground) => ground.table === table))
  const results = ks4 && ks2 ? (ks2.year > ks4.year ? ks2 : ks4) : (ks4 ?? ks2)
  if (!results || !census) return results ?? census
  return census.year - results.year > 2 ? census : results
}

interface LikenedSchools {
  readonly schools: readonly Likened[]
  readonly spreads: Traits
}

// Sixteen thousand primary schools take a tenth of a second to read, and a fraction of a millisecond to look through.
const keptSchools = keptUntilImport<LikenedSchools>(8)

async function likenedIn(reads: Reads, { table, year, kind }: Ground): Promise<LikenedSchools> {
  const schools = await reads
    .selectFrom('school_figures')
    .select(['urn', 'traits'])
    .where('table_key', '=', table)
    .where('year', '=', year)
    .where('kind', '=', kind)
    .orderBy('urn')
    .execute()
  const likened = schools.filter(({ traits }) => canBeLikened(traits))
  return { schools: likened, spreads: deviations(likened) }
}

/** What schools are called and whose they are, by the newest file of Ofsted's or of the register that names them. */
async function namesOf(reads: Reads, urns: readonly string[]): Promise<ReadonlyMap<string, { name: string; authority: string | null }>> {
  if (urns.length === 0) return new Map()
  const said = sql<{ urn: string; name: string; authority: string | null; as_at: string }>`(
    select urn, name, authority, as_at from school_record where urn = any (${urns}::text[])
    union all
    select urn, name, authority, as_at from establishment where urn = any (${urns}::text[])
  )`.as('n')
  const rows = await reads
    .selectFrom(said)
    .leftJoin('area as a', (join) => join.on(sql<boolean>`a.code = n.authority`))
    .select(['n.urn', 'n.name', 'a.name as authority'])
    .distinctOn('n.urn')
    .orderBy('n.urn')
    .orderBy('n.as_at', 'desc')
    .execute()
  return new Map(rows.map(({ urn, ...known }) => [urn, known]))
}

/** Schools' figures in some measures: of each school by year, and then by measure. */
async function figuresOf(reads: Reads, urns: readonly string[], measures: readonly SchoolMeasure[]) {
  const found = new Map<string, Map<number, Map<string, number>>>()
  const tables = [...new Set(measures.map(({ table }) => table))]
  if (urns.length === 0 || tables.length === 0) return found
  const wanted = new Set(measures.map(({ code }) => code))
  const columns = await keptColumns(reads, 'all', () => columnsMade(reads))
  const rows = await reads
    .selectFrom('school_figures')
    .select(['urn', 'table_key', 'year', 'figures'])
    .where('urn', 'in', urns)
    .where('table_key', 'in', tables)
    .orderBy('urn')
    .orderBy('year')
    .execute()
  for (const { urn, table_key: table, year, figures } of rows) {
    const years = found.get(urn) ?? new Map<number, Map<string, number>>()
    found.set(urn, years)
    const ofYear = years.get(year) ?? new Map<string, number>()
    years.set(year, ofYear)
    for (const [at, code] of (columns.get(`${table} ${year}`) ?? []).entries()) {
      const value = figures[at] ?? null
      if (value !== null && wanted.has(code)) ofYear.set(code, value)
    }
  }
  return found
}

const keptColumns = keptUntilImport<ReadonlyMap<string, readonly string[]>>(1)

/** Which measure stands where among the figures kept of a table and year. */
async function columnsMade(reads: Reads): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await reads.selectFrom('school_comparison').select(['table_key', 'year', 'measures']).orderBy('table_key').orderBy('year').execute() // prettier-ignore
  return new Map(rows.map(({ table_key: table, year, measures }) => [`${table} ${year}`, measures]))
}
