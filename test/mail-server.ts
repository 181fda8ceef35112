import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail server that keeps everything it is given, and refuses what it is told to. */
export async function aMailServer(t: TestContext, options: SMTPServerOptions = {}) {
  const caught: { to: string; text: string }[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(' ')
      text(stream).then(
        (got) => {
          caught.push({ to, text: got })
          done()
        },
        (problem: unknown) => done(problem instanceof Error ? problem : new Error('Not read')),
      )
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = portOf(server.server)
  return { caught, port }
}

/** Where a server listens. */
export function portOf(server: { address: () => AddressInfo | string | null }): AddressInfo {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('It has no port')
  return address
}

/** The text of an e-mail, with the lines that its encoding broke made whole. */
export const plainText = (mail: string) =>
  Buffer.from(
    mail.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
