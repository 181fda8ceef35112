import { undatedImporter } from '../sources/importer.import.ts'
import { holdNamed } from './reduced-register.store.ts'
import { reducedReader, reducedRegister } from './reduced-register.ts'

/** A new file takes the place of the one before. */
export const reducedRegisterImporter = undatedImporter(reducedRegister, reducedReader, holdNamed)
