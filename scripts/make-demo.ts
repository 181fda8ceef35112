import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { observations } from './demo/figures.ts'
import { lookedAfter } from './demo/looked-after.ts'
import { boundaries } from './demo/map.ts'
import { links } from './demo/links.ts'
import { performanceFiles } from './demo/performance.ts'
import { dictionary, lookup, neighbours } from './demo/reference.ts'
import { reportCards } from './demo/report-cards.ts'
import { schools } from './demo/schools.ts'

/** The made-up country's published files: the same each time they are made. `node scripts/make-demo.ts` writes them to data/demo. */
export function demoFiles(): ReadonlyMap<string, string | Uint8Array> {
  return new Map<string, string | Uint8Array>([
    ['lookup.csv', lookup()],
    ['neighbours.csv', neighbours()],
    ['dictionary.csv', dictionary()],
    ['lait.csv', observations()],
    ['schools.csv', schools()],
    ['report-cards.csv', reportCards()],
    ['looked-after.csv', lookedAfter()],
    ['boundaries.geojson', boundaries()],
    ['links.csv', links()],
    ...performanceFiles(),
  ])
}

if (import.meta.main) {
  const folder = new URL('../data/demo/', import.meta.url).pathname
  await mkdir(folder, { recursive: true })
  for (const [name, content] of demoFiles()) await writeFile(join(folder, name), content)
}
