import { importers, rebuild } from '../src/features.ts'
import type { Importing } from '../src/sources/import-run.import.ts'

/** Imports any file that Fiveday knows, and makes again what is derived, as the program itself does. */
export const anyImport: Importing = {
  startedBy: { who: 'a test', account: null },
  now: () => new Date('2026-01-01T09:00:00Z'),
  signal: new AbortController().signal,
  progress: () => {},
  importers,
  rebuild,
}
