import type { Reads } from '../db/connect.ts'
import type { AreaCode } from './area.ts'
import { asItWas, type Reorganised } from './reorganisation.ts'

/** When an authority began and ended, what it came from and what it became, each by code. */
export async function reorganisationOf(reads: Reads, code: AreaCode, name: string): Promise<Reorganised> {
  const dates = await reads.selectFrom('reorganisation').selectAll().where('code', '=', code).executeTakeFirst()
  if (!dates) return asItWas(code, name)
  const links = await reads
    .selectFrom('authority_successor as s')
    .leftJoin('area as p', 'p.code', 's.predecessor')
    .leftJoin('area as n', 'n.code', 's.successor')
    .select(['s.predecessor', 's.successor', 's.part', 's.source', 'p.name as predecessor_name', 'n.name as successor_name'])
    .where((eb) => eb.or([eb('s.predecessor', '=', code), eb('s.successor', '=', code)]))
    .orderBy('s.predecessor')
    .orderBy('s.successor')
    .execute()
  return {
    code,
    name,
    beganOn: dates.began_on,
    endedOn: dates.ended_on,
    from: links.flatMap((link) =>
      link.successor === code ? [{ code: link.predecessor, name: link.predecessor_name, part: link.part }] : [],
    ),
    into: links.flatMap((link) =>
      link.predecessor === code ? [{ code: link.successor, name: link.successor_name, part: link.part }] : [],
    ),
    sources: [...new Set([dates.source, ...links.map(({ source }) => source)])],
  }
}
