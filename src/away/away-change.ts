import type { Framework } from '../frameworks/framework.ts'
import { isOpen, isWritten, longestText, mostLines, type PositionStatement } from '../position-statements/position-statement.ts'
import { merged } from '../position-statements/merge.ts'
import { confidences, judgedIn, nothingJudged, type CriterionJudgement, type Judged } from '../statements/criterion-judgement.ts'
import { cellText } from './away-words.ts'
import { carriable, headings, sameAway, statementHeading, type Brought, type NotRead } from './away.ts'

/**
 * What is to become of one change that was made away:
 * - `write`: it is written into the draft
 * - `begins`: what stands is agreed, or there was none, so it begins a new draft
 * - `together`: others changed other lines meanwhile, and both are put together
 * - `clash`: it was changed on the page meanwhile, and what stands there is kept
 * - `refused`: it is not taken in, and `why` says why
 */
export type TakenAs = 'write' | 'begins' | 'together' | 'clash' | 'refused'

/** One change that was made away from the page: from what it left with, to what it came back as. */
export interface AwayChange {
  readonly kind: 'criterion' | 'statement'
  readonly key: string
  readonly heading: string
  readonly place: string
  readonly from: string
  readonly to: string
  /** What stands on the page now, where that is something else than it left with. */
  readonly now?: string
  readonly takenAs: TakenAs
  readonly why: string
}

/** A judgement to write: the look and version it left with, and whether it begins a new one. */
export interface JudgementPlan {
  readonly kind: 'criterion'
  readonly theme: string
  readonly criterion: string
  readonly said: Judged
  readonly number: number
  readonly seen: number
  readonly begins: boolean
}

/** A statement to write. */
export interface StatementPlan {
  readonly kind: 'statement'
  readonly theme: string
  readonly title: string
  readonly text: string
  readonly number: number
  readonly seen: number
  readonly begins: boolean
}

export type AwayPlan = JudgementPlan | StatementPlan

/** What comes of one row: its changes, what of it is to be written, and what of it cannot be read. */
export interface RowChanges {
  readonly changes: readonly AwayChange[]
  readonly plan?: AwayPlan
  readonly notRead: readonly NotRead[]
}

/** What the row of a criterion is held against. `base` is what it left with; `whyNot` why whoever brought it may not judge it. */
export interface JudgementGround {
  readonly framework: Framework
  readonly theme: string
  readonly base: Judged
  readonly standing: CriterionJudgement | undefined
  readonly whyNot: string | undefined
}

const longestPart = 8000

/** Reads what a cell says of a part; undefined where it is none of the words there are. */
function valueOf(framework: Framework, part: keyof Judged, text: string): string | null | undefined {
  const plain = text.trim().toLowerCase()
  if (part === 'grade') {
    if (plain === '') return null
    return framework.scale.grades.find(({ key, title }) => key.toLowerCase() === plain || title.toLowerCase() === plain)?.key
  }
  if (part === 'confidence') return plain === '' ? null : confidences.find((one) => one === plain)
  return carriable(text).trim()
}

/** What became of a criterion away from the page, part by part. */
export function judgementChanges(row: Brought, ground: JudgementGround): RowChanges {
  const { framework, base, standing, theme } = ground
  const { left, place, says } = row
  const key = left.key
  const now = standing ? judgedIn(standing) : nothingJudged
  const sameLook = (standing?.number ?? 0) === left.number || (left.number === 0 && standing?.number === 1)
  const notRead: NotRead[] = []
  const changes: AwayChange[] = []
  const wanted: Partial<Record<keyof Judged, string | null>> = {}
  for (const { part, heading } of headings) {
    const text = says[part]
    const [from, stands] = [cellText({ framework }, part, base), cellText({ framework }, part, now)]
    if (text === undefined || sameAway(text, from) || sameAway(text, stands)) continue
    const value = valueOf(framework, part, text)
    if (value === undefined) {
      notRead.push({
        place,
        text: `“${text.trim().slice(0, 80)}” is no ${heading.toLowerCase()} of this framework: ${key} keeps the one it has`,
      })
      continue
    }
    const meanwhile = !sameLook || !sameAway(from, stands)
    const [takenAs, why] = meanwhile ? (['clash', 'Changed on the page meanwhile'] as const) : takenAsOf(ground, text)
    changes.push({ kind: 'criterion', key, heading, place, from, to: carriable(text).trim(), ...(meanwhile ? { now: stands } : {}), takenAs, why }) // prettier-ignore
    if (takenAs === 'write' || takenAs === 'begins') wanted[part] = value
  }
  if (Object.keys(wanted).length === 0) return { changes, notRead }
  const begins = standing?.state === 'agreed'
  const said: Judged = asJudged({ ...(begins ? now : base), ...wanted })
  return { changes, notRead, plan: { kind: 'criterion', theme, criterion: key, said, number: left.number, seen: left.version, begins } }
}

