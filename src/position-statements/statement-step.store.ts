import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import type { FrozenFigures, PositionStatement, StatementComment } from './position-statement.ts'
import { commentsOn } from './position-statement.store.ts'
import { subjectOf, theStatement, turn, type OfTheme } from './statement-text.store.ts'

/** A step of a statement: of which, and the version its taker read. A step is not taken on a text nobody read. */
export interface StepAsked {
  readonly number: number
  readonly seen: number
  readonly now: Date
}

/** Whether the step stands: taken now, or before by a form sent twice. `moved` where the statement changed since it was read. */
export type StepTaken = 'taken' | 'moved'

type Values = Partial<Omit<PositionStatement, 'id' | 'theme' | 'number' | 'text' | 'figures' | 'version'>> & { readonly figures?: string }

interface Step {
  readonly asked: StepAsked
  readonly what: string
  /** Whether it was taken already, just so. */
  readonly isTaken: (statement: PositionStatement) => boolean
  readonly from: PositionStatement['state']
  readonly values: Values
  readonly says: object
  /** Whether what the step is taken on stands as its taker read it, beside the text. */
  readonly isSeen?: (statement: PositionStatement) => boolean
}

async function take(
  tx: Db,
  who: Person,
  of: OfTheme,
  { asked, what, isTaken, from, values, says, isSeen = () => true }: Step,
): Promise<StepTaken> {
  await turn(tx, who, of)
  const before = await theStatement(tx, who, of, asked.number)
  if (!before) return 'moved'
  if (isTaken(before)) return 'taken'
  if (before.state !== from || before.version !== asked.seen || !isSeen(before)) return 'moved'
  await tx.updateTable('position_statement').set(values).where('id', '=', before.id).where('authority', '=', who.authority).execute()
  const { state, challenge } = before
  await record(tx, { ...by(who), at: asked.now, what, subject: subjectOf(of, before.number), before: { state, challenge }, after: { version: before.version, ...says } }) // prettier-ignore
  return 'taken'
}

/** Sends a draft to the challenge partner. */
export function sendForChallenge(tx: Db, who: Person, of: OfTheme, asked: StepAsked): Promise<StepTaken> {
  const isTaken = ({ state }: PositionStatement) => state === 'challenge'
  return take(tx, who, of, { asked, what: 'Sent a position statement for challenge', isTaken, from: 'draft', values: { state: 'challenge' }, says: { state: 'challenge' } }) // prettier-ignore
}

/** What the challenge partner says, and what stood there when they began: empty where nobody had challenged. */
export interface ToChallenge extends StepAsked {
  readonly challenge: string
  readonly stood: string
}

/** Writes what the challenge partner says. It may be written again until the statement is agreed; what stood is in the audit trail. */
export function challengeStatement(tx: Db, who: Person, of: OfTheme, { challenge, stood, ...asked }: ToChallenge): Promise<StepTaken> {
  const isTaken = (one: PositionStatement) => one.challenge === challenge && one.challenged_account === who.account
  const isSeen = (one: PositionStatement) => (one.challenge ?? '') === stood
  const values = { challenge, challenged_by: who.name, challenged_account: who.account, challenged_at: asked.now }
  const what = 'Challenged a position statement'
  return take(tx, who, of, { asked, what, isTaken, isSeen, from: 'challenge', values, says: { challenge } })
}

/** Agrees a statement, with its live figures as they are now. From here its text is closed. */
export function agreeStatement(
  tx: Db,
  who: Person,
  of: OfTheme,
  { figures, ...asked }: StepAsked & { readonly figures: FrozenFigures },
): Promise<StepTaken> {
  // prettier-ignore
  const isTaken = ({ state }: PositionStatement) => state === 'agreed' || state === 'published'
  const values = { state: 'agreed' as const, figures: JSON.stringify(figures), agreed_by: who.name, agreed_at: asked.now, needs_look: null }
  return take(tx, who, of, {
    asked,
    what: 'Agreed a position statement',
    isTaken,
    from: 'challenge',
    values,
    says: { state: 'agreed', figures },
  })
}

/** Publishes an agreed statement. */
export function publishStatement(tx: Db, who: Person, of: OfTheme, asked: StepAsked): Promise<StepTaken> {
  const isTaken = ({ state }: PositionStatement) => state === 'published'
  const values = { state: 'published' as const, published_by: who.name, published_at: asked.now }
  return take(tx, who, of, { asked, what: 'Published a position statement', isTaken, from: 'agreed', values, says: { state: 'published' } })
}

/** A comment to make on a passage of the version that was read. */
export interface ToComment {
  readonly number: number
  readonly version: number
  readonly passage: string
  readonly says: string
  readonly now: Date
}

/** Makes a comment. The same one sent twice is made once. */
export async function makeComment(tx: Db, who: Person, of: OfTheme, { number, version, passage, says, now }: ToComment): Promise<boolean> {
  await turn(tx, who, of)
  const statement = await theStatement(tx, who, of, number)
  if (!statement) return false
  const all = await commentsOn(reading(tx), who.authority, statement.id)
  if (all.some((one) => one.passage === passage && one.says === says && one.made_account === who.account)) return true
  await tx
    .insertInto('statement_comment')
    .values({
      authority: who.authority,
      statement: statement.id,
      version,
      passage,
      says,
      made_by: who.name,
      made_account: who.account,
      made_at: now,
    }) // prettier-ignore
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Commented on a position statement', subject: subjectOf(of, number), before: null, after: { passage, says } }) // prettier-ignore
  return true
}

/** Settles a comment with how. One settled already keeps how it was settled, and is handed back. */
export async function settleComment(
  tx: Db,
  who: Person,
  of: OfTheme,
  { number, comment, how, now }: { readonly number: number; readonly comment: number; readonly how: string; readonly now: Date },
): Promise<StatementComment | 'gone' | undefined> {
  await turn(tx, who, of)
  const statement = await theStatement(tx, who, of, number)
  const all = statement ? await commentsOn(reading(tx), who.authority, statement.id) : []
  const before = all.find(({ id }) => id === comment)
  if (!before) return 'gone'
  if (before.settled_how === how && before.settled_by === who.name) return undefined
  if (before.settled_at) return before
  await tx
    .updateTable('statement_comment')
    .set({ settled_by: who.name, settled_at: now, settled_how: how })
    .where('id', '=', comment)
    .where('authority', '=', who.authority)
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Settled a comment', subject: subjectOf(of, number), before: { says: before.says }, after: { how } }) // prettier-ignore
  return undefined
}
