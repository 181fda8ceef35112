import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { GroupRow } from './group-rows.ts'
import type { GroupOfSchool } from './group.ts'
import type { Urn } from './urn.ts'

const groupColumns = [
  'uid',
  'group_id',
  'name',
  'type',
  'status',
  'companies_house_number',
  'ukprn',
  'opened_on',
  'closed_on',
  'line',
] as const
const memberColumns = ['urn', 'uid', 'joined_on', 'left_on', 'line'] as const

/** Holds what a file states of groups and who belongs to them, in place of what the same file stated before. */
export async function holdGroups(tx: Db, source: string, rows: readonly GroupRow[], run: number): Promise<void> {
  await tx.deleteFrom('establishment_group').where('source', '=', source).execute()
  await tx.deleteFrom('group_membership').where('source', '=', source).execute()
  const groups = new Map(rows.map(({ group }) => [group.uid, group]))
  const members = rows.flatMap(({ membership }) => membership ?? [])
  const groupLines = [...groups.values()].map((group) => copyLine([source, run, ...groupColumns.map((column) => group[column])]))
  const memberLines = members.map((member) => copyLine([source, run, ...memberColumns.map((column) => member[column])]))
  await copyInto(tx, 'establishment_group', ['source', 'run', ...groupColumns], inChunks(groupLines))
  await copyInto(tx, 'group_membership', ['source', 'run', ...memberColumns], inChunks(memberLines))
}

/**
 * The groups an establishment belongs to, and those it did: those of now first, and of each the one joined last.
 *
 * Several files may state one membership. It is told once; its last day is that of the file which gives one. Of a group the file of
 * all groups is believed first.
 */
export async function groupsOf(reads: Reads, urn: Urn): Promise<readonly GroupOfSchool[]> {
  return reads
    .selectFrom('group_membership as m')
    .innerJoinLateral(
      (db) =>
        db
          .selectFrom('establishment_group as g')
          .select(['g.name', 'g.type', 'g.status', 'g.companies_house_number'])
          .whereRef('g.uid', '=', 'm.uid')
          // By their names the file of links comes first, then that of all groups, then that of membership.
          .orderBy((eb) => eb('g.source', '=', 'register-groups'), 'desc')
          .orderBy('g.source')
          .limit(1)
          .as('g'),
      (join) => join.onTrue(),
    )
    .select(['m.uid', 'm.joined_on', 'g.name', 'g.type', 'g.status', 'g.companies_house_number'])
    .select(({ fn }) => fn.max('m.left_on').as('left_on'))
    .where('m.urn', '=', urn)
    .groupBy(['m.uid', 'm.joined_on', 'g.name', 'g.type', 'g.status', 'g.companies_house_number'])
    .orderBy('left_on', (order) => order.desc().nullsFirst())
    .orderBy('m.joined_on', (order) => order.desc().nullsLast())
    .orderBy('g.name')
    .execute()
}
