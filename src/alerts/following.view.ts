import type { Framework } from '../frameworks/framework.ts'
import { count } from '../lib/count.ts'
import type { Problem } from '../lib/checked.ts'
import { momentInWords } from '../lib/london.ts'
import type { Following } from './alert.ts'
import { routeInWords, type MailRoute } from './mail-route.ts'
import type { Outbox } from './outbox.ts'

interface FollowingModel {
  readonly framework: Framework
  readonly following: Following
  readonly email: string
  readonly route: MailRoute | undefined
  readonly saved: boolean
  readonly problems: readonly Problem[]
}

/** The page on which a person chooses what to follow. */
export function followingView({ framework, following, email, route, saved, problems }: FollowingModel) {
  return {
    title: 'What you follow',
    following,
    saved,
    email,
    mailSetUp: route !== undefined,
    lights: [
      { value: 'all', text: 'All triggers' },
      { value: 'chosen', text: 'Those I choose below' },
      { value: 'none', text: 'None' },
    ],
    triggers: framework.triggers.map(({ number, title }) => ({ number, title, chosen: following.triggers.includes(number) })),
    mails: [
      { value: 'none', text: 'No e-mail' },
      { value: 'each', text: 'As they happen' },
      { value: 'daily', text: 'Once a day, in the morning, where there is anything' },
    ],
    problems,
  }
}

interface MailModel {
  readonly route: MailRoute | undefined
  readonly outbox: Outbox
  readonly named: boolean
  readonly given: string
  readonly problems: readonly Problem[]
}

/** The page that tells an administrator how e-mail leaves, and what did not. */
export function mailView({ route, outbox, named, given, problems }: MailModel) {
  return {
    title: 'E-mail',
    route: routeInWords(route),
    setUp: route !== undefined,
    encrypted: route?.by === 'smtp' && route.plain ? 'It is not encrypted on its way there.' : '',
    trouble: troubleIn(outbox),
    counts: `${count(outbox.sent)} sent${outbox.lastSent ? `, the last on ${momentInWords(outbox.lastSent)}` : ''}; ${count(outbox.waiting)} waiting; ${count(outbox.givenUp)} given up.`,
    troubled: {
      head: ['To', 'Made', 'Tried', 'Why it did not go', 'Next'],
      rows: outbox.troubled.map(({ to, made_at, tries, problem, state, next_at }) => [
        to ?? '',
        momentInWords(made_at),
        tries === 1 ? 'once' : `${count(tries)} times`,
        problem ?? '',
        state === 'given up' || next_at === null ? 'Given up' : momentInWords(next_at),
      ]),
      numeric: [],
    },
    again: outbox.troubled.length > 0,
    named,
    given,
    problems,
  }
}

/** One sentence where e-mails do not go, for the settings page as well; else empty. */
export function troubleIn({ troubled }: Outbox): string {
  const [newest] = troubled
  if (!newest) return ''
  const many = troubled.length === 1 ? 'One e-mail has not gone' : `${count(troubled.length)} e-mails have not gone`
  return `${many}. The last reason: ${newest.problem ?? ''}.`
}
