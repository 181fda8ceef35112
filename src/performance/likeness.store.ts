import { sql } from 'kysely'
import type { Reads } from '../db/connect.ts'
import { namedEstablishments } from '../establishments/reduced-register.store.ts'
import { parseUrn } from '../establishments/urn.ts'
import { deviations, likenessTables, mostLike, traitsReader, type LikenessTable, type Traits } from './likeness.ts'
import type { TableKey } from './performance-row.ts'
import { kindIn, type SchoolKind } from './school-kind.ts'
import type { SchoolMeasure } from './school-measure.ts'
import type { AlikeSchool, LikeIt } from './school-page.ts'
import { namesInTables, newestYears, tablesOf, type Held } from './school-rows.store.ts'
import { remembered, sharedFacts, type FilesHeld, type LikenedSchools, type SharedFacts } from './shared-facts.store.ts'

interface LikeItAsked {
  readonly urn: string
  readonly grounds: readonly Ground[]
  readonly measures: readonly SchoolMeasure[]
  /** Whether only the figures of each table's newest year are asked for. */
  readonly newestOnly: boolean
}

/**
 * The schools most like a school, with their figures; undefined where it cannot be likened.
 *
 * The table is that of its results at key stage 4 or else 2, in the newest year that has its traits, unless the table of pupils
 * is more than two years newer: a school without results is likened on that one.
 */
export async function likeItOf(reads: Reads, asked: LikeItAsked, shared: SharedFacts): Promise<LikeIt | undefined> {
  const { urn } = asked
  const ground = groundAmong(asked.grounds)
  if (!ground) return undefined

  const { table, year, kind, traits: own } = ground
  // Sixteen thousand primary schools take a tenth of a second to read, and a fraction of a millisecond to look through.
  const { schools, deviations: spreads } = await remembered(shared.likened, `${table} ${year} ${kind}`, 24, () => likenedIn(reads, ground))
  const nearest = mostLike({ urn, traits: own }, schools, spreads)
  const figures = await figuresOf(reads, { ...asked, urns: nearest.map((one) => one.urn) }, shared)
  return {
    table,
    year,
    kind,
    own,
    deviations: spreads,
    among: schools.length - 1,
    nearest: nearest.map((one): AlikeSchool => ({ ...one, figures: figures.get(one.urn) ?? new Map() })),
  }
}

/** A table and year in which a school has the traits to be likened on. */
export interface Ground {
  readonly table: LikenessTable
  readonly year: number
  readonly kind: SchoolKind
  readonly traits: Traits
}

/** Of each table, the newest of a school's rows by which it can be likened. `rows` are the newest first. */
export function groundsIn(rows: readonly Held[]): readonly Ground[] {
  return likenessTables.flatMap((table) => {
    for (const row of rows) {
      if (row.table !== table) continue
      const kind = kindIn(row)
      const traits = traitsReader(table, row.headings, row.year)(row.cells)
      if (kind && traits[0] != null && traits[1] != null) return [{ table, year: row.year, kind, traits }]
    }
    return []
  })
}

/** The ground to liken a school on: see `likeItOf`. */
function groundAmong(grounds: readonly Ground[]): Ground | undefined {
  const [ks4, ks2, census] = likenessTables.map((table) => grounds.find((ground) => ground.table === table))
  const results = ks4 && ks2 ? (ks2.year > ks4.year ? ks2 : ks4) : (ks4 ?? ks2)
  if (!results || !census) return results ?? census
  return census.year - results.year > 2 ? census : results
}

async function likenedIn(reads: Reads, { table, year, kind }: Ground): Promise<LikenedSchools> {
  const schools = await reads
    .selectFrom('school_figures')
    .select(['urn', sql<string>`array_to_string(traits, ' ', '-')`.as('traits')])
    .where('table_key', '=', table)
    .where('year', '=', year)
    .where('kind', '=', kind)
    .where(sql<boolean>`traits[1] is not null and traits[2] is not null`)
    .orderBy('urn')
    .execute()
  const likened = schools.map(({ urn, traits }) => ({ urn, traits: traits.split(' ').map((text) => (text === '-' ? null : Number(text))) }))
  return { schools: likened, deviations: deviations(likened) }
}

/**
 * What schools are called and whose they are, by the newest file of Ofsted's or of the register that names them, or else by the
 * performance tables, or else a register cut to names.
 */
