import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'

/** The key of the framework an authority chose to evaluate itself against. Undefined where it chose none. */
export async function chosenFrameworkKey(reads: Reads, authority: AreaCode): Promise<string | undefined> {
  const newest = await reads
    .selectFrom('chosen_framework')
    .select('framework')
    .where('authority', '=', authority)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.framework
}

/** The text of a framework file that an authority loaded under a key. Undefined where it loaded none. */
export async function loadedFrameworkText(reads: Reads, authority: AreaCode, key: string): Promise<string | undefined> {
  const found = await reads
    .selectFrom('loaded_framework')
    .select('content')
    .where('authority', '=', authority)
    .where('key', '=', key)
    .executeTakeFirst()
  return found?.content
}
