import type { AreaCode } from '../authorities/area.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { givenRoles, roles, type Account } from './account.ts'
import { areMadeUp, options, suggested } from './account.view.ts'
import type { Role } from './permission.ts'
import type { SignedIn } from './person.ts'

/** The settings page: our authority and its people. */
export function settingsView(model: {
  who: SignedIn
  people: readonly Account[]
  council: string | undefined
  authority: { readonly name: string } | undefined
  /** Why e-mails have not gone, in a sentence; empty where all have. */
  trouble: string
  problems: readonly Problem[]
}) {
  const { who, people, council, authority, trouble, problems } = model
  return {
    title: 'Settings',
    authority: authority?.name ?? `Authority ${who.authority ?? ''}`,
    council: council ?? '',
    trouble,
    people: people.map((person) => ({
      name: person.name,
      email: person.email,
      role: nameOf(person.role),
      withdrawn: person.withdrawn_on === null ? '' : inWords(person.withdrawn_on),
      withdraw: person.withdrawn_on === null && person.id !== who.account ? paths.withdrawAccount(person.id) : '',
      you: person.id === who.account,
    })),
    roles: givenRoles.map(({ role, name, may }) => ({ value: role, text: `${name}: ${may}` })),
    problems,
  }
}

/** The page that asks which authority is ours. */
export function authorityView(model: {
  who: SignedIn
  authorities: readonly { readonly code: AreaCode; readonly name: string }[]
  problems: readonly Problem[]
}) {
  const { who, authorities, problems } = model
  return {
    title: 'Which authority is yours?',
    first: who.authority === null,
    authorities: options(authorities),
    madeUp: areMadeUp(authorities),
    authority: who.authority ?? suggested(authorities),
    problems,
  }
}

/** The page that shows a new invitation's link, which cannot be shown again. */
export function invitedView(role: Role, link: string) {
  return { title: 'Invitation made', role: nameOf(role).toLowerCase(), link }
}

function nameOf(role: Role): string {
  return roles.find((known) => known.role === role)?.name ?? role
}
