import { randomInt } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import type { Db } from '../db/connect.ts'
import type { Assets } from './assets.ts'
import type { Page } from './page.ts'
import { Refusal } from './refusal.ts'
import { refusal, send, takesGzip, type Press } from './reply.ts'
import { addPage } from './route.ts'
import { sessionsOf } from './session.ts'
import { keptBodies } from './kept-body.ts'
import { templates } from './templates.ts'
import { cookiesOf, nobody } from './visit.ts'

export interface ServerOptions {
  readonly db: Db
  readonly pages: readonly Page[]
  readonly assets: Assets
  readonly now: () => Date
  /** Where a line goes that only whoever runs the server should see. */
  readonly log: (line: string) => void
  /** People reach the server by https, through a proxy that says who they are. */
  readonly https: boolean
  /** The address people use, where it was set: a proxy may not pass on what they asked for. */
  readonly address?: string | undefined
  /** The largest file a form may bring, in bytes. */
  readonly largestUpload: number
}

/** The server, with a route for each page and no other way in. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { db, pages, assets, now, log, https, address, largestUpload } = options
  const sessions = sessionsOf(db)
  const cookies = cookiesOf(sessions, https)
  const print = templates()
  const press: Press = { print, bodies: keptBodies(print), assets, cookies, now }
  const app = fastify({
    trustProxy: https ? nearestOnly : false,
    bodyLimit: 262_144,
    // A browser that sends nothing for two minutes has gone; the largest upload may take half an hour.
    connectionTimeout: 120_000,
    requestTimeout: 1_800_000,
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/malformed-address'),
  })

  app.decorateRequest('visit')
  app.addHook('onRequest', async (request) => {
    request.visit = nobody
  })
  await app.register(helmet, headers(https))
  await app.register(cookie)
  await app.register(formbody)
  await app.register(multipart)
  await app.register(rateLimit, { global: false })

  addCatch(app, press, log)
  addAssets(app, assets)
  for (const page of pages) addPage(app, page, { db, press, sessions, address, largestUpload, log })
  return app
}

/** An address whose percent signs make no text is answered as any that leads nowhere. The framework would answer it in its own way. */
function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

// Only the proxy that speaks to us is believed about who speaks to it.
const nearestOnly = (_address: string, hop: number): boolean => hop === 0

function headers(https: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' as const },
    referrerPolicy: { policy: 'same-origin' as const },
    hsts: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  }
}

function addAssets(app: FastifyInstance, assets: Assets): void {
  for (const { path, type, body, gzipped } of assets.files) {
    app.get(path, (request, reply) => {
      const small = takesGzip(request)
      if (small) void reply.header('content-encoding', 'gzip')
      return reply
        .type(type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .send(small ? gzipped : body)
    })
  }
  app.get('/favicon.ico', (_request, reply) => reply.redirect(assets.icon, 302))
}

/** The one catch. What was refused says so; what we did not expect is written down once, under a number people can quote. */
function addCatch(app: FastifyInstance, press: Press, log: (line: string) => void): void {
  app.setNotFoundHandler(async (request, reply) => {
    request.visit = await press.cookies.visitOf(request, press.now())
    return send(press, request, reply, { kind: 'missing' })
  })
  app.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const expected = explained(error)
    if (expected) return send(press, request, reply, expected)
    const reference = newReference()
    log(
      `${press.now().toISOString()} ${reference} ${request.method} ${request.url.split('?', 1)[0] ?? ''} ${error.stack ?? error.message}${causes(error)}`,
    )
    const explanation = 'Nothing you sent was kept. Try again; if it happens again, tell whoever looks after Fiveday this number.'
    return send(press, request, reply, refusal(500, 'Sorry, something went wrong', explanation, reference))
  })
}

function explained(error: Error & { statusCode?: number }) {
  if (error instanceof Refusal) return refusal(error.status, error.title, error.message)
  switch (error.statusCode) {
    case 429:
      return refusal(429, 'Too many attempts', 'For safety, wait a minute and then try again.')
    case 413:
      return refusal(413, 'That is too much to send', 'What you sent is larger than this page takes. Shorten it and try again.')
    case 400:
    case 406:
    case 415:
      return refusal(400, 'We could not read what was sent', 'Go back, reload the page and try again.')
    default:
      return undefined
  }
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}${causes(error.cause)}` : ''
}

// Without letters and figures that are mistaken for each other when read out over the telephone.
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

function newReference(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
