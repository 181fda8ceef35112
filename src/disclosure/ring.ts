/** A count of a table or one of its totals, as an edge between the two sums it stands in. Null where it is not held. */
export interface Edge {
  readonly from: number
  readonly to: number
  readonly count: number | null
  readonly kind: 'cell' | 'total' | 'grand total'
}

/**
 * A table as a ring of sums.
 *
 * Every count stands in two sums, its row's and its column's, with a plus in one and a minus in the other once totals are moved
 * to the other side. That is a network: rows, columns and the two lines of totals are its points, counts flow between them, and
 * what a reader of printed totals knows is that the flow through each point is even. A withheld count can be worked out exactly
 * when no ring of withheld counts, some one higher and the others one lower, passes through it. (Hundepool and others,
 * *Handbook on Statistical Disclosure Control*, on protecting a two-way table by network flows.)
 */
export interface Ring {
  readonly edges: readonly Edge[]
  readonly points: number
  /** The edges that begin or end at each point. */
  readonly at: readonly (readonly number[])[]
}

export function ringOf(edges: readonly Edge[], points: number): Ring {
  const at: number[][] = Array.from({ length: points }, () => [])
  edges.forEach(({ from, to }, edge) => {
    at[from]?.push(edge)
    at[to]?.push(edge)
  })
  return { edges, points, at }
}

/**
 * What else has to be withheld so that one withheld count cannot be worked out: the edges of the cheapest ring through it that
 * are not withheld yet. Empty when it is safe as it is.
 *
 * - The fewest counts, then the smallest. A total is taken only where counts do not do, and a 0 before a total.
 * - A reader is taken to know that a withheld count is at least 1, where it is: a count of 1 can only have been more.
 */
export function protectionOf(ring: Ring, withheld: ReadonlySet<number>, edge: number): readonly number[] {
  const best = shortest(ring, withheld, { edge, among: 'withheld' }) ?? shortest(ring, withheld, { edge, among: 'all' })
  if (!best) throw new Error('A withheld count stands in no ring: the table is not whole')
  return best.added
}

interface Way {
  readonly cost: number
  readonly added: readonly number[]
}

/** A ring of withheld counts alone costs nothing and is found at once, so it is looked for before any other. */
function shortest(ring: Ring, withheld: ReadonlySet<number>, sought: Pick<Sought, 'edge' | 'among'>): Way | undefined {
  const ways = [true, false].map((higher) => cheapest(ring, withheld, { ...sought, higher }))
  return ways.filter((way) => way !== undefined).toSorted((a, b) => a.cost - b.cost)[0]
}

interface Sought {
  readonly edge: number
  readonly higher: boolean
  readonly among: 'withheld' | 'all'
}

/** The cheapest way back from one end of an edge to its other, when the edge itself is one higher or one lower. */
function cheapest(ring: Ring, withheld: ReadonlySet<number>, { edge, higher, among }: Sought): Way | undefined {
  const through = ring.edges[edge]
  if (!through || !(higher || canBeLower(through))) return undefined
  const [start, end] = higher ? [through.to, through.from] : [through.from, through.to]
  const costs = Array.from({ length: ring.points }, () => Infinity)
  const came: (number | undefined)[] = Array.from({ length: ring.points })
  const left = new Set([start])
  costs[start] = 0
  while (left.size > 0) {
    const point = nearest(left, costs)
    left.delete(point)
    if (point === end) break
    for (const next of ring.at[point] ?? []) {
      const step = next === edge ? undefined : stepOver(ring.edges[next], point)
      if (!step) continue
      const free = withheld.has(next) || step.edge.count === null
      if (among === 'withheld' && !free) continue
      const cost = (costs[point] ?? Infinity) + (free ? 0 : costOf(step.edge))
      if (cost >= (costs[step.to] ?? Infinity)) continue
      costs[step.to] = cost
      came[step.to] = next
      left.add(step.to)
    }
  }
  const cost = costs[end] ?? Infinity
  return cost === Infinity ? undefined : { cost, added: back(ring, came, { start, end }).filter((passed) => !withheld.has(passed)) }
}

function nearest(left: ReadonlySet<number>, costs: readonly number[]): number {
  let [found, least] = [-1, Infinity]
  for (const point of left) {
    const cost = costs[point] ?? Infinity
    if (cost < least || (cost === least && point < found)) [found, least] = [point, cost]
  }
  return found
}

/** Where an edge leads from a point: along it the count is one higher, against it one lower. A count that is not held leads nowhere. */
function stepOver(edge: Edge | undefined, point: number): { edge: Edge; to: number } | undefined {
  if (!edge || (edge.count === null && edge.kind === 'cell')) return undefined
  if (edge.from === point) return { edge, to: edge.to }
  return canBeLower(edge) ? { edge, to: edge.from } : undefined
}

const canBeLower = ({ count }: Edge): boolean => count === null || count > 1

function costOf({ count, kind }: Edge): number {
  if (count === null) return 0
  if (kind === 'grand total') return 1e14
  if (kind === 'total') return 1e12 + count
  return (count === 0 ? 1e11 : 1e8) + count
}

function back(ring: Ring, came: readonly (number | undefined)[], { start, end }: { start: number; end: number }): readonly number[] {
  const passed: number[] = []
  for (let point = end; point !== start;) {
    const edge = came[point]
    const over = edge === undefined ? undefined : ring.edges[edge]
    if (edge === undefined || !over) throw new Error('A ring that was found has a gap')
    passed.push(edge)
    point = over.from === point ? over.to : over.from
  }
  return passed
}
