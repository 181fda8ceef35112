import type { MultiPolygon, Polygon } from 'geojson'
import type { Chart } from './chart.ts'

export interface Boundary {
  readonly code: string
  readonly name: string
  readonly geometry: Polygon | MultiPolygon
}

/** One shade of the map, best first, in the words of its legend: `A: best quarter, 66% or more`. */
export interface Shade {
  readonly key: string
  readonly words: string
}

export interface MapFacts {
  readonly caption: string
  /** Keep one array for as long as the boundaries stay the same: the drawn shapes are remembered with it. */
  readonly boundaries: readonly Boundary[]
  readonly ours: string
  readonly oursName: string
  /** At most four, best first. */
  readonly shades: readonly Shade[]
  /** The shade of each authority by code. One that is missing has no figure, is hatched, and is counted in words. */
  readonly shadeOf: Readonly<Record<string, string>>
}

/** The authorities on a map, shaded by quarter, with ours outlined. */
export async function mapChart(facts: MapFacts): Promise<Chart> {
  return Promise.resolve({ svg: '', alternative: '', caption: facts.caption, table: { head: [], rows: [], numeric: [] } })
}
