import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { reading, type Reads } from '../db/connect.ts'
import { inMemory } from '../db/in-memory.ts'
import { migrate } from '../db/migrate.ts'
import { importFile, type Importing } from '../sources/import-run.import.ts'

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/**
 * Looks at what just these published files hold, in a database of their own that is gone afterwards. What is held elsewhere has no
 * part in it, so the same files give the same answer everywhere. A file that is refused is an error.
 */
export async function inFiles<T>(files: readonly string[], importing: Importing, look: (reads: Reads) => Promise<T>): Promise<T> {
  const db = await inMemory()
  try {
    await migrate(db, migrations)
    for (const file of files) {
      const runs = await importFile(db, { path: file, name: path.basename(file), folders: path.dirname(file) }, importing)
      const failed = runs.find(({ state }) => state !== 'done' && state !== 'unchanged')
      if (failed || runs.length === 0) throw new Error(`${file} was not used: ${failed?.message ?? 'it holds nothing that is known'}`)
    }
    return await look(reading(db))
  } finally {
    await db.destroy()
  }
}
