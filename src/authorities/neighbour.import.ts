import { reading } from '../db/connect.ts'
import { Unusable } from '../lib/unusable.ts'
import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import type { Source } from '../sources/source.ts'
import { addAreas } from './area.store.ts'
import { addNeighbours, neighboursHeld, neighbourSets } from './neighbour.store.ts'
import { neighbourReader, neighbourTable, neighbourWorkbook, whichSet, type NeighbourSet, type Neighbours } from './neighbour.ts'

export const neighbourImporters: readonly Importer[] = [importerOf(neighbourWorkbook), importerOf(neighbourTable)]

function importerOf(source: Source): Importer {
  return {
    source,
    rebuilds: ['comparisons', 'school comparisons'],
    async prepare(table, sorting) {
      const reader = neighbourReader(table.headings, source)
      const used = await sortRows(table.batches, sorting, (row) => reader.read(row))
      const country = reader.country()
      const set = whichSet(country, used, reader.withoutNeighbours)
      if (!set) throw new Unusable('This set of neighbours is neither that of April 2021 nor that of May 2025, so it cannot be dated')
      return {
        rowsUsed: used.length,
        asAt: set.asAt,
        country,
        async write(tx, run) {
          const held = await neighboursHeld(reading(tx), set.key)
          const added = used.filter(({ authority }) => !held.has(authority))
          const other = used.find((row) => held.has(row.authority) && held.get(row.authority) !== codes(row))
          if (other) throw new Unusable(differs(set, other, held.get(other.authority) ?? ''))
          await addNeighbours(tx, set, added, run)
          const areas = used.map(({ authority, name, line }) => ({ code: authority, name, region: null, gss: null, line }))
          await addAreas(tx, 'neighbours', areas, set.asAt, run)
          const [newest] = await neighbourSets(reading(tx))
          if (added.length > 0) return { matters: newest?.key === set.key }
          return { said: `All of it is held already as "${set.title}"`, matters: false }
        },
      }
    },
  }
}

function differs(set: NeighbourSet, { authority, name, line, neighbours }: Neighbours, held: string): string {
  const given = neighbours.map(({ code }) => code).join(', ')
  return `This differs from "${set.title}" as it is held: for ${name} (${authority}, line ${line}) it has ${given}; held are ${held.replaceAll(' ', ', ')}`
}

function codes({ neighbours }: Neighbours): string {
  return neighbours.map(({ code }) => code).join(' ')
}
