import type { Checked, Problem } from '../lib/checked.ts'
import { parseDay, type Day } from '../lib/day.ts'
import { recordableLights, type RecordedLight } from './assess.ts'

/**
 * Reads the form that records a light: a light, the day it stands from, which is not after today, and a reason; the newest entry
 * that its writer had seen, and the entry it replaces, if any.
 */
export function readRecordedLight(
  body: Readonly<Record<string, string>>,
  today: Day,
): Checked<Pick<RecordedLight, 'light' | 'on' | 'reason'> & { seen: number | null | undefined; replaces: number | null }> {
  const problems: Problem[] = []
  const light = recordableLights.find((recordable) => recordable === body.light)
  if (!light) problems.push({ field: 'light', text: 'Choose green, amber or red' })

  const on = parseDay((body.on ?? '').trim())
  if (!on) problems.push({ field: 'on', text: 'Enter the day the light stands from' })
  else if (on > today) problems.push({ field: 'on', text: 'The day the light stands from must be today or in the past' })

  const reason = (body.reason ?? '').trim()
  if (reason === '') problems.push({ field: 'reason', text: 'Enter the reason for this light' })
  if (reason.length > 2000) problems.push({ field: 'reason', text: 'The reason must be 2,000 characters or fewer' })

  if (!light || !on || problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: { light, on, reason, seen: body.seen === undefined ? undefined : entryIn(body.seen), replaces: entryIn(body.replaces) },
  }
}

const entryIn = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null)
