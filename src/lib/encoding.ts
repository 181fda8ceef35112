import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import { Unusable } from './unusable.ts'

/** The two encodings that published files come in. */
export type Encoding = 'UTF-8' | 'Windows-1252'

/** Why text cannot be read, in words for whoever brought it. */
export const unreadable = {
  utf16: 'This file is saved as UTF-16 ("Unicode text"). Save it again as "CSV UTF-8"',
  zeroBytes: 'This is not a file of text: it has zero bytes in it',
} as const

/** The five bytes that stand for nothing in Windows-1252. */
const undefinedBytes = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

/**
 * Finds out how a file's text is encoded, from its bytes as they pass by.
 *
 * - UTF-8 when every byte is, with or without a byte order mark.
 * - Otherwise Windows-1252, as older published files are.
 * - Refused: UTF-16; anything with a zero byte in it (not text at all); bytes that neither encoding has; and text that is
 *   UTF-8 in one place and not in another, because reading it either way would spoil names in silence.
 */
export class EncodingFinder {
  readonly #strict = new TextDecoder('utf-8', { fatal: true })
  readonly #lenient = new TextDecoder('utf-8')
  #sound = true
  #started = false
  #marked = false
  #undefined = false
  #valid = 0
  #invalid = 0

  see(bytes: Uint8Array): void {
    if (!this.#started && bytes.length > 0) this.#begin(bytes)
    if (bytes.includes(0)) throw new Unusable(unreadable.zeroBytes)
    this.#undefined ||= undefinedBytes.some((byte) => bytes.includes(byte))
    const text = this.#sound ? decode(this.#strict, bytes, true) : undefined
    if (text !== undefined) {
      this.#valid += bytes.length - text.length
      return
    }
    this.#sound = false
    for (const [found] of this.#lenient.decode(bytes, { stream: true }).matchAll(/[\u0080-\u{10FFFF}]/gu)) {
      if (found === '\uFFFD') this.#invalid += 1
      else this.#valid += 1
    }
  }

  found(): Encoding {
    if (this.#sound && decode(this.#strict, new Uint8Array(), false) !== undefined) return 'UTF-8'
    if (this.#marked || this.#valid >= Math.max(this.#invalid, 1)) {
      throw new Unusable('Part of this file is UTF-8 and part is not, so its names cannot be read. Save it again as "CSV UTF-8"')
    }
    if (this.#undefined) throw new Unusable('This file is neither UTF-8 nor Windows-1252 text. Save it again as "CSV UTF-8"')
    return 'Windows-1252'
  }

  #begin(bytes: Uint8Array): void {
    this.#started = true
    const [first = 0, second = 0, third = 0] = bytes
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      throw new Unusable(unreadable.utf16)
    }
    this.#marked = first === 0xef && second === 0xbb && third === 0xbf
  }
}

/** The text of bytes as they arrive, a byte order mark left out. */
export async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  // Not TextDecoder for Windows-1252: several versions of Node read its bytes 0x80 to 0x9F as control characters.
  const decoder = encoding === 'UTF-8' ? new TextDecoder('utf-8', { fatal: true }) : undefined
  for await (const bytes of pieces) yield decoder ? decoder.decode(bytes, { stream: true }) : iconv.decode(Buffer.from(bytes), 'win1252')
  if (decoder) yield decoder.decode()
}

function decode(decoder: TextDecoder, bytes: Uint8Array, more: boolean): string | undefined {
  try {
    return decoder.decode(bytes, { stream: more })
  } catch {
    return undefined
  }
}
