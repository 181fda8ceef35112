import type { Db, Reads } from '../db/connect.ts'
import type { AuditEntry, Change } from './audit.ts'

/** Keeps a change in the audit trail. Call it with the transaction of the change itself: both are kept, or neither. */
export async function record(tx: Db, change: Change): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({ ...change, before: asJson(change.before), after: asJson(change.after) })
    .execute()
}

/** Changes this authority may see, newest first. `words` keeps those that have all of the words in who, what or subject. */
export async function auditEntries(reads: Reads, asked: { words: string; limit: number; offset: number }): Promise<AuditEntry[]> {
  return matching(reads, asked.words)
    .select(['id', 'at', 'who', 'what', 'subject', 'before', 'after'])
    .orderBy('id', 'desc')
    .limit(asked.limit)
    .offset(asked.offset)
    .execute()
}

/** How many changes `auditEntries` has to give. */
export async function auditCount(reads: Reads, words: string): Promise<number> {
  const { entries } = await matching(reads, words)
    .select(({ fn }) => fn.countAll<number>().as('entries'))
    .executeTakeFirstOrThrow()
  return entries
}

function matching(reads: Reads, words: string) {
  const query = reads.selectFrom('audit_entry')
  return words
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .reduce((narrowed, word) => {
      const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
      return narrowed.where((eb) => eb.or([eb('who', 'ilike', like), eb('what', 'ilike', like), eb('subject', 'ilike', like)]))
    }, query)
}

// Text on purpose: one driver would send an object as JSON and the other as its own type.
function asJson(facts: object | null): string | null {
  return facts === null ? null : JSON.stringify(facts)
}
