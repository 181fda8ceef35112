/** What stands in a printed table, for somebody set on finding out what was withheld: a number, or a gap. */
export type Seen = number | undefined

/** A sum everybody knows: the parts, by their places among all figures, and the place of their total. */
export interface Sum {
  readonly parts: readonly number[]
  readonly total: number
}

interface Puzzle {
  readonly figures: Seen[]
  readonly sums: readonly Sum[]
  /** The least each figure can be: what the attacker is taken to know beside the table. */
  readonly least: readonly number[]
  tried: number
}

const enough = 200_000

/**
 * Whether the sums leave a gap no value but its true one: the attacker tries every other whole number near it, and everything
 * that would have to follow in the other gaps. Knows nothing of how cells were chosen, and shares no code with it.
 */
export function canWorkOut(
  seen: readonly Seen[],
  sums: readonly Sum[],
  { gap, truth }: { gap: number; truth: readonly number[] },
): boolean {
  const least = truth.map((value) => Math.min(1, value))
  const real = truth[gap] ?? 0
  const others = Array.from({ length: 12 }, (_, i) => [real + i + 1, real - i - 1]).flat()
  return others
    .filter((value) => value >= (least[gap] ?? 0))
    .every((value) => {
      const puzzle: Puzzle = { figures: [...seen], sums, least, tried: 0 }
      puzzle.figures[gap] = value
      return !solves(puzzle, truth)
    })
}

function solves(puzzle: Puzzle, truth: readonly number[]): boolean {
  puzzle.tried += 1
  if (puzzle.tried > enough) throw new Error('The attacker gave up: the table is too large for this test')
  if (!followed(puzzle)) return false
  const next = mostBound(puzzle)
  if (next === undefined) return true
  const held = [...puzzle.figures]
  for (const value of around(truth[next] ?? 0, puzzle.least[next] ?? 0)) {
    puzzle.figures[next] = value
    if (solves(puzzle, truth)) return true
    puzzle.figures.splice(0, held.length, ...held)
  }
  return false
}

/** Fills in what a sum leaves no choice about, until nothing follows any more. False when a sum cannot hold. */
function followed({ figures, sums, least }: Puzzle): boolean {
  for (let found = true; found;) {
    found = false
    for (const { parts, total } of sums) {
      const open = parts.filter((part) => figures[part] === undefined)
      const known = parts.reduce((sum, part) => sum + (figures[part] ?? 0), 0)
      const whole = figures[total]
      const atLeast = open.reduce((sum, part) => sum + (least[part] ?? 0), known)
      if (whole !== undefined && (open.length === 0 ? whole !== known : whole < atLeast)) return false
      const [only] = open
      if (whole === undefined && open.length === 0) figures[total] = known
      else if (whole !== undefined && open.length === 1 && only !== undefined) figures[only] = whole - known
      else continue
      found = true
    }
  }
  return true
}

function mostBound({ figures, sums }: Puzzle): number | undefined {
  const open = sums
    .map(({ parts, total }) => [...parts, total].filter((place) => figures[place] === undefined))
    .filter((places) => places.length > 0)
  return open.toSorted((a, b) => a.length - b.length)[0]?.[0]
}

function around(value: number, least: number): readonly number[] {
  return Array.from({ length: 12 }, (_, i) => (i === 0 ? [value] : [value + i, value - i]))
    .flat()
    .filter((near) => near >= least)
}
