import { undatedImporter } from '../sources/importer.import.ts'
import { holdAreas } from './area.store.ts'
import { lookup, lookupReader } from './lookup.ts'

export const lookupImporter = undatedImporter(lookup, lookupReader, (tx, areas, run) => holdAreas(tx, lookup.key, areas, run))
