import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { termInWords, type Term } from '../terms/term.ts'
import type { Kept } from './term-assessment.view.ts'

/** Where the assessment of a term stands, as a sentence with its link: for the page of risk, whose lights are those of the day. */
export function standsInTerm(all: readonly Kept[], term: Pick<Term, 'key' | 'year'>): { says: string; href: string; link: string } {
  const name = `The assessment of the ${termInWords(term)}`
  const versions = all.filter((one) => one.year === term.year && one.term === term.key)
  const signed = versions.find(({ state }) => state === 'signed off')
  if (signed?.signed_off_at) {
    const on = inWords(dayInLondon(signed.signed_off_at))
    return { says: `${name} was signed off by ${signed.signed_off_by} on ${on}.`, href: paths.assessment(signed.id), link: 'Read it' }
  }
  const [newest] = versions
  if (newest) return { says: `${name} is drafted and not signed off.`, href: paths.assessment(newest.id), link: 'Open the draft' }
  return { says: `${name} is not drafted yet.`, href: paths.assessments(), link: 'Assessments, term by term' }
}
