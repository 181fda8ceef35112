import { academicYearInWords } from '../lib/academic-year.ts'
import { inWords, type Day } from '../lib/day.ts'

/** How an import ended, or that it has not. `unchanged`: the same content is held already. */
export type RunState = 'running' | 'done' | 'unchanged' | 'refused' | 'cancelled' | 'interrupted'

/** How a run ended, as a person reads it, with the colour of its tag. */
export const states: Readonly<Record<RunState, { readonly text: string; readonly tag: string }>> = {
  running: { text: 'Under way', tag: 'blue' },
  done: { text: 'Imported', tag: 'green' },
  unchanged: { text: 'Held already', tag: 'grey' },
  refused: { text: 'Refused', tag: 'red' },
  cancelled: { text: 'Cancelled', tag: 'yellow' },
  interrupted: { text: 'Interrupted', tag: 'yellow' },
}

/** One run of reading a published file, as pages and commands show it. */
export interface ImportRun {
  readonly id: number
  readonly source: string | null
  readonly file_name: string
  readonly bytes: number
  readonly checksum: string | null
  readonly as_at: Day | null
  /** The academic year the file is of, by the calendar year it ends in, where it is of one. */
  readonly year: number | null
  readonly state: RunState
  readonly stage: string
  readonly rows_read: number
  readonly rows_used: number
  readonly rows_refused: number
  readonly message: string | null
  readonly started_by: string
  readonly started_at: Date
  readonly ended_at: Date | null
}

/**
 * Of which day, or of which academic year, a file is; undefined where nothing in it says.
 *
 * @example
 * timeOf({ as_at: null, year: 2019 }) // => '2018 to 2019'
 */
export function timeOf({ as_at, year }: Pick<ImportRun, 'as_at' | 'year'>): string | undefined {
  if (as_at !== null) return inWords(as_at)
  return year === null ? undefined : academicYearInWords(year)
}

/** Reads the number of a run from an address or a command line; 0, which no run has, for anything else. */
export function parseRun(text: string | undefined): number {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0
}

/** Names a process so that another can tell whether it is gone: machine, number, and when it began. */
export interface ProcessName {
  readonly machine: string
  readonly number: number
  readonly began: string
}

export const writeProcess = ({ machine, number, began }: ProcessName): string => `${machine} ${number} ${began}`

/** An import that has not been heard of for this long is not under way any more, wherever it ran. */
const silence = 120_000

/**
 * Whether an import that says it is running was interrupted.
 *
 * - Its process is one of this machine and is gone: the number is nobody's, or is ours and we began later.
 * - Or nobody has heard of it for two minutes: it ran on a machine that is gone, or its number is somebody else's now.
 */
export function wasInterrupted(
  run: { readonly process: string; readonly seen_at: Date },
  { here, now, isAlive }: { readonly here: ProcessName; readonly now: Date; readonly isAlive: (process: number) => boolean },
): boolean {
  if (run.process === writeProcess(here)) return false
  if (now.getTime() - run.seen_at.getTime() > silence) return true
  const [machine, number] = run.process.split(' ')
  return machine === here.machine && (Number(number) === here.number || !isAlive(Number(number)))
}
