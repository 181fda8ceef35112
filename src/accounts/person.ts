import type { AreaCode } from '../authorities/area.ts'
import type { Role } from './permission.ts'

/** Whoever is acting: a signed-in person, for the authority they work for. */
export interface Person {
  readonly account: number
  readonly name: string
  readonly role: Role
  readonly authority: AreaCode
}

/** Somebody signed in who has perhaps not said yet which authority they work for. */
export interface SignedIn {
  readonly account: number
  readonly name: string
  readonly role: Role
  readonly authority: AreaCode | null
}
