import type { AreaCode } from '../authorities/area.ts'
import type { SignedIn } from './person.ts'

/** One change somebody made. `what` and `subject` are words for the page: `Recorded a light`, `Trigger 7`. */
export interface Change {
  readonly who: string
  readonly account: number | null
  /** The authority whose work changed; null for what all authorities share, such as published facts and accounts. */
  readonly authority: AreaCode | null
  readonly what: string
  readonly subject: string
  /** What stood before, as plain data; null where there was nothing. Never a password or a secret. */
  readonly before: object | null
  readonly after: object | null
  readonly at: Date
}

/** Who is named in the audit trail when a signed-in person does something: `record(db, { ...by(who), what, ... })`. */
export function by(person: SignedIn): Pick<Change, 'who' | 'account' | 'authority'> {
  return { who: person.name, account: person.account, authority: person.authority }
}

/** A change as it was kept. */
export interface AuditEntry {
  readonly id: number
  readonly at: Date
  readonly who: string
  readonly what: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}
