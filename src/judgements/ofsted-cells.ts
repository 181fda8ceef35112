import { parsePublishedDay, type Day } from '../lib/day.ts'
import { parseNumber } from '../lib/figure.ts'
import { cell } from '../sources/cells.ts'
import type { Row } from '../sources/source.ts'

/** Reads cells of one row of Ofsted's file, and keeps why the first of them that cannot be read makes the row unusable. */
export interface OfstedCells {
  readonly text: (place: number) => string | null
  readonly whole: (place: number) => number | null
  readonly day: (place: number) => Day | null
  /** Text, or a whole number that a copy of the file prints as `2.0`. */
  readonly grade: (place: number) => string | null
  readonly fault: () => string | undefined
}

export function ofstedCells(row: Row, headings: readonly string[]): OfstedCells {
  let fault: string | undefined
  const wrong = (place: number, wanted: string): null => {
    fault ??= `${headings[place]} "${cell(row, place)}" is not ${wanted}`
    return null
  }
  const text = (place: number): string | null => {
    const found = place < 0 ? '' : cell(row, place)
    return found === '' || found === 'NULL' ? null : found
  }
  return {
    text,
    whole(place) {
      const found = text(place)
      if (found === null) return null
      const number = parseNumber(found)
      return number !== undefined && Number.isInteger(number) && number >= 0 && number < 100_000 ? number : wrong(place, 'a whole number')
    },
    day(place) {
      const found = text(place)
      if (found === null) return null
      return parsePublishedDay(found) ?? wrong(place, 'a day like 31/08/2025')
    },
    grade: (place) => text(place)?.replace(/^(\d+)\.0+$/, '$1') ?? null,
    fault: () => fault,
  }
}
