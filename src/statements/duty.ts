import type { Role } from '../accounts/permission.ts'
import type { Day } from '../lib/day.ts'

/** How somebody beside the lead and the challenge partner has part in a duty. Who stands in does so from one day until another. */
export const helperParts = ['contributor', 'for the lead', 'for the partner'] as const

export type HelperPart = (typeof helperParts)[number]

/** Somebody who has part in a duty. Who has left keeps their name; their place is a vacancy. */
export interface Holder {
  readonly account: number
  readonly name: string
  readonly left: boolean
}

/** Who helps with a duty: a contributor, or who stands in for the lead or the partner between two days. */
export interface Helper {
  readonly id: number
  readonly who: Holder
  readonly part: HelperPart
  readonly fromOn: Day | null
  readonly untilOn: Day | null
}

/** Who answers for a theme, or, where `criterion` is not empty, for one criterion of it. Version 0 was never written. */
export interface Duty {
  readonly theme: string
  readonly criterion: string
  readonly lead: Holder | null
  readonly partner: Holder | null
  readonly helpers: readonly Helper[]
  readonly version: number
}

/** A duty that nobody was given yet. */
export const noDuty = (theme: string, criterion = ''): Duty => ({ theme, criterion, lead: null, partner: null, helpers: [], version: 0 })

/** Whoever holds a place and still works here; null is a vacancy. */
export const inPlace = (holder: Holder | null): Holder | null => (holder?.left === false ? holder : null)

/** The name of a field of the form that gives out every theme: of the theme at a place, counted from 1. */
export const dutyField = (field: 'lead' | 'partner' | 'seen', place: number) => `${field}-${place}`

/** The duty of a whole theme. */
export function themeDuty(duties: readonly Duty[], theme: string): Duty {
  return duties.find((one) => one.theme === theme && one.criterion === '') ?? noDuty(theme)
}

/** What was given for one criterion alone. */
export function ownDuty(duties: readonly Duty[], theme: string, criterion: string): Duty {
  return duties.find((one) => one.theme === theme && one.criterion === criterion) ?? noDuty(theme, criterion)
}

/**
 * Who answers for a criterion:
 * - its own lead and partner, where it has them
 * - else those of its theme
 * - the theme's partner does not challenge a criterion that they lead: its partner is then a vacancy
 * - whoever helps with either
 */
export function dutyFor(duties: readonly Duty[], theme: string, criterion: string): Duty {
  const [whole, own] = [themeDuty(duties, theme), ownDuty(duties, theme, criterion)]
  const lead = inPlace(own.lead) ?? inPlace(whole.lead)
  const partner = inPlace(own.partner) ?? inPlace(whole.partner)
  const helpers = [...whole.helpers, ...own.helpers]
  return { ...own, lead, partner: partner?.account === lead?.account ? null : partner, helpers }
}

/** Whether somebody helps on a day: a contributor always, who stands in from their first day until their last. */
export function helpsOn({ fromOn, untilOn, who }: Helper, on: Day): boolean {
  return !who.left && (fromOn === null || fromOn <= on) && (untilOn === null || untilOn >= on)
}

export type Part = 'lead' | 'partner' | HelperPart

/** The parts somebody has in a duty on a day, the lead's first. */
export function partsIn({ lead, partner, helpers }: Duty, account: number, on: Day): readonly Part[] {
  const helping = helpers.filter((helper) => helper.who.account === account && helpsOn(helper, on)).map(({ part }) => part)
  return [
    ...(inPlace(lead)?.account === account ? (['lead'] as const) : []),
    ...(inPlace(partner)?.account === account ? (['partner'] as const) : []),
    ...helping,
  ]
}

/** Somebody who acts, as far as their part in a duty is concerned. */
export interface Acting {
  readonly account: number
  readonly role: Role
}

/** Whether somebody may judge: the lead, who stands in for the lead, a contributor, or an administrator. */
export function mayJudge(duty: Duty, { account, role }: Acting, on: Day): boolean {
  return role === 'administrator' || partsIn(duty, account, on).some((part) => part !== 'partner' && part !== 'for the partner')
}

