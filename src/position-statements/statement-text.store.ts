import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import { merged, settledText, type TextsMerged } from './merge.ts'
import { isOpen, threeHeadings, type PositionStatement } from './position-statement.ts'
import { savedTexts, statementsOfTheme, textAt } from './position-statement.store.ts'

/** The theme whose statement it is. `title` names it in the audit trail. */
export interface OfTheme {
  readonly framework: string
  readonly theme: string
  readonly title: string
}

// Two who write the statement of one theme at once take turns.
export const turn = (tx: Db, { authority }: Person, { framework, theme }: OfTheme) =>
  sql`select pg_advisory_xact_lock(hashtext(${`statement ${authority} ${framework} ${theme}`}))`.execute(tx)

export const subjectOf = ({ title }: OfTheme, number: number) => `Statement ${number} of ${title}`

/**
 * Begins a statement of a theme, with the three headings, or with the text of the one before. Where one is open already, as
 * after a form sent twice, that one is handed back.
 */
export async function beginStatement(tx: Db, who: Person, of: OfTheme, now: Date): Promise<number> {
  await turn(tx, who, of)
  const [newest] = await statementsOfTheme(reading(tx), who.authority, of.framework, of.theme)
  if (newest && isOpen(newest)) return newest.number
  const number = (newest?.number ?? 0) + 1
  const text = newest?.text ?? threeHeadings
  const values = { authority: who.authority, framework: of.framework, theme: of.theme, number, state: 'draft' as const, text }
  const { id } = await tx
    .insertInto('position_statement')
    .values({ ...values, drafted_by: who.name, drafted_account: who.account, drafted_at: now, written_at: newest?.written_at ?? now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await keepText(tx, who, { statement: id, version: 1, text, now })
  await record(tx, { ...by(who), at: now, what: 'Began a position statement', subject: subjectOf(of, number), before: null, after: { number } }) // prettier-ignore
  return number
}

/** A text to save: of which statement, and the version its writer began from. `quiet` is what autosave sends. */
export interface ToSave {
  readonly number: number
  readonly seen: number
  readonly text: string
  readonly quiet: boolean
  readonly now: Date
}

/** What came of saving. `mine` is the version under which the writer's own text is kept, where it was put together with another's. */
export type Saved =
  | { readonly is: 'saved'; readonly version: number; readonly text: string; readonly mine: number; readonly together: boolean }
  | { readonly is: 'clash'; readonly version: number; readonly by: string; readonly texts: TextsMerged }
  | { readonly is: 'closed' | 'gone' }

/**
 * Saves a text. Nobody's words are lost:
 * - where nobody else saved since it was begun from, it becomes the statement's text
 * - where somebody did, both are put together if they changed different lines; the writer's own is kept as a version of its own
 * - where both changed the same lines, nothing is saved and both are handed back
 * - a text that is the statement's already, as one sent twice is, changes nothing
 */
export async function saveText(tx: Db, who: Person, of: OfTheme, given: ToSave): Promise<Saved> {
  await turn(tx, who, of)
  const statement = await theStatement(tx, who, of, given.number)
  if (!statement) return { is: 'gone' }
  const { version, text } = statement
  if (given.text === text) return { is: 'saved', version, text, mine: version, together: false }
  if (!isOpen(statement)) return { is: 'closed' }
  if (given.seen === version) return keep(tx, who, of, { statement, given, texts: [given.text] })

  const before = (await textAt(reading(tx), who.authority, statement.id, given.seen)) ?? ''
  const texts = merged(before, given.text, text)
  if (texts.clashes.length > 0) return { is: 'clash', version, by: await lastWriter(tx, who, of, statement), texts }
  const together = settledText(texts, [])
  if (together === text) return { is: 'saved', version, text, mine: version, together: false }
  return keep(tx, who, of, { statement, given, texts: [given.text, together] })
}

export async function theStatement(tx: Db, who: Person, of: OfTheme, number: number): Promise<PositionStatement | undefined> {
  return (await statementsOfTheme(reading(tx), who.authority, of.framework, of.theme)).find((one) => one.number === number)
}

async function lastWriter(tx: Db, who: Person, of: OfTheme, { id, version }: PositionStatement): Promise<string> {
  const all = await savedTexts(reading(tx), who.authority, of.framework, of.theme)
  return all.find((one) => one.statement === id && one.version === version)?.saved_by ?? 'Somebody'
}

interface ToKeep {
  readonly statement: PositionStatement
  readonly given: ToSave
  /** Each is kept as a version, in this order; the last becomes the statement's text. */
  readonly texts: readonly string[]
}

async function keep(tx: Db, who: Person, of: OfTheme, { statement, given, texts }: ToKeep): Promise<Saved> {
  const [first = '', last = first] = texts
  const [mine, version] = [statement.version + 1, statement.version + texts.length]
  const sitting = given.quiet && (await isSameSitting(tx, who, of, statement, given.now))
  await keepText(tx, who, { statement: statement.id, version: mine, text: first, now: given.now })
  if (version > mine) await keepText(tx, who, { statement: statement.id, version, text: last, now: given.now })
  await tx
    .updateTable('position_statement')
    .set({ text: last, version, written_at: given.now })
    .where('id', '=', statement.id)
    .where('authority', '=', who.authority)
    .execute()
  if (!sitting) await record(tx, { ...by(who), at: given.now, what: 'Wrote in a position statement', subject: subjectOf(of, statement.number), before: { version: statement.version }, after: { version } }) // prettier-ignore
  return { is: 'saved', version, text: last, mine, together: version > mine }
}

const sittingLasts = 30 * 60_000

/** Whether the last text was this writer's own of the last half hour: autosave is named in the audit trail once a sitting; each text is kept. */
async function isSameSitting(tx: Db, who: Person, of: OfTheme, { id, version }: PositionStatement, now: Date): Promise<boolean> {
  const all = await savedTexts(reading(tx), who.authority, of.framework, of.theme)
  const last = all.find((one) => one.statement === id && one.version === version)
  return last?.saved_account === who.account && version > 1 && now.getTime() - last.saved_at.getTime() < sittingLasts
}

async function keepText(
  tx: Db,
  who: Person,
  { statement, version, text, now }: { statement: number; version: number; text: string; now: Date },
) {
  // prettier-ignore
  await tx
    .insertInto('statement_text')
    .values({ statement, version, authority: who.authority, text, saved_by: who.name, saved_account: who.account, saved_at: now })
    .execute()
}
