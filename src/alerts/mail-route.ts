import type { Checked, Problem } from '../lib/checked.ts'

/** How e-mail leaves: through a mail server, or through GOV.UK Notify. */
export type MailRoute = SmtpRoute | NotifyRoute

export interface SmtpRoute {
  readonly by: 'smtp'
  readonly host: string
  readonly port: number
  /** Encrypted from the first byte (smtps). Else it turns to encryption before anything is said, unless `plain`. */
  readonly secure: boolean
  /** Nothing is encrypted: a mail server on this machine, or one that was said to have no encryption. */
  readonly plain: boolean
  readonly login: { readonly user: string; readonly password: string } | undefined
  readonly from: string
}

export interface NotifyRoute {
  readonly by: 'notify'
  readonly address: string
  /** The two parts of an API key: whose it is, and the secret that signs. */
  readonly service: string
  readonly secret: string
  readonly template: string
}

type Given = Readonly<Record<string, string | undefined>>

const notifyAddress = 'https://api.notifications.service.gov.uk'
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/**
 * How e-mail leaves, from FIVEDAY_SMTP with FIVEDAY_MAIL_FROM, or from FIVEDAY_NOTIFY_KEY with FIVEDAY_NOTIFY_TEMPLATE. Undefined
 * where none is set: then none leaves. No problem repeats what was set, for it may be a secret.
 */
export function readMailRoute(env: Given): Checked<MailRoute | undefined> {
  const [smtp, notify] = [set(env.FIVEDAY_SMTP), set(env.FIVEDAY_NOTIFY_KEY)]
  if (smtp !== undefined && notify !== undefined) {
    return wrong([{ field: 'FIVEDAY_SMTP', text: 'Set FIVEDAY_SMTP or FIVEDAY_NOTIFY_KEY, not both: e-mail leaves by one of them' }])
  }
  if (smtp !== undefined) return smtpRoute(smtp, set(env.FIVEDAY_MAIL_FROM))
  return notify === undefined ? { ok: true, value: undefined } : notifyRoute(notify, env)
}

function smtpRoute(text: string, from: string | undefined): Checked<SmtpRoute> {
  const problems: Problem[] = []
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    problems.push({ field: 'FIVEDAY_SMTP', text: 'FIVEDAY_SMTP must be an address like smtp://user:password@mail.example.gov.uk:587' })
  }
  if (from === undefined || !/^[^\s@<>]+@[^\s@<>]+$/.test(from)) {
    problems.push({
      field: 'FIVEDAY_MAIL_FROM',
      text: 'FIVEDAY_MAIL_FROM must be the e-mail address that e-mail comes from, such as fiveday@example.gov.uk',
    })
  }
  if (!url || from === undefined || problems.length > 0) return wrong(problems)
  const secure = url.protocol === 'smtps:'
  const own = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  return {
    ok: true,
    value: {
      by: 'smtp',
      host: url.hostname.replaceAll(/[[\]]/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      plain: !secure && (own || url.searchParams.get('encryption') === 'none'),
      login: url.username === '' ? undefined : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
      from,
    },
  }
}

function notifyRoute(key: string, env: Given): Checked<NotifyRoute> {
  const problems: Problem[] = []
  const parts = new RegExp(`(${uuid})-(${uuid})$`, 'i').exec(key)
  const template = set(env.FIVEDAY_NOTIFY_TEMPLATE)
  const address = set(env.FIVEDAY_NOTIFY_ADDRESS) ?? notifyAddress
  if (!parts)
    problems.push({
      field: 'FIVEDAY_NOTIFY_KEY',
      text: 'FIVEDAY_NOTIFY_KEY must be an API key as GOV.UK Notify shows it: a name and two long numbers with hyphens between',
    })
  if (template === undefined || !new RegExp(`^${uuid}$`, 'i').test(template)) {
    problems.push({
      field: 'FIVEDAY_NOTIFY_TEMPLATE',
      text: 'FIVEDAY_NOTIFY_TEMPLATE must be the ID of an e-mail template of GOV.UK Notify',
    })
  }
  if (!/^https?:\/\/[^/]+\/?$/.test(address)) {
    problems.push({
      field: 'FIVEDAY_NOTIFY_ADDRESS',
      text: 'FIVEDAY_NOTIFY_ADDRESS must be an address like https://api.notifications.service.gov.uk',
    })
  }
  const [, service = '', secret = ''] = parts ?? []
  if (template === undefined || problems.length > 0) return wrong(problems)
  return { ok: true, value: { by: 'notify', address: address.replace(/\/$/, ''), service, secret, template } }
}

/** Which way e-mail leaves, for a page: never a secret. */
export function routeInWords(route: MailRoute | undefined): string {
  if (!route) return 'E-mail is not set up'
  if (route.by === 'notify') return 'GOV.UK Notify'
  return `the mail server ${route.host}, port ${route.port}`
}

const set = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim())
const wrong = (problems: readonly Problem[]): Checked<never> => ({ ok: false, problems })
