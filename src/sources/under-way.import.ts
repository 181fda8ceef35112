import type { Db } from '../db/connect.ts'
import { importFile, type FileGiven, type Importing } from './import-run.import.ts'
import { openFile } from './opened.import.ts'

/** Imports that pages have started and that go on after the page has answered. */
export interface ImportsUnderWay {
  /** Starts an import. `begun` is the number of its run, as soon as it has one; `ended` is when all of it is over. */
  readonly start: (db: Db, file: FileGiven, startedBy: Importing['startedBy']) => { begun: Promise<number>; ended: Promise<void> }
  /** Whether a file is a ZIP, which may give a run for each file in it. */
  readonly isArchive: (file: FileGiven) => Promise<boolean>
  /** The files that wait for the import before them to end, in the order they will be imported in. */
  readonly waiting: () => readonly string[]
  /** Stops the import of a run, and is through when it has ended; at once when it is not under way in this process. */
  readonly cancel: (run: number) => Promise<void>
  /** Stops all of them and waits until they have ended: the server is going down. */
  readonly close: () => Promise<void>
}

/** `failed` is told what went wrong in Fiveday itself; a file that is refused is no failure. */
export function importsUnderWay(
  how: Pick<Importing, 'now' | 'importers' | 'rebuild' | 'inspect'> & { readonly failed: (problem: unknown) => void },
): ImportsUnderWay {
  const byRun = new Map<number, { readonly stop: AbortController; readonly ended: () => Promise<void> }>()
  const stops = new Set<AbortController>()
  const waiting = new Map<AbortController, string>()
  const working = new Set<Promise<void>>()

  function start(db: Db, file: FileGiven, startedBy: Importing['startedBy']) {
    const stop = new AbortController()
    stops.add(stop)
    waiting.set(stop, file.name)
    const runs: number[] = []
    const { promise: begun, resolve, reject } = Promise.withResolvers<number>()
    const importing: Importing = {
      ...how,
      startedBy,
      signal: stop.signal,
      progress: () => {},
      begun(run) {
        runs.push(run)
        waiting.delete(stop)
        byRun.set(run, { stop, ended: async () => ended })
        resolve(run)
      },
    }
    const ended = importFile(db, file, importing)
      .then(() => {})
      .catch((problem: unknown) => {
        // Nobody may be waiting for it any more.
        begun.catch(() => {})
        reject(problem)
        how.failed(problem)
      })
      .finally(() => {
        for (const run of runs) byRun.delete(run)
        stops.delete(stop)
        waiting.delete(stop)
        working.delete(ended)
      })
    working.add(ended)
    return { begun, ended }
  }

  return {
    start,
    async isArchive({ path, name }) {
      // What cannot be opened is refused by its one run.
      return openFile(path, name).then(
        ({ archive }) => archive,
        () => false,
      )
    },
    waiting: () => [...waiting.values()],
    async cancel(run) {
      const found = byRun.get(run)
      found?.stop.abort()
      await found?.ended()
    },
    async close() {
      for (const stop of stops) stop.abort()
      await Promise.all(working)
    },
  }
}
