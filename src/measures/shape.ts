import type { MultiPolygon, Polygon } from 'geojson'

/** An authority's boundary as a map draws it. */
export interface Boundary {
  readonly code: string
  readonly name: string
  readonly geometry: Polygon | MultiPolygon
}

/** Whether a stored boundary has the shape of an area. The import has checked its coordinates. */
export function isShape(geometry: unknown): geometry is Polygon | MultiPolygon {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry)) return false
  return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
}
