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
 * Clients of this machine reach the process through the lock's socket (see `reachOwner`), once `serve` says what to do
 * with them.
 */
export interface Lock {
  readonly owner: Owner
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
 * file is left behind for the next start to wonder about. On Linux a second socket, in the folder, is for a process in
 * another container, which sees the folder but not the first.
 */
export async function takeLock(
  folder: string,
  what: string,
): Promise<{ readonly ok: true; readonly lock: Lock } | { readonly ok: false; readonly owner: Owner | undefined }> {
  const door = new Door()
  for (const address of [addressOf(folder), ...besides(folder)]) {
    if (await door.opens(address)) continue
    await door.close()
    return { ok: false, owner: readOwner(folder) }
  }
  const owner = { pid: process.pid, what, since: new Date().toISOString(), token: randomBytes(32).toString('hex') }
  writeOwner(folder, owner)
  const serve = (connected: (socket: net.Socket) => void) => {
    door.connected = connected
  }
  const release = () => {
    fs.rmSync(path.join(folder, 'owner.json'), { force: true })
    return door.close()
  }
  return { ok: true, lock: { owner, serve, release } }
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

// Linux lets a socket's path be 107 bytes long; a longer folder does without.
function besides(folder: string): readonly string[] {
  const file = path.join(folder, 'owner.sock')
  return process.platform === 'linux' && Buffer.byteLength(file) <= 107 ? [file] : []
}

/** The sockets of a lock, and whoever came in by them. None of them keeps the process from ending. */
class Door {
  readonly #servers: net.Server[] = []
  readonly #sockets = new Set<net.Socket>()
  connected = (socket: net.Socket) => {
    socket.destroy()
  }

  /** Listens at this address, unless somebody does already. */
  async opens(address: string): Promise<boolean> {
    const server = net.createServer((socket) => this.#enter(socket))
    const opened = (await listens(server, address)) || ((await isLeftBehind(address)) && (await listens(server, address)))
    if (opened) this.#servers.push(server.unref())
    return opened
  }

  /** Closes, without waiting for whoever is inside. */
  async close() {
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }

  #enter(socket: net.Socket) {
    this.#sockets.add(socket)
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
    this.connected(socket)
  }
}

// Only a socket that is a file outlives its process; nobody answers there any more.
async function isLeftBehind(address: string): Promise<boolean> {
  if (!path.isAbsolute(address) || address.startsWith('\\\\.\\') || (await answers(address))) return false
  fs.rmSync(address, { force: true })
  return true
}

function listens(server: net.Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'EADDRINUSE' || problem.code === 'EACCES') resolve(false)
      else reject(problem)
    }
    server.once('error', refused).listen(address, () => {
      server.off('error', refused)
      resolve(true)
    })
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
