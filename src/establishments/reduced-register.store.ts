import type { Db, Reads } from '../db/connect.ts'
import { chunksOf, copyInto, copyLine } from '../db/copy.ts'
import type { Spool } from '../sources/spool.ts'
import type { NamedEstablishment } from './reduced-register.ts'
import type { Urn } from './urn.ts'

const columns = ['urn', 'name', 'opened_on', 'closed_on', 'town', 'postcode', 'line'] as const

/** Holds the establishments of a reduced register, in place of all held before. */
export async function holdNamed(tx: Db, named: Spool<NamedEstablishment>, run: number): Promise<void> {
  await tx.deleteFrom('named_establishment').execute()
  const line = (one: NamedEstablishment) => copyLine([run, ...columns.map((column) => one[column])])
  await copyInto(tx, 'named_establishment', ['run', ...columns], chunksOf(named.read(), line))
}

/** What the reduced register calls establishments, by URN. One that it does not name is not among them. */
export async function namedEstablishments(reads: Reads, urns: readonly Urn[]): Promise<ReadonlyMap<Urn, NamedEstablishment>> {
  if (urns.length === 0) return new Map()
  const found = await reads.selectFrom('named_establishment').select(columns).where('urn', 'in', urns).orderBy('urn').execute()
  return new Map(found.map((one) => [one.urn, one]))
}
