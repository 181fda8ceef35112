import { authoritiesOn } from '../authorities/authority.store.ts'
import { parseAreaCode } from '../authorities/area.ts'
import { troubleIn } from '../alerts/following.view.ts'
import { outboxOf } from '../alerts/mail.store.ts'
import type { Problem } from '../lib/checked.ts'
import { paths } from '../paths.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { parseRole } from './account.ts'
import { chooseAuthority, colleagues, councilName, nameCouncil, withdrawAccount } from './account.store.ts'
import { invite } from './invitation.store.ts'
import type { SignedIn } from './person.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { authorityView, invitedView, settingsView } from './settings.view.ts'

/** Which authority is ours, what the council is called, and who may sign in. */
export const settingsPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/settings',
    may: 'settings.change',
    fenced: false,
    async does({ who, reads, today }) {
      return who?.authority ? showSettings(reads, { ...who, authority: who.authority }, today, []) : go(paths.ourAuthority())
    },
  },
  {
    method: 'GET',
    path: '/settings/authority',
    may: 'settings.change',
    fenced: false,
    async does({ who, reads, today }) {
      return who ? showAuthorities(reads, who, today, []) : missing
    },
  },
  {
    method: 'POST',
    path: '/settings/authority',
    may: 'settings.change',
    fenced: false,
    async does({ who, body, db, reads, now, today }) {
      if (!who) return missing
      const code = parseAreaCode(body.authority ?? '')
      const offered = await authoritiesOn(reads, today)
      const chosen = offered.find((authority) => authority.code === code)
      if (!chosen) return showAuthorities(reads, who, today, [{ field: 'authority', text: 'Choose your authority' }])
      if (await chooseAuthority(db, who, chosen.code, now)) return go(paths.home())
      const text = `Other people already work for ${chosen.name}. Ask an administrator among them to invite you.`
      return showAuthorities(reads, who, today, [{ field: 'authority', text }])
    },
  },
  {
    method: 'POST',
    path: '/settings/council',
    may: 'settings.change',
    fenced: false,
    async does({ who, body, db, reads, now, today }) {
      if (!who?.authority) return missing
      const us = { ...who, authority: who.authority }
      const name = (body.council ?? '').trim().replaceAll(/\s+/g, ' ')
      if (name.length > 100) return showSettings(reads, us, today, [{ field: 'council', text: 'Name must be 100 characters or fewer' }])
      await nameCouncil(db, us, name, now)
      return go(paths.settings())
    },
  },
  {
    method: 'POST',
    path: '/settings/invitations',
    may: 'settings.change',
    fenced: false,
    async does({ who, body, db, reads, now, today, address }) {
      if (!who?.authority) return missing
      const role = parseRole(body.role)
      if (!role)
        return showSettings(reads, { ...who, authority: who.authority }, today, [{ field: 'role', text: 'Choose what they may do' }])
      const secret = await invite(db, who, role, now)
      return show('accounts/invited.njk', invitedView(role, `${address}${paths.setUp(secret)}`))
    },
  },
  {
    method: 'POST',
    path: '/settings/accounts/:account/withdraw',
    may: 'settings.change',
    fenced: false,
    async does({ who, params, db, now, today }) {
      const account = /^\d{1,9}$/.test(params.account ?? '') ? Number(params.account) : undefined
      if (!who || account === undefined) return missing
      return (await withdrawAccount(db, who, account, { today, now })) ? go(paths.settings()) : missing
    },
  },
]

async function showSettings(
  reads: Reads,
  who: SignedIn & { readonly authority: NonNullable<SignedIn['authority']> },
  today: Day,
  problems: readonly Problem[],
): Promise<Outcome> {
  const people = await colleagues(reads, who.authority)
  const council = await councilName(reads, who.authority)
  const trouble = troubleIn(await outboxOf(reads, who.authority))
  const authorities = await authoritiesOn(reads, today)
  const authority = authorities.find(({ code }) => code === who.authority)
  return show(
    'accounts/settings.njk',
    settingsView({ who, people, council, authority, trouble, problems }),
    problems.length > 0 ? 400 : 200,
  )
}

async function showAuthorities(reads: Reads, who: SignedIn, today: Day, problems: readonly Problem[]): Promise<Outcome> {
  const authorities = await authoritiesOn(reads, today)
  return show('accounts/authority.njk', authorityView({ who, authorities, problems }), problems.length > 0 ? 400 : 200)
}
