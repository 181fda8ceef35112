import { Unusable } from '../lib/unusable.ts'
import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { holdEstablishments } from './establishment.store.ts'
import type { Establishment } from './establishment.ts'
import { holdRegisterLinks } from './link.store.ts'
import { registerReader } from './register-rows.ts'
import { register } from './register.ts'
import type { Urn } from './urn.ts'

/** A file of the register, whole or in part, adds to what is held: of one establishment the newest statement counts. */
export const registerImporter: Importer = {
  source: register,
  rebuilds: [],
  async prepare(table) {
    const reader = registerReader(table.headings)
    const { used, refused } = await sortRows(table.batches, (row) => reader.read(row))
    const asAt = reader.asAt()
    return {
      rowsRead: used.length + refused.length,
      rowsUsed: used.length,
      refused,
      asAt,
      country: reader.country(),
      async write(tx, run) {
        if (!asAt) throw new Unusable('No row of the file says when it was last changed, so its day cannot be told')
        await holdEstablishments(tx, asAt, used, run)
        const links = reader.links()
        if (links) await holdRegisterLinks(tx, urnsOf(used), links, run)
        return undefined
      },
    }
  },
}

function urnsOf(stated: readonly Establishment[]): readonly Urn[] {
  return stated.map(({ urn }) => urn)
}
