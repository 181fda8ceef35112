import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { formToken } from './csrf.ts'
import { absoluteLimit, type Session, type Sessions } from './session.ts'

/** One request of one browser: who it is, and the cookie its forms are bound to. */
export interface Visit {
  readonly session: Session | undefined
  /** The cookie of the session, or, of a browser that is not signed in, the cookie of its forms. Empty until it has one. */
  readonly cookie: string
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
  }
}

export const nobody: Visit = { session: undefined, cookie: '' }

/** The cookies of this installation. Behind https they carry the prefix that lets no other host set them. */
export interface Cookies {
  readonly visitOf: (request: FastifyRequest, now: Date) => Promise<Visit>
  readonly signIn: (request: FastifyRequest, reply: FastifyReply, account: number, now: Date) => Promise<void>
  readonly signOut: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  /** A token for the forms of a page. Gives a browser that is not signed in a cookie to bind it to. */
  readonly tokenFor: (request: FastifyRequest, reply: FastifyReply) => string
}

export function cookiesOf(sessions: Sessions, https: boolean): Cookies {
  const prefix = https ? '__Host-' : ''
  const sessionCookie = `${prefix}fiveday`
  const formCookie = `${prefix}fiveday-form`
  const guarded = { path: '/', httpOnly: true, sameSite: 'lax', secure: https } as const

  return {
    async visitOf(request, now) {
      const cookie = request.cookies[sessionCookie] ?? ''
      const session = cookie === '' ? undefined : await sessions.of(cookie, now)
      return session ? { session, cookie } : { session: undefined, cookie: request.cookies[formCookie] ?? '' }
    },

    async signIn(request, reply, account, now) {
      const cookie = await sessions.start(account, request.cookies[sessionCookie], now)
      reply.setCookie(sessionCookie, cookie, { ...guarded, maxAge: absoluteLimit / 1000 })
      reply.clearCookie(formCookie, guarded)
    },

    async signOut(request, reply) {
      await sessions.end(request.cookies[sessionCookie] ?? '')
      reply.clearCookie(sessionCookie, guarded)
    },

    tokenFor(request, reply) {
      if (request.visit.cookie === '') {
        request.visit = { ...request.visit, cookie: randomBytes(32).toString('base64url') }
        reply.setCookie(formCookie, request.visit.cookie, guarded)
      }
      return formToken(request.visit.cookie)
    },
  }
}
