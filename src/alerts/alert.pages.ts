import { colleagues } from '../accounts/account.store.ts'
import type { Person } from '../accounts/person.ts'
import { mayDo } from '../accounts/permission.ts'
import type { Reads } from '../db/connect.ts'
import type { Problem } from '../lib/checked.ts'
import { parsePage } from '../lib/paging.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { paths } from '../paths.ts'
import { go, show, type Outcome, type Page } from '../web/page.ts'
import { alertCount, alerts, follow, followingOf, seeAlerts } from './alert.store.ts'
import { alertsOnAPage, alertsView } from './alert.view.ts'
import type { Following } from './alert.ts'
import { readAddress, readFollowing } from './following.form.ts'
import { followingView, mailView } from './following.view.ts'
import type { MailRoute } from './mail-route.ts'
import { letNameSchools, makeTest, namesSchools, outboxOf, tryAgain } from './mail.store.ts'

/** Every alert there was, what a person follows, and how e-mail leaves. `route` is asked for each time it is shown. */
export function alertPages(route: () => MailRoute | undefined): readonly Page[] {
  return [...ownAlertPages(route), ...mailPages(route)]
}

const ownAlertPages = (route: () => MailRoute | undefined): readonly Page[] => [
  {
    method: 'GET',
    path: '/alerts',
    may: 'alerts.see',
    async does({ reads, query, who }) {
      const page = parsePage(query.page)
      const all = await alertCount(reads, who.authority)
      const shown = await alerts(reads, who.authority, { limit: alertsOnAPage, offset: (page - 1) * alertsOnAPage })
      return show('alerts/alerts.njk', alertsView({ alerts: shown, all, page, mayFollow: mayDo(who.role, 'alerts.follow') }))
    },
  },
  {
    method: 'POST',
    path: '/alerts/seen',
    may: 'alerts.follow',
    async does({ db, body, who, now }) {
      const upTo = /^\d{1,9}$/.test(body.upTo ?? '') ? Number(body.upTo) : 0
      await seeAlerts(db, who, upTo, now)
      return go(paths.home())
    },
  },
  {
    method: 'GET',
    path: '/settings/alerts',
    may: 'alerts.follow',
    async does({ reads, query, who }) {
      const following = await followingOf(reads, who.account)
      return theFollowing(reads, who, { following, route: route(), saved: query.saved === 'yes', problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/settings/alerts',
    may: 'alerts.follow',
    async does({ db, reads, body, who, now }) {
      const { triggers } = await frameworkOf(reads, who.authority)
      const before = await followingOf(reads, who.account)
      const form = readFollowing(
        body,
        triggers.map(({ number }) => number),
      )
      if (!form.ok) return theFollowing(reads, who, { following: before, route: route(), saved: false, problems: form.problems })
      // Without a way for e-mail to leave the form does not ask: what was chosen before stays.
      await follow(db, who, route() ? form.value : { ...form.value, mail: before.mail }, before, now)
      return go(`${paths.following()}?saved=yes`)
    },
  },
]

const mailPages = (route: () => MailRoute | undefined): readonly Page[] => [
  {
    method: 'GET',
    path: '/settings/mail',
    may: 'settings.change',
    does({ reads, who }) {
      return theMail(reads, who, { route: route(), given: '', problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/settings/mail/wording',
    may: 'settings.change',
    async does({ db, body, who, now }) {
      await letNameSchools(db, who, body.named === 'yes', now)
      return go(paths.mail())
    },
  },
  {
    method: 'POST',
    path: '/settings/mail/test',
    may: 'settings.change',
    async does({ db, reads, body, who, now }) {
      const address = readAddress(body.address)
      if (!address.ok) return theMail(reads, who, { route: route(), given: body.address ?? '', problems: address.problems })
      await makeTest(db, who.authority, address.value, now)
      return go(paths.mail())
    },
  },
  {
    method: 'POST',
    path: '/settings/mail/again',
    may: 'settings.change',
    async does({ db, who, now }) {
      await tryAgain(db, who, now)
      return go(paths.mail())
    },
  },
]

interface ShownFollowing {
  readonly following: Following
  readonly route: MailRoute | undefined
  readonly saved: boolean
  readonly problems: readonly Problem[]
}

async function theFollowing(reads: Reads, who: Person, shown: ShownFollowing): Promise<Outcome> {
  const framework = await frameworkOf(reads, who.authority)
  const email = (await colleagues(reads, who.authority)).find(({ id }) => id === who.account)?.email ?? ''
  return show('alerts/following.njk', followingView({ ...shown, framework, email }), shown.problems.length > 0 ? 400 : 200)
}

interface ShownMail {
  readonly route: MailRoute | undefined
  readonly given: string
  readonly problems: readonly Problem[]
}

async function theMail(reads: Reads, who: Person, shown: ShownMail): Promise<Outcome> {
  const outbox = await outboxOf(reads, who.authority)
  const named = await namesSchools(reads, who.authority)
  return show('alerts/mail.njk', mailView({ ...shown, outbox, named }), shown.problems.length > 0 ? 400 : 200)
}
