import { Unusable } from '../lib/unusable.ts'
import { spoolRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { holdEstablishments } from './establishment.store.ts'
import { holdRegisterLinks } from './link.store.ts'
import type { PublishedLink } from './link.ts'
import { registerReader } from './register-rows.ts'
import { register } from './register.ts'

/** A file of the register, whole or in part, adds to what is held: of one establishment the newest statement counts. */
export const registerImporter: Importer = {
  source: register,
  rebuilds: [],
  async prepare({ headings, batches }, sorting) {
    const links = sorting.spool<PublishedLink>()
    const reader = registerReader(headings, links)
    const stated = await spoolRows(batches, sorting, (row) => reader.read(row))
    const asAt = reader.asAt()
    return {
      rowsUsed: stated.rows,
      asAt,
      country: reader.country(),
      async write(tx, run) {
        if (!asAt) throw new Unusable('No row of the file says when it was last changed, so its day cannot be told')
        const urns = reader.urns()
        await holdEstablishments(tx, asAt, { urns, stated }, run)
        if (reader.statesLinks) await holdRegisterLinks(tx, urns, links, run)
        return undefined
      },
    }
  },
}
