import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { readMailRoute } from './alerts/mail-route.ts'
import { rounds } from './alerts/outbox.import.ts'
import { firstInvitation } from './accounts/invitation.store.ts'
import { answering } from './cli/channel.ts'
import type { Called, Command, ExitCode } from './cli/command.ts'
import { readReach, type Reach, type Where } from './cli/config.ts'
import { inOneLine, type World } from './cli/run.ts'
import type { Database } from './db/connect.ts'
import { inTurn } from './db/turn.ts'
import { importers, importsOf, links, pagesWith, rebuild } from './features.ts'
import { paths } from './paths.ts'
import { countryHeld } from './sources/country.store.ts'
import { inspectImport } from './quality/inspection.import.ts'
import { loadDemo } from './sources/demo.import.ts'
import { markInterrupted } from './sources/import-run.import.ts'
import { limits } from './sources/limits.ts'
import { startWeb } from './web/start.ts'

/** What the server is told of the process it starts in. */
export interface Started {
  readonly where: Where
  readonly env: Readonly<Record<string, string | undefined>>
  readonly database: () => Promise<Database>
  /** Runs a command that was given to another process while this one has the database open. */
  readonly carryOut: (argv: readonly string[], world: Pick<World, 'out' | 'signal' | 'folder'>) => Promise<ExitCode>
}

const cache = fileURLToPath(new URL('../.cache', import.meta.url))

/** `fiveday start`: the server, until it is told to stop. */
export function startCommands(started: Started): readonly Command[] {
  const reachOf = ({ port }: Called['options']) => readReach(typeof port === 'string' ? port : undefined, started.env)
  return [
    {
      usage: 'start',
      summary: 'Start the server; with an empty data folder it opens on a made-up authority',
      options: [{ flags: '--port <number>', summary: 'the port to listen on (or PORT; 5555 if neither; 0 for any that is free)' }],
      wrongUse(options) {
        const [reach, mail] = [reachOf(options), readMailRoute(started.env)]
        return [reach, mail].flatMap((read) => (read.ok ? [] : read.problems.map(({ text }) => text)))
      },
      async does(called) {
        const reach = reachOf(called.options)
        return reach.ok ? serve(called, started, reach.value) : 2
      },
    },
  ]
}

async function serve(called: Called, started: Started, reach: Reach): Promise<ExitCode> {
  const { db, out, now, signal } = called
  const { port, host, address: outer } = reach
  const https = outer?.startsWith('https:') === true
  const failed = (problem: unknown) => out.complain(inOneLine(problem, signal, true))
  const imports = importsOf({ now, failed })
  await markInterrupted(db, now())
  await inTurn(await started.database(), () => fillWhenEmpty(called))
  const web = await startWeb({
    db,
    pages: pagesWith(imports),
    port,
    host,
    cache,
    https,
    address: outer,
    largestUpload: limits.bytes,
    now,
    log: out.complain,
  }).catch((error: unknown) => {
    throw taken(error, port)
  })
  const address = outer ?? web.address
  const mail = readMailRoute(started.env)
  const making = rounds(db, { route: mail.ok ? mail.value : undefined, address: address.replace(/\/$/, ''), links, now, failed })
  const hush = await takeCommands(started, address, signal)
  await welcome(called, started.where, address)
  await ended(signal)
  hush()
  await Promise.all([web.server.close(), imports.close(), making.close()])
  return 0
}

/** An installation that holds no country yet opens on a made-up one, so that there is something to see. */
async function fillWhenEmpty({ db, reads, out, now, signal }: Called) {
  if ((await countryHeld(reads)) !== undefined) return
  out.complain('Making up a country to look round in. The first real file you import removes it.')
  const startedBy = { who: 'Fiveday', account: null }
  await loadDemo(db, { startedBy, now, signal, progress: out.progress, importers, rebuild, inspect: inspectImport })
}

async function welcome({ db, options, out, now }: Called, where: Where, address: string) {
  const secret = await firstInvitation(db, now())
  const setUp = secret === undefined ? undefined : address + paths.setUp(secret)
  if (options.json === true) return out.print(JSON.stringify({ address, setUp }))
  out.print(`Fiveday is running at ${address}`)
  out.print('folder' in where ? `It keeps its data in ${where.folder}` : 'It keeps its data on the PostgreSQL server of DATABASE_URL')
  if (setUp === undefined) return out.print('Press Ctrl-C to stop.')
  out.print('Nobody can sign in yet. Make the first account with this link, which works once and for one day:')
  out.print(`  ${setUp}`)
  return out.print('Press Ctrl-C to stop.')
}

/** Carries out, for as long as the server runs, the commands that other processes are given for this data folder. */
async function takeCommands({ database, carryOut }: Started, address: string, stopping: AbortSignal): Promise<() => void> {
  const { lock } = await database()
  if (!lock) return () => {}
  const running = () => ({ address, process: lock.owner.pid })
  const channel = createServer(
    answering(lock.owner.token, running, ({ argv, ...world }) => {
      return carryOut(argv, { ...world, signal: AbortSignal.any([world.signal, stopping]) })
    }),
  )
  lock.serve((socket) => void channel.emit('connection', socket))
  return () => channel.closeAllConnections()
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function taken(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new Error(`Port ${port} is in use by another program: choose another with --port`)
  if (code === 'EACCES') return new Error(`This account may not listen on port ${port}: choose one above 1023 with --port`)
  return error
}
