import type { TableKey } from './performance-row.ts'
import { numberIn, placeIn, type PublishedIn } from './school-measure.ts'

/** What a school's likeness to another is taken on, in the order in which its traits are kept. */
export const traits = [
  { key: 'disadvantage', name: 'Disadvantaged pupils', unit: 'percent', decimals: 1 },
  { key: 'size', name: 'Pupils', unit: 'number', decimals: 0 },
  { key: 'prior attainment', name: 'Attainment before', unit: 'points', decimals: 1 },
  { key: 'mobility', name: 'Pupils who moved in late', unit: 'percent', decimals: 1 },
] as const

export type TraitKey = (typeof traits)[number]['key']

/** A school's traits in that order; null where it has none. */
export type Traits = readonly (number | null)[]

/** What is known of a school to find those most like it. */
export interface Likened {
  readonly urn: string
  readonly traits: Traits
}

/** A school, and how far it is from another: 0 where the two have the same traits. */
export interface Alike extends Likened {
  readonly distance: number
  /** On how many traits the distance rests: those that both schools have. */
  readonly on: number
}

/** As many schools as stand beside one. */
export const nearestShown = 20

const always = (column: string): PublishedIn => ({ column, from: 1990 })

// The first two must be there for a school to be likened at all; the order is that of `traits`.
const columns: Partial<Record<TableKey, readonly (readonly PublishedIn[])[]>> = {
  ks2: [[always('PTFSM6CLA1A'), always('PTFSMCLA')], [always('TOTPUPS')], [always('TKS1AVERAGE')], [always('PTMOBN')]],
  ks4: [[always('PTFSM6CLA1A')], [always('TOTPUPS')], [always('KS2APS'), always('KS2ASS')], [always('PTNMOB')]],
  census: [[always('PNUMFSMEVER')], [always('NOR')], [], []],
}

/** The tables on which schools are likened, the first that holds a school's results or else its pupils. */
export const likenessTables = ['ks4', 'ks2', 'census'] as const

export type LikenessTable = (typeof likenessTables)[number]

/**
 * Reads the traits in a file's rows of a year.
 *
 * - Disadvantage: the percentage of the pupils whose results they are who are disadvantaged; in the table of pupils, the
 *   percentage eligible for free school meals at any time in the past six years.
 * - Size: all pupils on roll.
 * - Attainment before: the cohort's own average at the end of the key stage before. Not published at key stage 2 since 2024.
 * - Mobility: 100 less the percentage who are non-mobile, as published.
 *
 * @example
 * traitsReader('ks2', ['PTFSM6CLA1A', 'TOTPUPS', 'TKS1AVERAGE', 'PTMOBN'], 2019)(['22%', '204', '16.1', '93%']) // => [22, 204, 16.1, 7]
 * traitsReader('census', ['NOR', 'PNUMFSMEVER'], 2025)(['204', 'NA']) // => [null, 204, null, null]
 * traitsReader('absence', ['PERCTOT'], 2025)(['4.1']) // => []
 */
export function traitsReader(table: TableKey, headings: readonly string[], year: number): (cells: readonly string[]) => Traits {
  const places = (columns[table] ?? []).map((column) => placeIn(headings, column, year))
  return (cells) =>
    places.map((place, at) => {
      const value = place === undefined ? null : numberIn(cells[place])
      return value !== null && traits[at]?.key === 'mobility' ? 100 - value : value
    })
}

/**
 * The standard deviation of each trait over the schools that have it: what a difference in that trait is divided by, so that
 * a point of one counts as a point of another. Null where no two schools differ.
 *
 * @example
 * deviations([{ urn: '1', traits: [10, 100] }, { urn: '2', traits: [30, 100] }]) // => [10, null, null, null]
 */
export function deviations(schools: readonly Likened[]): Traits {
  return traits.map((_, at) => {
    const known = schools.flatMap(({ traits: of }) => of[at] ?? [])
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length)
    return spread > 0 ? spread : null
  })
}

/**
 * How far apart two schools are, and on how many traits. Undefined where they cannot be likened.
 *
 * - Each difference is divided by the trait's standard deviation over all schools of the kind in the table and year.
 * - The distance is the square root of the mean of the squares: Euclid's, over the number of traits, so that a pair that shares
 *   three traits is not nearer for it than a pair that shares four.
 * - A trait that either school lacks is left out. Disadvantage and size must be known of both: without them there is none.
 *
 * @example
 * distanceBetween([10, 100, null, 5], [20, 100, 16, 5], [10, 50, 1, 5]) // => { distance: Math.sqrt(1 / 3), on: 3 }
 * distanceBetween([10, 100, 15, 5], [10, 100, 15, 5], [10, 50, 1, 5]) // => { distance: 0, on: 4 }
 * distanceBetween([null, 100, 15, 5], [10, 100, 15, 5], [10, 50, 1, 5]) // => undefined
 */
export function distanceBetween(one: Traits, other: Traits, spreads: Traits): Pick<Alike, 'distance' | 'on'> | undefined {
  let squares = 0
  let on = 0
  for (let at = 0; at < traits.length; at++) {
    const [a, b, spread] = [one[at] ?? null, other[at] ?? null, spreads[at] ?? null]
    if (a === null || b === null) {
      if (at < 2) return undefined
      continue
    }
    on += 1
    if (spread !== null) squares += ((a - b) / spread) ** 2
  }
  return { distance: Math.sqrt(squares / on), on }
}

/** The schools most like one, the nearest first and of equals the lower URN; never the school itself. */
export function mostLike(school: Likened, among: readonly Likened[], spreads: Traits, most = nearestShown): readonly Alike[] {
  const nearest: Alike[] = []
  // A difference in one trait alone is at least half a distance over four: most schools need no closer look.
  const [own = null] = school.traits
  const [spread = null] = spreads
  for (const other of among) {
    const furthest = nearest[most - 1]
    const apart = Math.abs((own ?? 0) - (other.traits[0] ?? 0))
    if (furthest && spread !== null && apart > 2.000001 * spread * furthest.distance) continue
    if (other.urn === school.urn) continue
    const found = distanceBetween(school.traits, other.traits, spreads)
    if (!found) continue
    if (furthest && !isNearer(found, other, furthest)) continue
    const before = nearest.findIndex((held) => isNearer(found, other, held))
    nearest.splice(before === -1 ? nearest.length : before, 0, { urn: other.urn, traits: other.traits, ...found })
    if (nearest.length > most) nearest.pop()
  }
  return nearest
}

function isNearer(found: Pick<Alike, 'distance'>, { urn }: Likened, held: Alike): boolean {
  return found.distance < held.distance || (found.distance === held.distance && urn < held.urn)
}
