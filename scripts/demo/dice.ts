/** Chance that comes out the same each time: one seed, one run of throws. */
export interface Dice {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number
  /** A whole number from `low` to `high`, both possible. */
  readonly whole: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
  /** One of the things, as often as its weight says. */
  readonly weighted: <T>(from: Weighted<T>) => T
  /** A number around nought as measurements scatter: seldom beyond 2, almost never beyond 3. */
  readonly scatter: () => number
  readonly shuffled: <T>(things: readonly T[]) => T[]
}

export type Weighted<T> = readonly [readonly [T, number], ...(readonly [T, number])[]]

/** Dice thrown from a seed (the generator known as mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (from) => from[whole(0, from.length - 1)] ?? from[0],
    weighted: (from) => weighted(from, next()),
    scatter: () => Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, -6),
    shuffled: (things) => shuffled(things, whole),
  }
}

function weighted<T>(from: Weighted<T>, at: number): T {
  let left = at * from.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [thing, weight] of from) {
    left -= weight
    if (left < 0) return thing
  }
  return from[0][0]
}

function shuffled<T>(things: readonly T[], whole: Dice['whole']): T[] {
  const keyed = things.map((thing) => ({ thing, key: whole(0, 0x7fffffff) }))
  return keyed.sort((a, b) => a.key - b.key).map(({ thing }) => thing)
}
