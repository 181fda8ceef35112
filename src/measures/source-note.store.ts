import type { Reads } from '../db/connect.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { held } from '../sources/import-run.store.ts'
import { lait } from './lait.ts'

/** The file the figures came from and when it was imported, as a sentence; empty while none is held. */
export async function sourceNote(reads: Reads): Promise<string> {
  const run = (await held(reads)).find(({ source }) => source === lait.key)
  if (!run) return ''
  return `${lait.publisher}, ${lait.name} (${run.file_name}), imported ${inWords(dayInLondon(run.ended_at ?? run.started_at))}.`
}
