import { standingOf } from '../establishments/school.ts'
import { paths } from '../paths.ts'
import { termInShort, type Term } from '../terms/term.ts'
import type { Forecast } from './forecast.ts'
import { wholePercent } from './forecast.view.ts'

/** What is foretold of one school, in a line for officers, with where the rest of it is. */
export function foreseenView({ likelyBy, chances, grade, asIf, by }: Forecast, terms: readonly Term[]) {
  const term = likelyBy === undefined ? undefined : terms[likelyBy]
  const last = terms.at(-1)
  const later = last ? `after ${termInShort(last)}` : 'later'
  const turns = [
    ...(grade === 4 ? [] : [`worse ${wholePercent(chances.worse)}`]),
    `the same ${wholePercent(chances.same)}`,
    ...(grade === 1 ? [] : [`better ${wholePercent(chances.better)}`]),
  ]
  const from = `${standingOf(String(grade)).text}${asIf ? ', as if: its last inspection gave no overall grade' : ''}`
  const rates = by === 'rates' ? ' These are the plain rates of schools with that grade.' : ''
  return {
    says: `Next inspection likely ${term ? `by ${termInShort(term)}` : later}. Chances as if on the scale of 1 to 4, from ${from}: ${turns.join(', ')}.${rates}`,
    href: paths.forecast(),
  }
}
