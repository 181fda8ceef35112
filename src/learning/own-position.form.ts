import type { Checked, Problem } from '../lib/checked.ts'
import { answers, positionKinds, type PositionGiven } from './own-position.ts'

/** Reads what is said of one finding, weakness or strength, with the version its writer had seen. */
export function readPosition(body: Readonly<Record<string, string>>): Checked<PositionGiven> {
  const problems: Problem[] = []
  const key = body.key ?? ''
  const kind = positionKinds.find((one) => one === body.kind)
  const answer = answers.find((one) => one === body.answer)
  const says = (body.says ?? '').replaceAll('\r\n', '\n').trim()
  if (!kind) problems.push({ field: 'answer', text: 'Say what this is a position on' })
  if (!answer) problems.push({ field: 'answer', text: 'Choose whether we have the same' })
  if (says.length > 4000) problems.push({ field: 'says', text: 'How we stand must be 4,000 characters or fewer' })
  if (!kind || !answer || problems.length > 0) return { ok: false, problems }
  const seen = /^\d{1,9}$/.test(body.seen ?? '') ? Number(body.seen) : 0
  return { ok: true, value: { kind, key, answer, says, seen } }
}
