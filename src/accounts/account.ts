import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'
import type { Role } from './permission.ts'

/** Somebody who may sign in, as the settings page lists them. A withdrawn account stays, so that the audit trail keeps its name. */
export interface Account {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly authority: AreaCode | null
  readonly withdrawn_on: Day | null
}

/** What somebody gives to make their account. */
export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly authority: AreaCode | null
}

/** The roles, with what the settings page says of each. A reviewer is invited on a page of their own, for a set time. */
export const roles = [
  { role: 'administrator', name: 'Administrator', may: 'everything, including who may sign in' },
  {
    role: 'officer',
    name: 'Officer',
    may: 'see everything, import published files, record lights, lead or challenge themes and do actions',
  },
  { role: 'reader', name: 'Reader', may: 'see risk, schools, comparisons, data and what is agreed in the self-evaluation; change nothing' },
  { role: 'reviewer', name: 'Reviewer from outside', may: 'read and challenge the themes they were asked to, for a set time' },
] as const satisfies readonly { role: Role; name: string; may: string }[]

/** The roles that the settings page gives. */
export const givenRoles = roles.filter(({ role }) => role !== 'reviewer')

export function parseRole(text: string | undefined): Role | undefined {
  return givenRoles.find(({ role }) => role === text)?.role
}
