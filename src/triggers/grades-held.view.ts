import { count, counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import type { Assessed } from './assess.ts'
import { countsOf, type SchoolCounts, type SchoolDay } from './facts.ts'
import { cardsSay } from './report-cards-say.ts'
import { printed } from './sentence.ts'

/** How the risk page opens: how many schools carry an overall grade, and beside them the report cards; nothing without schools of ours. */
export function gradesHeld({ assessment, facts, nationName }: Assessed) {
  const { schools: day, nation } = facts
  if (day === undefined) return undefined
  const ours = countsOf(day, assessment.authority, 'all')
  const theirs = countsOf(day, nation, 'all')
  if (ours.schools === 0) return undefined
  if (day.how === 'listed') return { lead: listedLead(ours, theirs, nationName), says: [listedSays(theirs, day)], newest: '' }
  const national =
    theirs.schools === 0 ? '' : `; in ${nationName} ${printed((100 * theirs.graded) / theirs.schools, 'percent')} of schools do`
  const known = `Rebuilt from the days reports were published: ${ours.known} of ${counted(ours.schools, 'school')} are known.`
  return {
    lead: `${ours.graded} of our ${counted(ours.schools, 'school')} still carry an overall grade${national}.`,
    says: [`${sinceSeptember2024} ${cardsSay(facts, assessment.authority, day, nationName)}`, ...(day.how === 'rebuilt' ? [known] : [])],
    newest: day.how === 'newest' ? `No file of schools covers ${inWords(facts.on)}: the newest, as at ${inWords(day.on)}, is used.` : '',
  }
}

const sinceSeptember2024 =
  'Ofsted has given no overall grade since September 2024. Each inspection since then takes a school out of triggers 1 and 3, which rest on fewer and older grades every month.'

function listedLead(ours: SchoolCounts, theirs: SchoolCounts, nationName: string): string {
  return `${count(ours.graded)} of our schools are known to have carried an overall grade; in ${nationName} ${count(theirs.graded)} did.`
}

function listedSays(theirs: SchoolCounts, { on }: SchoolDay): string {
  return `The file of ${inWords(on)} lists the schools with a grade, and names no authorities: ${count(theirs.known)} of its ${counted(theirs.schools, 'school')} can be placed in one by what other files say. How many schools had no grade, how many pupils they had and which were in a category of concern cannot be told from it.`
}
