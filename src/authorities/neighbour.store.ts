import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { AreaCode } from './area.ts'
import type { NeighbourSet, Neighbours } from './neighbour.ts'

/** The dated sets held, the newest first. */
export async function neighbourSets(reads: Reads) {
  return reads
    .selectFrom('neighbour_set')
    .select(['key', 'title', 'published', 'run'])
    .orderBy('published', 'desc')
    .orderBy('key', 'desc')
    .execute()
}

/** The ten statistical neighbours of an authority, the nearest first: of the set named, or of the newest held. */
export async function neighboursOf(reads: Reads, authority: AreaCode, key?: string) {
  const set = key ?? (await neighbourSets(reads))[0]?.key
  if (set === undefined) return []
  return reads
    .selectFrom('neighbour as n')
    .leftJoin('area as a', 'a.code', 'n.neighbour')
    .select(['n.place', 'n.neighbour as code', 'a.name', 'n.closeness'])
    .where('n.set_key', '=', set)
    .where('n.authority', '=', authority)
    .orderBy('n.place')
    .execute()
}

/** What a set holds already: each authority with its neighbours in order. */
export async function neighboursHeld(reads: Reads, key: string): Promise<ReadonlyMap<AreaCode, string>> {
  const rows = await reads
    .selectFrom('neighbour')
    .select([
      'authority',
      (eb) =>
        eb.fn
          .agg<string>('string_agg', [eb.ref('neighbour'), eb.val(' ')])
          .orderBy('place')
          .as('neighbours'),
    ])
    .where('set_key', '=', key)
    .groupBy('authority')
    .orderBy('authority')
    .execute()
  return new Map(rows.map(({ authority, neighbours }) => [authority, neighbours]))
}

/** Adds authorities to a dated set, which is begun when it is not held yet. */
export async function addNeighbours(tx: Db, set: NeighbourSet, added: readonly Neighbours[], run: number): Promise<void> {
  const { key, title, published } = set
  await tx
    .insertInto('neighbour_set')
    .values({ key, title, published, run })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const lines = added.flatMap(({ authority, neighbours }) =>
    neighbours.map(({ code, closeness }, i) => copyLine([key, authority, i + 1, code, closeness])),
  )
  await copyInto(tx, 'neighbour', ['set_key', 'authority', 'place', 'neighbour', 'closeness'], inChunks(lines))
}
