import type { Checked, Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { dutyField, helperParts, inPlace, type Duty, type HelperPart, type Holder } from './duty.ts'

type Body = Readonly<Record<string, string>>

/** Who is to lead and who to challenge; null leaves the place vacant. */
export interface DutyGiven {
  readonly lead: number | null
  readonly partner: number | null
}

/** Reads who is to lead and who to challenge, from among those who may. The challenge partner is not the lead. */
export function readDuty(body: Body, people: readonly Holder[]): Checked<DutyGiven> {
  const problems: Problem[] = []
  const one = (field: string) => {
    const account = readId(body[field]) ?? null
    if ((body[field] ?? '') !== '' && !people.some((person) => person.account === account))
      problems.push({ field, text: 'Choose somebody from the list, or leave the place vacant' })
    return account
  }
  const [lead, partner] = [one('lead'), one('partner')]
  if (lead !== null && lead === partner)
    problems.push({ field: 'partner', text: 'The challenge partner must be somebody other than the lead' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { lead, partner } }
}

/** Who is to lead and who to challenge a theme, and the version of its duty that was seen. */
export interface ThemeGiven extends DutyGiven {
  readonly theme: string
  readonly seen: number
}

/** Reads who is to lead and who to challenge each of these themes, in their order, with every problem at once. */
export function readDuties(body: Body, people: readonly Holder[], themes: readonly string[]): Checked<readonly ThemeGiven[]> {
  const given: ThemeGiven[] = []
  const problems: Problem[] = []
  for (const [i, theme] of themes.entries()) {
    const said = (field: 'lead' | 'partner' | 'seen') => body[dutyField(field, i + 1)] ?? ''
    const form = readDuty({ lead: said('lead'), partner: said('partner') }, people)
    if (form.ok) given.push({ ...form.value, theme, seen: readVersion(said('seen')) })
    else
      problems.push(
        ...form.problems.map(({ field, text }) => ({
          field: dutyField(field === 'lead' ? 'lead' : 'partner', i + 1),
          text: `Theme ${i + 1}: ${text}`,
        })),
      )
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: given }
}

/** The version a form showed; 0 where it showed none. */
export const readVersion = (seen: string | undefined) => (/^\d{1,9}$/.test(seen ?? '') ? Number(seen) : 0)

/** Who is to help, how, and between which days. */
export interface HelpGiven {
  readonly account: number
  readonly part: HelperPart
  readonly fromOn: Day | null
  readonly untilOn: Day | null
}

/** Reads who is to help. Who stands in does so between two days, and nobody stands in for the person they are to check. */
export function readHelp(body: Body, people: readonly Holder[], duty: Duty): Checked<HelpGiven> {
  const problems: Problem[] = []
  const account = readId(body.helper)
  if (!people.some((person) => person.account === account)) problems.push({ field: 'helper', text: 'Choose who is to help' })
  const part = helperParts.find((one) => one === body.part)
  if (!part) problems.push({ field: 'part', text: 'Choose how they help' })
  const clash = part && account !== undefined ? collides(duty, account, part) : undefined
  if (clash !== undefined) problems.push({ field: 'helper', text: clash })
  const days = part === 'contributor' ? { fromOn: null, untilOn: null } : readDays(body, problems)
  if (account === undefined || !part || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { account, part, ...days } }
}

function readDays(body: Body, problems: Problem[]) {
  const fromOn = readDay(body.from ?? '') ?? null
  const untilOn = readDay(body.until ?? '') ?? null
  if (!fromOn) problems.push({ field: 'from', text: 'Enter the first day they stand in, like 27/11/2026' })
  if (!untilOn) problems.push({ field: 'until', text: 'Enter the last day they stand in, like 27/11/2026' })
  if (fromOn && untilOn && untilOn < fromOn) problems.push({ field: 'until', text: 'The last day must not be before the first' })
  return { fromOn, untilOn }
}

function collides({ lead, partner }: Duty, account: number, part: HelperPart): string | undefined {
  if (inPlace(lead)?.account === account && part === 'for the partner') return 'The lead cannot stand in for the challenge partner'
  if (inPlace(partner)?.account === account && part !== 'for the partner')
    return 'The challenge partner cannot write what they are to challenge'
  return undefined
}
