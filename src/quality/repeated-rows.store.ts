import type { Reads } from '../db/connect.ts'
import { mostBehind, type Heap } from './quality-finding.ts'
import type { RepeatedRow } from './repeated-rows.ts'

/** The rows of an import that were not used because an earlier row is of the same thing, by line. */
export async function repeatedRows(reads: Reads, run: number): Promise<Heap<RepeatedRow>> {
  const repeated = reads.selectFrom('refused_row').where('run', '=', run).where('reason', '~', ' stands? on line [0-9]+( already)?$')
  const { rows } = await repeated.select(({ fn }) => fn.countAll<number>().as('rows')).executeTakeFirstOrThrow()
  const first = await repeated.select(['line', 'reason']).orderBy('line').orderBy('reason').limit(mostBehind).execute()
  return { count: rows, first }
}
