import { authorities, type Authority } from './country.ts'

type Point = readonly [east: number, north: number]
type Ring = readonly Point[]

// Where each authority has its heart, in a plane of its own; the region runs with the height.
const hearts: Readonly<Record<string, Point>> = {
  '001': [4.6, 5.2],
  '002': [6.6, 2.6],
  '003': [3.4, 9.4],
  '004': [4.1, 1.6],
  '005': [6.6, 9.2],
  '006': [7.6, 5.6],
  '007': [2.2, 5.6],
  '008': [5.2, 8.1],
  '009': [4.5, 3.3],
  '010': [4.9, 6.7],
  '011': [5.0, 10.3],
  '012': [2.6, 2.9],
  '013': [5.6, 11.4],
  '014': [5.9, 0.7],
  '015': [7.9, 7.2],
}

const middle: Point = [4.9, 6]

/** The boundaries: the island divided among the authorities, each taking what lies nearest to it, and one isle apart. */
export function boundaries(): string {
  const island = coast(middle, 3.9, 6.1, 0)
  const features = authorities.map((authority) => {
    const heart = hearts[authority.code]
    const ring = heart ? nearestTo(heart, island) : coast([10.2, 2.2], 0.55, 0.4, 2)
    return feature(authority, bent(closed(dense(ring))))
  })
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}

function feature(authority: Authority, ring: Ring): string {
  const properties = { gss: authority.gss, name: authority.name, dfe: authority.code, region: authority.region.name }
  return JSON.stringify({ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: [[ring]] } })
}

/** A coast around a middle, anticlockwise, in and out as coasts are. */
function coast([east, north]: Point, width: number, height: number, turned: number): Ring {
  return Array.from({ length: 180 }, (_, index) => {
    const angle = (index / 180) * 2 * Math.PI
    const reach =
      1 + 0.07 * Math.sin(3 * angle + turned) + 0.05 * Math.sin(7 * angle + 1) + 0.03 * Math.sin(17 * angle) + 0.015 * Math.sin(41 * angle)
    return [east + width * reach * Math.cos(angle), north + height * reach * Math.sin(angle)]
  })
}

/** The part of the island nearer to one heart than to any other. */
function nearestTo(heart: Point, island: Ring): Ring {
  return Object.values(hearts)
    .filter((other) => other !== heart)
    .reduce((ring, other) => nearer(ring, heart, other), island)
}

/** What of a ring is nearer to one point than to another (the clipping known as Sutherland and Hodgman's). */
function nearer(ring: Ring, here: Point, there: Point): Ring {
  const side = ([east, north]: Point) => (east - here[0]) ** 2 + (north - here[1]) ** 2 - (east - there[0]) ** 2 - (north - there[1]) ** 2
  return ring.flatMap((point, index) => {
    const after = ring[(index + 1) % ring.length] ?? point
    const [from, to] = [side(point), side(after)]
    const kept = from <= 0 ? [point] : []
    if (from <= 0 === to <= 0) return kept
    const part = from / (from - to)
    const crossing: Point = [point[0] + part * (after[0] - point[0]), point[1] + part * (after[1] - point[1])]
    return [...kept, crossing]
  })
}

/** More points along the long straight sides, at places both neighbours of a side agree on. */
function dense(ring: Ring): Ring {
  return ring.flatMap((point, index) => {
    const after = ring[(index + 1) % ring.length] ?? point
    const steps = Math.max(1, Math.round(Math.hypot(after[0] - point[0], after[1] - point[1]) / 0.25))
    return Array.from({ length: steps }, (_, step): Point => [
      point[0] + ((after[0] - point[0]) * step) / steps,
      point[1] + ((after[1] - point[1]) * step) / steps,
    ])
  })
}

function closed(ring: Ring): Ring {
  const [first] = ring
  return first ? [...ring, first] : ring
}

/** Bends every side the same way wherever it lies, so that neighbours still fit, and sets the island in the open ocean. */
function bent(ring: Ring): Ring {
  return ring.map(([east, north]) => {
    const moved: Point = [
      east + 0.13 * Math.sin(2.3 * north + east) + 0.05 * Math.sin(7.1 * north),
      north + 0.13 * Math.sin(2.1 * east + 0.7 * north) + 0.05 * Math.sin(6.7 * east),
    ]
    return [round(-24 + moved[0] * 0.24), round(47 + moved[1] * 0.17)]
  })
}

function round(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4
}
