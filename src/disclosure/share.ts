import { fewest } from './pupil-table.ts'

/** How many pupils of how many. */
export interface Share {
  readonly count: number
  readonly of: number
}

/**
 * Whether a share that stands alone may be told: as a percentage, as a count, or as both.
 *
 * A percentage is its count, once somebody knows the base, and bases are published. So it is told only when the base, the count
 * and what is left of the base are each 0 or more than `atMost`; the base itself must be more.
 *
 * @example
 * mayBeTold({ count: 30, of: 41 }) // => true
 * mayBeTold({ count: 38, of: 41 }) // => false
 * mayBeTold({ count: 0, of: 4 }) // => false
 * mayBeTold({ count: 41, of: 41 }) // => true
 * mayBeTold({ count: 8, of: 41 }, fewest.destinations) // => false
 */
export function mayBeTold({ count, of }: Share, atMost: number = fewest.pupils): boolean {
  return of > atMost && [count, of - count].every((pupils) => pupils === 0 || pupils > atMost)
}
