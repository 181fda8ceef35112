import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { count } from '../lib/count.ts'
import { Unusable } from '../lib/unusable.ts'
import { limits } from './limits.ts'

/** Bytes that can be read from any place, and again: a file on disk, or a part of one held in memory. */
export interface Bytes {
  readonly size: number
  readonly part: (from: number, length: number) => Promise<Uint8Array>
  readonly stream: (from: number, to: number) => AsyncIterable<Uint8Array>
}

/** The bytes of a file on disk. Throws `Unusable`, before reading any, for what is no file, is empty or too large. */
export async function bytesOfFile(path: string): Promise<Bytes> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new Unusable('There is no such file')
  if (!found.isFile()) throw new Unusable('This is not a file')
  if (found.size === 0) throw new Unusable('The file is empty')
  if (found.size > limits.bytes) throw new Unusable(`The file is larger than ${inMegabytes(limits.bytes)}, the most that Fiveday opens`)
  return {
    size: found.size,
    async part(from, length) {
      const file = await open(path)
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    stream: (from, to) => (to > from ? createReadStream(path, { start: from, end: to - 1, highWaterMark: 262_144 }) : nothing()),
  }
}

/** The same over bytes in memory: a workbook that came inside a ZIP. */
export function bytesInMemory(bytes: Uint8Array): Bytes {
  return {
    size: bytes.length,
    part: async (from, length) => bytes.subarray(from, from + length),
    async *stream(from, to) {
      yield bytes.subarray(from, to)
    },
  }
}

/** Reads a stream whole; `most` is how many bytes it may have. */
export async function whole(stream: AsyncIterable<Uint8Array>, most: number = limits.wholeBytes): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    if (size > most) throw new Unusable(`It unpacks to more than ${inMegabytes(most)}, the most that Fiveday reads of a workbook or a map`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

export function inMegabytes(bytes: number): string {
  return `${count(bytes / 1_000_000)} MB`
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
