import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import { academicYearOf, type Day } from '../lib/day.ts'
import { looksAt, stepsOf } from './criterion-judgement.store.ts'
import {
  judgedIn,
  mergedFrom,
  nothingJudged,
  saysAlike,
  type Challenge,
  type CriterionJudgement,
  type Judged,
  type Merged,
} from './criterion-judgement.ts'

/** The criterion that is judged, and when. */
export interface JudgedWhere {
  readonly framework: string
  readonly theme: string
  readonly criterion: string
  readonly today: Day
  readonly now: Date
}

/** What came of a step: done, with the judgement as it stands now, or why it was not. */
export type Stepped =
  | { readonly kind: 'done'; readonly judgement: CriterionJudgement }
  /** Somebody changed the same parts meanwhile: theirs stands, and what is `merged` is not kept. */
  | { readonly kind: 'clash'; readonly theirs: CriterionJudgement; readonly merged: Merged }
  /** It has gone on to another state, or another version, since it was seen. */
  | { readonly kind: 'moved'; readonly theirs: CriterionJudgement | undefined }

// Everybody who takes a step with the judgements of one criterion takes turns.
const turn = (tx: Db, { authority }: Pick<Person, 'authority'>, { framework, criterion }: JudgedWhere) =>
  sql`select pg_advisory_xact_lock(hashtext(${`judging ${authority} ${framework} ${criterion}`}))`.execute(tx)

/** The newest look at a criterion. */
async function newest(tx: Db, { authority }: Person, { framework, criterion }: JudgedWhere): Promise<CriterionJudgement | undefined> {
  return (await looksAt(reading(tx), authority, framework, criterion))[0]
}

/** What somebody wrote, and which look and which version of it they had before them: both 0 where there was none. */
export interface ToJudge {
  readonly said: Judged
  readonly number: number
  readonly seen: number
}

/**
 * Writes a draft; the first that is written begins the judgement.
 *
 * Where somebody else wrote since, what both changed in different parts is put together and kept. Where they changed the same
 * part, nothing is changed: theirs is handed back beside what was merged, so that neither is lost. A text that stands already,
 * as one sent twice does, changes nothing.
 */
export async function writeJudgement(tx: Db, who: Person, where: JudgedWhere, { said, number, seen }: ToJudge): Promise<Stepped> {
  await turn(tx, who, where)
  const standing = await newest(tx, who, where)
  const isFirst = number === 0 && standing === undefined
  if (isFirst) return { kind: 'done', judgement: await begun(tx, who, where, 1, said) }
  if (standing === undefined || (number !== standing.number && number !== 0)) return { kind: 'moved', theirs: standing }
  if (saysAlike(standing, said)) return { kind: 'done', judgement: standing }
  if (standing.state !== 'draft') return { kind: 'moved', theirs: standing }
  const base = seen === standing.version ? judgedIn(standing) : await saidAt(tx, who, standing, seen)
  const merged = mergedFrom(base, said, judgedIn(standing))
  if (merged.collide.length > 0) return { kind: 'clash', theirs: standing, merged }
  if (saysAlike(standing, merged.said)) return { kind: 'done', judgement: standing }
  return { kind: 'done', judgement: await moved(tx, who, where, standing, { step: 'Wrote', set: merged.said }) }
}

/** What a judgement said at a version; nothing at version 0, before it was begun. */
async function saidAt(tx: Db, { authority }: Person, { id }: CriterionJudgement, version: number): Promise<Judged> {
  const step = (await stepsOf(reading(tx), authority, [id])).find((one) => one.version === version)
  return step ? asJudged(step.says) : nothingJudged
}

function asJudged(says: Readonly<Record<string, unknown>>): Judged {
  const text = (part: unknown) => (typeof part === 'string' ? part : '')
  const { grade, confidence } = says
  return {
    grade: typeof grade === 'string' ? grade : null,
    confidence: confidence === 'low' || confidence === 'medium' || confidence === 'high' ? confidence : null,
    reason: text(says.reason),
    strengths: text(says.strengths),
    gaps: text(says.gaps),
    better: text(says.better),
  }
}

