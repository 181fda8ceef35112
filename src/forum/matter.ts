import type { Action } from '../actions/action.ts'
import type { Framework } from '../frameworks/framework.ts'
import { daysBetween, inWords, type Day } from '../lib/day.ts'
import { isDisputed } from '../statements/criterion-judgement.ts'
import { inPlace, themeDuty, type Duty } from '../statements/duty.ts'
import type { StandsAt } from '../statements/theme.ts'
import { daysAllowed, type StatementInHand } from '../statements/work.ts'

/** What an item of an agenda comes from; `itself` is one somebody entered. */
export const matterKinds = ['challenge', 'action', 'statement', 'duty', 'itself'] as const

export type MatterKind = (typeof matterKinds)[number]

/** Something that is late or disputed, and so belongs before the forum. */
export interface Matter {
  readonly arose: MatterKind
  readonly arose_key: string
  /** The key of the framework it is under; null for what is under none. */
  readonly framework: string | null
  readonly title: string
  readonly because: string
}

/** What the matters of a day are found in. */
export interface MatterFacts {
  readonly framework: Framework
  readonly criteria: readonly StandsAt[]
  readonly duties: readonly Duty[]
  readonly statements: readonly StatementInHand[]
  readonly overdue: readonly Action[]
  readonly today: Day
}

/**
 * What is late or disputed on a day, in the order a meeting takes it:
 * - judgements that stand against their challenge, and challenges that wait for the lead’s answer
 * - actions that are overdue, the longest first
 * - statements that wait for challenge, and drafts that have lain for more than 28 days
 * - themes without a lead or without a challenge partner
 */
export function mattersOf(facts: MatterFacts): readonly Matter[] {
  const under = [disputes(facts), waitingStatements(facts), vacancies(facts)].map((all) => all.map((one) => ({ ...one, framework: facts.framework.key }))) // prettier-ignore
  const [disputed = [], statements = [], vacant = []] = under
  return [...disputed, ...lateActions(facts), ...statements, ...vacant]
}

/** A matter of the framework that is looked at. */
type Under = Omit<Matter, 'framework'>

function disputes({ framework, criteria }: MatterFacts): readonly Under[] {
  return framework.themes.flatMap((theme) =>
    theme.criteria.flatMap(({ key, text }) => {
      const now = criteria.find(({ criterion }) => criterion === key)
      const title = `Criterion ${key}: ${short(text)}`
      if (now && isDisputed(now)) return [{ arose: 'challenge' as const, arose_key: key, title, because: 'The challenge partner disagrees, and the judgement stands' }] // prettier-ignore
      if (now?.state !== 'challenged') return []
      return [{ arose: 'challenge' as const, arose_key: key, title, because: 'It is challenged, and the lead has not answered yet' }]
    }),
  )
}

function lateActions({ overdue, today }: MatterFacts): readonly Matter[] {
  return overdue.map(({ id, what, due_on: due, owner_name: owner }) => ({
    arose: 'action',
    arose_key: String(id),
    framework: null,
    title: `Action: ${short(what)}`,
    because: `${owner ?? 'Nobody'} was to do it by ${due === null ? 'no day' : inWords(due)}${due === null ? '' : `, ${daysBetween(due, today)} days ago`}`,
  }))
}

function waitingStatements({ framework, statements, today }: MatterFacts): readonly Under[] {
  return statements.flatMap(({ theme: key, state, since, challenged }) => {
    const theme = framework.themes.find((one) => one.key === key)
    const lies = state === 'draft' && daysBetween(since, today) > daysAllowed.draft
    if (!theme || (state !== 'challenge' && !lies)) return []
    const waits = challenged ? `It is challenged, and not agreed since ${inWords(since)}` : `It waits for challenge since ${inWords(since)}`
    const because = state === 'challenge' ? waits : `It is a draft, last written on ${inWords(since)}`
    return [{ arose: 'statement' as const, arose_key: key, title: `Position statement: ${theme.title}`, because }]
  })
}

function vacancies({ framework, duties }: MatterFacts): readonly Under[] {
  return framework.themes.flatMap(({ key, title }) => {
    const { lead, partner } = themeDuty(duties, key)
    const places = [...(inPlace(lead) ? [] : ['lead']), ...(inPlace(partner) ? [] : ['challenge partner'])]
    if (places.length === 0) return []
    return [{ arose: 'duty' as const, arose_key: key, title: `Vacancy: ${title}`, because: `There is no ${places.join(' and no ')}` }]
  })
}

const short = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text)

/** More of one kind than a meeting can take; the rest can be added by hand. Our own figure. */
export const mostOfAKind = 10

/** The agenda a meeting begins with: the matters of the day, at most ten of each kind. */
export function firstAgenda(matters: readonly Matter[]): readonly Matter[] {
  return matterKinds.flatMap((kind) => matters.filter(({ arose }) => arose === kind).slice(0, mostOfAKind))
}

/** Whether two are about the same thing. */
export const isSame = (one: Matter, other: Matter) =>
  one.arose === other.arose && one.arose_key === other.arose_key && one.framework === other.framework

/** The matters that are not on an agenda. */
export function notOn(agenda: readonly Matter[], matters: readonly Matter[]): readonly Matter[] {
  return matters.filter((matter) => !agenda.some((item) => isSame(item, matter)))
}
