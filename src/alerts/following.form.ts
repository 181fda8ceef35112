import type { Checked, Problem } from '../lib/checked.ts'
import type { Following } from './alert.ts'

type Given = Readonly<Record<string, string>>

/** What somebody wants to follow, from its form. A chosen trigger is a field `trigger-4`, so that each is there or not. */
export function readFollowing(body: Given, triggers: readonly number[]): Checked<Following> {
  const problems: Problem[] = []
  const chosen = triggers.filter((number) => body[`trigger-${number}`] !== undefined)
  const lights = body.lights === 'all' || body.lights === 'chosen' || body.lights === 'none' ? body.lights : undefined
  const mail =
    body.mail === undefined ? 'none' : body.mail === 'none' || body.mail === 'each' || body.mail === 'daily' ? body.mail : undefined
  if (lights === undefined) problems.push({ field: 'lights', text: 'Choose whose lights you follow' })
  if (lights === 'chosen' && chosen.length === 0) problems.push({ field: 'lights', text: 'Choose at least one trigger, or none of them' })
  if (mail === undefined) problems.push({ field: 'mail', text: 'Choose whether you want e-mail' })
  if (lights === undefined || mail === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { lights, triggers: lights === 'chosen' ? chosen : [], schools: body.schools !== undefined, mail } }
}

/** An e-mail address to try out. */
export function readAddress(text: string | undefined): Checked<string> {
  const address = (text ?? '').trim()
  if (address.length <= 254 && /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:]+$/.test(address)) return { ok: true, value: address }
  return { ok: false, problems: [{ field: 'address', text: 'Enter an e-mail address, such as name@example.gov.uk' }] }
}