function asJudged(said: Readonly<Record<keyof Judged, string | null>>): Judged {
  const { grade, confidence, reason, strengths, gaps, better } = said
  const sure = confidences.find((one) => one === confidence) ?? null
  return { grade, confidence: sure, reason: reason ?? '', strengths: strengths ?? '', gaps: gaps ?? '', better: better ?? '' }
}

function takenAsOf({ standing, whyNot }: JudgementGround, text: string): readonly [TakenAs, string] {
  if (whyNot !== undefined) return ['refused', whyNot]
  if (text.length > longestPart) return ['refused', 'It must be 8,000 characters or fewer']
  if (standing?.state === 'ready') return ['refused', 'It waits for challenge: take it back to draft on its page first']
  if (standing?.state === 'challenged') return ['refused', 'It was challenged: its lead has to answer on its page first']
  if (standing?.state === 'agreed') return ['begins', 'The judgement is agreed and is not changed: this begins a new one']
  return standing ? ['write', ''] : ['begins', 'Begins its first judgement']
}

/** What the row of a statement is held against. */
export interface StatementGround {
  readonly title: string
  readonly base: string
  readonly standing: PositionStatement | undefined
  readonly whyNot: string | undefined
}

/** What became of a statement away from the page. */
export function statementChanges({ left, place, says }: Brought, { title, base, standing, whyNot }: StatementGround): RowChanges {
  const to = carriable(says.text ?? base)
  const stands = standing?.text ?? ''
  if (sameAway(to, base) || sameAway(to, stands)) return { changes: [], notRead: [] }
  const moved = !sameAway(base, stands) && (left.number > 0 || isWritten(stands))
  const [takenAs, why] = statementTakenAs({ to, base, stands, moved, sameOne: isSameOne(left.number, standing), standing, whyNot })
  const change: AwayChange = { kind: 'statement', key: left.key, heading: statementHeading, place, from: base, to, ...(moved ? { now: stands } : {}), takenAs, why } // prettier-ignore
  if (takenAs === 'clash' || takenAs === 'refused') return { changes: [change], notRead: [] }
  const seen = left.number === 0 ? (standing?.version ?? 1) : left.version
  const plan: StatementPlan = { kind: 'statement', theme: left.key, title, text: to, number: standing?.number ?? 1, seen, begins: takenAs === 'begins' } // prettier-ignore
  return { changes: [change], plan, notRead: [] }
}

const isSameOne = (left: number, standing: PositionStatement | undefined) =>
  left === (standing?.number ?? 0) || (left === 0 && standing !== undefined && !isWritten(standing.text))

interface Weighed {
  readonly to: string
  readonly base: string
  readonly stands: string
  readonly moved: boolean
  readonly sameOne: boolean
  readonly standing: PositionStatement | undefined
  readonly whyNot: string | undefined
}

function statementTakenAs({ to, base, stands, moved, sameOne, standing, whyNot }: Weighed): readonly [TakenAs, string] {
  if (whyNot !== undefined) return ['refused', whyNot]
  if (to.length > longestText || to.split('\n').length > mostLines) return ['refused', 'It must be 200,000 characters and 5,000 lines or fewer'] // prettier-ignore
  const changedThere = ['clash', 'Changed on the page meanwhile'] as const
  if (!sameOne) return changedThere
  if (!standing) return ['begins', 'Begins the statement']
  if (!isOpen(standing)) return moved ? changedThere : ['begins', 'The statement is agreed and is not changed: this begins a new one']
  if (!moved) return ['write', '']
  const clashes = merged(base, to, stands).clashes.length > 0
  return clashes ? changedThere : ['together', 'Others changed other lines meanwhile: both are put together']
}