/** Whether somebody answers a challenge: the lead, who stands in for the lead, or an administrator. */
export function mayAnswer(duty: Duty, { account, role }: Acting, on: Day): boolean {
  return role === 'administrator' || partsIn(duty, account, on).some((part) => part === 'lead' || part === 'for the lead')
}

/** Why somebody may not judge, in words for them; undefined where they may. */
export function whyNotJudge(duty: Duty, acting: Acting, on: Day): string | undefined {
  if (mayJudge(duty, acting, on)) return undefined
  return `Only the lead, whoever stands in for the lead, a contributor or an administrator may judge this criterion. ${leadSays(duty)}`
}

/** Why somebody may not answer a challenge; undefined where they may. */
export function whyNotAnswer(duty: Duty, acting: Acting, on: Day): string | undefined {
  if (mayAnswer(duty, acting, on)) return undefined
  return `Only the lead, whoever stands in for the lead or an administrator may answer the challenge. ${leadSays(duty)}`
}

/**
 * Why somebody may not challenge a judgement; undefined where they may:
 * - nobody challenges what they wrote in
 * - the lead does not, even while standing in for the partner
 * - only the challenge partner does, or who stands in for them
 */
export function whyNotChallenge(duty: Duty, { account }: Acting, on: Day, writers: readonly number[]): string | undefined {
  const parts = partsIn(duty, account, on)
  if (writers.includes(account)) return 'You wrote in this judgement, and nobody challenges their own. Somebody else has to'
  if (parts.includes('lead')) return 'You lead on this, and the lead does not challenge it. The challenge partner has to'
  if (parts.includes('partner') || parts.includes('for the partner')) return undefined
  const partner = inPlace(duty.partner)
  const is = partner ? `The challenge partner is ${partner.name}.` : 'There is no challenge partner yet.'
  return `Only the challenge partner, or whoever stands in for them, may challenge this judgement. ${is}`
}

function leadSays({ lead }: Duty): string {
  const holder = inPlace(lead)
  return holder ? `The lead is ${holder.name}.` : 'There is no lead yet.'
}

/** What one person has on their hands: the themes they lead, and those they are the partner of. */
export interface Load {
  readonly who: Holder
  readonly leads: readonly string[]
  readonly partners: readonly string[]
}

/** So many themes led, or led and partnered, are more than one person can carry beside their work. Our own figures. */
export const tooMuch = { leads: 3, all: 5 } as const

/** What each person carries, who carries most first. */
export function loads(duties: readonly Duty[]): readonly Load[] {
  const themes = duties.filter(({ criterion }) => criterion === '')
  const people = new Map(themes.flatMap(({ lead, partner }) => [inPlace(lead), inPlace(partner)]).flatMap((who) => (who ? [[who.account, who] as const] : []))) // prettier-ignore
  return [...people.values()]
    .map((who) => ({
      who,
      leads: themes.filter(({ lead }) => lead?.account === who.account).map(({ theme }) => theme),
      partners: themes.filter(({ partner }) => partner?.account === who.account).map(({ theme }) => theme),
    }))
    .toSorted((a, b) => carried(b) - carried(a) || a.who.name.localeCompare(b.who.name))
}

const carried = ({ leads, partners }: Load) => leads.length + partners.length

/** Whether somebody carries too much: three themes or more to lead, or five or more to lead or challenge. */
export function carriesTooMuch(load: Load): boolean {
  return load.leads.length >= tooMuch.leads || carried(load) >= tooMuch.all
}

/** The only person a theme rests on; undefined where nobody or more than one has part in it on a day. */
export function restsOnOne({ lead, partner, helpers }: Duty, on: Day): Holder | undefined {
  const helping = helpers.filter((helper) => helpsOn(helper, on)).map(({ who }) => who)
  const all = new Map([inPlace(lead), inPlace(partner), ...helping].flatMap((who) => (who ? [[who.account, who] as const] : [])))
  const [only, ...others] = all.values()
  return others.length === 0 ? only : undefined
}
