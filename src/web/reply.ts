import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Assets } from './assets.ts'
import type { keptBodies } from './kept-body.ts'
import type { Outcome } from './page.ts'
import { siteFor } from './site.ts'
import type { Print } from './templates.ts'
import type { Cookies } from './visit.ts'

const gzipped = promisify(gzip)

/** What turns an outcome into HTTP. */
export interface Press {
  readonly print: Print
  readonly bodies: ReturnType<typeof keptBodies>
  readonly assets: Assets
  readonly cookies: Cookies
  readonly now: () => Date
}

export async function send(press: Press, request: FastifyRequest, reply: FastifyReply, outcome: Outcome): Promise<FastifyReply> {
  switch (outcome.kind) {
    case 'show':
      return sendPage(press, request, reply, outcome)
    case 'go':
      return reply.redirect(outcome.to, 303)
    case 'file':
      return sendFile(reply, outcome)
    case 'made':
      return sendFile(reply, { ...outcome, kind: 'file', body: await outcome.makes() })
    case 'json':
      return sendJson(reply, outcome.body)
    case 'signed-in':
      await press.cookies.signIn(request, reply, outcome.account, press.now())
      return reply.redirect(outcome.to, 303)
    case 'signed-out':
      await press.cookies.signOut(request, reply)
      return reply.redirect(outcome.to, 303)
    case 'missing':
    default:
      return sendPage(press, request, reply, notFound)
  }
}

/** A page that says, in plain English, why there is nothing else to show. */
export function refusal(status: number, title: string, explanation: string, reference = '') {
  return { kind: 'show', template: 'error.njk', model: { title, explanation, reference }, status } as const
}

const notFound = refusal(
  404,
  'Page not found',
  'If you typed the address, check that it is right. If you followed a link, what it led to may have been renamed or removed.',
)

async function sendPage(
  press: Press,
  request: FastifyRequest,
  reply: FastifyReply,
  { template, model, status }: Outcome & { kind: 'show' },
): Promise<FastifyReply> {
  const path = request.url.split('?', 1)[0] ?? '/'
  const csrf = press.cookies.tokenFor(request, reply)
  const site = siteFor({ session: request.visit.session, path, csrf, assets: press.assets })
  const zipped = takesGzip(request)
  const kept = zipped ? press.bodies(template, model, site) : undefined
  void reply
    .code(status ?? 200)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-encoding')
  if (kept) return reply.header('content-encoding', 'gzip').send(kept)
  const html = press.print(template, { ...model, site })
  if (html.length < 2048 || !zipped) return reply.send(html)
  // The fastest level: a page of 300 schools shrinks tenfold in two milliseconds, off the main thread.
  return reply.header('content-encoding', 'gzip').send(await gzipped(html, { level: constants.Z_BEST_SPEED }))
}

export function takesGzip(request: FastifyRequest): boolean {
  return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
}

function sendJson(reply: FastifyReply, body: string): FastifyReply {
  return reply.type('application/json; charset=utf-8').header('cache-control', 'no-store').header('vary', 'accept').send(body)
}

// The mark by which spreadsheets know that a CSV is UTF-8; without it Excel spoils every accent.
const byteOrderMark = '\uFEFF'

function sendFile(reply: FastifyReply, { name, type, body }: Outcome & { kind: 'file' }): FastifyReply {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  const marked = typeof body === 'string' && type.startsWith('text/csv') && !body.startsWith(byteOrderMark) ? byteOrderMark + body : body
  return reply
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'no-store')
    .type(type.startsWith('text/') && !type.includes('charset') ? `${type}; charset=utf-8` : type)
    .send(typeof marked === 'string' ? marked : Buffer.from(marked.buffer, marked.byteOffset, marked.byteLength))
}
