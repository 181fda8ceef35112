import { categoryInWords } from '../establishments/school.ts'
import type { Table } from '../charts/chart.ts'
import { inWords, type Day } from '../lib/day.ts'
import { termInShort, termOf, termsSpanned, type Calendar } from '../terms/term.ts'
import { windowOn, type Stay } from './pace.ts'

/** How long schools have been, or were, in a category of concern, in terms: part terms count. */
export function staysTable(stays: readonly Stay[], on: Day, calendar: Calendar): Table & { readonly caption: string } {
  return {
    caption: `In a category of concern since ${inWords(windowOn(on).begins)}, and for how many terms`,
    head: ['School', 'Phase', 'Category', 'Since the report of', 'Terms in it', 'Left by the report of'],
    rows: stays.map(({ name, phase, category, enteredOn, known, leftOn }) => [
      name,
      phase,
      categoryInWords(category) ?? category,
      `${inWords(enteredOn)} (${termInShort(termOf(enteredOn, calendar)).toLowerCase()})${known ? '' : ', or earlier'}`,
      `${known ? '' : 'at least '}${termsSpanned(enteredOn, leftOn ?? on, calendar)}`,
      leftOn === null ? 'still in it' : inWords(leftOn),
    ]),
    numeric: [],
  }
}
