import type { Framework } from '../frameworks/framework.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { limitFields, limitKind, type LimitField, type LimitTexts } from './limit-field.ts'

/**
 * Reads limits as somebody typed them, or as they were kept. Says everything that is wrong at once.
 *
 * - Each is a number of 0 or more, with at most four decimals; what the form leaves out stays as the framework has it.
 * - Green is below amber.
 * - The share above which a trigger is red is below 100%; of the schools, some have to be known.
 */
export function readLimits(framework: Framework, body: LimitTexts): Checked<LimitTexts> {
  const fields = limitFields(framework)
  const problems: Problem[] = []
  const read = Object.fromEntries(fields.map((field) => [field.name, fieldIn(field, body, problems)]))
  const known = (name: string) => (problems.some((problem) => problem.field === name) ? Number.NaN : Number(read[name]))
  for (const name of Object.keys(framework.limits.by)) {
    if (known(`green-${name}`) >= known(`amber-${name}`))
      problems.push({ field: `amber-${name}`, text: `${limitKind(name)}: amber must be more than green` })
  }
  if (known('red-above') >= 100)
    problems.push({ field: 'red-above', text: 'The percentage above which a trigger is red must be below 100' })
  if (known('known') <= 0 || known('known') > 100)
    problems.push({ field: 'known', text: 'The percentage of schools to be known must be above 0 and at most 100' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: read }
}

/** The reason for limits or for a choice, which is required. */
export function readReason(body: Readonly<Record<string, string>>): Checked<string> {
  const reason = (body.reason ?? '').trim()
  if (reason === '') return { ok: false, problems: [{ field: 'reason', text: 'Enter the reason' }] }
  if (reason.length > 2000) return { ok: false, problems: [{ field: 'reason', text: 'The reason must be 2,000 characters or fewer' }] }
  return { ok: true, value: reason }
}

/** Limits out of the text they are kept as. */
export function keptLimits(framework: Framework, text: string): LimitTexts {
  const kept: unknown = JSON.parse(text)
  const texts = typeof kept === 'object' && kept !== null ? Object.entries(kept).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])) : [] // prettier-ignore
  const read = readLimits(framework, Object.fromEntries(texts))
  if (read.ok) return read.value
  throw new Error(`The limits kept for ${framework.key} cannot be used: ${read.problems.map((problem) => problem.text).join('. ')}`)
}

function fieldIn({ name, label, kind, value }: LimitField, body: LimitTexts, problems: Problem[]): string {
  if (kind === 'line') return (body[name] ?? '') === 'yes' ? 'yes' : ''
  const typed = (body[name] ?? value).trim().replace(/%$/, '')
  if (/^\d{1,3}(\.\d{1,4})?$/.test(typed)) return String(Number(typed))
  problems.push({ field: name, text: `${label}: enter a number, such as 0.5` })
  return typed
}
