import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

/** Who has a data folder open. `token` proves to them that a client may read the folder. */
export interface Owner {
  readonly pid: number
  readonly what: string
  readonly since: string
  readonly token: string
}

/**
 * A data folder held by this process, until it lets go or dies.
 *
 * `server` is a listening socket: clients of this machine reach the process through it (see `reachOwner`), once
 * `serve` says what to do with them.
 */
export interface Lock {
  readonly owner: Owner
  readonly server: net.Server
  serve(connected: (socket: net.Socket) => void): void
  release(): Promise<void>
}

/** The data folder is open in another process. */
export class FolderInUse extends Error {
  readonly owner: Owner | undefined

  constructor(folder: string, owner: Owner | undefined) {
    const who = owner ? `by process ${owner.pid} (${owner.what}, since ${owner.since})` : 'by another process'
    super(`The data folder ${folder} is in use ${who}`)
    this.owner = owner
  }
}

/**
 * Takes a data folder for this process, or says who has it.
 *
 * A listening socket is the lock, because the kernel frees it in the same moment its process dies, however it dies: no
 * file is left behind for the next start to wonder about.
 */
export async function takeLock(
  folder: string,
  what: string,
): Promise<{ readonly ok: true; readonly lock: Lock } | { readonly ok: false; readonly owner: Owner | undefined }> {
  const address = addressOf(folder)
  const server = net.createServer()
  if (!(await listens(server, address))) return { ok: false, owner: readOwner(folder) }
  server.unref()

  const owner = { pid: process.pid, what, since: new Date().toISOString(), token: randomBytes(32).toString('hex') }
  writeOwner(folder, owner)
  let connected = (socket: net.Socket) => {
    socket.destroy()
  }
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    connected(socket)
  })
  return {
    ok: true,
    lock: {
      owner,
      server,
      serve(then) {
        connected = then
      },
      async release() {
        fs.rmSync(path.join(folder, 'owner.json'), { force: true })
        for (const socket of sockets) socket.destroy()
        await new Promise((resolve) => server.close(resolve))
      },
    },
  }
}

/** The process that has a data folder open, and the socket to reach it by; nothing when nobody has. */
export async function reachOwner(folder: string): Promise<{ readonly address: string; readonly owner: Owner } | undefined> {
  if (!fs.existsSync(folder)) return undefined
  const address = addressOf(folder)
  if (!(await answers(address))) return undefined
  const owner = readOwner(folder)
  return owner && { address, owner }
}

// The folder's place on the disk names it, whatever path led to it.
function addressOf(folder: string): string {
  const { dev, ino } = fs.statSync(folder, { bigint: true })
  const name = `fiveday-${dev}-${ino}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(folder, 'owner.sock')
}

async function listens(server: net.Server, address: string): Promise<boolean> {
  if (await listensOnce(server, address)) return true
  // Only a socket that is a file outlives its process.
  if (process.platform === 'linux' || process.platform === 'win32' || (await answers(address))) return false
  fs.rmSync(address, { force: true })
  return listensOnce(server, address)
}

function listensOnce(server: net.Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'EADDRINUSE' || problem.code === 'EACCES') resolve(false)
      else reject(problem)
    })
    server.listen(address, () => resolve(true))
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

function writeOwner(folder: string, owner: Owner) {
  const file = path.join(folder, 'owner.json')
  fs.rmSync(file, { force: true })
  fs.writeFileSync(file, JSON.stringify(owner), { mode: 0o600 })
}

function readOwner(folder: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'owner.json'), 'utf8'))
    return isOwner(owner) ? owner : undefined
  } catch {
    return undefined
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false
  return 'pid' in value && 'what' in value && 'since' in value && 'token' in value && typeof value.token === 'string'
}
