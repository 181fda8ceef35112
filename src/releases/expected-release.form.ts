import type { Checked, Problem } from '../lib/checked.ts'
import { readDay } from '../lib/day.ts'
import type { Expectation } from './release.ts'

/**
 * Reads the form that says when a release is expected: a day, which may have passed, and a note of where it is from.
 *
 * `field` is what its inputs are named after: several such forms stand on one page.
 */
export function readExpectation(body: Readonly<Record<string, string>>, field: string): Checked<Expectation> {
  const problems: Problem[] = []
  const due_on = readDay(body.on ?? '')
  if (!due_on) problems.push({ field: `on${field}`, text: 'Enter the day the release is expected, like 27/11/2026' })
  else if (due_on < '2010-01-01' || due_on > '2099-12-31') {
    problems.push({ field: `on${field}`, text: 'The day the release is expected must be from 2010 to 2099' })
  }
  const note = (body.note ?? '').trim().replaceAll(/\s+/g, ' ')
  if (note.length > 300) problems.push({ field: `note${field}`, text: 'The note must be 300 characters or fewer' })
  if (!due_on || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { due_on, note } }
}

/** The number of an expected release, and the version its writer had seen; 0 for what is none. */
export function readSeen(body: Readonly<Record<string, string>>): { readonly id: number; readonly version: number } {
  return { id: wholeNumber(body.id), version: wholeNumber(body.version) }
}

const wholeNumber = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0)
