import type { Reads } from '../db/connect.ts'
import { inWords } from '../lib/day.ts'
import { held } from '../sources/import-run.store.ts'

/** What an installation holds, in a sentence: whose country, which published files with their rows, how many accounts. */
export async function heldInWords(reads: Reads): Promise<string> {
  const { country } = await reads.selectFrom('installation').select('country').executeTakeFirstOrThrow()
  const runs = await held(reads)
  const { accounts } = await reads
    .selectFrom('account')
    .select((query) => query.fn.countAll<number>().as('accounts'))
    .executeTakeFirstOrThrow()
  const files = runs.map((run) => `${run.source ?? ''} (${run.rows_used} rows${run.as_at ? ` as at ${inWords(run.as_at)}` : ''})`)
  const whose = country === null ? 'no published file yet' : `the ${country} country: ${files.join(', ')}`
  return `${whose}; ${accounts} ${accounts === 1 ? 'account' : 'accounts'}`
}
