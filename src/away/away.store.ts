import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { statementsOf } from '../position-statements/position-statement.store.ts'
import { latestJudgements } from '../statements/criterion-judgement.store.ts'
import type { ActionOut, BroughtFile, WholeEvaluation } from './away.ts'

/** The whole self-evaluation under a framework, as it stands. */
export async function wholeEvaluation(reads: Reads, authority: AreaCode, framework: Framework): Promise<WholeEvaluation> {
  const judgements = await latestJudgements(reads, authority, framework.key)
  const statements = await statementsOf(reads, authority, framework.key)
  return { authority, framework, judgements, statements, actions: await actionsOut(reads, authority, framework.key) }
}

async function actionsOut(reads: Reads, authority: AreaCode, framework: string): Promise<ActionOut[]> {
  return reads
    .selectFrom('action as a')
    .leftJoin('account as o', 'o.id', 'a.owner')
    .select(['a.what', 'a.done_means', 'o.name as owner_name', 'a.due_on', 'a.state', 'a.rag', 'a.criterion', 'a.theme'])
    .where('a.authority', '=', authority)
    .where('a.state', '=', 'open')
    .where((eb) => eb.or([eb('a.framework', 'is', null), eb('a.framework', '=', framework)]))
    .orderBy('a.due_on', (order) => order.asc().nullsLast())
    .orderBy('a.id')
    .execute()
}

/** A file that was brought back, as it was read, and who brought it. */
export interface KeptFile {
  readonly id: number
  readonly name: string
  readonly framework: string
  readonly says: BroughtFile
  readonly brought_by: string
  readonly brought_account: number
  readonly brought_at: Date
  readonly taken_in_at: Date | null
}

const month = 30 * 24 * 60 * 60_000

/** Keeps what was read of a file until whoever brought it has looked through the changes. Files of a month ago are forgotten. */
export async function keepAwayFile(
  tx: Db,
  who: Person,
  file: { readonly name: string; readonly framework: string; readonly says: BroughtFile; readonly now: Date },
): Promise<number> {
  const { name, framework, says, now } = file
  await tx
    .deleteFrom('away_file')
    .where('authority', '=', who.authority)
    .where('brought_at', '<', new Date(now.getTime() - month))
    .execute()
  const { id } = await tx
    .insertInto('away_file')
    .values({
      authority: who.authority,
      name: name.slice(0, 300),
      framework,
      says: JSON.stringify(says),
      brought_by: who.name,
      brought_account: who.account,
      brought_at: now,
    }) // prettier-ignore
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A file that somebody brought back; undefined where they brought none of that number. */
export async function awayFile(reads: Reads, { authority, account }: Person, id: number): Promise<KeptFile | undefined> {
  const row = await reads
    .selectFrom('away_file')
    .select(['id', 'name', 'framework', 'says', 'brought_by', 'brought_account', 'brought_at', 'taken_in_at'])
    .where('authority', '=', authority)
    .where('brought_account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && isFile(row.says) ? { ...row, says: row.says } : undefined
}

function isFile(says: unknown): says is BroughtFile {
  return typeof says === 'object' && says !== null && 'rows' in says && 'notRead' in says && 'remarks' in says
}

/** Says that a file was taken in, in the transaction that did. */
export async function takenIn(
  tx: Db,
  who: Person,
  file: KeptFile,
  { changes, now }: { readonly changes: number; readonly now: Date },
): Promise<void> {
  // prettier-ignore
  await tx.updateTable('away_file').set({ taken_in_at: now }).where('id', '=', file.id).where('authority', '=', who.authority).execute()
  await record(tx, { ...by(who), at: now, what: 'Took in work done away from the page', subject: file.name, before: null, after: { changes } }) // prettier-ignore
}

/** Every version of every judgement that these looks were at: what each said, by criterion, number and version. */
export async function saidThen(
  reads: Reads,
  authority: AreaCode,
  framework: string,
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  // prettier-ignore
  const rows = await reads
    .selectFrom('judgement_step as s')
    .innerJoin('criterion_judgement as j', 'j.id', 's.judgement')
    .select(['j.criterion', 'j.number', 's.version', 's.says'])
    .where('j.authority', '=', authority)
    .where('j.framework', '=', framework)
    .execute()
  return new Map(rows.flatMap(({ criterion, number, version, says }) => (isRecord(says) ? [[`${criterion} ${number}.${version}`, says] as const] : []))) // prettier-ignore
}

function isRecord(says: unknown): says is Readonly<Record<string, unknown>> {
  return typeof says === 'object' && says !== null && !Array.isArray(says)
}

/** A text of a theme's statement as it was when it left; undefined where there is none of that number and version. */
export async function textThen(
  reads: Reads,
  authority: AreaCode,
  {
    framework,
    key,
    number,
    version,
  }: { readonly framework: string; readonly key: string; readonly number: number; readonly version: number },
): Promise<string | undefined> {
  const row = await reads
    .selectFrom('statement_text as t')
    .innerJoin('position_statement as s', 's.id', 't.statement')
    .select('t.text')
    .where('s.authority', '=', authority)
    .where('s.framework', '=', framework)
    .where('s.theme', '=', key)
    .where('s.number', '=', number)
    .where('t.version', '=', version)
    .executeTakeFirst()
  return row?.text
}
