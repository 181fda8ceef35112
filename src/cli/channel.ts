import { timingSafeEqual } from 'node:crypto'
import { request, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createInterface } from 'node:readline'
import type { ExitCode, Out } from './command.ts'
import { terminalOver } from './terminal.ts'

/**
 * A command given while the server runs is carried out by the server, which alone may open the embedded database.
 *
 * The command line and the folder it was typed in go to the server over the lock's socket; what the command prints comes
 * back as it is printed, one JSON object a line. Whoever ends the client cancels the command.
 */
export interface Commanded {
  readonly argv: readonly string[]
  readonly folder: string
  readonly out: Out
  readonly signal: AbortSignal
}

/** Where a running server listens for commands, and the token that shows we may read its data folder. */
export interface Channel {
  readonly socketPath: string
  readonly token: string
}

/** What a running server says of itself. */
export interface Running {
  readonly address: string
  readonly process: number
}

type Said = { out: string } | { err: string } | { progress: readonly [string, number] } | { exit: ExitCode }

/** The server's end: answers `GET /` with what it is, and `POST /command` by running the command. */
export function answering(token: string, running: () => Running, carryOut: (commanded: Commanded) => Promise<ExitCode>): RequestListener {
  return (asked, reply) => {
    if (!knows(token, asked.headers.authorization)) reply.writeHead(403).end()
    else if (asked.method === 'GET' && asked.url === '/') reply.end(JSON.stringify(running()))
    else if (asked.method === 'POST' && asked.url === '/command') void answer(asked, reply, carryOut)
    else reply.writeHead(404).end()
  }
}

/** The client's end: has the running server carry out a command line, and prints what comes back. */
export async function throughServer(channel: Channel, commanded: Commanded): Promise<ExitCode> {
  const reply = await ask(channel, 'POST', '/command', commanded.signal, JSON.stringify({ argv: commanded.argv, folder: commanded.folder }))
  const lines = createInterface({ input: reply, crlfDelay: Infinity })
  let exit: ExitCode | undefined
  for await (const line of lines) exit = hear(JSON.parse(line), commanded.out) ?? exit
  if (exit === undefined) throw new Error('The server stopped before the command ended')
  return exit
}

/** What the server at the other end says of itself. */
export async function whoRuns(channel: Channel, signal: AbortSignal): Promise<Running> {
  const reply = await ask(channel, 'GET', '/', signal)
  const { address, process } = fieldsOf(JSON.parse(await textOf(reply)))
  if (typeof address !== 'string' || typeof process !== 'number') throw new Error('The server did not say where it is')
  return { address, process }
}

async function answer(asked: IncomingMessage, reply: ServerResponse, carryOut: (commanded: Commanded) => Promise<ExitCode>) {
  const gone = new AbortController()
  reply.on('close', () => gone.abort())
  const say = (said: Said) => void (gone.signal.aborted || reply.write(`${JSON.stringify(said)}\n`))
  const terminal = terminalOver({ write: (text) => say({ out: text }) }, { write: (text) => say({ err: text }) }, () => new Date(0))
  const out: Out = { ...terminal, progress: (stage, done) => say({ progress: [stage, done] }) }
  try {
    const { argv, folder } = fieldsOf(JSON.parse(await textOf(asked)))
    if (!isWords(argv) || typeof folder !== 'string') throw new Error('The server did not understand the command')
    const exit = await carryOut({ argv, folder, out, signal: gone.signal })
    terminal.finish()
    say({ exit })
  } catch (error) {
    say({ err: `${error instanceof Error ? error.message : String(error)}\n` })
    say({ exit: 1 })
  }
  reply.end()
}

function ask(channel: Channel, method: string, path: string, signal: AbortSignal, body = ''): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${channel.token}` }
    const asking = request({ socketPath: channel.socketPath, method, path, headers, signal }, (reply) => {
      if (reply.statusCode === 200) resolve(reply)
      else reject(new Error(`The running server refused the command (${reply.statusCode})`))
    })
    asking.on('error', reject).end(body)
  })
}

function hear(said: unknown, out: Out): ExitCode | undefined {
  const { out: printed, err, progress, exit } = fieldsOf(said)
  if (typeof printed === 'string') out.print(printed.replace(/\n$/, ''))
  if (typeof err === 'string') out.complain(err.replace(/\n$/, ''))
  if (Array.isArray(progress)) out.progress(String(progress[0]), Number(progress[1]))
  return exit === 0 || exit === 1 || exit === 2 ? exit : undefined
}

async function textOf(stream: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk)
  return text
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

const isWords = (value: unknown): value is string[] => Array.isArray(value) && value.every((word) => typeof word === 'string')

function knows(token: string, given = ''): boolean {
  const wanted = Buffer.from(`Bearer ${token}`)
  const got = Buffer.from(given)
  return wanted.length === got.length && timingSafeEqual(wanted, got)
}
