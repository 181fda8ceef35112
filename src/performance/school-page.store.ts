import { sql } from 'kysely'
import { nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import { groundsIn, likeItOf } from './likeness.store.ts'
import { likenessTables } from './likeness.ts'
import { cellUnder, type TableKey } from './performance-row.ts'
import { isSchoolKind, kindIn, type SchoolKind } from './school-kind.ts'
import type { SchoolMeasure } from './school-measure.ts'
import { coversFor, lookedAt, spreadKey, type Before, type SchoolFacts, type Spreads } from './school-page.ts'
import { areaFigures, codesOf, figuresIn, newestYears, rowsHeld, tablesOf, yearsOfAuthority, type Held } from './school-rows.store.ts'
import { standsOut } from './stands-out.ts'
import { remembered, type SharedFacts } from './shared-facts.store.ts'

/** Which school is asked about, and how much of it. */
export interface SchoolAsked {
  readonly urn: Urn
  readonly name: string
  readonly authority: AreaCode | undefined
  readonly phase: string | undefined
  readonly predecessors: readonly { readonly urn: Urn; readonly name: string }[]
  readonly measures: readonly SchoolMeasure[]
  /** At a glance: the authority and the schools like it in the newest years only. Whole: in all. */
  readonly depth: 'glance' | 'whole'
}

/** Of how many years of each table an authority's spreads are looked at: a measure may not be published in the newest. */
const newestOfAuthority = 3

/** Everything published of a school in the measures asked for, and what it is set beside. */
export async function schoolFacts(reads: Reads, asked: SchoolAsked, shared: SharedFacts): Promise<SchoolFacts> {
  const { urn, name, authority, phase, predecessors, measures, depth } = asked
  const { country, held, names } = shared.files
  const rows = await rowsHeld(
    reads,
    { codes: [urn, ...predecessors.map((one) => one.urn)], tables: [...new Set([...tablesOf(measures), ...likenessTables])] },
    shared,
  )
  const ownRows = rows.filter(({ code }) => code === urn)
  const kinds = kindsIn(ownRows)
  const covers = coversIn(kinds, ownRows)
  const beside = { measures, covers: [...new Set([...covers.values()].flat())].toSorted() }
  const facts = {
    urn,
    name,
    measures,
    kinds,
    covers,
    own: figuresIn(ownRows, measures, shared),
    before: predecessors.flatMap((one) => beforeIn(one, rows, measures, shared)),
    authority: authority && (await areaFigures(reads, { ...beside, code: authority }, shared)),
    nation: await areaFigures(reads, { ...beside, code: nationalCode(country) }, shared),
    spreads: await spreadsBeside(reads, asked, [...new Set(kinds.values())].toSorted(), shared),
    likeIt: undefined,
    held,
    ofAuthority: authority ? await yearsOfAuthority(reads, authority, shared) : held,
    phase: phase ?? kinds.get('census'),
    files: names,
  }
  // At a glance the schools like it only say whether they too are where it stands out.
  if (kinds.size === 0 || (depth === 'glance' && standsOut(lookedAt(facts)).length === 0)) return facts
  const likeIt = await likeItOf(reads, { urn, grounds: groundsIn(ownRows), measures, newestOnly: depth === 'glance' }, shared)
  return { ...facts, likeIt }
}

/** Of each table, what kind of school its newest row is of. */
function kindsIn(rows: readonly Held[]): ReadonlyMap<TableKey, SchoolKind> {
  const found = new Map<TableKey, SchoolKind>()
  for (const row of rows) {
    const kind = found.has(row.table) ? undefined : kindIn(row)
    if (kind) found.set(row.table, kind)
  }
  const pupils = found.get('census') ?? found.get('spending')
  if (pupils && rows.some(({ table }) => table === 'absence')) found.set('absence', pupils)
  return found
}

function coversIn(kinds: ReadonlyMap<TableKey, SchoolKind>, rows: readonly Held[]): ReadonlyMap<TableKey, readonly string[]> {
  const spending = rows.find(({ table }) => table === 'spending')
  const words = spending ? ['MEDIAN', 'FSMBAND'].flatMap((heading) => cellUnder(spending, heading) ?? []) : []
  return new Map([...kinds].map(([table, kind]) => [table, coversFor(table, kind, words)] as const))
}

function beforeIn(
  one: SchoolAsked['predecessors'][number],
  rows: readonly Held[],
  measures: readonly SchoolMeasure[],
  shared: SharedFacts,
): readonly Before[] {
  // prettier-ignore
  const own = rows.filter(({ code }) => code === one.urn)
  return own.length === 0 ? [] : [{ ...one, figures: figuresIn(own, measures, shared) }]
}

/**
 * The spreads that stand beside a school: the country's in all years, its authority's in the newest years, and when all is
 * asked for its neighbours' schools' in the headline measures.
 */
async function spreadsBeside(
  reads: Reads,
  { authority, measures, depth }: SchoolAsked,
  kinds: readonly SchoolKind[],
  shared: SharedFacts,
): Promise<Spreads> {
  const nation = nationalCode(shared.files.country)
  const ofNation = { whose: 'nation', area: nation, kinds, measures } as const
  const ofAuthority = authority ? [{ whose: 'authority', area: authority, kinds, measures } as const] : []
  const headlines = measures.filter(({ headline }) => headline)
  const ofNeighbours = authority && depth === 'whole' ? [{ whose: 'neighbours', area: authority, kinds, measures: headlines } as const] : []
  const found: Spreads[] = []
  for (const part of [ofNation, ...ofAuthority, ...ofNeighbours]) {
    const key = JSON.stringify({ ...part, measures: codesOf(part.measures) })
    found.push(await remembered(shared.spreads, key, mostSpreads, () => readSpreads(reads, part, shared)))
  }
  return { get: (key) => found.find((spreads) => spreads.get(key))?.get(key) }
}

const mostSpreads = 400

interface SpreadsAsked {
  readonly whose: 'nation' | 'authority' | 'neighbours'
  readonly area: AreaCode
  readonly kinds: readonly SchoolKind[]
  readonly measures: readonly SchoolMeasure[]
}

async function readSpreads(reads: Reads, { whose, area, kinds, measures }: SpreadsAsked, { files }: SharedFacts): Promise<Spreads> {
  if (kinds.length === 0 || measures.length === 0) return new Map()
  const years = [...new Set(newestYears(tablesOf(measures), newestOfAuthority, files).map(([, year]) => year))]
  const rows = await reads
    .selectFrom('spread')
    .select(['measure', 'year', 'kind', 'schools', 'lower_quartile as lower', 'median', 'upper_quartile as upper'])
    .where('area', '=', area)
    .where('among', '=', whose === 'neighbours' ? 'neighbours' : 'area')
    .where(sql<boolean>`measure = any (${measures.map(({ code }) => code)}::text[])`)
    .where('kind', 'in', kinds)
    .$if(whose === 'authority', (query) => query.where('year', 'in', years))
    .orderBy('year')
    .execute()
  return new Map(
    rows.flatMap(({ measure, year, kind, ...spread }) => (isSchoolKind(kind) ? [[spreadKey(measure, year, kind, whose), spread] as const] : [])), // prettier-ignore
  )
}
