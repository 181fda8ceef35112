import { authoritiesOn } from '../authorities/authority.store.ts'
import type { Problem } from '../lib/checked.ts'
import { paths } from '../paths.ts'
import { localPath } from '../web/local-path.ts'
import { go, show, type Outcome, type Page } from '../web/page.ts'
import { readNewAccount, readSignIn } from './account.form.ts'
import { accountFor, anyAccount, hasAccount } from './account.store.ts'
import { newAccountView, signInView } from './account.view.ts'
import { acceptInvitation, invitationFor } from './invitation.store.ts'

const linkEnded: Outcome = show(
  'error.njk',
  { title: 'This link no longer works', explanation: 'It was used already, or it is too old. Ask whoever gave it to you for a new one.' },
  404,
)

/** Signing in and out, and the link that makes an account. */
export const accountPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/sign-in',
    may: 'anyone',
    fenced: false,
    async does({ who, query, reads }) {
      if (who) return go(localPath(query.to))
      return show(
        'accounts/sign-in.njk',
        signInView({ to: localPath(query.to), email: '', problems: [], first: !(await anyAccount(reads)) }),
      )
    },
  },
  {
    method: 'POST',
    path: '/sign-in',
    may: 'anyone',
    fenced: false,
    limitedBy: 'email',
    async does({ body, db, now }) {
      const to = localPath(body.to)
      const again = (problems: readonly Problem[]) =>
        show('accounts/sign-in.njk', signInView({ to, email: body.email ?? '', problems, first: false }), 400)
      const form = readSignIn(body)
      if (!form.ok) return again(form.problems)

      const account = await accountFor(db, { ...form.value, now })
      if (account === undefined) return again([{ field: 'email', text: 'The e-mail address or password is not right' }])
      return { kind: 'signed-in', account, to }
    },
  },
  {
    method: 'POST',
    path: '/sign-out',
    may: 'anyone',
    fenced: false,
    async does() {
      return { kind: 'signed-out', to: paths.signIn() }
    },
  },
  {
    method: 'GET',
    path: '/set-up/:secret',
    may: 'anyone',
    fenced: false,
    async does({ params, reads, now, today }) {
      const invitation = await invitationFor(reads, params.secret ?? '', now)
      if (!invitation) return linkEnded
      const authorities = invitation.authority === null ? await authoritiesOn(reads, today) : []
      return show('accounts/set-up.njk', newAccountView({ given: {}, problems: [], authorities }))
    },
  },
  {
    method: 'POST',
    path: '/set-up/:secret',
    may: 'anyone',
    fenced: false,
    async does({ params, body, db, reads, now, today }) {
      const secret = params.secret ?? ''
      const invitation = await invitationFor(reads, secret, now)
      if (!invitation) return linkEnded
      const authorities = invitation.authority === null ? await authoritiesOn(reads, today) : []
      const again = (problems: readonly Problem[]) =>
        show('accounts/set-up.njk', newAccountView({ given: body, problems, authorities }), 400)
      const form = readNewAccount(body, authorities)
      if (!form.ok) return again(form.problems)
      if (await hasAccount(reads, form.value.email))
        return again([{ field: 'email', text: 'Somebody already has an account with this e-mail address' }])

      const account = await acceptInvitation(db, secret, form.value, now)
      return account === undefined ? linkEnded : { kind: 'signed-in', account, to: paths.home() }
    },
  },
]
