import { parseNumber } from '../lib/figure.ts'

/** One published cell: the number in it, or why there is none. A mark is never a number. */
export interface StatisticCell {
  readonly published: string
  readonly value: number | null
  /** What the mark in place of a number means; null where there is a number. */
  readonly why: string | null
}

/**
 * The marks of Explore education statistics, new and old, and what the publisher means by each.
 *
 * Source: Government Analysis Function, symbols in tables; Department for Education, statistics guidance.
 */
const marks: Readonly<Record<string, string>> = {
  z: 'does not apply',
  x: 'not available',
  c: 'withheld to protect confidentiality',
  k: 'rounds to nothing, but is not 0',
  low: 'rounds to nothing, but is not 0',
  u: 'too unreliable to publish',
  b: 'a break in the series',
  ':': 'not available',
  '.': 'does not apply',
  '..': 'not available',
  '~': 'rounds to nothing, but is not 0',
  '-': 'no figure',
  '': 'left empty by the publisher',
}

/**
 * Reads a published cell. A comma between thousands and a percent sign are let pass.
 *
 * @example
 * readCell('62.1').value // => 62.1
 * readCell('1,204').value // => 1204
 * readCell('c').value // => null
 * readCell('c').why // => 'withheld to protect confidentiality'
 * readCell('n/a').why // => 'a mark that Fiveday does not know: n/a'
 */
export function readCell(text: string): StatisticCell {
  const published = text.trim()
  const value = numberIn(published) ?? null
  if (value !== null) return { published, value, why: null }
  return { published, value, why: marks[published.toLowerCase()] ?? `a mark that Fiveday does not know: ${published}` }
}

/** Whether a cell holds one of the publisher's marks, or nothing. */
export function isMark(text: string): boolean {
  return marks[text.trim().toLowerCase()] !== undefined
}

/** The number a cell holds; undefined for a mark and for anything else. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(/\s?%$/, '')
  return parseNumber(/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain)
}
