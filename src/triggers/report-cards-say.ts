import type { AreaCode } from '../authorities/area.ts'
import { count, counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import type { Facts, ReportCardCounts, SchoolDay } from './facts.ts'
import { printed } from './sentence.ts'

/**
 * The measure that stands beside good or outstanding: of schools with a report card, those with every area at the expected
 * standard or above and safeguarding met. In sentences; it has no light, and no trigger uses it.
 */
export function cardsSay(
  { reportCards: cards, nation }: Pick<Facts, 'reportCards' | 'nation'>,
  authority: AreaCode,
  day: SchoolDay,
  nationName: string,
): string {
  const [ours, theirs] = [cards.get(authority), cards.get(nation)]
  if (theirs === undefined)
    return `Inspections from November 2025 end in a report card instead; the file that is held, as at ${inWords(day.on)}, has none, so there is no report-card measure to set beside the grades yet.`
  const measure = 'every area at the expected standard or above, and safeguarding met'
  const ourShare = share(ours)
  const says =
    ourShare === undefined
      ? `None of our schools has a whole report card yet; in ${nationName} ${share(theirs) ?? 'none'} has ${measure}.`
      : `Of our schools with one, ${ourShare} have ${measure}; in ${nationName} ${share(theirs) ?? 'none'}.`
  const unknown =
    theirs.notKnown === 0 ? '' : ` Left out: ${counted(theirs.notKnown, 'card')} of ${nationName} with an area not graded in the file.`
  return `Inspections from November 2025 end in a report card instead. ${says}${unknown} This measure stands beside the grades; neither is made of the other, and no trigger uses it.`
}

function share(counts: ReportCardCounts | undefined): string | undefined {
  const whole = (counts?.cards ?? 0) - (counts?.notKnown ?? 0)
  if (counts === undefined || whole === 0) return undefined
  return `${count(counts.atExpected)} of ${count(whole)} (${printed((100 * counts.atExpected) / whole, 'percent')})`
}
