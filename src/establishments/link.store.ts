import { sql } from 'kysely'
import type { Db, Reads } from '../db/connect.ts'
import { chunksOf, copyInto, copyLine } from '../db/copy.ts'
import type { Spool } from '../sources/spool.ts'
import type { PublishedLink } from './link.ts'
import type { Urn } from './urn.ts'

const columns = ['urn', 'link_urn', 'link_name', 'link_type', 'kind', 'manner', 'established_on', 'line'] as const

/** Holds the links of a file of links, in place of all held before. */
export async function holdLinks(tx: Db, links: Spool<PublishedLink>, run: number): Promise<void> {
  await tx.deleteFrom('establishment_link').execute()
  await copyInto(
    tx,
    'establishment_link',
    ['run', 'stated_by', ...columns],
    chunksOf(links.read(), (link) => line(link, run, 'links')),
  )
}

/**
 * Holds the links that a search result of the register states of some establishments, in place of what one stated of them before.
 *
 * Not where a file of links is held: that states the same links, with their days, and of the whole country.
 */
export async function holdRegisterLinks(tx: Db, urns: readonly Urn[], links: Spool<PublishedLink>, run: number): Promise<void> {
  const fromFile = await tx.selectFrom('establishment_link').select('urn').where('stated_by', '=', 'links').limit(1).executeTakeFirst()
  if (fromFile) return
  await sql`delete from establishment_link where urn = any (${urns}::text[])`.execute(tx)
  await copyInto(
    tx,
    'establishment_link',
    ['run', 'stated_by', ...columns],
    chunksOf(links.read(), (link) => line(link, run, 'register')),
  )
}

function line(link: PublishedLink, run: number, statedBy: 'links' | 'register'): string {
  return copyLine([run, statedBy, ...columns.map((column) => link[column])])
}

/**
 * Every link of the establishments that links lead to from one, back and on, in the order of the file.
 *
 * Links that say nothing of which came first are given where they touch, and not followed.
 */
export async function linksAround(reads: Reads, urn: Urn): Promise<readonly PublishedLink[]> {
  return (
    reads
      .withRecursive('reached(urn)', (db) =>
        db.selectNoFrom(sql<Urn>`${urn}::text collate "C"`.as('urn')).union(
          db
            .selectFrom('reached as r')
            .innerJoinLateral(linked, (join) => join.onTrue())
            .select('n.urn'),
        ),
      )
      .selectFrom('establishment_link as l')
      .select(told)
      // As an array, for the planner takes what is reached to be many, and would read every link to join them.
      .where('l.urn', '=', sql<Urn>`any (array(select urn from reached))`)
      .union((db) => db.selectFrom('establishment_link as l').select(told).where('l.link_urn', '=', urn))
      .orderBy('line')
      .execute()
  )
}

const told = ['l.urn', 'l.link_urn', 'l.link_name', 'l.link_type', 'l.kind', 'l.manner', 'l.established_on', 'l.line'] as const

const linked = sql<{ urn: Urn }>`(
  select link_urn as urn from establishment_link where urn = r.urn and kind <> 'other'
  union all
  select urn from establishment_link where link_urn = r.urn and kind <> 'other'
)`.as('n')
