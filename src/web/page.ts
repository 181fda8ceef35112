import type { Permission } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'

/** What a page decided. The server turns it into HTTP; nothing else in the code knows about responses. */
export type Outcome =
  | { readonly kind: 'show'; readonly template: string; readonly model: object; readonly status?: number }
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly body: string | Uint8Array }
  | { readonly kind: 'missing' }

export const show = (template: string, model: object, status = 200): Outcome => ({ kind: 'show', template, model, status })
export const go = (to: string): Outcome => ({ kind: 'go', to })
export const missing: Outcome = { kind: 'missing' }

/** A file somebody uploaded, kept in a temporary place until the page has dealt with it. */
export interface Upload {
  readonly path: string
  readonly name: string
  readonly bytes: number
}

interface Asked {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly today: Day
  readonly now: Date
  readonly who: Person
  /** A fenced, read-only transaction on behalf of the person's authority. */
  readonly reads: Reads
}

interface Posted extends Asked {
  readonly body: Readonly<Record<string, string>>
  readonly uploads: readonly Upload[]
  /** A fenced transaction on behalf of the person's authority: all that the page writes is kept, or none of it. */
  readonly db: Db
}

/** One row of a feature's page table: where it is, who may ask, and what it does. */
export type Page =
  | { readonly method: 'GET'; readonly path: string; readonly may: Permission; readonly does: (asked: Asked) => Promise<Outcome> }
  | { readonly method: 'POST'; readonly path: string; readonly may: Permission; readonly does: (posted: Posted) => Promise<Outcome> }
