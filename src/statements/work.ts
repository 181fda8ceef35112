import type { Framework } from '../frameworks/framework.ts'
import { daysAfter, type Day } from '../lib/day.ts'
import { isFresh, type CriterionJudgement } from './criterion-judgement.ts'
import { dutyFor, partsIn, themeDuty, whyNotChallenge, type Duty, type Part } from './duty.ts'
import type { StatementState } from '../position-statements/position-statement.ts'

/** How many days something may wait before it is late: a draft to be made ready, a challenge, an answer. Our own figures. */
export const daysAllowed = { draft: 28, challenge: 14, answer: 14 } as const

/** A duty somebody has. */
export interface DutyHeld {
  readonly theme: string
  /** Empty for the whole theme. */
  readonly criterion: string
  readonly parts: readonly Part[]
}

/** What a piece of work is about, by which its page is found. */
export type WorkAbout =
  | { readonly kind: 'criterion'; readonly theme: string; readonly criterion: string }
  | { readonly kind: 'theme'; readonly theme: string }
  | { readonly kind: 'statement'; readonly theme: string }
  | { readonly kind: 'action'; readonly action: number }

/** Something that waits for somebody. */
export interface Waiting {
  readonly about: WorkAbout
  readonly what: string
  readonly since: Day | null
  readonly dueOn: Day | null
}

/** The newest judgement of a criterion, the day of its last step, and who wrote in it. */
export interface InHand {
  readonly judgement: Pick<CriterionJudgement, 'theme' | 'criterion' | 'state' | 'year' | 'grade'>
  readonly since: Day
  readonly writers: readonly number[]
}

/** The newest position statement of a theme. */
export interface StatementInHand {
  readonly theme: string
  readonly state: StatementState
  readonly since: Day
  readonly writer: number | null
  /** Whether the challenge partner has said what they make of it. */
  readonly challenged: boolean
}

/** An action that somebody is to do, and is not done. */
export interface ActionInHand {
  readonly id: number
  readonly what: string
  readonly due_on: Day | null
}

/** All that somebody's work is found in. */
export interface WorkFacts {
  readonly framework: Framework
  readonly duties: readonly Duty[]
  readonly inHand: readonly InHand[]
  readonly statements: readonly StatementInHand[]
  readonly actions: readonly ActionInHand[]
  /** Whether whoever it is of publishes statements. */
  readonly publishes: boolean
}

/** The duties somebody has on a day, by theme and then criterion. */
export function dutiesHeld({ framework, duties }: WorkFacts, account: number, on: Day): readonly DutyHeld[] {
  const order = new Map(framework.themes.map(({ key }, i) => [key, i]))
  return duties
    .filter(({ theme }) => order.has(theme))
    .map((duty) => ({ theme: duty.theme, criterion: duty.criterion, parts: partsIn(duty, account, on) }))
    .filter(({ parts }) => parts.length > 0)
    .toSorted(
      (a, b) => (order.get(a.theme) ?? 0) - (order.get(b.theme) ?? 0) || a.criterion.localeCompare(b.criterion, 'en', { numeric: true }),
    )
}

/**
 * What waits for somebody on a day, what is due first at the top, and else in the framework’s order:
 * - a judgement that is ready, for the challenge partner or who stands in, unless they wrote in it
 * - a challenge to answer, and a draft to make ready, for the lead or who stands in
 * - a draft, for a contributor
 * - the criteria of a theme that were not looked at this academic year, for the lead
 * - a position statement to finish, to challenge, to agree once it is challenged, or to publish once it is agreed
 * - an action of theirs that is open
 */
