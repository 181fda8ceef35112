import type { Checked, Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import {
  actionStates,
  origins,
  rags,
  saidParts,
  type ActionGiven,
  type ActionSaid,
  type ActionState,
  type Arose,
  type Owner,
} from './action.ts'

type Body = Readonly<Record<string, string>>

// A text as it is kept: lines end alike, and what no keyboard types is left out.
const cleaned = (text: string | undefined) =>
  (text ?? '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
    .trim()

/** Reads an action: what is to be done, by whom, by when, what done means, and how it goes, with the reason for its light. */
export function readAction(body: Body, owners: readonly Owner[]): Checked<ActionGiven> {
  const problems: Problem[] = []
  const what = cleaned(body.what)
  if (what === '') problems.push({ field: 'what', text: 'Enter what is to be done' })
  if (what.length > 1000) problems.push({ field: 'what', text: 'What is to be done must be 1,000 characters or fewer' })
  const means = cleaned(body.done_means)
  if (means.length > 2000) problems.push({ field: 'done_means', text: 'What done means must be 2,000 characters or fewer' })
  const owner = ownerIn(body.owner ?? '', owners, problems)
  const due = dueIn(body.due_on ?? '', problems)
  const rag = rags.find((one) => one === (body.rag ?? 'grey'))
  if (!rag) problems.push({ field: 'rag', text: 'Choose how it goes' })
  const reason = cleaned(body.rag_reason)
  if (rag !== undefined && rag !== 'grey' && reason === '')
    problems.push({ field: 'rag_reason', text: `Enter the reason why it is ${rag}` })
  if (reason.length > 2000) problems.push({ field: 'rag_reason', text: 'The reason must be 2,000 characters or fewer' })
  if (!rag || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { what, done_means: means, owner, due_on: due, rag, rag_reason: reason } }
}

function ownerIn(typed: string, owners: readonly Owner[], problems: Problem[]): number | null {
  if (typed === '') return null
  const owner = owners.find(({ account }) => account === readId(typed))
  if (!owner) problems.push({ field: 'owner', text: 'Choose somebody from the list, or nobody yet' })
  return owner?.account ?? null
}

function dueIn(typed: string, problems: Problem[]): Day | null {
  if (typed.trim() === '') return null
  const due = readDay(typed)
  if (!due) problems.push({ field: 'due_on', text: 'Enter the day it is to be done by, like 27/11/2026, or leave it empty' })
  return due ?? null
}

/** Reads what the form showed when it was opened, in its fields `was-what`, `was-owner` and so on. */
export function readWas(body: Body): ActionSaid {
  const was = (part: (typeof saidParts)[number]) => cleaned(body[`was-${part}`])
  return { what: was('what'), done_means: was('done_means'), owner: was('owner'), due_on: was('due_on'), rag: was('rag'), rag_reason: was('rag_reason') } // prettier-ignore
}

/**
 * Reads what an action arose from, of an address or a form. The address is anybody's to write, so an unknown kind is an action
 * of its own, and long words are cut.
 */
export function readArose(asked: Body): Arose {
  const arose = origins.find((one) => one === asked.arose) ?? 'itself'
  const short = (name: string, most: number) => cleaned(asked[name]).slice(0, most)
  const key = (name: string) => (/^[\w.:-]{1,80}$/.test(asked[name] ?? '') ? (asked[name] ?? null) : null)
  return {
    arose,
    arose_key: short('key', 200),
    arose_says: short('says', 2000),
    framework: key('framework'),
    theme: key('theme'),
    criterion: key('criterion'),
  }
}

/** Reads the key a form carries, by which it is known when it is sent twice. */
export function readFormKey(body: Body): string | undefined {
  return /^[\w-]{16,64}$/.test(body['form-key'] ?? '') ? body['form-key'] : undefined
}

/** Reads a note of how it goes; how an action ended needs one, too. */
export function readNote(body: Body, needed: string): Checked<string> {
  const says = cleaned(body.note)
  if (says === '') return { ok: false, problems: [{ field: 'note', text: needed }] }
  if (says.length > 4000) return { ok: false, problems: [{ field: 'note', text: 'The note must be 4,000 characters or fewer' }] }
  return { ok: true, value: says }
}

/** What the list of actions is narrowed to. */
export interface ListAsked {
  readonly mine: boolean
  readonly overdue: boolean
  readonly theme: string
  readonly state: ActionState | 'all'
}

/** Reads what the list is narrowed to. Without a word it is the open actions of everybody. */
export function readListAsked(query: Body): ListAsked {
  const state = query.state === 'all' ? 'all' : (actionStates.find((one) => one === query.state) ?? 'open')
  const overdue = query.overdue === 'yes'
  return { mine: query.mine === 'yes', overdue, theme: cleaned(query.theme).slice(0, 80), state: overdue ? 'open' : state }
}
