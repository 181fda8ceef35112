import { createHash, randomBytes } from 'node:crypto'
import type { SignedIn } from '../accounts/person.ts'
import type { Country } from '../authorities/area.ts'
import type { Db } from '../db/connect.ts'

const minute = 60_000

/** A session ends after two hours without a page, and after twelve hours whatever happens. */
export const idleLimit = 120 * minute
export const absoluteLimit = 12 * 60 * minute

const seenEvery = minute
const rememberedFor = 5_000

/** Somebody signed in, with what the top of every page says about them and about this installation. */
export interface Session {
  readonly who: SignedIn
  readonly council: string | null
  readonly country: Country | null
}

/** The sessions of this installation. Only the hash of a cookie is kept, so a stolen database opens no browser. */
export interface Sessions {
  readonly of: (cookie: string, now: Date) => Promise<Session | undefined>
  /** Starts a session and returns its new cookie. The session the browser had before, if any, ends. */
  readonly start: (account: number, before: string | undefined, now: Date) => Promise<string>
  readonly end: (cookie: string) => Promise<void>
  /** Forgets what is remembered from earlier requests: call it when anything about people or councils may have changed. */
  readonly forget: () => void
}

interface Remembered {
  readonly session: Session
  readonly at: number
  readonly expiresAt: number
}

/** Opens the sessions of a database. What one request found is remembered for five seconds, to spare the next a query. */
export function sessionsOf(db: Db): Sessions {
  const remembered = new Map<string, Remembered>()

  return {
    async of(cookie, now) {
      const key = hashed(cookie)
      const known = remembered.get(key)
      if (known && now.getTime() - known.at < rememberedFor && now.getTime() < known.expiresAt) return known.session
      const found = await findSession(db, key, now)
      if (!found) {
        remembered.delete(key)
        return undefined
      }
      if (now.getTime() - found.seenAt > seenEvery) {
        await db.updateTable('session').set({ seen_at: now }).where('id_hash', '=', key).execute()
      }
      if (remembered.size > 10_000) remembered.clear()
      remembered.set(key, { session: found.session, at: now.getTime(), expiresAt: found.expiresAt })
      return found.session
    },

    async start(account, before, now) {
      const cookie = randomBytes(32).toString('base64url')
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('session').where('expires_at', '<=', now).execute()
        if (before) await tx.deleteFrom('session').where('id_hash', '=', hashed(before)).execute()
        const expires_at = new Date(now.getTime() + absoluteLimit)
        await tx
          .insertInto('session')
          .values({ id_hash: hashed(cookie), account, started_at: now, seen_at: now, expires_at })
          .execute()
      })
      remembered.clear()
      return cookie
    },

    async end(cookie) {
      remembered.delete(hashed(cookie))
      await db.deleteFrom('session').where('id_hash', '=', hashed(cookie)).execute()
    },

    forget: () => remembered.clear(),
  }
}

async function findSession(db: Db, key: string, now: Date) {
  const row = await db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account')
    .innerJoin('installation as i', (join) => join.onTrue())
    .select(['a.id', 'a.name', 'a.role', 'a.authority', 's.seen_at', 's.expires_at', 'i.country'])
    .select((eb) => [
      // One name asked for, not every area joined: the view gathers each area from several files.
      eb.selectFrom('area').select('area.name').whereRef('area.code', '=', 'a.authority').as('published'),
      eb.selectFrom('council').select('council.name').whereRef('council.authority', '=', 'a.authority').as('own'),
    ])
    .where('s.id_hash', '=', key)
    .where('s.expires_at', '>', now)
    .where('s.seen_at', '>', new Date(now.getTime() - idleLimit))
    .where('a.withdrawn_on', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    session: {
      who: { account: row.id, name: row.name, role: row.role, authority: row.authority },
      council: row.own ?? row.published,
      country: row.country,
    },
    seenAt: row.seen_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  }
}

function hashed(cookie: string): string {
  return createHash('sha256').update(cookie).digest('hex')
}
