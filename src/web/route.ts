import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Person, SignedIn } from '../accounts/person.ts'
import { mayDo } from '../accounts/permission.ts'
import { reading, type Db } from '../db/connect.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { dayInLondon } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { isOurForm } from './csrf.ts'
import { go, type Outcome, type Page, type Upload } from './page.ts'
import { Refusal } from './refusal.ts'
import { refusal, send, type Press } from './reply.ts'
import type { Sessions } from './session.ts'
import { receive } from './uploads.ts'

interface Surroundings {
  readonly db: Db
  readonly press: Press
  readonly sessions: Sessions
  readonly address: string | undefined
  readonly largestUpload: number
  readonly log: (line: string) => void
}

type Fields = Readonly<Record<string, string>>

interface Form {
  readonly body: Fields
  readonly uploads: readonly Upload[]
}

/** How often in a minute one machine may post to a page that needs no sign-in; and how often anybody may try one account. */
const guesses = { max: 60, timeWindow: 60_000 }
const guessesAtOne = { max: 8, timeWindow: 60_000 }

/** Adds the route of a page. Who asks is settled before anything they sent is read. */
export function addPage(app: FastifyInstance, page: Page, around: Surroundings): void {
  const guessed = page.method === 'POST' && page.fenced === false ? page.limitedBy : undefined
  const tooOften =
    guessed === undefined
      ? undefined
      : app.createRateLimit({ ...guessesAtOne, keyGenerator: (request) => (textsOf(request.body)[guessed] ?? '').trim().toLowerCase() })

  app.route({
    method: page.method,
    url: page.path,
    ...(page.method === 'POST' && page.may === 'anyone' ? { config: { rateLimit: guesses } } : {}),
    onRequest: async (request, reply) => {
      request.visit = await around.press.cookies.visitOf(request, around.press.now())
      const refused = refusedEntry(page, request)
      if (refused) return send(around.press, request, reply, refused)
      return undefined
    },
    preHandler: async (request) => {
      const limit = await tooOften?.(request)
      if (limit && 'isExceeded' in limit && limit.isExceeded)
        throw new Refusal(429, 'Too many attempts', 'For safety, wait a minute and then try again.')
    },
    handler: (request, reply) => (page.method === 'GET' ? show(page, request, reply, around) : post(page, request, reply, around)),
  })
}

function refusedEntry(page: Page, request: FastifyRequest): Outcome | undefined {
  const who = request.visit.session?.who
  if (!mayDo(who?.role, page.may)) {
    // Who may not see home but was asked to review is led to what they may see.
    if (page.path === paths.home() && mayDo(who?.role, 'reviews.write')) return go(paths.review())
    if (!who) return go(`${paths.signIn()}${page.method === 'GET' && request.url !== '/' ? `?to=${encodeURIComponent(request.url)}` : ''}`)
    return refusal(
      403,
      'You may not see this page',
      'Your account does not allow it. If you need it for your work, ask an administrator of Fiveday at your council.',
    )
  }
  if (page.fenced === false || who?.authority) return undefined
  if (mayDo(who?.role, 'settings.change')) return go(paths.ourAuthority())
  return refusal(
    403,
    'Your council has not been chosen yet',
    'An administrator of Fiveday at your council has to sign in and choose which authority is yours.',
  )
}

async function show(page: Page & { method: 'GET' }, request: FastifyRequest, reply: FastifyReply, around: Surroundings) {
  const { db, press } = around
  const asked = askedOf(request, press.now())
  if (page.fenced === false) {
    const outcome = await page.does({ ...asked, ...outside(request, around), reads: reading(db) })
    return send(press, request, reply, outcome)
  }
  const who = personOf(request.visit.session?.who)
  // The page is printed after the transaction, so that the embedded database is free for the next request meanwhile.
  const outcome = await lookingOnBehalfOf(db, who.authority, (reads) => page.does({ ...asked, who, reads, asJson: wantsJson(request) }))
  return send(press, request, reply, outcome)
}

async function post(page: Page & { method: 'POST' }, request: FastifyRequest, reply: FastifyReply, around: Surroundings) {
  if (!request.isMultipart()) {
    const body = textsOf(request.body)
    checkForm(request, body)
    return send(around.press, request, reply, await posted(page, request, { body, uploads: [] }, around))
  }
  if (!page.takesFiles) throw new Refusal(400, 'We could not read what was sent', 'This page does not take files.')
  const received = await receive(request, { largest: around.largestUpload, accepts: (fields) => checkForm(request, fields) })
  try {
    const outcome = await posted(page, request, { body: textsOf(received.fields), uploads: received.uploads }, around)
    return await send(around.press, request, reply, outcome)
  } finally {
    // Not waited for: the page may have left work running that still reads the file.
    received.done().catch((error: unknown) => around.log(`A file that was sent could not be removed: ${String(error)}`))
  }
}

async function posted(page: Page & { method: 'POST' }, request: FastifyRequest, form: Form, around: Surroundings): Promise<Outcome> {
  const { db, press, sessions } = around
  const asked = { ...askedOf(request, press.now()), ...form }
  try {
    if (page.fenced === false) return await page.does({ ...asked, ...outside(request, around), reads: reading(db), db })
    const who = personOf(request.visit.session?.who)
    return await onBehalfOf(db, who.authority, (tx) => page.does({ ...asked, who, reads: reading(tx), db: tx }))
  } finally {
    sessions.forget()
  }
}

function checkForm(request: FastifyRequest, fields: Fields): void {
  const { cookie } = request.visit
  if (cookie !== '' && isOurForm(cookie, fields.csrf ?? '')) return
  throw new Refusal(
    403,
    'This form is no longer valid',
    'It may have been open too long, or you signed in or out since. Go back, reload the page and send it again.',
  )
}

function outside(request: FastifyRequest, { address }: Surroundings) {
  return { who: request.visit.session?.who, address: address ?? `${request.protocol}://${request.host}` }
}

function askedOf(request: FastifyRequest, now: Date) {
  return { params: textsOf(request.params), query: textsOf(request.query), today: dayInLondon(now), now }
}

function personOf(who: SignedIn | undefined): Person {
  if (!who?.authority) throw new Error('A fenced page was reached by somebody without an authority')
  return { ...who, authority: who.authority }
}

/** Whether a program asks for the data of a page. A browser asks for HTML first, and takes anything else. */
function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? ''
  return accept.includes('application/json') && !accept.includes('text/html')
}

/** Text by name. Where a name came twice, the last counts. A zero byte is refused here: no person types one, and no database keeps one. */
function textsOf(given: unknown): Fields {
  if (typeof given !== 'object' || given === null) return {}
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value
    if (typeof last !== 'string') continue
    if (last.includes('\0')) throw new Refusal(400, 'We could not read what was sent', 'Go back, reload the page and try again.')
    texts[name] = last
  }
  return texts
}
