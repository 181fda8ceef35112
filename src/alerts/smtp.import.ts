import { createTransport } from 'nodemailer'
import type { SmtpRoute } from './mail-route.ts'
import type { Letter, Outcome, Sender } from './mail.ts'

const patience = 20_000

/**
 * Gives e-mails to a mail server, each over a connection of its own.
 *
 * One that was given and not answered for is given again with the same Message-ID, by which mail servers and mail programs know it
 * for the same: SMTP has no better way.
 */
export function smtpSender(route: SmtpRoute): Sender {
  const transport = createTransport({
    host: route.host,
    port: route.port,
    secure: route.secure,
    requireTLS: !route.secure && !route.plain,
    ignoreTLS: route.plain,
    ...(route.login ? { auth: { user: route.login.user, pass: route.login.password } } : {}),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const place = route.from.split('@').at(-1) ?? 'fiveday'
  return {
    async send({ to, subject, text, reference }: Letter): Promise<Outcome> {
      const messageId = `<${reference}@${place}>`
      const headers = { 'Auto-Submitted': 'auto-generated' }
      try {
        await transport.sendMail({
          from: { name: 'Fiveday', address: route.from },
          to: { name: '', address: to },
          subject,
          text,
          messageId,
          headers,
        })
        return { kind: 'sent' }
      } catch (problem) {
        return outcomeOf(problem, route)
      }
    },
    close: () => transport.close(),
  }
}

/** What went wrong, in words for an administrator: never what was typed as a password. */
function outcomeOf(problem: unknown, { host, port }: SmtpRoute): Outcome {
  const code = textIn(problem, 'code')
  const said = textIn(problem, 'response').replaceAll(/\s+/g, ' ').slice(0, 200)
  const status = Number(said.slice(0, 3))
  const server = `The mail server ${host}`
  if (code === 'EENVELOPE' && status >= 500 && textIn(problem, 'command') !== 'MAIL FROM') {
    return { kind: 'never', problem: `${server} does not take e-mail for this address: ${said}` }
  }
  const words: Readonly<Record<string, string>> = {
    EAUTH: `${server} did not accept the user name and password of FIVEDAY_SMTP`,
    ENOAUTH: `${server} wants a user name and password: put them into FIVEDAY_SMTP`,
    EDNS: `No server called ${host} was found: is the name in FIVEDAY_SMTP right, and is there a network?`,
    ENOTFOUND: `No server called ${host} was found: is the name in FIVEDAY_SMTP right, and is there a network?`,
    ETLS: `${server} offers no encryption that can be used. A server that has none is named with ?encryption=none at the end of FIVEDAY_SMTP`,
    ETIMEDOUT: `${server} did not answer on port ${port}`,
    ECONNECTION: `${server} broke off the connection`,
  }
  const message = problem instanceof Error ? problem.message : ''
  if (/ECONNREFUSED/.test(message))
    return later(`Nothing answers at ${host}, port ${port}: is the mail server running, and the port right?`)
  if (/certificate|self.signed|altnames/i.test(message))
    return later(`${server} could not show that it is who it says it is: its certificate is not trusted here`)
  return later((words[code] ?? `${server} did not take the e-mail`) + (said === '' || code === 'EAUTH' ? '' : ` (it said: ${said})`))
}

const later = (problem: string): Outcome => ({ kind: 'later', problem })

function textIn(problem: unknown, name: 'code' | 'response' | 'command'): string {
  if (!(problem instanceof Error) || !(name in problem)) return ''
  const value: unknown = Object.getOwnPropertyDescriptor(problem, name)?.value
  return typeof value === 'string' ? value : ''
}
