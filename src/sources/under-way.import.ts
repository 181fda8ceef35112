import type { Db } from '../db/connect.ts'
import type { Question } from '../lib/unusable.ts'
import { importFile, type FileGiven, type Importing } from './import-run.import.ts'
import { openFile } from './opened.import.ts'

/** Imports that pages have started and that go on after the page has answered. */
export interface ImportsUnderWay {
  /** Starts an import. */
  readonly start: (db: Db, file: FileGiven, startedBy: Importing['startedBy']) => Started
  /** What has to be answered before the file of a run can be used; undefined when nothing has, or the file is here no more. */
  readonly question: (run: number) => Question | undefined
  /** Begins the import of a run's file again, with what was answered. Undefined when the file is here no more. */
  readonly answer: (db: Db, run: number, answer: Answer, startedBy: Importing['startedBy']) => Started | undefined
  /** Whether a file is a ZIP, which may give a run for each file in it. */
  readonly isArchive: (file: FileGiven) => Promise<boolean>
  /** The files that wait for the import before them to end, in the order they will be imported in. */
  readonly waiting: () => readonly string[]
  /** Stops the import of a run, and is through when it has ended; at once when it is not under way in this process. */
  readonly cancel: (run: number) => Promise<void>
  /** Stops all of them and waits until they have ended: the server is going down. */
  readonly close: () => Promise<void>
}

/** An import that was started. */
export interface Started {
  /** The number of its run, as soon as it has one. */
  readonly begun: Promise<number>
  /** When all of it is over. */
  readonly ended: Promise<void>
  /** When its file is not needed any more: it is over, and nothing that it asked waits for an answer. */
  readonly released: Promise<void>
}

/** What whoever brought a file answers to what was asked of it. */
export type Answer = Pick<FileGiven, 'only' | 'year' | 'mayTakeAway'>

/** What was asked of a file that waits for the answer. */
interface Asked {
  readonly question: Question
  readonly file: FileGiven
  readonly close: () => void
}

/** For how many milliseconds a file waits for an answer. */
const patience = 3_600_000

/** `failed` is told what went wrong in Fiveday itself; a file that is refused is no failure. */
export function importsUnderWay(
  how: Pick<Importing, 'now' | 'importers' | 'rebuild' | 'inspect'> & { readonly failed: (problem: unknown) => void },
): ImportsUnderWay {
  const byRun = new Map<number, { readonly stop: AbortController; readonly ended: () => Promise<void> }>()
  const stops = new Set<AbortController>()
  const waiting = new Map<AbortController, string>()
  const working = new Set<Promise<void>>()
  const questions = new Map<number, Asked>()

  /** Keeps what was asked until it is answered, or for as long as a file waits. */
  function ask(run: number, question: Question, file: FileGiven): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const close = () => {
      clearTimeout(timer)
      questions.delete(run)
      resolve()
    }
    const timer = setTimeout(close, patience).unref()
    questions.set(run, { question, file, close })
    return promise
  }

  function start(db: Db, file: FileGiven, startedBy: Importing['startedBy']): Started {
    const stop = new AbortController()
    stops.add(stop)
    waiting.set(stop, file.name)
    const runs: number[] = []
    const asked: Promise<void>[] = []
    const { promise: begun, resolve, reject } = Promise.withResolvers<number>()
    const importing: Importing = {
      ...how,
      startedBy,
      signal: stop.signal,
      progress: () => {},
      asks: (run, question) => asked.push(ask(run, question, file)),
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
    return { begun, ended, released: ended.then(async () => Promise.all(asked)).then(() => {}) }
  }

  return {
    start,
    question: (run) => questions.get(run)?.question,
    answer(db, run, answer, startedBy) {
      const waits = questions.get(run)
      if (!waits) return undefined
      // One answer counts, however often the form is sent.
      questions.delete(run)
      const work = start(db, { ...waits.file, ...answer }, startedBy)
      void work.released.finally(waits.close)
      return work
    },
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
      for (const { close } of questions.values()) close()
      await Promise.all(working)
    },
  }
}