export function waitingFor(facts: WorkFacts, account: number, on: Day): readonly Waiting[] {
  const order = new Map(facts.framework.themes.flatMap(({ criteria }) => criteria).map(({ key }, i) => [key, i]))
  const inOrder = facts.inHand.toSorted((a, b) => (order.get(a.judgement.criterion) ?? 0) - (order.get(b.judgement.criterion) ?? 0))
  const judgements = inOrder.flatMap((one) => ofJudgement(facts, one, account, on))
  const actions = facts.actions.map(({ id, what, due_on: dueOn }): Waiting => ({ about: { kind: 'action', action: id }, what, since: null, dueOn })) // prettier-ignore
  const all = [...judgements, ...notLookedAt(facts, account, on), ...facts.statements.flatMap((one) => ofStatement(facts, one, account, on)), ...actions] // prettier-ignore
  return all.toSorted((a, b) => ((a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : a.dueOn === b.dueOn ? 0 : 1))
}

/** Whether something waits for longer than it should. */
export const isLate = ({ dueOn }: Waiting, on: Day) => dueOn !== null && dueOn < on

function ofJudgement(
  { duties, framework }: WorkFacts,
  { judgement, since, writers }: InHand,
  account: number,
  on: Day,
): readonly Waiting[] {
  const { theme, criterion, state } = judgement
  if (!framework.themes.some(({ key, criteria }) => key === theme && criteria.some((one) => one.key === criterion))) return []
  const duty = dutyFor(duties, theme, criterion)
  const parts = partsIn(duty, account, on)
  const leads = parts.includes('lead') || parts.includes('for the lead')
  const waits = (what: string, days: number) => [{ about: { kind: 'criterion', theme, criterion }, what, since, dueOn: daysAfter(since, days) } as const] // prettier-ignore
  if (state === 'ready') {
    return whyNotChallenge(duty, { account, role: 'officer' }, on, writers) === undefined ? waits('Challenge the judgement', daysAllowed.challenge) : [] // prettier-ignore
  }
  if (state === 'challenged') return leads ? waits('Answer the challenge', daysAllowed.answer) : []
  if (state !== 'draft') return []
  return leads || parts.includes('contributor') ? waits('Finish the draft and make it ready', daysAllowed.draft) : []
}

function notLookedAt({ framework, duties, inHand }: WorkFacts, account: number, on: Day): readonly Waiting[] {
  return framework.themes.flatMap(({ key: theme, criteria }) => {
    const mine = criteria.filter(({ key }) => partsIn(dutyFor(duties, theme, key), account, on).includes('lead'))
    const open = mine.filter(({ key }) => !inHand.some(({ judgement }) => judgement.criterion === key && (isFresh(judgement.year, on) || judgement.state !== 'agreed'))) // prettier-ignore
    if (open.length === 0) return []
    const what = open.length === 1 ? '1 criterion to judge this academic year' : `${open.length} criteria to judge this academic year`
    return [{ about: { kind: 'theme', theme } as const, what, since: null, dueOn: null }]
  })
}

function ofStatement(
  { duties, publishes }: WorkFacts,
  { theme, state, since, writer, challenged }: StatementInHand,
  account: number,
  on: Day,
): readonly Waiting[] {
  const duty = themeDuty(duties, theme)
  const parts = partsIn(duty, account, on)
  const about = { kind: 'statement', theme } as const
  const leads = parts.includes('lead') || parts.includes('for the lead') || parts.includes('contributor')
  const challenges = (parts.includes('partner') || parts.includes('for the partner')) && writer !== account
  if (state === 'agreed') return publishes ? [{ about, what: 'Publish the position statement', since, dueOn: null }] : []
  if (state === 'challenge' && challenged) {
    const agrees = parts.includes('lead') || parts.includes('for the lead')
    return agrees ? [{ about, what: 'Agree the position statement, which was challenged', since, dueOn: daysAfter(since, daysAllowed.answer) }] : [] // prettier-ignore
  }
  if (state === 'challenge' && challenges) return [{ about, what: 'Challenge the position statement', since, dueOn: daysAfter(since, daysAllowed.challenge) }] // prettier-ignore
  if (state === 'draft' && leads)
    return [{ about, what: 'Finish the position statement', since, dueOn: daysAfter(since, daysAllowed.draft) }]
  return []
}
