import { undatedImporter } from '../sources/importer.import.ts'
import { holdLinks } from './link.store.ts'
import { linkReader, registerLinks } from './link.ts'

/** A new file of links takes the place of the one before: the register states all of them each time. */
export const linkImporter = undatedImporter(registerLinks, linkReader, holdLinks)
