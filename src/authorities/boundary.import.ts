import { undatedImporter } from '../sources/importer.import.ts'
import { holdBoundaries } from './area.store.ts'
import { boundariesSource, boundaryReader } from './boundary.ts'

export const boundaryImporter = undatedImporter(boundariesSource, boundaryReader, holdBoundaries)
