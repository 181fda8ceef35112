import { councilName } from '../accounts/account.store.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { onBehalfOf } from '../db/scope.ts'
import { dayInLondon } from '../lib/london.ts'
import { followersBy, makeMail } from './alert.store.ts'
import { follows, type Alert } from './alert.ts'
import { waitAfter, wordsOf, type Letter, type Outcome, type Sender } from './mail.ts'
import type { MailRoute } from './mail-route.ts'
import { addressOf, alertsIn, lastMade, namesSchools, notMailed, settleMail, takeDue, type DueMail } from './mail.store.ts'
import { notifySender } from './notify.import.ts'
import { smtpSender } from './smtp.import.ts'
import { catchUp } from './tell.import.ts'
import { authoritiesWorkedFor } from './told.store.ts'

/** Pages of Fiveday, for the links of an e-mail: without the address before them. */
export interface Links {
  readonly alert: (alert: Alert) => string
  readonly home: string
  readonly alerts: string
  readonly settings: string
}

export interface Posting {
  readonly sender: Sender
  /** Where people reach Fiveday: `https://fiveday.example.gov.uk`. */
  readonly address: string
  readonly links: Links
  readonly now: () => Date
}

/** Whatever gives e-mails to the server that was set up. Undefined where none was. */
export function senderOf(route: MailRoute | undefined, now: () => Date): Sender | undefined {
  if (!route) return undefined
  return route.by === 'smtp' ? smtpSender(route) : notifySender(route, now)
}

const morning = 7
const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' })

/** Makes the e-mails of those who want one a day: from seven in the morning, of what they were not told yet, where there is any. */
export async function makeDaily(db: Db, now: Date): Promise<void> {
  if (Number(hour.format(now)) < morning) return
  for (const authority of await authoritiesWorkedFor(reading(db))) {
    await onBehalfOf(db, authority, async (tx) => {
      const reads = reading(tx)
      for (const { account, since, following } of await followersBy(reads, authority, 'daily')) {
        const last = await lastMade(reads, account, 'daily')
        if (last && dayInLondon(last) === dayInLondon(now)) continue
        const told = (await notMailed(reads, authority, account, since ?? now)).filter((alert) => follows(following, alert))
        if (told.length > 0) await makeMail(tx, { authority, account, kind: 'daily', now }, told.map(({ id }) => id)) // prettier-ignore
      }
    })
  }
}

/**
 * Sends the e-mails that are due, one after the other, until none is left or the server takes none. Returns how many it took.
 *
 * Each is taken in the database before a server is given it, so that two processes never send the same, and kept until a server has
 * said that it has it. Nothing waits for the database meanwhile.
 */
export async function sendDue(db: Db, posting: Posting): Promise<number> {
  let sent = 0
  for (;;) {
    const due = await takeDue(db, posting.now())
    if (!due) return sent
    const letter = await letterOf(db, due, posting)
    const outcome = letter ? await posting.sender.send(letter, due.uncertain) : undefined
    await settleMail(db, due.id, { ...settled(due, outcome, posting.now()), now: posting.now() })
    if (outcome?.kind === 'sent') sent += 1
    if (outcome?.kind === 'later') return sent
  }
}

function settled({ tries }: DueMail, outcome: Outcome | undefined, now: Date) {
  if (!outcome) return { state: 'dropped', problem: 'Its receiver has no account any more that may get e-mail', next: null } as const
  if (outcome.kind === 'sent') return { state: 'sent', problem: null, next: null } as const
  const seconds = outcome.kind === 'later' ? waitAfter(tries + 1) : undefined
  if (outcome.kind === 'never' || seconds === undefined) return { state: 'given up', problem: outcome.problem, next: null } as const
  const wait = Math.max(seconds, outcome.seconds ?? 0)
  return { state: 'waiting', problem: outcome.problem, next: new Date(now.getTime() + wait * 1000) } as const
}

/** The e-mail as it reads now. Undefined where there is nobody left to send it to. */
async function letterOf(
  db: Db,
  { id, authority, account, to_address, kind, reference }: DueMail,
  posting: Posting,
): Promise<Letter | undefined> {
  const { address, links } = posting
  return onBehalfOf(db, authority, async (tx) => {
    const reads = reading(tx)
    const to = to_address ?? (account === null ? undefined : await addressOf(reads, account, authority))
    if (to === undefined) return undefined
    const council = (await councilName(reads, authority)) ?? (await authorityNamed(reads, authority))?.name ?? `Authority ${authority}`
    const [alerts, named] = [await alertsIn(reads, id), await namesSchools(reads, authority)]
    // The address of a school's page has its number in it.
    const linkTo = (alert: Alert) => address + (alert.kind === 'school' && !named ? links.alerts : links.alert(alert))
    return {
      to,
      reference,
      ...wordsOf({ kind, alerts, council, named, linkTo, home: address + links.home, settings: address + links.settings }),
    }
  })
}

/** What goes on while the server runs: catching up on alerts, and sending what is due. */
export interface Rounds {
  /** Waits for the round under way, and makes no more. */
  readonly close: () => Promise<void>
}

const between = 15_000

/** Makes a round at once, and one every quarter of a minute. A round that fails is told of, and the next is made all the same. */
export function rounds(
  db: Db,
  {
    route,
    failed,
    ...how
  }: Omit<Posting, 'sender'> & { readonly route: MailRoute | undefined; readonly failed: (problem: unknown) => void },
): Rounds {
  const sender = senderOf(route, how.now)
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  const make = async () => {
    await catchUp(db, how.now())
    if (!sender) return
    await makeDaily(db, how.now())
    if (!closed) await sendDue(db, { ...how, sender })
  }
  const again = () => {
    round = make()
      .catch((problem: unknown) => failed(problem))
      .finally(() => {
        if (!closed) timer = setTimeout(again, between).unref()
      })
  }
  again()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await round
      sender?.close()
    },
  }
}
