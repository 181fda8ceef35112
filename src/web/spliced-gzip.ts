import { constants, crc32, deflateRawSync } from 'node:zlib'

/** Text compressed as a part of a greater whole: deflate blocks that end at a byte and look back at nothing before them. */
export interface Part {
  readonly deflated: Uint8Array
  readonly crc: number
  readonly length: number
}

/** Compresses a part. It can be kept, and joined with others as often as need be. */
export function partOf(text: string, level: number): Part {
  const bytes = Buffer.from(text, 'utf8')
  return { deflated: deflateRawSync(bytes, { level, finishFlush: constants.Z_SYNC_FLUSH }), crc: crc32(bytes), length: bytes.byteLength }
}

const header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)
/** An empty block that says it is the last. */
const last = Uint8Array.of(3, 0)

/** Parts joined as one gzip file, without compressing any of them again. Source: RFC 1951 and RFC 1952. */
export function joined(parts: readonly Part[]): Uint8Array {
  const end = Buffer.alloc(8)
  end.writeUInt32LE(parts.reduce((crc, part) => together(crc, part), 0))
  end.writeUInt32LE(parts.reduce((sum, { length }) => sum + length, 0) % 2 ** 32, 4)
  return Buffer.concat([header, ...parts.map(({ deflated }) => deflated), last, end])
}

/** The checksum of what `crc` is of, with a part after it. As zlib's `crc32_combine`: the first is moved on by the part's length. */
function together(crc: number, part: Part): number {
  return (times(moved(part.length), crc) ^ part.crc) >>> 0
}

const polynomial = 0xedb88320

/** The product of two polynomials over bits, modulo that of the checksum; the highest bit is the constant. */
function times(a: number, b: number): number {
  let [product, left, right] = [0, a >>> 0, b >>> 0]
  for (; left !== 0; left = (left << 1) >>> 0) {
    if (left & 0x80000000) product ^= right
    right = right & 1 ? (right >>> 1) ^ polynomial : right >>> 1
  }
  return product >>> 0
}

/** x to the power of eight times a length, by which so many bytes move a checksum on. */
function moved(length: number): number {
  let power = 0x80000000
  let square = 0x00800000
  for (let left = length; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = times(square, power)
    square = times(square, square)
  }
  return power
}
