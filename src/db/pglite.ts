import fs from 'node:fs'
import path from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { Engine } from './one-session.ts'
import { parsers } from './values.ts'

type Preparing = Parameters<NodeFS['init']>[1]

/**
 * What PGlite starts PostgreSQL with, less `-F`, which would never let a write reach the disk, and with memory and
 * write-ahead log kept small. PGlite's own way of reaching the disk, fdatasync, does nothing: fsync it is.
 */
const hardened = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['wal_sync_method=fsync', 'max_wal_size=64MB', 'shared_buffers=64MB', 'work_mem=16MB', 'TimeZone=UTC'].flatMap((setting) => [
    '-c',
    setting,
  ]),
]

/** PostgreSQL over a folder, every acknowledged commit on the disk. Nothing else may have the folder open (see `lock.ts`). */
export async function openPGlite(folder: string): Promise<PGlite> {
  if (!fs.existsSync(path.join(folder, 'PG_VERSION'))) {
    refuseOthers(folder)
    await makePGlite(folder)
  }
  return speaking(await PGlite.create({ fs: new DurableFolder(folder), startParams: hardened }))
}

/** A folder that holds something, and is no database of ours, may be somebody's only copy: nothing is made over it. */
function refuseOthers(folder: string) {
  if (!fs.existsSync(folder) || fs.readdirSync(folder).length === 0) return
  throw new Error(`${folder} holds files but is no database that Fiveday can open. Bring back a copy of it, or move it out of the way`)
}

// Made beside its place and put there whole: a database that was cut off while it was made would never open again.
async function makePGlite(folder: string) {
  const making = `${folder}.new`
  fs.rmSync(making, { recursive: true, force: true })
  fs.mkdirSync(making, { recursive: true, mode: 0o700 })
  const pglite = await PGlite.create({ fs: new DurableFolder(making), startParams: hardened })
  await pglite.close()
  for (const inside of fs.readdirSync(making, { recursive: true, encoding: 'utf8' })) fsyncPath(path.join(making, inside))
  fsyncPath(making)
  fs.rmSync(folder, { recursive: true, force: true })
  fs.renameSync(making, folder)
  fsyncPath(path.dirname(folder))
}

/** PostgreSQL in memory, empty or as a dump left it. */
export async function pgliteInMemory(dump?: Blob): Promise<PGlite> {
  const options: PGliteOptions = { dataDir: 'memory://', startParams: [...PGlite.defaultStartParams, '-c', 'TimeZone=UTC'] }
  return speaking(await PGlite.create(dump ? { ...options, loadDataDir: dump } : options))
}

/** What a session of ours asks of a PGlite. */
export function engineOver(pglite: PGlite): Engine {
  return {
    opened: 0,
    async query(sql, parameters) {
      const { rows, affectedRows } = await pglite.query(sql, [...parameters])
      return { rows, affected: affectedRows ?? 0 }
    },
    async script(sql) {
      await pglite.exec(sql)
    },
    async copy(sql, chunk) {
      const fromBlob = sql.replace(/ from stdin$/i, " from '/dev/blob'")
      const { affectedRows } = await pglite.query(fromBlob, [], { blob: new Blob([chunk]) })
      return affectedRows ?? 0
    },
    close: () => pglite.close(),
  }
}

// What goes in is PostgreSQL's own text already, and what comes out is ours to make something of (see `values.ts`).
function speaking(pglite: PGlite): PGlite {
  pglite.parsers = { ...parsers }
  pglite.serializers = {}
  return pglite
}

/** A folder whose writes can be made to reach the disk: PGlite's own leaves out fsync, of files and of folders. */
class DurableFolder extends NodeFS {
  override init(pglite: PGlite, options: Preparing) {
    return super.init(pglite, { ...options, preRun: [...(options.preRun ?? []), teachFsync] })
  }
}

interface Stream {
  readonly nfd?: number
  readonly node: unknown
}
interface Emscripten {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: Stream) => number }; realPath(node: unknown): string }
}

function teachFsync(module: unknown) {
  const { NODEFS } = module as Emscripten
  NODEFS.stream_ops.fsync = ({ nfd, node }) => {
    if (nfd === undefined) fsyncPath(NODEFS.realPath(node))
    else fs.fsyncSync(nfd)
    return 0
  }
}

/** Makes a file, or what a folder lists, reach the disk. Windows has no such call for folders, nor the need. */
function fsyncPath(path: string) {
  if (process.platform === 'win32' && fs.statSync(path).isDirectory()) return
  const open = fs.openSync(path, 'r')
  try {
    fs.fsyncSync(open)
  } finally {
    fs.closeSync(open)
  }
}
