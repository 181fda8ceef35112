import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createInflateRaw, crc32 } from 'node:zlib'
import { Unusable } from '../lib/unusable.ts'
import { inMegabytes, type Bytes } from './bytes.import.ts'
import { limits } from './limits.ts'

/** A file inside a ZIP, unpacked as it is read. */
export interface Entry {
  readonly name: string
  readonly size: number
  readonly stream: () => AsyncIterable<Uint8Array>
}

/** What a gzip file unpacks to, as a stream. Throws `Unusable` when it ends early, is damaged, or grows out of all measure. */
export async function* gunzipped(packed: AsyncIterable<Uint8Array>, packedSize: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of through(createGunzip(), packed)) {
    size += piece.length
    if (size > limits.bytes) throw new Unusable(`It unpacks to more than ${inMegabytes(limits.bytes)}, the most that Fiveday reads`)
    if (isBomb(size, packedSize)) throw bomb()
    yield piece
  }
}

/**
 * The files in a ZIP, by its own list at its end, folders left out.
 *
 * Refused before anything is unpacked: a list that cannot be read, too many files, and sizes that are too large in all
 * or out of all measure to the ZIP's own.
 */
export async function entriesOf(zip: Bytes): Promise<readonly Entry[]> {
  const end = await listEnd(zip)
  if (end.count > limits.entries) throw new Unusable(`The ZIP has more than ${limits.entries} files in it`)
  const list = Buffer.from(await zip.part(end.from, end.length))
  const entries: Entry[] = []
  let total = 0
  for (let at = 0, n = 0; n < end.count; n++) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== 0x02014b50) throw damaged()
    const listed = listedAt(list, at)
    total += listed.size
    if (total > limits.bytes) throw new Unusable(`The ZIP unpacks to more than ${inMegabytes(limits.bytes)}, the most that Fiveday reads`)
    if (isBomb(total, zip.size)) throw bomb()
    if (!listed.name.endsWith('/')) entries.push({ name: listed.name, size: listed.size, stream: () => unpacked(zip, listed) })
    at += listed.length
  }
  return entries
}

interface Listed {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
  readonly length: number
}

/** Where the list of a ZIP's files is: written in its last bytes, before a comment of at most 65,535. */
async function listEnd(zip: Bytes) {
  const length = Math.min(zip.size, 65_557)
  const tail = Buffer.from(await zip.part(zip.size - length, length))
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue
    const end = { count: tail.readUInt16LE(at + 10), length: tail.readUInt32LE(at + 12), from: tail.readUInt32LE(at + 16) }
    if (end.from === 0xffffffff || end.count === 0xffff)
      throw new Unusable('The ZIP is of the kind made for very large files, which Fiveday does not open')
    if (end.from + end.length > zip.size) throw damaged()
    return end
  }
  throw damaged()
}

function listedAt(list: Buffer, at: number): Listed {
  const nameLength = list.readUInt16LE(at + 28)
  return {
    // As people read it: a zero byte no database keeps, and others could write over what a terminal shows.
    name: list.toString('utf8', at + 46, at + 46 + nameLength).replaceAll(/\p{Cc}/gu, ''),
    flags: list.readUInt16LE(at + 8),
    method: list.readUInt16LE(at + 10),
    crc: list.readUInt32LE(at + 16),
    packedSize: list.readUInt32LE(at + 20),
    size: list.readUInt32LE(at + 24),
    offset: list.readUInt32LE(at + 42),
    length: 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32),
  }
}

async function* unpacked(zip: Bytes, listed: Listed): AsyncGenerator<Uint8Array> {
  if (listed.flags & 1) throw new Unusable('It is locked with a password')
  if (listed.method !== 0 && listed.method !== 8) throw new Unusable('It is packed in a way that Fiveday does not open')
  const header = Buffer.from(await zip.part(listed.offset, 30))
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw damaged()
  const from = listed.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = zip.stream(from, Math.min(from + listed.packedSize, zip.size))
  let size = 0
  let crc = 0
  for await (const piece of listed.method === 8 ? through(createInflateRaw(), packed) : packed) {
    size += piece.length
    if (size > listed.size) throw new Unusable('The ZIP gives more than it says it holds, so it is not opened')
    crc = crc32(piece, crc)
    yield piece
  }
  if (size !== listed.size || crc !== listed.crc) throw damaged()
}

async function* through(unpack: Transform, packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Its failure is the unpacking stream's failure too, which the loop below throws.
  pipeline(Readable.from(packed), unpack, () => {})
  try {
    for await (const piece of unpack) if (piece instanceof Uint8Array) yield piece
  } catch (cause) {
    if (cause instanceof Unusable) throw cause
    throw new Unusable('The file looks half-written or damaged: it does not unpack to its end', { cause })
  }
}

function isBomb(size: number, packedSize: number): boolean {
  return size > limits.unsuspected && size > packedSize * limits.ratio
}

function bomb(): Unusable {
  return new Unusable(`It unpacks to more than ${limits.ratio} times its size, as no published file does, so it is not opened`)
}

function damaged(): Unusable {
  return new Unusable('The ZIP looks half-written or damaged')
}
