import described from '../package.json' with { type: 'json' }
import { throughServer, whoRuns, type Channel } from './cli/channel.ts'
import type { ExitCode } from './cli/command.ts'
import { readWhere, typedFor, type Where } from './cli/config.ts'
import { doctorCommands } from './cli/doctor.commands.ts'
import { inOneLine, runCommandLine, type World } from './cli/run.ts'
import { terminalOver } from './cli/terminal.ts'
import { openDatabase, type Database } from './db/connect.ts'
import { FolderInUse, reachOwner, type Owner } from './db/lock.ts'
import { dayInLondon } from './lib/london.ts'

const argv = process.argv.slice(2)
const now = () => new Date()
const terminal = terminalOver(process.stdout, process.stderr, now)
const stop = new AbortController()
const debug = Boolean(process.env.FIVEDAY_DEBUG)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped())
// Whoever reads what we print may stop reading: `fiveday comparisons | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  process.exitCode = await main()
} catch (error) {
  terminal.complain(inOneLine(error, stop.signal, debug))
  process.exitCode = 1
}
terminal.finish()

/** Carries out the command line: here, or in the server that has the data folder open. */
async function main(): Promise<ExitCode> {
  const where = readWhere(typedFor('--data', argv), process.env, process.cwd())
  if (!where.ok) return wrongUse(where.problems)
  if (asksToWork() && 'folder' in where.value) {
    const owner = await reachOwner(where.value.folder)
    if (owner) return throughOwner(where.value.folder, owner)
  }
  return here(where.value)
}

function asksToWork(): boolean {
  return argv[0] !== undefined && !argv[0].startsWith('-') && !argv.includes('--help') && !argv.includes('-h')
}

async function throughOwner(folder: string, { address, owner }: { address: string; owner: Owner }): Promise<ExitCode> {
  const channel: Channel = { socketPath: address, token: owner.token }
  // A short command holds the folder too, and listens to nobody.
  const running = await whoRuns(channel, stop.signal).catch(() => undefined)
  if (!running) throw new FolderInUse(folder, owner)
  if (argv[0] === 'start') {
    terminal.complain(`Fiveday is running already, at ${running.address} (process ${running.process})`)
    return 1
  }
  return throughServer(channel, { argv, folder: process.cwd(), out: terminal, signal: stop.signal })
}

async function here(where: Where): Promise<ExitCode> {
  const { commands } = await import('./features.ts')
  const { startCommands } = await import('./start.ts')
  let database: Database | undefined
  const open = async () => (database ??= await openDatabase({ ...where, what: argv[0] === 'start' ? 'server' : (argv[0] ?? 'fiveday') }))
  const held = () => database?.lock && `held by process ${database.lock.owner.pid} (${database.lock.owner.what})`
  const carryOut = (words: readonly string[], world: Pick<World, 'out' | 'signal' | 'folder'>) =>
    runCommandLine(words, { commands: all, db: async () => (await open()).db, today: () => dayInLondon(now()), now, debug, ...world })
  const start = startCommands({ where, env: process.env, database: open, carryOut })
  const doctor = doctorCommands({ where, node: process.versions.node, pinnedNode: pinnedNode(), held })
  const all = [...start, ...commands, ...doctor]
  try {
    return await carryOut(argv, { out: terminal, signal: stop.signal, folder: process.cwd() })
  } finally {
    await database?.close()
  }
}

function pinnedNode(): string {
  const { dependencies }: { dependencies: { node: string } } = described
  return dependencies.node
}

function wrongUse(problems: readonly { readonly text: string }[]): ExitCode {
  for (const problem of problems) terminal.complain(problem.text)
  return 2
}

/** The first signal asks whatever runs to stop; the second does not ask. */
function stopped() {
  if (stop.signal.aborted) process.exit(1)
  stop.abort()
}
