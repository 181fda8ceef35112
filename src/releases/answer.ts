import { counted } from '../lib/count.ts'

/** What an answer of a publisher's server means for whoever asked: it came, it is unchanged, it is not there, ask again, or give up. */
export type Meaning = 'came' | 'unchanged' | 'elsewhere' | 'missing' | 'again' | 'no'

/** What a status of HTTP means. 429 and the failures of a server may pass; nothing else is asked for twice. */
export function meaningOf(status: number): Meaning {
  if (status === 200) return 'came'
  if (status === 304) return 'unchanged'
  if ([301, 302, 303, 307, 308].includes(status)) return 'elsewhere'
  if (status === 404 || status === 410) return 'missing'
  return [408, 425, 429, 500, 502, 503, 504].includes(status) ? 'again' : 'no'
}

/**
 * How many milliseconds a server asks to be left alone: seconds, or a date.
 *
 * @example
 * readRetryAfter('7', 0) // => 7000
 * readRetryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 0) // => 60000
 * readRetryAfter('soon', 0) // => undefined
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** The longest that Fiveday waits for a server that asks to be left alone. */
export const longestWait = 120_000

/** How long to wait before asking for the `attempt`th time more: what the server asks for, else 1, 2, 4 seconds. */
export function waitBefore(attempt: number, asked: number | undefined): number {
  return asked ?? 1000 * 2 ** (attempt - 1)
}

/** `3 seconds`, `2 minutes`. */
export function lengthInWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 120 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute')
}

const codes: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name was not found',
  EAI_AGAIN: 'its name could not be looked up',
  ENETUNREACH: 'there is no way to it',
  EHOSTUNREACH: 'there is no way to it',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ETIMEDOUT: 'it did not answer in time',
  ERR_PROXY_TUNNEL: 'the proxy did not let us through',
  ERR_PROXY_INVALID_CONFIG: 'the address of the proxy is not one',
  Z_BUF_ERROR: 'the file broke off',
  Z_DATA_ERROR: 'the file was packed and cannot be unpacked',
}

const certificates = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/

/** Problems of reaching a place at all, which every file of it shares. */
const unreachable = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ECONNREFUSED',
  'ERR_PROXY_TUNNEL',
  'ERR_PROXY_INVALID_CONFIG',
]

/** Why a connection came to nothing, from the code its error bears. */
export function whyBroken(code: string): { readonly because: string; readonly unreachable: boolean; readonly mayPass: boolean } {
  if (certificates.test(code)) return { because: `its certificate is not trusted (${code})`, unreachable: true, mayPass: false }
  return {
    because: codes[code] ?? `the connection failed (${code})`,
    unreachable: unreachable.includes(code),
    mayPass: !code.startsWith('ERR_PROXY') && code !== 'Z_DATA_ERROR',
  }
}

/** What a file begins with that was sent in place of a table: a page, or a message of the server. Undefined for anything else. */
export function mistakenAnswer(beginning: string, wanted: { readonly map: boolean }): string | undefined {
  const start = beginning.replace(/^(\uFEFF|\u00EF\u00BB\u00BF)?\s*/, '').slice(0, 200)
  if (/^<(!doctype html|html|head|body)\b/i.test(start)) return 'a web page'
  if (start.startsWith('<?xml') || /^<[A-Za-z]/.test(start)) return 'an XML message'
  return /^[{[]/.test(start) && !wanted.map ? 'a JSON message' : undefined
}
