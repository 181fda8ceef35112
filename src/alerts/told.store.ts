import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Picture } from './alert.ts'
import { readPicture } from './picture.ts'

/** Those who would tell an authority at once take turns, so that nothing is told twice. */
export async function takeTurnTelling(tx: Db, authority: AreaCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`alerts ${authority}`}))`.execute(tx)
}

/** What an authority was last told, and of which imports. Undefined where it was told nothing yet. */
export async function toldPicture(reads: Reads, authority: AreaCode) {
  const row = await reads.selectFrom('told_picture').selectAll().where('authority', '=', authority).executeTakeFirst()
  const picture = row && readPicture(row.picture)
  return row && picture ? { picture, imports: row.imports, at: row.told_at } : undefined
}

export async function keepTold(tx: Db, authority: AreaCode, picture: Picture, now: Date): Promise<void> {
  const imports = await importsThatStand(reading(tx))
  const told = { picture: JSON.stringify(picture), imports, told_at: now }
  await tx
    .insertInto('told_picture')
    .values({ authority, ...told })
    .onConflict((conflict) => conflict.column('authority').doUpdateSet(told))
    .execute()
}

/** Of these schools, those that the file of a day lists. */
export async function listedOn(reads: Reads, urns: readonly Urn[]): Promise<ReadonlySet<Urn>> {
  if (urns.length === 0) return new Set()
  const newest = reads.selectFrom('school_record').select((eb) => eb.fn.max('as_at').as('as_at'))
  const rows = await reads
    .selectFrom('school_record')
    .select('urn')
    .where('as_at', '=', newest)
    .where('urn', 'in', urns)
    .orderBy('urn')
    .execute()
  return new Set(rows.map(({ urn }) => urn))
}

/** What tells the imports that stand now from those that stood before. */
export async function importsThatStand(reads: Reads): Promise<string> {
  const { imports } = await reads.selectFrom('installation').select('imports').executeTakeFirstOrThrow()
  return imports
}

/** The last import that was kept since a moment. */
export function lastImportSince(reads: Reads, since: Date) {
  return reads
    .selectFrom('import_run')
    .select(['id', 'file_name'])
    .where('state', '=', 'done')
    .where('ended_at', '>=', since)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The authorities that somebody works for. */
export async function authoritiesWorkedFor(reads: Reads): Promise<AreaCode[]> {
  const rows = await reads
    .selectFrom('account')
    .select('authority')
    .distinct()
    .where('withdrawn_on', 'is', null)
    .orderBy('authority')
    .execute()
  return rows.flatMap(({ authority }) => authority ?? [])
}
