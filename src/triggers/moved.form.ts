import type { Checked, Problem } from '../lib/checked.ts'
import { inWords, readDay, type Day } from '../lib/day.ts'
import type { TwoDaysAsked } from './moved-line.ts'

/** Reads two days, the first before the second, with every problem at once. */
export function readTwoDays(typed: Readonly<Record<string, string>>): Checked<TwoDaysAsked> {
  const problems: Problem[] = []
  const dayIn = (field: 'from' | 'to', which: string): Day | undefined => {
    const text = (typed[field] ?? '').trim()
    const day = text === '' ? undefined : readDay(text)
    if (text !== '' && day === undefined) problems.push({ field, text: `Enter the ${which} day, such as 31/08/2025` })
    return day
  }
  const [from, to] = [dayIn('from', 'first'), dayIn('to', 'second')]
  if (from !== undefined && to !== undefined && from >= to)
    problems.push({ field: 'from', text: `The first day must be before the second, ${inWords(to)}` })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { from, to } }
}
