import type { Checked, Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import { termKeys, type Term, type TermKey } from '../terms/term.ts'
import type { Light } from '../triggers/trigger.ts'
import { commentedPhases, type Comments } from './term-assessment.ts'

/** The longest a comment or a reason may be. */
const longest = 4000

const lights: readonly Light[] = ['green', 'amber', 'red', 'grey']

/** A number or a version as a form carries it back. */
export const numberIn = (text: string | undefined): number | undefined => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined)

/** Which term a draft is asked for: `2026-autumn`. */
export function readTermAsked(text: string | undefined): { key: TermKey; year: number } | undefined {
  const [, year, name] = /^(20\d\d)-(autumn|spring|summer)$/.exec(text ?? '') ?? []
  const key = termKeys.find((known) => known === name)
  return key && year !== undefined ? { key, year: Number(year) } : undefined
}

/** The day a draft is as at: within its term, and not after today. Left empty, the last day of the term, or today while it lasts. */
export function readDayOfTerm(text: string | undefined, term: Pick<Term, 'beginsOn' | 'lastsUntil'>, today: Day): Checked<Day> {
  const latest = term.lastsUntil < today ? term.lastsUntil : today
  const typed = (text ?? '').trim()
  const on = typed === '' ? latest : readDay(typed)
  if (on === undefined) return { ok: false, problems: [{ field: 'on', text: 'Enter a day, such as 31/08/2025' }] }
  if (on < term.beginsOn || on > latest)
    return { ok: false, problems: [{ field: 'on', text: 'The day must be in the term, and not after today' }] }
  return { ok: true, value: on }
}

/** Reads what an officer wrote of a trigger. The reason is required when the light differs from the computed one. */
export function readWritten(
  body: Readonly<Record<string, string>>,
  computed: Light,
): Checked<{ light: Light | null; reason: string; comments: Comments; seen: number }> {
  const problems: Problem[] = []
  const given = body.light ?? ''
  const light = given === 'computed' ? null : lights.find((known) => known === given)
  if (light === undefined) problems.push({ field: 'light', text: 'Choose a light, or leave it as computed' })
  const reason = textIn(body, 'reason', 'The reason', problems)
  if (light !== undefined && light !== null && light !== computed && reason === '')
    problems.push({ field: 'reason', text: `Enter the reason why the light is ${light} and not ${computed}, as computed` })
  const [all = '', primary = '', secondary = '', special = ''] = commentedPhases.map((phase) =>
    textIn(body, `comment-${phase}`, 'A comment', problems),
  )
  if (light === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { light, reason, comments: { all, primary, secondary, special }, seen: numberIn(body.seen) ?? 0 } }
}

/** A text somebody must give: what they challenged, or why they correct. */
export function readRequired(body: Readonly<Record<string, string>>, field: string, missing: string): Checked<string> {
  const problems: Problem[] = []
  const text = textIn(body, field, 'It', problems)
  if (text === '') problems.push({ field, text: missing })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: text }
}

function textIn(body: Readonly<Record<string, string>>, field: string, what: string, problems: Problem[]): string {
  const text = (body[field] ?? '')
    .replaceAll('\r\n', '\n')
    // What no document could print.
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .trim()
  if (text.length > longest) problems.push({ field, text: `${what} must be 4,000 characters or fewer` })
  return text
}
