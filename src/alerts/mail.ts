import { inWords } from '../lib/day.ts'
import { saidOf, type Alert, type MailKind } from './alert.ts'

/** An e-mail as it leaves. `reference` is the same each time it is tried. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly reference: string
}

/** What came of giving an e-mail to a server. `later` may pass; `never` is about this address, and trying again would not help. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later'; readonly problem: string; readonly seconds?: number }
  | { readonly kind: 'never'; readonly problem: string }

/** Gives e-mails to a server. */
export interface Sender {
  readonly send: (letter: Letter, again: boolean) => Promise<Outcome>
  readonly close: () => void
}

const minute = 60
const hour = 60 * minute

/** How long to wait after each try, in seconds: a week in all. */
const waits = [
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  24 * hour,
  24 * hour,
  24 * hour,
  24 * hour,
  24 * hour,
] as const

/**
 * How many seconds to wait after so many tries. Undefined where it was tried for a week.
 *
 * @example
 * waitAfter(1) // => 60
 * waitAfter(3) // => 900
 * waitAfter(14) // => undefined
 */
export function waitAfter(tries: number): number | undefined {
  return waits[tries - 1]
}

interface Told {
  readonly kind: MailKind
  readonly alerts: readonly Alert[]
  readonly council: string
  readonly named: boolean
  /** The address of a page of Fiveday, for a link. */
  readonly linkTo: (alert: Alert) => string
  readonly home: string
  readonly settings: string
}

/**
 * What an e-mail says, for officers. It names schools only where the authority lets it: else it also leaves out what an officer wrote
 * of a recorded light, which may name one.
 */
export function wordsOf({ kind, alerts, council, named, linkTo, home, settings }: Told): Pick<Letter, 'subject' | 'text'> {
  if (kind === 'test') {
    const text = `This is a try-out from Fiveday, for ${council}. E-mail from Fiveday arrives here.\n\n${home}\n`
    return { subject: 'Fiveday: e-mail arrives', text }
  }
  const told = alerts.map((alert) => paragraphOf(alert, named, linkTo(alert))).join('\n\n')
  const foot = `You get this because you follow alerts of ${council} in Fiveday${kind === 'daily' ? ', once a day' : ''}. Change what you follow:\n${settings}`
  return { subject: subjectOf(alerts), text: `${council}\n\n${told}\n\n${foot}\n` }
}

function paragraphOf(alert: Alert, named: boolean, link: string): string {
  const since = alert.was_as_at === null || alert.was_as_at === alert.as_at ? `As at ${inWords(alert.as_at)}` : `As at ${inWords(alert.as_at)}, before as at ${inWords(alert.was_as_at)}` // prettier-ignore
  const computed = alert.kind === 'light' && alert.run !== null
  const because = computed || named ? `\n${alert.because.replace(/\.$/, '')}.` : ''
  return `${saidOf(alert, named)}.${because}\n${since}. ${alert.cause.replace(/\.$/, '')}.\n${link}`
}

function subjectOf(alerts: readonly Alert[]): string {
  const lights = alerts.filter(({ kind }) => kind === 'light').length
  const schools = alerts.length - lights
  const of = (many: number, one: string, more: string) => (many === 0 ? [] : [many === 1 ? one : `${many} ${more}`])
  const parts = [...of(lights, 'a light changed', 'lights changed'), ...of(schools, 'a school’s category of concern changed', 'schools’ categories of concern changed')] // prettier-ignore
  return `Fiveday: ${parts.join(', ')}`
}
