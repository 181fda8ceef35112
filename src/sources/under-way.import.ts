import type { Db } from '../db/connect.ts'
import { importFile, type FileGiven, type Importing } from './import-run.import.ts'
import { openFile } from './opened.import.ts'

/** Imports that pages have started and that go on after the page has answered. */
export interface ImportsUnderWay {
  /** Starts an import. `begun` is the number of its run, as soon as it has one; `ended` is when all of it is over. */
  readonly start: (db: Db, file: FileGiven, startedBy: Importing['startedBy']) => { begun: Promise<number>; ended: Promise<void> }
  /** Whether a file is a ZIP, which may give a run for each file in it. */
  readonly isArchive: (file: FileGiven) => Promise<boolean>
  /** Stops the import of a run. False when it is not under way in this process. */
  readonly cancel: (run: number) => boolean
  /** Stops all of them and waits until they have ended: the server is going down. */
  readonly close: () => Promise<void>
}

/** `failed` is told what went wrong in Fiveday itself; a file that is refused is no failure. */
export function importsUnderWay(
  how: Pick<Importing, 'now' | 'importers' | 'rebuild' | 'inspect'> & { readonly failed: (problem: unknown) => void },
): ImportsUnderWay {
  const byRun = new Map<number, AbortController>()
  const working = new Set<Promise<void>>()

  function start(db: Db, file: FileGiven, startedBy: Importing['startedBy']) {
    const stop = new AbortController()
    const runs: number[] = []
    const { promise: begun, resolve, reject } = Promise.withResolvers<number>()
    const importing: Importing = {
      ...how,
      startedBy,
      signal: stop.signal,
      progress: () => {},
      begun(run) {
        runs.push(run)
        byRun.set(run, stop)
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
    cancel(run) {
      const stop = byRun.get(run)
      stop?.abort()
      return stop !== undefined
    },
    async close() {
      for (const stop of byRun.values()) stop.abort()
      await Promise.all(working)
    },
  }
}
