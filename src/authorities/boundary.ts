import { cell, placesOf, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'
import { countryOf, kindOfArea, parseAreaCode, type AreaCode, type Country } from './area.ts'

const columns = { code: 'dfe', name: 'name', geometry: 'geometry' } as const

export const boundariesSource: Source = {
  key: 'boundaries',
  name: 'Boundaries of local authorities',
  publisher: 'Office for National Statistics',
  gives: 'The outline of each local authority, for maps.',
  form: 'geojson',
  headings: [...Object.values(columns), 'gss', 'region'],
  kept: 'one',
  quirks: [
    'A GeoJSON feature collection; the properties of a feature are `gss`, `name`, `dfe` and `region`.',
    'A feature is refused when it is not a polygon in longitude and latitude, or its `dfe` code is not three digits or stands before.',
  ],
}

/** The outline of an authority, as GeoJSON text. */
export interface Boundary {
  readonly code: AreaCode
  readonly name: string
  readonly geometry: string
}

/** Reads the features of a map, one after the other. */
export function boundaryReader(headings: readonly string[]) {
  const at = placesOf(headings, columns)
  const seen = new Set<AreaCode>()
  let country: Country | undefined
  return {
    country: () => country,
    read(row: Row): Usable<Boundary> {
      const text = cell(row, at.code)
      const code = parseAreaCode(text)
      if (!code || kindOfArea(code) !== 'authority')
        return { because: `${columns.code} "${text}" is not the three digits of a local authority` }
      if (seen.has(code)) return { because: `${columns.code} ${code} has a boundary in an earlier feature already` }
      country ??= countryOf(code)
      if (countryOf(code) !== country) return { because: `${columns.code} ${code} is of another country than the features before it` }
      const name = cell(row, at.name)
      if (name === '') return { because: `${columns.name} is empty` }
      const geometry = cell(row, at.geometry)
      const fault = whyNoOutline(geometry)
      if (fault) return { because: fault }
      seen.add(code)
      return { used: { code, name, geometry } }
    },
  }
}

/** Why a geometry is no outline on a map of longitudes and latitudes; undefined for one that is. */
function whyNoOutline(geometry: string): string | undefined {
  if (geometry === '') return 'It has no geometry'
  const found: unknown = JSON.parse(geometry)
  if (typeof found !== 'object' || found === null || !('type' in found) || !('coordinates' in found)) return 'Its geometry is not GeoJSON'
  if (typeof found.type !== 'string') return 'Its geometry is not GeoJSON'
  if (found.type !== 'Polygon' && found.type !== 'MultiPolygon') return `Its geometry is not an outline but a ${found.type}`
  const depth = found.type === 'Polygon' ? 2 : 3
  return arePositions(found.coordinates, depth) ? undefined : 'Its geometry is not in longitude and latitude'
}

function arePositions(coordinates: unknown, depth: number): boolean {
  if (!Array.isArray(coordinates)) return false
  const held: readonly unknown[] = coordinates
  if (depth > 0) return held.length > 0 && held.every((part) => arePositions(part, depth - 1))
  const [longitude, latitude] = held
  return typeof longitude === 'number' && typeof latitude === 'number' && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
}
