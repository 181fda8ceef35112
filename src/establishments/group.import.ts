import type { Importer } from '../sources/importer.import.ts'
import { undatedImporter } from '../sources/importer.import.ts'
import type { Source } from '../sources/source.ts'
import { allOf } from '../sources/spool.ts'
import { groupReader } from './group-rows.ts'
import { holdGroups } from './group.store.ts'
import { registerGroupLinks, registerGroups, registerMembership } from './group.ts'

/** The register's files of groups. A new one takes the place of the one before of its kind: each states all of them. */
export const groupImporters: readonly Importer[] = [registerGroups, registerGroupLinks, registerMembership].map(importerOf)

function importerOf(source: Source): Importer {
  return undatedImporter(
    source,
    (headings) => groupReader(headings, source === registerGroups),
    async (tx, rows, run) => holdGroups(tx, source.key, await allOf(rows), run),
  )
}
