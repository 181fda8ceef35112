import { count } from '../lib/count.ts'
import { unreadable } from '../lib/encoding.ts'
import { Unusable } from '../lib/unusable.ts'
import { limits } from './limits.ts'
import type { Row } from './source.ts'

/** A map as a table: a row for each feature, its properties as cells, and its geometry as JSON in the last one. */
export interface MapTable {
  readonly headings: readonly string[]
  readonly rows: readonly Row[]
}

/** Reads the text of a GeoJSON feature collection. Throws `Unusable` for anything else. */
export function readMap(text: string): MapTable {
  if (/\\u0000/.test(text)) throw new Unusable(unreadable.zeroBytes)
  const { type, features } = fieldsOf(parsed(text))
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    throw new Unusable('This is JSON, but not a map: a GeoJSON "FeatureCollection" is wanted')
  }
  const found: readonly unknown[] = features
  const names = Object.keys(fieldsOf(fieldsOf(found[0]).properties))
  // Every feature gets a cell for each of them: a small file with very many of both would fill the memory.
  if (names.length * found.length > limits.properties)
    throw new Unusable(`The map has more than ${count(limits.properties)} properties in all, as no published map does`)
  const rows = found.map((feature, place) => {
    const { properties, geometry } = fieldsOf(feature)
    const held = fieldsOf(properties)
    const cells = names.map((name) => asText(held[name]))
    return { line: place + 1, cells: [...cells, asJson(geometry)] }
  })
  return { headings: [...names, 'geometry'], rows }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Unusable('The file begins as JSON and does not end as JSON: it looks half-written or damaged', { cause })
  }
}

/** The text of a geometry; empty when there is none. */
function asJson(geometry: unknown): string {
  try {
    return geometry === null || geometry === undefined ? '' : JSON.stringify(geometry)
  } catch (cause) {
    throw new Unusable('A geometry of the map is nested deeper than any outline is', { cause })
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
