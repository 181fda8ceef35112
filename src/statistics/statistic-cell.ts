import { parseNumber } from '../lib/figure.ts'
import { meaningOfMark } from '../measures/mark.ts'

/** One published cell: the number in it, or why there is none. A mark is never a number. */
export interface StatisticCell {
  readonly published: string
  readonly value: number | null
  /** What the mark in place of a number means; null where there is a number. */
  readonly why: string | null
}

/**
 * Reads a published cell. A comma between thousands and a percent sign are let pass.
 *
 * @example
 * readCell('62.1').value // => 62.1
 * readCell('1,204').value // => 1204
 * readCell('c').value // => null
 * readCell('c').why // => 'withheld to protect confidentiality'
 * readCell('n/a').why // => 'the mark n/a, which the publisher does not explain'
 */
export function readCell(text: string): StatisticCell {
  const published = text.trim()
  const value = numberIn(published) ?? null
  if (value !== null) return { published, value, why: null }
  return { published, value, why: meaningOfMark(published, 'statistics').means }
}

/** Whether a cell holds one of the publisher's marks, or nothing. A dash is one too, though nobody explains it. */
export function isMark(text: string): boolean {
  const mark = text.trim()
  if (mark.length > longestMark) return false
  const known = marks.get(mark) ?? (mark === '-' || meaningOfMark(mark, 'statistics').explained)
  if (marks.size < 1_000) marks.set(mark, known)
  return known
}

const longestMark = 3
// Files have millions of marks, and few different ones. A file of many short words is no reason to remember them all.
const marks = new Map<string, boolean>()

/** The number a cell holds; undefined for a mark and for anything else. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(/\s?%$/, '')
  return parseNumber(/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain)
}
