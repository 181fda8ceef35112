import { generateKeyPairSync, sign } from 'node:crypto'
import {
  createServer as createPlain,
  request,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createSecure } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** How a server answers: each request by the first answer left, and then by the last again and again. */
export type Answer = (asked: IncomingMessage, reply: ServerResponse) => void

/** A publisher's server on this machine, well behaved or not, and what it was asked. */
export interface Publisher {
  readonly origin: string
  readonly port: number
  readonly asked: readonly IncomingMessage[]
  /** How it answers at a path from now on. */
  readonly at: (path: string, ...answers: readonly Answer[]) => void
}

/** A server that answers as it is told, closed when the test ends; over https when it is given a certificate. */
export async function aPublisher(t: TestContext, certificate?: Certificate): Promise<Publisher> {
  const asked: IncomingMessage[] = []
  const answers = new Map<string, Answer[]>()
  const listen: RequestListener = (request, reply) => {
    asked.push(request)
    const left = answers.get(request.url ?? '') ?? [status(404)]
    const answer = left.length > 1 ? left.shift() : left[0]
    answer?.(request, reply)
  }
  const server = certificate ? createSecure({ key: certificate.key, cert: certificate.certificate }, listen) : createPlain(listen)
  const port = await opened(t, server)
  return {
    origin: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    asked,
    at: (path, ...given) => void answers.set(path, [...given]),
  }
}

/** A proxy on this machine that lets everything through, and keeps what it was asked for. */
export async function aProxy(t: TestContext): Promise<{ origin: string; asked: readonly string[] }> {
  const asked: string[] = []
  const server = createPlain((from, reply) => {
    asked.push(`${from.method} ${from.url}`)
    const onward = request(from.url ?? '', { method: from.method, headers: from.headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(reply)
    })
    from.pipe(onward)
  })
  server.on('connect', (from, socket) => {
    asked.push(`CONNECT ${from.url}`)
    const [host = '', port] = (from.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const each of [onward, socket]) each.on('error', () => {})
  })
  return { origin: `http://127.0.0.1:${await opened(t, server)}`, asked }
}

async function opened(t: TestContext, server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A tunnel that a proxy has opened is no connection of its server's any more.
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  t.after(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has one
  return (server.address() as AddressInfo).port
}

/** Sends a file. */
export const sends =
  (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, reply) =>
    void reply.writeHead(200, { 'content-type': 'text/csv', 'content-length': Buffer.byteLength(body), ...headers }).end(body)

/** Answers with a status and nothing else. */
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, reply) =>
    void reply.writeHead(code, headers).end()

export interface Certificate {
  readonly key: string
  readonly certificate: string
}

/** A certificate of its own making for 127.0.0.1, as the openssl command would write one. */
export function aCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const sha256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'))
  const name = sequence(tagged(0x31, sequence(Buffer.from('0603550403', 'hex'), tagged(0x0c, Buffer.from('127.0.0.1')))))
  const validity = sequence(tagged(0x17, Buffer.from('200101000000Z')), tagged(0x17, Buffer.from('491231235959Z')))
  // subjectAltName: the address 127.0.0.1
  const names = sequence(Buffer.from('0603551d11', 'hex'), tagged(0x04, sequence(Buffer.from('87047f000001', 'hex'))))
  const body = sequence(
    tagged(0xa0, Buffer.from('020102', 'hex')),
    Buffer.from('020101', 'hex'),
    sha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(names)),
  )
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const text = sequence(body, sha256, signature)
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
  }
}

const sequence = (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts)

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const inside = Buffer.concat(parts)
  const length =
    inside.length < 128 ? [inside.length] : inside.length < 256 ? [0x81, inside.length] : [0x82, inside.length >> 8, inside.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), inside])
}
