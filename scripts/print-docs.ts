import { writeFileSync } from 'node:fs'
import { cli } from './print-cli.ts'
import { permissionsPage } from './print-permissions.ts'
import { sourcesPage } from './print-sources.ts'

/** The documents that are printed from the code, each with what it says now. */
export const printed: ReadonlyMap<string, string> = new Map([
  ['docs/cli.md', cli],
  ['docs/permissions.md', permissionsPage],
  ['docs/sources.md', sourcesPage],
])

if (import.meta.main) for (const [name, text] of printed) writeFileSync(new URL(`../${name}`, import.meta.url), text)
