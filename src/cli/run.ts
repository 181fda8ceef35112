import type { Db } from '../db/connect.ts'
import { reading } from '../db/connect.ts'
import { FolderInUse } from '../db/lock.ts'
import type { Day } from '../lib/day.ts'
import type { Command, ExitCode, Out } from './command.ts'
import { parseCommandLine } from './parse.ts'

/** What running a command line needs of the world. `db` opens the database, and is asked only once the line is sound. */
export interface World {
  readonly commands: readonly Command[]
  readonly db: () => Promise<Db>
  readonly out: Out
  readonly today: () => Day
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly folder: string
  readonly debug: boolean
}

/**
 * Runs one command line and says how it ended.
 *
 * Here is the command line's one catch: whatever was not foreseen becomes one clear line and exit code 1.
 */
export async function runCommandLine(argv: readonly string[], world: World): Promise<ExitCode> {
  const { commands, out, today, now, signal, folder } = world
  const parsed = parseCommandLine(commands, argv)
  if (parsed.kind === 'say') {
    if (parsed.code === 0) out.print(parsed.text)
    else out.complain(parsed.text)
    return parsed.code
  }
  const { command, args, options } = parsed
  const wrong = command.wrongUse?.(options) ?? []
  for (const sentence of wrong) out.complain(sentence)
  if (wrong.length > 0) return 2
  const called = { args, options, out, today: today(), now, signal, folder }
  try {
    const db = await world.db().catch((why: unknown) => {
      if (command.withoutDatabase) return command.withoutDatabase(called, why)
      throw why
    })
    return typeof db === 'number' ? db : await command.does({ ...called, db, reads: reading(db) })
  } catch (error) {
    out.complain(inOneLine(error, signal, world.debug))
    return 1
  }
}

/** What went wrong, for the person who typed the command. Where it arose is for whoever mends it, who sets FIVEDAY_DEBUG. */
export function inOneLine(error: unknown, signal: AbortSignal, debug: boolean): string {
  if (signal.aborted) return 'Stopped.'
  if (!(error instanceof Error)) return String(error)
  if (error instanceof FolderInUse) return error.message
  if (debug) return [error.stack, ...causesOf(error).map((cause) => `Because: ${cause.stack ?? cause.message}`)].join('\n')
  const reasons = [error, ...causesOf(error)].map((reason) => reason.message.trim().split('\n')[0])
  return `${[...new Set(reasons)].join(': ')} (set FIVEDAY_DEBUG=1 to see where it arose)`
}

function causesOf(error: Error): Error[] {
  return error.cause instanceof Error ? [error.cause, ...causesOf(error.cause)] : []
}
