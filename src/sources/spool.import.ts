import { randomUUID } from 'node:crypto'
import { closeSync, openSync, read, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Unusable } from '../lib/unusable.ts'
import type { Spool } from './spool.ts'

/** The spools of one import. */
export interface Spools {
  readonly spool: <T>() => Spool<T>
  /** How many bytes of rows wait on the disk. */
  readonly onDisk: () => number
  /** Gives up all rows, and the disk they took. */
  readonly close: () => void
}

interface Spooling {
  /** Stops reading back what was added. */
  readonly signal: AbortSignal
  /** Told of rows that were read back. */
  readonly readBack: (rows: number) => void
}

/** About so many characters of rows are in memory of each spool; a spool that never has more makes no file. */
const piece = 250_000

/**
 * Makes the spools of an import. A spool's file has no name any more as soon as it is open: however the import ends, and were it
 * by a power cut, the disk is free again.
 */
export function spools(spooling: Spooling): Spools {
  const files: TemporaryFile[] = []
  return {
    spool<T>() {
      const file = new TemporaryFile()
      files.push(file)
      return spoolIn<T>(file, spooling)
    },
    onDisk: () => files.reduce((bytes, file) => bytes + file.size, 0),
    close() {
      for (const file of files) file.close()
    },
  }
}

/** A spool is texts of JSON, each a list of rows; the last is still in memory. */
function spoolIn<T>(file: TemporaryFile, { signal, readBack }: Spooling): Spool<T> {
  const places: { readonly at: number; readonly size: number }[] = []
  let last: string[] = []
  let size = 0
  let rows = 0

  const listed = () => `[${last.join(',')}]`

  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is read is what was added
  const parsed = (text: string) => JSON.parse(text) as readonly T[]

  async function* readAll() {
    const texts = [...places.map((place) => () => file.read(place)), async () => listed()]
    for (const text of texts) {
      signal.throwIfAborted()
      const some = parsed(await text())
      if (some.length > 0) yield some
      readBack(some.length)
    }
  }

  return {
    get rows() {
      return rows
    },
    add(row) {
      const text = JSON.stringify(row)
      last.push(text)
      size += text.length
      rows += 1
      if (size < piece) return
      places.push(file.write(listed()))
      last = []
      size = 0
    },
    read: readAll,
  }
}

/** A file that is written from one end to the other, and is gone when it is closed. It is made when something is written. */
class TemporaryFile {
  #open: number | undefined
  #name = ''
  size = 0

  write(text: string): { readonly at: number; readonly size: number } {
    this.#open ??= this.#made()
    const bytes = Buffer.from(text)
    const at = this.size
    for (let written = 0; written < bytes.length;) {
      written += withRoom(() => writeSync(this.#open ?? -1, bytes, written, bytes.length - written, at + written))
    }
    this.size += bytes.length
    return { at, size: bytes.length }
  }

  async read({ at, size }: { readonly at: number; readonly size: number }): Promise<string> {
    const bytes = Buffer.allocUnsafe(size)
    for (let got = 0; got < size;) {
      const { bytesRead } = await readSome(this.#open ?? -1, bytes, got, size - got, at + got)
      if (bytesRead === 0) throw new Error('A temporary file of an import was cut short')
      got += bytesRead
    }
    return bytes.toString()
  }

  close(): void {
    if (this.#open === undefined) return
    closeSync(this.#open)
    this.#open = undefined
    this.size = 0
    rmSync(this.#name, { force: true })
  }

  #made(): number {
    this.#name = path.join(tmpdir(), `fiveday-rows-${randomUUID()}`)
    const open = withRoom(() => openSync(this.#name, 'wx+', 0o600))
    try {
      rmSync(this.#name)
    } catch {
      // A system on which a file that is open keeps its name: it is removed when it is closed.
    }
    return open
  }
}

const readSome = promisify(read)

function withRoom<T>(work: () => T): T {
  try {
    return work()
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOSPC')
      throw new Unusable('There is no room on the disk for what is read of this file: make room in the folder for temporary files')
    throw problem
  }
}