/** Begins a further look at a criterion whose last judgement is agreed. One that is open already is handed back. */
export async function beginAnew(tx: Db, who: Person, where: JudgedWhere): Promise<CriterionJudgement> {
  await turn(tx, who, where)
  const standing = await newest(tx, who, where)
  if (standing && standing.state !== 'agreed') return standing
  return begun(tx, who, where, (standing?.number ?? 0) + 1, nothingJudged)
}

async function begun(tx: Db, who: Person, where: JudgedWhere, number: number, said: Judged): Promise<CriterionJudgement> {
  const { framework, theme, criterion, today, now } = where
  const { id } = await tx
    .insertInto('criterion_judgement')
    .values({
      ...judgedIn(said),
      authority: who.authority,
      framework,
      theme,
      criterion,
      number,
      year: academicYearOf(today),
      state: 'draft',
      drafted_by: who.name,
      drafted_account: who.account,
      drafted_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return stepKept(tx, who, where, { id, version: 1, before: undefined, step: 'Began' })
}

/** Makes a draft ready for challenge. It has a grade, a confidence and a reason by then: the form sees to it. */
export function makeReady(tx: Db, who: Person, where: JudgedWhere, seen: Seen): Promise<Stepped> {
  return step(tx, who, where, { seen, from: ['draft'], to: 'ready', step: 'Made ready for challenge', set: {} })
}

/** Takes a judgement that waits for challenge back to draft, to change it. */
export function takeBack(tx: Db, who: Person, where: JudgedWhere, seen: Seen): Promise<Stepped> {
  return step(tx, who, where, { seen, from: ['ready'], to: 'draft', step: 'Took back to draft', set: {} })
}

/** What the challenge partner says: the grade they would give, and why, where they do not simply agree. */
export interface ToChallenge {
  readonly challenge: Challenge
  readonly grade: string | null
  readonly reason: string
}

/** Challenges a judgement. Where the partner agrees it is agreed with that; else the lead answers. */
export function challengeJudgement(tx: Db, who: Person, where: JudgedWhere, seen: Seen, said: ToChallenge): Promise<Stepped> {
  const { now } = where
  const challenge = {
    challenge: said.challenge,
    challenge_grade: said.grade,
    challenge_reason: said.reason === '' ? null : said.reason,
    challenged_by: who.name,
    challenged_account: who.account,
    challenged_at: now,
  }
  const agreed = said.challenge === 'agree'
  const set = agreed ? { ...challenge, agreed_by: who.name, agreed_at: now } : challenge
  return step(tx, who, where, { seen, from: ['ready'], to: agreed ? 'agreed' : 'challenged', step: challengeWords[said.challenge], set })
}

const challengeWords: Readonly<Record<Challenge, string>> = {
  agree: 'Challenged it and agreed',
  'agree with a change': 'Challenged it and agreed with a change',
  disagree: 'Challenged it and disagreed',
}

/** How a lead answers a challenge. */
export type LeadAnswer =
  /** The grade is as the partner would have it. */
  | { readonly how: 'take' }
  /** It stands as it was, and the difference is kept beside it. */
  | { readonly how: 'stand'; readonly says: string }
  /** It goes back to draft, to be written and challenged again; this challenge stays in its history. */
  | { readonly how: 'rewrite' }

/** Answers a challenge. The judgement is agreed with that, unless it is to be written again. */
export function answerChallenge(tx: Db, who: Person, where: JudgedWhere, seen: Seen, answer: LeadAnswer): Promise<Stepped> {
  const agreed = { agreed_by: who.name, agreed_at: where.now }
  const from = ['challenged'] as const
  if (answer.how === 'stand') return step(tx, who, where, { seen, from, to: 'agreed', step: 'Let it stand against the challenge', set: { ...agreed, lead_says: answer.says } }) // prettier-ignore
  if (answer.how === 'take') return step(tx, who, where, { seen, from, to: 'agreed', step: 'Took the change and agreed', set: agreed, takes: true }) // prettier-ignore
  return step(tx, who, where, { seen, from, to: 'draft', step: 'Took back to draft after the challenge', set: unchallenged })
}

const unchallenged = {
  challenge: null,
  challenge_grade: null,
  challenge_reason: null,
  challenged_by: null,
  challenged_account: null,
  challenged_at: null,
} as const

/** The look and the version of it that somebody had before them. */
export interface Seen {
  readonly number: number
  readonly version: number
}

/** What a step changes of a judgement; never which judgement it is. */
type Change = Partial<Omit<CriterionJudgement, 'id' | 'theme' | 'criterion' | 'number' | 'version'>>

interface Step {
  readonly seen: Seen
  readonly from: readonly CriterionJudgement['state'][]
  readonly to: CriterionJudgement['state']
  readonly step: string
  readonly set: Change
  /** The grade becomes the one the partner gave, where they gave one. */
  readonly takes?: true
}

async function step(tx: Db, who: Person, where: JudgedWhere, { seen, from, to, set, takes, ...rest }: Step): Promise<Stepped> {
  await turn(tx, who, where)
  const standing = await newest(tx, who, where)
  if (standing?.number !== seen.number || standing.version !== seen.version || !from.includes(standing.state)) {
    const again = standing !== undefined && (await isTaken(tx, who, standing, { seen, step: rest.step }))
    return again ? { kind: 'done', judgement: standing } : { kind: 'moved', theirs: standing }
  }
  const grade = takes && standing.challenge_grade !== null ? { grade: standing.challenge_grade } : {}
  return {
    kind: 'done',
    judgement: await moved(tx, who, where, standing, {
      ...rest,
      set: { ...set, ...grade, ...(to === 'agreed' ? { needs_look: null } : {}), state: to },
    }),
  }
}

/** Whether this very step was just taken by the same person: their form came twice. */
async function isTaken(tx: Db, who: Person, standing: CriterionJudgement, { seen, step: name }: Pick<Step, 'seen' | 'step'>) {
  if (standing.number !== seen.number || standing.version !== seen.version + 1) return false
  const [last] = await stepsOf(reading(tx), who.authority, [standing.id])
  return last?.step === name && last.says.account === who.account
}

async function moved(
  tx: Db,
  who: Person,
  where: JudgedWhere,
  standing: CriterionJudgement,
  { step: name, set }: { readonly step: string; readonly set: Change },
): Promise<CriterionJudgement> {
  const version = standing.version + 1
  await tx
    .updateTable('criterion_judgement')
    .set({ ...set, version })
    .where('id', '=', standing.id)
    .where('authority', '=', who.authority)
    .where('version', '=', standing.version)
    .executeTakeFirstOrThrow()
  return stepKept(tx, who, where, { id: standing.id, version, before: standing, step: name })
}

/** Keeps the step just taken, with all the judgement says after it, in its history and in the audit trail. */
async function stepKept(
  tx: Db,
  who: Person,
  where: JudgedWhere,
  kept: { readonly id: number; readonly version: number; readonly before: CriterionJudgement | undefined; readonly step: string },
): Promise<CriterionJudgement> {
  const { id, version, before, step: name } = kept
  const after = await newest(tx, who, where)
  if (after?.id !== id) throw new Error(`The judgement ${id} is not the newest of its criterion`)
  const says = inShort(after)
  await tx
    .insertInto('judgement_step')
    .values({
      authority: who.authority,
      judgement: id,
      version,
      step: name,
      says: JSON.stringify({ ...says, account: who.account }),
      done_by: who.name,
      done_at: where.now,
    })
    .execute()
  const subject = `Criterion ${where.criterion}, judgement ${after.number}`
  await record(tx, {
    ...by(who),
    at: where.now,
    what: `${name}: a judgement`,
    subject,
    before: before ? inShort(before) : null,
    after: says,
  })
  return after
}

function inShort(judgement: CriterionJudgement) {
  const { state, challenge, challenge_grade: otherGrade, challenge_reason: otherReason, lead_says: leadSays } = judgement
  const challenged = challenge === null ? {} : { challenge, otherGrade, otherReason }
  return { state, ...judgedIn(judgement), ...challenged, ...(leadSays === null ? {} : { leadSays }) }
}
