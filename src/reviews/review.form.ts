import type { Framework } from '../frameworks/framework.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { daysBetween, readDay, type Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { longestReview, type KnownReviewer, type ReviewGiven } from './review.ts'

/** Reads whom to invite, and to what. */
export function readReview(
  body: Readonly<Record<string, string>>,
  { framework, known, today }: { readonly framework: Framework; readonly known: readonly KnownReviewer[]; readonly today: Day },
): Checked<ReviewGiven> {
  const problems: Problem[] = []
  const before = known.find(({ account }) => account === readId(body.account))
  const invited = before?.name ?? (body.invited ?? '').trim().replaceAll(/\s+/g, ' ')
  if (invited === '') problems.push({ field: 'invited', text: 'Enter the name of the reviewer' })
  if (invited.length > 200) problems.push({ field: 'invited', text: 'The name must be 200 characters or fewer' })
  const themes = framework.themes.map(({ key }) => key).filter((key) => body[`theme-${key}`] === 'yes')
  if (themes.length === 0) problems.push({ field: 'themes', text: 'Choose the themes they are to read' })
  const [fromOn, untilOn] = [readDay(body.from ?? ''), readDay(body.until ?? '')]
  if (!fromOn) problems.push({ field: 'from', text: 'Enter the first day of the review, like 27/11/2026' })
  if (!untilOn) problems.push({ field: 'until', text: 'Enter the last day of the review, like 27/11/2026' })
  if (fromOn && untilOn && untilOn < fromOn) problems.push({ field: 'until', text: 'The last day must not be before the first' })
  else if (untilOn && untilOn < today) problems.push({ field: 'until', text: 'The last day must not be past' })
  if (fromOn && untilOn && daysBetween(fromOn, untilOn) > longestReview) problems.push({ field: 'until', text: 'A review is open for a year at most' }) // prettier-ignore
  if (!fromOn || !untilOn || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { invited, account: before?.account ?? null, themes, fromOn, untilOn } }
}
