import { createHmac } from 'node:crypto'
import type { NotifyRoute } from './mail-route.ts'
import type { Letter, Outcome, Sender } from './mail.ts'

const patience = 20_000

/**
 * Gives e-mails to GOV.UK Notify, by its REST API. The template has the two fields ((subject)) and ((body)).
 *
 * One that was given and not answered for is looked for by its reference first, and not given again where Notify has it.
 */
export function notifySender(route: NotifyRoute, now: () => Date): Sender {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const answer = await fetch(route.address + path, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
      headers: { authorization: `Bearer ${tokenFor(route, now())}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }
  return {
    async send(letter: Letter, again: boolean): Promise<Outcome> {
      try {
        if (again && (await hasIt(ask, letter.reference))) return { kind: 'sent' }
        const answer = await ask('POST', '/v2/notifications/email', {
          email_address: letter.to,
          template_id: route.template,
          personalisation: { subject: letter.subject, body: letter.text },
          reference: letter.reference,
        })
        return answer.status === 201 ? { kind: 'sent' } : refusal(answer.status, answer.headers.get('retry-after'), messageIn(answer.body))
      } catch {
        return {
          kind: 'later',
          problem: `GOV.UK Notify could not be reached at ${route.address}: is there a network, and does a proxy stand between?`,
        }
      }
    },
    close: () => {},
  }
}

async function hasIt(ask: (method: 'GET', path: string) => Promise<{ status: number; body: string }>, reference: string): Promise<boolean> {
  const answer = await ask('GET', `/v2/notifications?reference=${reference}`)
  if (answer.status !== 200) throw new Error(`GOV.UK Notify answered ${answer.status}`)
  const read: unknown = JSON.parse(answer.body)
  return (
    typeof read === 'object' &&
    read !== null &&
    'notifications' in read &&
    Array.isArray(read.notifications) &&
    read.notifications.length > 0
  )
}

/** The token Notify asks for: whose it is and when, signed with the secret half of the key. It holds for thirty seconds. */
export function tokenFor({ service, secret }: Pick<NotifyRoute, 'service' | 'secret'>, now: Date): string {
  const part = (facts: object) => Buffer.from(JSON.stringify(facts)).toString('base64url')
  const signed = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ iss: service, iat: Math.floor(now.getTime() / 1000) })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function refusal(status: number, retryAfter: string | null, said: string): Outcome {
  const quoted = said === '' ? '' : ` (it said: ${said})`
  if (status === 400 && /email_address|valid email/i.test(said))
    return { kind: 'never', problem: `GOV.UK Notify does not take this address${quoted}` }
  if (status === 400) return later(`GOV.UK Notify did not take the e-mail: look at the template and at what the key may do${quoted}`)
  if (status === 401 || status === 403) return later(`GOV.UK Notify did not accept FIVEDAY_NOTIFY_KEY, or the clock here is wrong${quoted}`)
  if (status === 429) {
    const seconds = Number(retryAfter)
    return {
      kind: 'later',
      problem: `GOV.UK Notify takes no more for now${quoted}`,
      ...(seconds > 0 ? { seconds: Math.min(seconds, 86_400) } : {}),
    }
  }
  return later(`GOV.UK Notify answered with ${status}, which should pass${quoted}`)
}

const later = (problem: string): Outcome => ({ kind: 'later', problem })

function messageIn(body: string): string {
  try {
    const read: unknown = JSON.parse(body)
    if (typeof read !== 'object' || read === null || !('errors' in read) || !Array.isArray(read.errors)) return ''
    const errors: readonly unknown[] = read.errors
    const said = errors.map((one) => (typeof one === 'object' && one !== null && 'message' in one ? String(one.message) : ''))
    return said.join('; ').slice(0, 200)
  } catch {
    return ''
  }
}
