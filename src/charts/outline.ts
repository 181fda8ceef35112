import { geoTransverseMercator } from 'd3-geo'
import type { MultiPolygon, Polygon, Position } from 'geojson'

export interface Boundary {
  readonly code: string
  readonly name: string
  readonly geometry: Polygon | MultiPolygon
}

/** A boundary drawn on the picture, in tenths of a pixel: its path, and the box that holds it. */
export interface Outline {
  readonly code: string
  readonly name: string
  readonly path: string
  readonly box: Box
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

type Ring = readonly (readonly [number, number])[]

const remembered = new WeakMap<readonly Boundary[], readonly Outline[]>()

/** The boundaries as paths in a frame of this many pixels. They take longer to draw than to shade, so they are kept with their array. */
export function outlinesOf(boundaries: readonly Boundary[], width: number, height: number): readonly Outline[] {
  const known = remembered.get(boundaries)
  if (known) return known
  const outlines = drawnTogether(boundaries, width * 10, height * 10)
  remembered.set(boundaries, outlines)
  return outlines
}

/**
 * The boundaries on one picture, as the national grid draws them: Transverse Mercator about the middle of the country.
 *
 * Points are projected one by one. Geographic clipping would take a ring that is wound the other way for the rest of the
 * globe, and publishers wind them both ways.
 */
function drawnTogether(boundaries: readonly Boundary[], width: number, height: number): readonly Outline[] {
  const projected = boundaries.map(({ geometry }) => ringsOf(geometry))
  const middle = boxOf(projected.flat())
  const projection = geoTransverseMercator()
    .rotate([-(middle.left + middle.right) / 2, 0])
    .scale(1)
    .translate([0, 0])
  const onGrid = (ring: Ring): Ring => ring.map(([x, y]) => projection([x, y]) ?? [0, 0])
  const rings = projected.map((rings) => rings.map(onGrid))
  const all = boxOf(rings.flat())
  const scale = Math.min(width / (all.right - all.left), height / (all.bottom - all.top))
  const onPicture = (ring: Ring): Ring => ring.map(([x, y]) => [Math.round((x - all.left) * scale), Math.round((y - all.top) * scale)])
  return boundaries.map(({ code, name }, index) => {
    const drawn = (rings[index] ?? []).map(onPicture)
    return { code, name, path: pathOf(drawn), box: boxOf(drawn) }
  })
}

function ringsOf(geometry: Polygon | MultiPolygon): readonly Ring[] {
  const polygons: readonly Position[][][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.flat().map((ring) => ring.map(([x = 0, y = 0]) => [x, y]))
}

/** The path of an authority. One that is too small to have a shape is a small square, so that none is lost. */
function pathOf(rings: readonly Ring[]): string {
  const seen = rings.map(thinned).filter((ring) => ring.length > 2)
  if (seen.length > 0) return seen.map(ringPath).join('')
  const { left, top } = boxOf(rings)
  return `M${left},${top}h20v20h-20z`
}

/** A ring without points that lie within half a pixel of the one before: nobody sees them. */
function thinned(ring: Ring): Ring {
  let [lastX, lastY] = [Number.NaN, Number.NaN]
  return ring.filter(([x, y]) => {
    if (Math.abs(x - lastX) < 5 && Math.abs(y - lastY) < 5) return false
    lastX = x
    lastY = y
    return true
  })
}

function ringPath(ring: Ring): string {
  let [lastX, lastY] = ring[0] ?? [0, 0]
  const steps = ring.slice(1).map(([x, y]) => {
    const step = `${x - lastX}${y - lastY < 0 ? '' : ','}${y - lastY}`
    lastX = x
    lastY = y
    return step
  })
  return `M${ring[0]?.join(',') ?? ''}l${steps.join(' ')}z`
}

function boxOf(rings: readonly Ring[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const ring of rings) {
    for (const [x, y] of ring) {
      if (x < box.left) box.left = x
      if (x > box.right) box.right = x
      if (y < box.top) box.top = y
      if (y > box.bottom) box.bottom = y
    }
  }
  return box
}
