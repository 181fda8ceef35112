import { randomUUID } from 'node:crypto'
import { parseAreaCode } from '../authorities/area.ts'
import type { Called, Command } from '../cli/command.ts'
import { count } from '../lib/count.ts'
import type { Checked } from '../lib/checked.ts'
import { alertCount, alerts } from './alert.store.ts'
import { saidOf } from './alert.ts'
import { readAddress } from './following.form.ts'
import { routeInWords, type MailRoute } from './mail-route.ts'
import { wordsOf } from './mail.ts'
import { senderOf } from './outbox.import.ts'

const most = 1000

/** List the alerts of an authority, and try out how e-mail leaves. */
export const alertCommands = (readRoute: () => Checked<MailRoute | undefined>): readonly Command[] => [
  {
    usage: 'alerts',
    summary: 'each change of a light, and of a school’s category of concern, newest first',
    options: [{ flags: '--authority <code>', summary: 'the three digits of an authority: 931' }],
    wrongUse: (options) => (authorityIn(options) ? [] : ['--authority must be three digits, such as 931']),
    async does({ reads, options, out }) {
      const authority = authorityIn(options)
      if (!authority) return 2
      const found = await alerts(reads, authority, { limit: most, offset: 0 })
      const all = await alertCount(reads, authority)
      if (options.json === true) {
        out.print(JSON.stringify({ authority, alerts: found.map((alert) => ({ ...alert, says: saidOf(alert) })), of: all }, undefined, 2))
        return 0
      }
      for (const alert of found) out.print(`${alert.raised_at.toISOString().slice(0, 16)} ${saidOf(alert)}. ${alert.cause}.`)
      if (found.length === 0) out.print('Nothing has changed since Fiveday began to look.')
      else if (all > found.length) out.print(`The newest ${count(found.length)} of ${count(all)}.`)
      return 0
    },
  },
  {
    usage: 'alerts test-mail <address>',
    summary: 'send a try-out to an address at once, and say why when it does not go',
    options: [],
    does: (called) => testMail(called, readRoute()),
  },
]

async function testMail({ args, options, out, now }: Called, read: Checked<MailRoute | undefined>): Promise<0 | 1 | 2> {
  const address = readAddress(args[0])
  const problems = [...(address.ok ? [] : address.problems), ...(read.ok ? [] : read.problems)]
  for (const { text } of problems) out.complain(text)
  if (!address.ok || !read.ok) return 2
  const sender = senderOf(read.value, now)
  if (!sender) {
    out.complain('E-mail is not set up: set FIVEDAY_SMTP and FIVEDAY_MAIL_FROM, or FIVEDAY_NOTIFY_KEY and FIVEDAY_NOTIFY_TEMPLATE')
    return 1
  }
  const none = { kind: 'test', alerts: [], named: false, linkTo: () => '', home: '', settings: '' } as const
  const outcome = await sender.send(
    { to: address.value, reference: randomUUID(), ...wordsOf({ ...none, council: 'this installation' }) },
    false,
  )
  sender.close()
  const problem = outcome.kind === 'sent' ? null : outcome.problem
  if (options.json === true)
    out.print(JSON.stringify({ to: address.value, through: routeInWords(read.value), sent: problem === null, problem }, undefined, 2))
  else if (problem === null) out.print(`Sent to ${address.value} through ${routeInWords(read.value)}.`)
  else out.complain(problem)
  return problem === null ? 0 : 1
}

const authorityIn = (options: Called['options']) => parseAreaCode(typeof options.authority === 'string' ? options.authority : '')
