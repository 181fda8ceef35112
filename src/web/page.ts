import type { Permission } from '../accounts/permission.ts'
import type { Person, SignedIn } from '../accounts/person.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'

/** What a page decided. The server turns it into HTTP; nothing else in the code knows about responses. */
export type Outcome =
  | { readonly kind: 'show'; readonly template: string; readonly model: object; readonly status?: number }
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly body: string | Uint8Array }
  | { readonly kind: 'made'; readonly name: string; readonly type: string; readonly makes: () => Promise<string | Uint8Array> }
  | { readonly kind: 'json'; readonly body: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'signed-in'; readonly account: number; readonly to: string }
  | { readonly kind: 'signed-out'; readonly to: string }

export const show = (template: string, model: object, status = 200): Outcome => ({ kind: 'show', template, model, status })
export const go = (to: string): Outcome => ({ kind: 'go', to })

/** The same page as data, for whoever asked for JSON. The text is sent as it is given, so that it is written out once. */
export const json = (body: string): Outcome => ({ kind: 'json', body })

export const missing: Outcome = { kind: 'missing' }

/** A file to save. A CSV is given as plain text; the server adds the mark by which spreadsheets know it for UTF-8. */
export const file = (name: string, type: string, body: string | Uint8Array): Outcome => ({ kind: 'file', name, type, body })

/** A file to save that takes a while to make: it is made when the page's transaction is over, so that nobody waits for the database meanwhile. */
export const made = (name: string, type: string, makes: () => Promise<string | Uint8Array>): Outcome => ({
  kind: 'made',
  name,
  type,
  makes,
})

/**
 * A file somebody uploaded, in a temporary place. It is removed when the page's `does` has ended, or, when the page leaves
 * work running, when the work given to `keepUntil` has ended.
 */
export interface Upload {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly keepUntil: (work: Promise<unknown>) => void
}

interface Asked {
  /** Whether the page was asked for as data (`Accept: application/json`). A page that has no such answer shows itself. */
  readonly asJson?: boolean
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

/**
 * What a page outside the fence is handed: the whole database, and perhaps nobody signed in.
 *
 * Sign-in comes before anybody's authority is known; accounts and published facts belong to no single authority. These
 * pages, and no others, work outside the fence: `test/permissions.test.ts` names each of them.
 */
interface AskedOutside {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly today: Day
  readonly now: Date
  readonly who: SignedIn | undefined
  /** Where this installation is reached, for a link to give to somebody: `https://fiveday.council.gov.uk`. */
  readonly address: string
  readonly reads: Reads
}

interface PostedOutside extends AskedOutside {
  readonly body: Readonly<Record<string, string>>
  readonly uploads: readonly Upload[]
  /** Not in a transaction: the page, or the store it calls, opens its own. */
  readonly db: Db
}

interface Ground<Method extends 'GET' | 'POST'> {
  readonly method: Method
  readonly path: string
  readonly may: Permission
}

interface GetPage extends Ground<'GET'> {
  readonly fenced?: true
  readonly does: (asked: Asked) => Promise<Outcome>
}

interface PostPage extends Ground<'POST'> {
  readonly fenced?: true
  /** Takes files: a form with `enctype="multipart/form-data"`, whose first field is the hidden `csrf`. */
  readonly takesFiles?: true
  readonly does: (posted: Posted) => Promise<Outcome>
}

interface GetOutsidePage extends Ground<'GET'> {
  readonly fenced: false
  readonly does: (asked: AskedOutside) => Promise<Outcome>
}

interface PostOutsidePage extends Ground<'POST'> {
  readonly fenced: false
  readonly takesFiles?: true
  /** A field that may carry the same value only a few times a minute, wherever the form is sent from: an account being guessed at. */
  readonly limitedBy?: string
  readonly does: (posted: PostedOutside) => Promise<Outcome>
}

/** One row of a feature's page table: where it is, who may ask, and what it does. */
export type Page = GetPage | PostPage | GetOutsidePage | PostOutsidePage
