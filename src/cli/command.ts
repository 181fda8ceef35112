import type { Db, Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'

/** One option of a command: how it is written, and what it means. `flags` as in `--authority <code>` or `--json`. */
export interface Option {
  readonly flags: string
  readonly summary: string
}

/** Where a command prints. Progress goes to the terminal only, never into what a program reads. */
export interface Out {
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
  /** `done` is 0 to 1. Shown as a bar on a terminal when work takes over a second. */
  readonly progress: (stage: string, done: number) => void
}

export interface Called extends CalledUnopened {
  readonly db: Db
  readonly reads: Reads
}

export interface CalledUnopened {
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly out: Out
  readonly today: Day
  readonly now: () => Date
  readonly signal: AbortSignal
  /** The folder the person stands in, for the file paths they typed. */
  readonly folder: string
}

/** 0 success, 1 something was refused, 2 wrong use. */
export type ExitCode = 0 | 1 | 2

/** One row of a feature's command table. `usage` is the noun, the verb if any, and its arguments: `import <file...>`. */
export interface Command {
  readonly usage: string
  readonly summary: string
  readonly options: readonly Option[]
  /** What is wrong with how it was called, a sentence each, before the database is opened. */
  readonly wrongUse?: (options: Called['options']) => readonly string[]
  readonly does: (called: Called) => Promise<ExitCode>
  /** What is left to do when the database does not open, and why it did not. Only a command that examines it has one. */
  readonly withoutDatabase?: (called: CalledUnopened, why: unknown) => Promise<ExitCode>
}
