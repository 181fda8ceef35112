import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../shared/data/', import.meta.url)

/** Why a test of the published files is left out: they are too large to be kept with the code. False when they are there. */
export const withoutPublished = existsSync(folder) ? false : 'the published files are not beside the repository, in ../shared/data'

/** Where a published file is, by its name in that folder. */
export function publishedFile(name: string): string {
  return fileURLToPath(new URL(name, folder))
}
