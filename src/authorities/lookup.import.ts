import { undatedImporter } from '../sources/importer.import.ts'
import { allOf } from '../sources/spool.ts'
import { holdAreas } from './area.store.ts'
import { lookup, lookupReader } from './lookup.ts'

export const lookupImporter = undatedImporter(lookup, lookupReader, async (tx, areas, run) =>
  holdAreas(tx, lookup.key, await allOf(areas), run),
)
