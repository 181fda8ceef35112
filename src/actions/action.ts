import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'
import { twoTexts } from '../lib/two-texts.ts'
import type { Light } from '../triggers/trigger.ts'

/** Whether an action is still to be done. Dropped says why in its last note. */
export const actionStates = ['open', 'done', 'dropped'] as const

export type ActionState = (typeof actionStates)[number]

/** What an action arose from. `itself` is an action somebody entered with nothing behind it. */
export const origins = ['criterion', 'challenge', 'statement', 'finding', 'weakness', 'meeting', 'trigger', 'school', 'itself'] as const

export type Origin = (typeof origins)[number]

/** How it goes with an action. Grey is one that nobody has said anything of yet. */
export const rags = ['red', 'amber', 'green', 'grey'] as const satisfies readonly Light[]

/** What somebody says of an action, each part as text: the account of its owner and the day it is due among them, or empty. */
export interface ActionSaid {
  readonly what: string
  readonly done_means: string
  readonly owner: string
  readonly due_on: string
  readonly rag: string
  readonly rag_reason: string
}

/** The parts of what is said of an action, in the order of the form. */
export const saidParts = ['what', 'done_means', 'owner', 'due_on', 'rag', 'rag_reason'] as const

export type SaidPart = (typeof saidParts)[number]

/** An action as a form gives it, checked. */
export interface ActionGiven {
  readonly what: string
  readonly done_means: string
  readonly owner: number | null
  readonly due_on: Day | null
  readonly rag: Light
  readonly rag_reason: string
}

/** What an action arose from: the kind of thing, what names it, and what it said then. */
export interface Arose {
  readonly arose: Origin
  readonly arose_key: string
  readonly arose_says: string
  readonly framework: string | null
  readonly theme: string | null
  readonly criterion: string | null
}

/** Who does what by when, and what done means. */
export interface Action extends ActionGiven, Arose {
  readonly id: number
  readonly authority: AreaCode
  /** The name of its owner; null where it has none. Who has left keeps their name. */
  readonly owner_name: string | null
  readonly state: ActionState
  readonly version: number
  readonly begun_by: string
  readonly begun_at: Date
  readonly ended_at: Date | null
}

/** Somebody who may be given an action. */
export interface Owner {
  readonly account: number
  readonly name: string
}

/** One note of how it goes with an action, or of how it ended. */
export interface ActionNote {
  readonly says: string
  readonly written_by: string
  readonly written_at: Date
}

/** Which actions are asked for. What is not given is not asked. `overdueOn` asks for the open ones due before that day. */
export interface ActionFilter {
  readonly id?: number
  readonly state?: ActionState | undefined
  readonly owner?: number | undefined
  readonly overdueOn?: Day | undefined
  readonly framework?: string | undefined
  readonly theme?: string | undefined
  readonly criterion?: string | undefined
  readonly arose?: Origin | undefined
  /** Any of these things, by their keys. */
  readonly aroseKeys?: readonly string[] | undefined
}

/** Whether an action should have been done before a day. */
export function isOverdue({ state, due_on: due }: Pick<Action, 'state' | 'due_on'>, on: Day): boolean {
  return state === 'open' && due !== null && due < on
}

/** What an action says, each part as text. */
export function saidIn(given: ActionGiven): ActionSaid {
  return { ...given, owner: given.owner === null ? '' : String(given.owner), due_on: given.due_on ?? '' }
}

/** Whether two say the same of an action. */
export const saysAlike = (one: ActionSaid, other: ActionSaid) => saidParts.every((part) => one[part] === other[part])

/** What two people made of one action: what of both can stand together, and the parts in which they collide. */
export interface ActionMerged {
  readonly said: ActionSaid
  readonly collide: readonly SaidPart[]
}

/**
 * Puts together what two people made of the same action, part by part, by the rule of `twoTexts`.
 *
 * A light and its reason are one thing: who changed the light alone does not keep a reason given for another light.
 *
 * @example
 * const base = { what: 'a', done_means: '', owner: '', due_on: '', rag: 'grey', rag_reason: '' }
 * mergedFrom(base, { ...base, what: 'mine' }, { ...base, due_on: '2026-12-01' }).collide // => []
 * mergedFrom(base, { ...base, what: 'mine' }, { ...base, what: 'theirs' }).collide // => ['what']
 * mergedFrom(base, { ...base, rag: 'red', rag_reason: 'Late' }, { ...base, rag: 'red', rag_reason: 'No money' }).collide // => ['rag', 'rag_reason']
 */
export function mergedFrom(base: ActionSaid, mine: ActionSaid, theirs: ActionSaid): ActionMerged {
  const { collide, stands } = twoTexts(saidParts, { base, mine, theirs }, ['rag', 'rag_reason'])
  const said = { what: stands('what'), done_means: stands('done_means'), owner: stands('owner'), due_on: stands('due_on'), rag: stands('rag'), rag_reason: stands('rag_reason') } // prettier-ignore
  return { said, collide }
}
