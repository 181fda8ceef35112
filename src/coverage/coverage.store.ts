import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { EvidenceTie } from './coverage.ts'

/** Every evidence item that is held, with each criterion of a framework it speaks to. By criterion, the newest of day first. */
export async function evidenceTies(reads: Reads, authority: AreaCode, framework: string): Promise<EvidenceTie[]> {
  return reads
    .selectFrom('evidence_criterion as c')
    .innerJoin('evidence_item as e', 'e.id', 'c.evidence')
    .select(['e.id as evidence', 'e.title', 'e.dated_on', 'c.criterion'])
    .where('c.authority', '=', authority)
    .where('c.framework', '=', framework)
    .where('e.removed_at', 'is', null)
    .orderBy('c.criterion')
    .orderBy('e.dated_on', 'desc')
    .orderBy('e.id')
    .execute()
}
