import type { Day } from '../lib/day.ts'
import type { Term, TermKey } from '../terms/term.ts'
import { alternativeProvision } from '../triggers/facts.ts'
import { bandOf, exactlyAhead, type Expected } from './exactly.ts'
import { countedMeasures, type Asked, type SchoolAhead, type Spread } from './simulation.ts'
import { phases } from './standing.ts'

/** Where the lines of the whole country are expected to stand at the end of each term ahead. */
export interface CountryAhead {
  /** The day of the file whose schools they are. */
  readonly on: Day
  readonly terms: readonly { readonly key: TermKey; readonly year: number }[]
  readonly lines: readonly (Asked & { readonly expected: readonly Expected[] })[]
}

/** Every line that may be asked of the country. */
export const countryLines = countedMeasures.flatMap((measure) =>
  ['all', ...phases, alternativeProvision].map((phase): Asked => ({ measure, phase })),
)

/** Works out where each line of a country may go, from all of its schools. */
export function countryAhead(on: Day, schools: readonly SchoolAhead[], terms: readonly Term[]): CountryAhead {
  return {
    on,
    terms: terms.map(({ key, year }) => ({ key, year })),
    lines: countryLines.map((line) => ({ ...line, expected: exactlyAhead(line, schools, terms.length) })),
  }
}

/** Where a line of the country may go, term by term. Undefined of a term that was not worked out, and of another day's schools. */
export function bandsOf(country: CountryAhead, { measure, phase }: Asked, asked: { readonly on: Day; readonly terms: readonly Term[] }) {
  const line = asked.on === country.on && country.lines.find((one) => one.measure === measure && one.phase === phase)
  return asked.terms.map(({ key, year }): Pick<Spread, 'low' | 'middle' | 'high'> | undefined => {
    const at = country.terms.findIndex((term) => term.key === key && term.year === year)
    const expected = line ? line.expected[at] : undefined
    return expected && bandOf(expected)
  })
}
