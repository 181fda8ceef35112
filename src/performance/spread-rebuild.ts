import type { AreaCode } from '../authorities/area.ts'
import type { TableKey } from './performance-row.ts'
import type { SchoolKind } from './school-kind.ts'
import type { PublishedIn, SchoolMeasure } from './school-measure.ts'
import { spreadOf, type Spread } from './spread.ts'

/** A school's figures in one table and year, in the order of the measures; null for what is withheld or not published. */
export interface SchoolFigures {
  readonly urn: string
  readonly kind: SchoolKind
  readonly authority: AreaCode | null
  readonly figures: readonly (number | null)[]
}

/** The spread of one measure over the schools of one kind, in an area or among an authority's statistical neighbours. */
export interface AreaSpread extends Spread {
  readonly measure: string
  readonly kind: SchoolKind
  readonly area: AreaCode
  readonly among: 'area' | 'neighbours'
}

/** Whose spreads are made. */
export interface Field {
  readonly nation: AreaCode
  /** How many authorities must be among the schools before their spread is called the country's. */
  readonly authoritiesInNation: number
  readonly neighbours: ReadonlyMap<AreaCode, readonly AreaCode[]>
}

/** Of an authority's ten statistical neighbours, as many must have schools in the table before their spread is made. */
const fewestNeighbours = 8

/**
 * The spreads of every measure in one table and year: over the country, each authority, and each authority's neighbours' schools.
 *
 * - Schools of one kind are set beside each other: mainstream or special for results, and by phase for the rest. Independent
 *   schools are left out, as they are of the publisher's rows of state-funded schools, and so are those whose kind is not known.
 * - The country's is made only where the schools held are of nine in ten of its authorities: those of one authority's file are
 *   no country.
 * - The neighbours' is over all schools of the ten together, each school once; the authority's own are not among them.
 */
export function* spreadsOf(schools: readonly SchoolFigures[], measures: readonly string[], field: Field): Generator<AreaSpread> {
  const kinds = Map.groupBy(schools, ({ kind }) => kind)
  const authorities = new Set(schools.flatMap(({ authority }) => authority ?? []))
  const wholeCountry = authorities.size >= field.authoritiesInNation
  for (const [kind, ofKind] of kinds) {
    if (kind === 'independent' || kind === 'other') continue
    const byAuthority = Map.groupBy(ofKind, ({ authority }) => authority)
    byAuthority.delete(null)
    for (const [at, measure] of measures.entries()) {
      const valuesOf = new Map([...byAuthority].map(([authority, of]) => [authority, valuesAt(of, at)] as const))
      if (wholeCountry) yield* one({ measure, kind, area: field.nation, among: 'area' }, valuesAt(ofKind, at))
      for (const [authority, values] of valuesOf) if (authority) yield* one({ measure, kind, area: authority, among: 'area' }, values)
      for (const [area, near] of field.neighbours) {
        const values = near.flatMap((code) => valuesOf.get(code) ?? [])
        const held = near.filter((code) => authorities.has(code)).length
        if (held >= fewestNeighbours) yield* one({ measure, kind, area, among: 'neighbours' }, values)
      }
    }
  }
}

function valuesAt(schools: readonly SchoolFigures[], at: number): readonly number[] {
  return schools.flatMap(({ figures }) => figures[at] ?? [])
}

function* one(of: Omit<AreaSpread, keyof Spread>, values: readonly number[]): Generator<AreaSpread> {
  const spread = spreadOf(values)
  if (spread) yield { ...of, ...spread }
}

/** The measures that one table carries in some year, by code; those whose figures are only text are not among them. */
export function measuresOf(measures: readonly SchoolMeasure[], table: TableKey): readonly SchoolMeasure[] {
  return measures.filter((measure) => measure.table === table).toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** What a measure is read from, as text: when it changes, what was made from it before is made again. */
export function readFrom(measures: readonly SchoolMeasure[]): string {
  const columns = (published: readonly PublishedIn[]) =>
    published.map(({ column, from, until }) => `${column} ${from} ${until ?? ''}`).join(',')
  return measures.map((measure) => `${measure.code}: ${columns(measure.columns)}`).join('; ')
}