export async function namesOf(
  reads: Reads,
  urns: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly authority: string | null }>> {
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
  const known = new Map(rows.map(({ urn, ...named }) => [urn, named]))
  const shared = await sharedFacts(reads)
  const inTables = await namesInTables(reads, urns.filter((urn) => !known.has(urn)), shared) // prettier-ignore
  for (const [urn, { name, authority }] of inTables) {
    if (name !== undefined) known.set(urn, { name, authority: (authority && shared.files.areas.get(authority)) ?? null })
  }
  const stillUnnamed = urns.flatMap((urn) => (known.has(urn) ? [] : (parseUrn(urn) ?? [])))
  for (const [urn, { name }] of await namedEstablishments(reads, stillUnnamed)) known.set(urn, { name, authority: null })
  return known
}

/** Schools' figures in the headline measures: of each school by year, and then by measure. On a glance of what is good or bad only. */
async function figuresOf(
  reads: Reads,
  { urns, measures, newestOnly }: LikeItAsked & { readonly urns: readonly string[] },
  { files }: SharedFacts,
): Promise<ReadonlyMap<string, AlikeSchool['figures']>> {
  const wanted = measures.filter(({ headline, polarity }) => headline && !(newestOnly && polarity === '-'))
  const tables = tablesOf(wanted)
  if (urns.length === 0 || tables.length === 0) return new Map()
  const layouts = layoutsOf(newestYears(tables, newestOnly ? 1 : 100, files), new Set(wanted.map(({ code }) => code)), files)
  if (layouts.length === 0) return new Map()
  const rows = await reads
    .selectFrom('school_figures')
    .select(['urn', 'year', inLayout(layouts).as('layout'), figuresIn(layouts).as('figures')])
    .where('urn', 'in', urns)
    .where((eb) =>
      eb(
        eb.refTuple('table_key', 'year'),
        'in',
        layouts.flatMap(({ of }) => of.map(([table, year]) => eb.tuple(table, year))),
      ),
    ) // prettier-ignore
    .orderBy('urn')
    .orderBy('year')
    .execute()
  const found = new Map<string, Map<number, Map<string, number>>>()
  for (const { urn, year, layout, figures } of rows) {
    const years = found.get(urn) ?? new Map<number, Map<string, number>>()
    found.set(urn, years)
    const ofYear = years.get(year) ?? new Map<string, number>()
    years.set(year, ofYear)
    const values = figures.split(' ')
    for (const [at, { code }] of (layouts[layout]?.columns ?? []).entries()) if (values[at] !== '-') ofYear.set(code, Number(values[at]))
  }
  return found
}

/** Where the measures asked for stand among the figures of some tables and years. */
interface Layout {
  readonly of: readonly (readonly [TableKey, number])[]
  readonly columns: readonly { readonly code: string; readonly at: number }[]
}

/** The layouts of tables and years: as a rule one for each table. Those in which none of the measures stands are left out. */
function layoutsOf(
  years: readonly (readonly [TableKey, number])[],
  wanted: ReadonlySet<string>,
  { columns }: FilesHeld,
): readonly Layout[] {
  const alike = Map.groupBy(years, ([table, year]) => `${table} ${columns.get(`${table} ${year}`)?.join(' ') ?? ''}`)
  return [...alike.values()].flatMap((of) => {
    const [first = ['ks2', 0] as const] = of
    const all = columns.get(`${first[0]} ${first[1]}`) ?? []
    const found = all.flatMap((code, i) => (wanted.has(code) ? [{ code, at: i + 1 }] : []))
    return found.length === 0 ? [] : [{ of, columns: found }]
  })
}

const isIn = ({ of }: Layout) => sql`(table_key, year) in (${sql.join(of.map(([table, year]) => sql`(${table}, ${year})`))})`

/** Which of the layouts a row's figures are in. */
function inLayout(layouts: readonly Layout[]) {
  return sql<number>`case ${sql.join(
    layouts.map((layout, i) => sql`when ${isIn(layout)} then ${sql.lit(i)}`),
    sql` `,
  )} end`
}

// As text, and only what is asked for: taking a list of numbers apart in the driver costs more than all the rest.
function figuresIn(layouts: readonly Layout[]) {
  const some = ({ columns }: Layout) => sql.join(columns.map(({ at }) => sql`figures[${sql.lit(at)}]`))
  const whens = layouts.map((layout) => sql`when ${isIn(layout)} then array_to_string(array[${some(layout)}], ' ', '-')`)
  return sql<string>`case ${sql.join(whens, sql` `)} end`
}
