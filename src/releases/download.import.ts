import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Unusable } from '../lib/unusable.ts'
import { inMegabytes } from '../sources/bytes.import.ts'
import { limits } from '../sources/limits.ts'
import { isAllowed, nameIn } from './address.ts'
import { lengthInWords, longestWait, meaningOf, readRetryAfter, waitBefore, whyBroken } from './answer.ts'

/** How the outside is reached. */
export interface Network {
  /** Variables that name a proxy, as HTTPS_PROXY, HTTP_PROXY and NO_PROXY do. */
  readonly proxy: Readonly<Record<string, string | undefined>>
  /** Certificates to trust beside the system's own. */
  readonly trusted?: string
  /** How often a file is asked for in all. */
  readonly attempts: number
  /** Milliseconds a server may be silent, and a download may take in all. */
  readonly silence: number
  readonly longest: number
  /** Bytes a file may have. */
  readonly most: number
  /** Waits, unless the signal says to stop. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** How the publishers are reached unless a test says otherwise. */
export const usualNetwork: Omit<Network, 'proxy' | 'wait'> = { attempts: 4, silence: 30_000, longest: 1_800_000, most: limits.bytes }

/** What to ask for: where, and what was said of the file that is held already. */
export interface Wanted {
  readonly address: URL
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  /** Where it may come from. */
  readonly origins: readonly string[]
  /** Where to put it. */
  readonly into: string
  readonly signal: AbortSignal
  readonly progress: (bytes: number, of: number | undefined) => void
  readonly now: () => Date
}

/** A file as it came. */
export interface Came {
  readonly kind: 'came'
  /** Where it was asked for, and where it came from in the end. */
  readonly asked: URL
  readonly address: URL
  readonly name: string
  readonly bytes: number
  readonly checksum: string
  readonly etag: string | undefined
  readonly lastModified: string | undefined
}

/** Why nothing came. `unreachable` is the place when it could not be reached at all. */
export interface Failed {
  readonly kind: 'missing' | 'failed'
  readonly because: string
  readonly unreachable?: string
}

export type Downloaded = Came | { readonly kind: 'unchanged' } | Failed

/** What one attempt came to, and whether another may do better. */
type Attempted = Downloaded | { readonly kind: 'again'; readonly because: string; readonly after?: number; readonly unreachable?: string }

const mostRedirects = 5

/**
 * Downloads a file to disk, or says in a sentence why not. Asked with what is known of the file held, it may be unchanged.
 *
 * - Asked again, after 1, 2 and 4 seconds or as long as the server says, when what went wrong may pass: a connection that
 *   broke off, a server too busy or failing. A server that wants to be left alone for over two minutes is.
 * - Led elsewhere only to a place on the list, and at most five times.
 * - Given up when it is larger than Fiveday reads, silent or slower than it may be.
 *
 * Throws only what `signal` says when it is aborted; nothing of a file that did not come whole is left.
 */
export async function download(wanted: Wanted, network: Network): Promise<Downloaded> {
  for (let attempt = 1; ; attempt += 1) {
    const came = await attemptTo(wanted, network)
    if (came.kind !== 'again') return came
    const { because, after, unreachable } = came
    const failed: Failed = { kind: 'failed', because, ...(unreachable === undefined ? {} : { unreachable }) }
    if (after !== undefined && after > longestWait) {
      return { ...failed, because: `${because}, and asks to be left alone for ${lengthInWords(after)}` }
    }
    if (attempt >= network.attempts) return { ...failed, because: attempt > 1 ? `${because}, however often it was asked` : because }
    await network.wait(waitBefore(attempt, after), wanted.signal)
    wanted.signal.throwIfAborted()
  }
}

async function attemptTo(wanted: Wanted, network: Network): Promise<Attempted> {
  // Stopped with the attempt: the clock of AbortSignal.timeout would run on for half an hour after each.
  const slow = new AbortController()
  const clock = setTimeout(() => slow.abort(), network.longest)
  const signal = AbortSignal.any([wanted.signal, slow.signal])
  const agents = agentsFor(network)
  try {
    const answer = await follow(wanted, network, agents, signal)
    return 'kind' in answer ? answer : await takeIn(answer, wanted, network)
  } catch (problem) {
    await rm(wanted.into, { force: true })
    wanted.signal.throwIfAborted()
    if (problem instanceof Unusable) return { kind: 'failed', because: problem.message }
    if (slow.signal.aborted) return { kind: 'failed', because: `${wanted.address.host} took longer than ${lengthInWords(network.longest)}` }
    const { because, unreachable, mayPass } = whyBroken(codeOf(problem))
    const lost = unreachable ? { unreachable: wanted.address.host } : {}
    return { kind: mayPass ? 'again' : 'failed', because: `${wanted.address.host} could not be read: ${because}`, ...lost }
  } finally {
    clearTimeout(clock)
    agents.plain.destroy()
    agents.secure.destroy()
  }
}

interface Agents {
  readonly plain: PlainAgent
  readonly secure: SecureAgent
}

function agentsFor({ proxy, trusted }: Network): Agents {
  const ca = trusted === undefined ? {} : { ca: trusted }
  return { plain: new PlainAgent({ proxyEnv: proxy }), secure: new SecureAgent({ proxyEnv: proxy, ...ca }) }
}

interface Answer {
  readonly from: URL
  readonly message: IncomingMessage
}

/** Asks, and asks where it is led to, until an answer is more than a way elsewhere. */
async function follow(wanted: Wanted, network: Network, agents: Agents, signal: AbortSignal): Promise<Answer | Attempted> {
  let { address } = wanted
  const been = new Set<string>()
  for (;;) {
    been.add(address.href)
    const message = await ask(address, wanted, network, agents, signal)
    const meaning = meaningOf(message.statusCode ?? 0)
    if (meaning === 'came') return { from: address, message }
    message.destroy()
    if (meaning !== 'elsewhere') return saidNo(meaning, message, address, wanted.now())
    const next = message.headers.location
    if (next === undefined || !URL.canParse(next, address.href)) throw new Unusable(`${address.host} leads to no address`)
    const to = new URL(next, address)
    if (address.protocol === 'https:' && to.protocol !== 'https:')
      throw new Unusable(`${address.host} leads to ${to.host} without encryption`)
    if (!isAllowed(to, wanted.origins))
      throw new Unusable(`${address.host} leads to ${to.host}, which is not on the list of places to fetch from`)
    if (been.has(to.href)) throw new Unusable(`${address.host} leads round in a circle`)
    if (been.size > mostRedirects) throw new Unusable(`${address.host} leads on and on`)
    address = to
  }
}

function saidNo(
  meaning: 'unchanged' | 'missing' | 'again' | 'no',
  { statusCode, headers }: IncomingMessage,
  { host }: URL,
  now: Date,
): Attempted {
  if (meaning === 'unchanged') return { kind: 'unchanged' }
  if (meaning === 'missing') return { kind: 'missing', because: `${host} has nothing at this address` }
  const because = `${host} answered ${statusCode}`
  if (meaning === 'no') return { kind: 'failed', because }
  const after = readRetryAfter(headers['retry-after'], now.getTime())
  return { kind: 'again', because: statusCode === 429 ? `${host} is asked too often` : because, ...(after === undefined ? {} : { after }) }
}

function ask(address: URL, wanted: Wanted, { silence }: Network, { plain, secure }: Agents, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = {
    accept: '*/*',
    'accept-encoding': 'gzip',
    'user-agent': 'Fiveday (reads published files for a local authority)',
    ...(wanted.etag === undefined ? {} : { 'if-none-match': wanted.etag }),
    ...(wanted.lastModified === undefined ? {} : { 'if-modified-since': wanted.lastModified }),
  }
  return new Promise((resolve, reject) => {
    const how = { headers, signal, agent: address.protocol === 'https:' ? secure : plain }
    const asking = address.protocol === 'https:' ? secureRequest(address, how) : plainRequest(address, how)
    const silent = () => asking.destroy(Object.assign(new Error('Silent'), { code: 'ETIMEDOUT' }))
    // Until it answers by the clock, which counts a proxy's delay too; then by the silence between two pieces.
    const waiting = setTimeout(silent, silence)
    asking.on('response', (message) => {
      clearTimeout(waiting)
      message.setTimeout(silence, () => message.destroy(Object.assign(new Error('Silent'), { code: 'ETIMEDOUT' })))
      resolve(message)
    })
    asking.on('close', () => clearTimeout(waiting))
    asking.on('error', reject)
    asking.end()
  })
}

/** Takes a file in to disk, piece by piece. */
async function takeIn({ from, message }: Answer, { address, into, progress }: Wanted, { most }: Network): Promise<Came> {
  const announced = Number(message.headers['content-length'] ?? Number.NaN)
  const packing = message.headers['content-encoding'] ?? 'identity'
  if (!['identity', 'gzip', 'x-gzip'].includes(packing))
    throw new Unusable(`${from.host} sent the file packed as ${packing}, which was not asked for`)
  if (announced > most) throw new Unusable(tooLarge(most))
  const of = Number.isNaN(announced) || packing !== 'identity' ? undefined : announced
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      bytes += piece.length
      if (bytes > most) throw new Unusable(tooLarge(most))
      hash.update(piece)
      progress(bytes, of)
      yield piece
    }
  }
  const file = createWriteStream(into, { mode: 0o600 })
  if (packing === 'identity') await pipeline(message, counted, file)
  else await pipeline(message, createGunzip(), counted, file)
  if (!message.complete || (of !== undefined && of !== bytes)) throw Object.assign(new Error('Broken off'), { code: 'ECONNRESET' })
  if (bytes === 0) throw new Unusable(`${from.host} sent an empty file`)
  return {
    kind: 'came',
    asked: address,
    address: from,
    name: nameOf(message.headers['content-disposition'], from),
    bytes,
    checksum: hash.digest('hex'),
    etag: message.headers.etag,
    lastModified: message.headers['last-modified'],
  }
}

const tooLarge = (most: number) => `The file is larger than ${inMegabytes(most)}, the most that Fiveday opens`

/** What its sender calls the file, without a folder or anything that cannot be printed. */
function nameOf(disposition: string | undefined, address: URL): string {
  const given = /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? nameIn(address)
  const name = given
    .split(/[\\/]/)
    .at(-1)
    ?.replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200)
  return name || address.host
}

function codeOf(problem: unknown): string {
  if (!(problem instanceof Error)) return 'unknown'
  if (problem instanceof AggregateError && problem.errors.length > 0) return codeOf(problem.errors[0])
  return 'code' in problem && typeof problem.code === 'string' ? problem.code : problem.name
}
