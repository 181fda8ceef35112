import type { Db } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { Importing } from '../sources/import-run.import.ts'
import { fetchRelease } from './fetch.import.ts'
import type { Network } from './download.import.ts'
import type { Release, ReleaseCalendar } from './release.ts'

/** How far a fetch that a page started has got. */
export interface Progress {
  readonly stage: string
  /** From 0 to 1 within the stage. */
  readonly done: number
}

/** Fetches that pages have started and that go on after the page has answered, one at a time. */
export interface FetchesUnderWay {
  readonly calendar: () => Promise<ReleaseCalendar>
  /** Starts to fetch a release, unless it is being fetched already. */
  readonly start: (db: Db, release: Release, startedBy: Importing['startedBy'], today: Day) => Promise<void>
  /** How far the fetches have got, by the key of the release. */
  readonly progress: () => ReadonlyMap<string, Progress>
  readonly cancel: (release: string) => void
  /** Stops all of them and waits until they have ended: the server is going down. */
  readonly close: () => Promise<void>
}

/** `failed` is told what went wrong in Fiveday itself; a publisher that does not answer is no failure. */
export function fetchesUnderWay(
  how: Pick<Importing, 'now' | 'importers' | 'rebuild' | 'inspect'> & {
    readonly network: Network
    readonly calendar: () => Promise<ReleaseCalendar>
    readonly failed: (problem: unknown) => void
  },
): FetchesUnderWay {
  const underWay = new Map<string, { progress: Progress; readonly stop: AbortController }>()
  let last: Promise<unknown> = Promise.resolve()

  async function work(db: Db, release: Release, startedBy: Importing['startedBy'], today: Day, stop: AbortController): Promise<void> {
    const { origins } = await how.calendar()
    const progress = (stage: string, done: number) => underWay.set(release.key, { progress: { stage, done }, stop })
    progress('downloading', 0)
    try {
      if (!stop.signal.aborted) await fetchRelease(db, release, { ...how, origins, today, startedBy, signal: stop.signal, progress })
    } catch (problem) {
      how.failed(problem)
    } finally {
      underWay.delete(release.key)
    }
  }

  return {
    calendar: how.calendar,
    async start(db, release, startedBy, today) {
      if (underWay.has(release.key)) return
      const stop = new AbortController()
      underWay.set(release.key, { progress: { stage: 'waiting', done: 0 }, stop })
      last = last.then(() => work(db, release, startedBy, today, stop))
    },
    progress: () => new Map([...underWay].map(([key, { progress }]) => [key, progress])),
    cancel: (release) => underWay.get(release)?.stop.abort(),
    async close() {
      for (const { stop } of underWay.values()) stop.abort()
      await last
    },
  }
}
