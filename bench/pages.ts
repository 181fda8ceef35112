import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import autocannon from 'autocannon'
import { paths } from '../src/paths.ts'
import { p95, timed, type Measured } from './budget.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const megabyte = 1_048_576
const connections = 10

/** Starts the server as people do, signs in, and times its pages under ten connections, its start and its memory. */
export async function servePages(on: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured[]> {
  const bare = await timed(() => once(spawn(process.execPath, ['-e', '0']), 'exit'), 3)
  const began = performance.now()
  const server = spawn(process.execPath, [main, 'start', '--port', '0', '--json', ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const { address, setUp } = await saidBy(server)
    await fetch(`${address}${paths.signIn()}`)
    const start: Measured = {
      work: 'start to first page on existing data',
      on,
      took: performance.now() - began,
      unit: 'ms',
      yardstick: { is: 'a bare Node', took: bare },
      atMost: { limit: 2000 },
    }
    const measured = await eachPage(on, server, address, await signedIn(setUp))
    return [start, ...measured, memoryOf(on, server)]
  } finally {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
}

async function eachPage(on: string, server: ChildProcess, address: string, cookie: string): Promise<Measured[]> {
  const linked = async (from: string, link: RegExp) => link.exec(await textOf(`${address}${from}`, cookie))?.[1] ?? ''
  const urns = (await textOf(`${address}${paths.schoolsCsv()}`, cookie)).match(/^\d{6}(?=,)/gm) ?? []
  const eachSchool = (part: string) => urns.map((urn) => `${paths.schools()}/${urn}${part}`)
  const pages: readonly (readonly [name: string, path: string | readonly string[]])[] = [
    ['home', paths.home()],
    ['risk', paths.risk()],
    ['trigger 4', paths.trigger(4)],
    ['list of schools (309)', paths.schools()],
    ['our schools in turn', eachSchool('')],
    ["our schools' results in turn", eachSchool('/results')],
    ["our schools' pupils in turn", eachSchool('/pupils')],
    ['schools like ours in turn', eachSchool('/like-it')],
    ['profile', paths.profile()],
    ['profile of primary', paths.profilePart('primary')],
    ['what if, each school in turn', urns.map((urn) => `${paths.whatIf()}?category=${urn}&fewest=3`)],
    ['tables', '/tables'],
    ['statistics', '/statistics'],
    ['comparisons', paths.comparisons()],
    ['one measure', await linked(paths.comparisons(), /href="(\/comparisons\/[^"?]+)"/)],
    ['data', paths.data()],
  ]
  const empty = await underLoad(server, `${address}/there-is-no-such-page`, cookie, 404)
  const limit = on === 'embedded' ? 100 : 50
  const measured: Measured[] = []
  for (const [name, path] of pages) {
    const { took, processor } = await underLoad(
      server,
      typeof path === 'string' ? `${address}${path}` : path.map((one) => `${address}${one}`),
      cookie,
      200,
    )
    const work = `p95 of ${name}, 10 connections (${processor.toFixed(1)} ms of processor a page)`
    measured.push({ work, on, took, unit: 'ms', yardstick: { is: 'a signed-in empty page', took: empty.took }, atMost: { limit } })
  }
  return measured
}

async function textOf(url: string, cookie: string): Promise<string> {
  return (await fetch(url, { headers: { cookie } })).text()
}

/** Five seconds, after one of warming: the p95, and what the server's processor time comes to for one page. */
async function underLoad(server: ChildProcess, urls: string | readonly string[], cookie: string, expected: number) {
  const all = typeof urls === 'string' ? [urls] : urls
  await loaded(all.slice(-5), cookie, expected, 1)
  const before = processorOf(server)
  const times = await loaded(all, cookie, expected, 5)
  return { took: p95(times), processor: (processorOf(server) - before) / times.length }
}

/** Each connection asks for the pages in turn, and begins with another of them. */
async function loaded(urls: readonly string[], cookie: string, expected: number, duration: number): Promise<number[]> {
  const times: number[] = []
  const wrong: number[] = []
  const asked = urls.map((url) => ({ path: new URL(url).pathname + new URL(url).search }))
  const [url = ''] = urls
  let client = 0
  const setupClient = (its: { setRequests(requests: readonly { readonly path: string }[]): void }) => {
    const from = Math.floor((client++ * asked.length) / connections)
    its.setRequests([...asked.slice(from), ...asked.slice(0, from)])
  }
  const running = autocannon({ url, connections, duration, setupClient, headers: { cookie, 'accept-encoding': 'gzip' } })
  void running.on('response', (_client, status, _bytes, took) => void (status === expected ? times.push(took) : wrong.push(status)))
  const { errors } = await running
  if (errors > 0 || wrong.length > 0) throw new Error(`${url} answered ${wrong[0] ?? 'nothing'}, not ${expected}`)
  return times
}

/** Milliseconds of processor a process has had, with all its threads. Linux counts in hundredths of a second. */
function processorOf(server: ChildProcess): number {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** What a server says when it is up: where it is, and the link to set it up. */
export async function saidBy(server: ChildProcess): Promise<{ address: string; setUp: string }> {
  if (!server.stdout) throw new Error('The server has no output')
  for await (const line of createInterface({ input: server.stdout })) {
    const said: unknown = JSON.parse(line)
    if (typeof said === 'object' && said !== null && 'address' in said && 'setUp' in said) {
      return { address: String(said.address), setUp: String(said.setUp) }
    }
  }
  throw new Error('The server ended before it said where it is')
}

/** Makes the first account, for Oxfordshire or another authority, and returns its cookie. */
export async function signedIn(setUp: string, authority = '931'): Promise<string> {
  const form = await fetch(setUp)
  const cookies = cookiesOf(form)
  const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
  const body = new URLSearchParams({
    csrf,
    name: 'Bench',
    email: 'bench@example.gov.uk',
    password: 'plum table northern 7',
    authority,
  })
  const made = await fetch(setUp, { method: 'POST', body, headers: { cookie: cookies }, redirect: 'manual' })
  if (made.status !== 303 && made.status !== 302) throw new Error(`The first account was not made (${made.status})`)
  return cookiesOf(made)
}

function cookiesOf(reply: Response): string {
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function memoryOf(on: string, server: ChildProcess): Measured {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]
  const took = (Number(kilobytes) * 1024) / megabyte
  return {
    work: 'most memory of the server in this run',
    on,
    took,
    unit: 'MB',
    yardstick: undefined,
    atMost: { limit: on === 'embedded' ? 900 : 500 },
  }
}
