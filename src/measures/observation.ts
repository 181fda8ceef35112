import { parseNumber } from '../lib/figure.ts'

/** What the Local Authority Interactive Tool prints where a figure is missing or suppressed. It does not say which. */
const withheldMarks: readonly string[] = ['-', 'c']

/**
 * Reads a cell of the Local Authority Interactive Tool: a number, or null for a mark in its place.
 *
 * Nothing is rounded: `76.599999999999994` is the number nearest to 76.6, and ties with it. Undefined for anything else.
 *
 * @example
 * parseObserved('76.599999999999994') // => 76.6
 * parseObserved('7.0000000000000007E-2') // => 0.07
 * parseObserved('-') // => null
 * parseObserved('n/a') // => undefined
 */
export function parseObserved(cell: string): number | null | undefined {
  return withheldMarks.includes(cell) ? null : parseNumber(cell)
}
