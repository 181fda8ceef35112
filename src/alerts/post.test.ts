import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { hashOf } from '../accounts/password.ts'
import { reading, type Db } from '../db/connect.ts'
import { onBehalfOf } from '../db/scope.ts'
import { aMailServer, plainText, portOf } from '../../test/mail-server.ts'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { follow, raise } from './alert.store.ts'
import { usualFollowing, type Following, type Raised } from './alert.ts'
import { readMailRoute, type MailRoute } from './mail-route.ts'
import { letNameSchools, makeTest, outboxOf, takeDue, tryAgain } from './mail.store.ts'
import { makeDaily, sendDue, senderOf } from './outbox.import.ts'

const here = anArea('931')
const [service, secret] = ['26785a09-ab16-4eb0-8407-a37497a57506', '3d844edf-8d35-48ac-975b-e847b4f122b0']
const template = 'f33517ff-2a88-4f6e-b855-c550268ce08a'
const links = { alert: () => '/risk/4', home: '/', alerts: '/alerts', settings: '/settings/alerts' }
const clock = { at: new Date('2026-11-23T09:00:00Z') }
const now = () => clock.at
const later = (seconds: number) => (clock.at = new Date(clock.at.getTime() + seconds * 1000))

/** Somebody who follows everything and wants e-mail. */
async function somebody(db: Db, mail: Following['mail'], email = 'ama@example.gov.uk') {
  const row = { email, name: 'Ama Boateng', role: 'officer', authority: here, created_at: new Date(0), withdrawn_on: null } as const
  const { id } = await db
    .insertInto('account')
    .values({ ...row, password_hash: await hashOf('a long enough password') })
    .returning('id')
    .executeTakeFirstOrThrow()
  const who = { account: id, name: row.name, role: row.role, authority: here }
  await onBehalfOf(db, here, (tx) => follow(tx, who, { ...usualFollowing, mail }, usualFollowing, new Date(clock.at.getTime() - 1000)))
  return who
}

const days = { was_as_at: aDay('2025-08-31'), as_at: aDay('2026-08-31') }
const light: Raised = {
  kind: 'light',
  trigger: 4,
  urn: null,
  name: 'Attainment',
  was: 'amber',
  became: 'red',
  because: 'Behind by 6',
  ...days,
}
const school: Raised = { kind: 'school', trigger: null, urn: aUrn('100001'), name: 'Larks School', was: null, became: 'SM', because: 'Judged so', ...days } // prettier-ignore
const happens = (db: Db, ...raised: readonly Raised[]) =>
  onBehalfOf(db, here, (tx) => raise(tx, here, raised, { cause: 'Import of grades.csv', run: null, today: aDay('2026-11-23'), now: now() }))

function postingBy(t: TestContext, route: MailRoute) {
  const sender = senderOf(route, now)
  if (!sender) throw new Error('No sender')
  t.after(() => sender.close())
  return { sender, address: 'https://fiveday.example.gov.uk', links, now }
}

function through(t: TestContext, port: number, login = '') {
  const read = readMailRoute({ FIVEDAY_SMTP: `smtp://${login}127.0.0.1:${port}`, FIVEDAY_MAIL_FROM: 'fiveday@example.gov.uk' })
  if (!read.ok || !read.value) throw new Error('No route')
  return postingBy(t, read.value)
}

const outbox = (db: Db) => outboxOf(reading(db), here)

test('what happens goes at once, in one e-mail, and never again', async (t) => {
  const db = await freshDb(t)
  const server = await aMailServer(t)
  await somebody(db, 'each')
  await happens(db, light, school)
  const posting = through(t, server.port)

  assert.equal(await sendDue(db, posting), 1)
  assert.equal(await sendDue(db, posting), 0)

  const [mail, ...others] = server.caught
  assert.equal(others.length, 0)
  assert.equal(mail?.to, 'ama@example.gov.uk')
  const words = plainText(mail?.text ?? '')
  assert.match(words, /Trigger 4, Attainment, went from amber to red\./)
  assert.match(words, /A school of ours went into a category of concern: special measures/)
  assert.doesNotMatch(words, /Larks|100001|Judged so/)
  assert.match(words, /https:\/\/fiveday\.example\.gov\.uk\/risk\/4/)
  assert.match(words, /Auto-Submitted: auto-generated/i)
})

test('a school is named where the authority lets it be', async (t) => {
  const db = await freshDb(t)
  const server = await aMailServer(t)
  const who = await somebody(db, 'each')
  await onBehalfOf(db, here, (tx) => letNameSchools(tx, who, true, now()))
  await happens(db, school)

  await sendDue(db, through(t, server.port))

  assert.match(plainText(server.caught[0]?.text ?? ''), /Larks School went into a category[\s\S]*Judged so\./)
})

test('while the mail server is down nothing is lost: it is tried again after growing waits, and the reason is told', async (t) => {
  const db = await freshDb(t)
  const gone = await aMailServer(t)
  await somebody(db, 'each')
  await happens(db, light)
  const nobody = through(t, 1)

  await sendDue(db, nobody)
  const first = (await outbox(db)).troubled[0]
  assert.match(first?.problem ?? '', /Nothing answers at 127\.0\.0\.1, port 1: is the mail server running/)
  assert.equal(first?.next_at?.getTime(), now().getTime() + 60_000)
  assert.equal(await sendDue(db, through(t, gone.port)), 0, 'it is not due yet')
  later(61)
  await sendDue(db, nobody)
  assert.equal((await outbox(db)).troubled[0]?.next_at?.getTime(), now().getTime() + 300_000)
  later(301)
  await sendDue(db, through(t, gone.port))

  assert.equal(gone.caught.length, 1)
  const { sent, waiting, troubled } = await outbox(db)
  assert.deepEqual([sent, waiting, troubled], [1, 0, []])
})

test('a wrong password is told in plain words, and is itself in none of them', async (t) => {
  const db = await freshDb(t)
  const server = await aMailServer(t, { authOptional: false, onAuth: (_, __, done) => done(new Error('535 no')) })
  await somebody(db, 'each')
  await happens(db, light)

  await sendDue(db, through(t, server.port, 'ama:hunter2sesame@'))

  const [mail] = (await outbox(db)).troubled
  assert.match(mail?.problem ?? '', /did not accept the user name and password of FIVEDAY_SMTP/)
  assert.doesNotMatch(JSON.stringify(mail), /hunter2sesame/)
})

test('an address that a mail server will never take is given up at once, and the others go; an administrator can have it tried again', async (t) => {
  const db = await freshDb(t)
  const refused = new Set(['gone@example.gov.uk'])
  const server = await aMailServer(t, {
    onRcptTo: ({ address }, _, done) =>
      done(refused.has(address) ? Object.assign(new Error('No such person'), { responseCode: 550 }) : null),
  })
  const who = await somebody(db, 'each', 'gone@example.gov.uk')
  await somebody(db, 'each')
  await happens(db, light)

  await sendDue(db, through(t, server.port))
  const { sent, givenUp, troubled } = await outbox(db)
  assert.deepEqual([sent, givenUp], [1, 1])
  assert.match(troubled[0]?.problem ?? '', /does not take e-mail for this address: 550 No such person/)

  refused.clear()
  await onBehalfOf(db, here, (tx) => tryAgain(tx, who, now()))
  await sendDue(db, through(t, server.port))
  assert.equal((await outbox(db)).sent, 2)
})

test('whoever wants one a day gets one in the morning, of what they were not told yet', async (t) => {
  const db = await freshDb(t)
  const server = await aMailServer(t)
  clock.at = new Date('2026-11-23T21:00:00Z')
  await somebody(db, 'daily')
  await happens(db, light)
  await happens(db, school)
  clock.at = new Date('2026-11-24T06:59:00Z')
  await makeDaily(db, now())
  assert.equal(await sendDue(db, through(t, server.port)), 0)

  later(120)
  await makeDaily(db, now())
  await makeDaily(db, now())
  assert.equal(await sendDue(db, through(t, server.port)), 1)
  assert.match(plainText(server.caught[0]?.text ?? ''), /Attainment[\s\S]*A school of ours/)

  later(86_400)
  await makeDaily(db, now())
  assert.equal(await sendDue(db, through(t, server.port)), 0, 'a day on which nothing happened has no e-mail')
})

test('whoever was withdrawn, or reads only, gets no e-mail any more', async (t) => {
  const db = await freshDb(t)
  const server = await aMailServer(t)
  const who = await somebody(db, 'each')
  await happens(db, light)
  await db.updateTable('account').set({ role: 'reader' }).where('id', '=', who.account).execute()

  await sendDue(db, through(t, server.port))

  assert.deepEqual([server.caught.length, (await outbox(db)).waiting], [0, 0])
})

test('two processes never take the same e-mail, and one whose process ended is taken again with the same reference', async (t) => {
  const db = await freshDb(t)
  await somebody(db, 'each')
  await happens(db, light)

  const [one, two] = await Promise.all([takeDue(db, now()), takeDue(db, now())])
  assert.deepEqual([one, two].filter(Boolean).length, 1)
  later(601)
  const again = await takeDue(db, now())

  assert.deepEqual([again?.reference, again?.uncertain], [(one ?? two)?.reference, true])
})

interface Asked {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly token: string
  readonly body: string
}

/** A server that speaks as GOV.UK Notify does: it keeps what it took, by reference. */
async function aNotify(
  t: TestContext,
  answers: (asked: Asked) => { status: number; body: object; lost?: boolean } | undefined = () => undefined,
) {
  const asked: Asked[] = []
  const taken = new Map<string, Record<string, unknown>>()
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object; lost?: boolean }> => {
    const one = {
      method: request.method,
      url: request.url,
      token: (request.headers.authorization ?? '').replace('Bearer ', ''),
      body: await text(request),
    }
    asked.push(one)
    const told = answers(one)
    if (told && !told.lost) return told
    if (one.method === 'GET') {
      const reference = new URL(one.url ?? '', 'http://localhost').searchParams.get('reference') ?? ''
      return { status: 200, body: { notifications: taken.has(reference) ? [taken.get(reference)] : [] } }
    }
    const read: unknown = JSON.parse(one.body)
    const mail = new Map(Object.entries(typeof read === 'object' && read !== null ? read : {}))
    taken.set(String(mail.get('reference')), Object.fromEntries(mail))
    return told ?? { status: 201, body: { id: '740e5834-3a29-46b4-9a6f-16142fde533a', reference: String(mail.get('reference')) } }
  }
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body, lost }) =>
        lost ? response.destroy() : response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = portOf(server)
  const read = readMailRoute({
    FIVEDAY_NOTIFY_KEY: `fiveday-${service}-${secret}`,
    FIVEDAY_NOTIFY_TEMPLATE: template,
    FIVEDAY_NOTIFY_ADDRESS: `http://127.0.0.1:${port}`,
  })
  if (!read.ok || !read.value) throw new Error('No route')
  return { asked, taken, posting: postingBy(t, read.value) }
}

test('GOV.UK Notify is given an e-mail with a token signed by the key’s secret, the template and a reference', async (t) => {
  const db = await freshDb(t)
  const notify = await aNotify(t)
  await somebody(db, 'each')
  await happens(db, light)

  assert.equal(await sendDue(db, notify.posting), 1)

  const [asked] = notify.asked
  const [head = '', facts = '', signature] = (asked?.token ?? '').split('.')
  assert.equal(signature, createHmac('sha256', secret).update(`${head}.${facts}`).digest('base64url'))
  assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), { typ: 'JWT', alg: 'HS256' })
  assert.deepEqual(JSON.parse(Buffer.from(facts, 'base64url').toString()), { iss: service, iat: Math.floor(now().getTime() / 1000) })
  const [mail] = [...notify.taken.values()]
  assert.deepEqual([mail?.email_address, mail?.template_id], ['ama@example.gov.uk', template])
  assert.match(JSON.stringify(mail?.personalisation), /went from amber to red/)
})

test('an e-mail that Notify took and whose answer was lost is not given to it twice', async (t) => {
  const db = await freshDb(t)
  let lost = true
  const notify = await aNotify(t, ({ method }) => (method === 'POST' && lost ? { status: 201, body: {}, lost: true } : undefined))
  await somebody(db, 'each')
  await happens(db, light)

  await sendDue(db, notify.posting)
  assert.match((await outbox(db)).troubled[0]?.problem ?? '', /could not be reached/)
  lost = false
  later(61)
  await sendDue(db, notify.posting)

  assert.deepEqual(notify.asked.map(({ method }) => method), ['POST', 'GET']) // prettier-ignore
  assert.equal((await outbox(db)).sent, 1)
})

test('what Notify refuses is told in plain words, and waits as long as Notify asks', async (t) => {
  const db = await freshDb(t)
  const refusals = [
    { status: 403, body: { status_code: 403, errors: [{ error: 'AuthError', message: 'Invalid token: API key not found' }] } },
    { status: 400, body: { status_code: 400, errors: [{ error: 'BadRequestError', message: 'Missing personalisation: body' }] } },
    { status: 500, body: {} },
    { status: 400, body: { status_code: 400, errors: [{ error: 'ValidationError', message: 'email_address Not a valid email address' }] } },
  ]
  const notify = await aNotify(t, ({ method }) => (method === 'POST' ? refusals.shift() : undefined))
  await onBehalfOf(db, here, (tx) => makeTest(tx, here, 'somebody@example.gov.uk', now()))
  const said: string[] = []

  for (const wait of [61, 301, 901, 0]) {
    await sendDue(db, notify.posting)
    said.push((await outbox(db)).troubled[0]?.problem ?? '')
    later(wait)
  }

  assert.match(said[0] ?? '', /did not accept FIVEDAY_NOTIFY_KEY, or the clock here is wrong .*API key not found/)
  assert.match(said[1] ?? '', /look at the template .*Missing personalisation/)
  assert.match(said[2] ?? '', /answered with 500, which should pass/)
  assert.match(said[3] ?? '', /does not take this address/)
  assert.equal((await outbox(db)).givenUp, 1)
})

test('what is set wrongly is said without repeating it, for it may be a secret', () => {
  const wrong = [
    readMailRoute({ FIVEDAY_SMTP: 'hunter2sesame' }),
    readMailRoute({ FIVEDAY_NOTIFY_KEY: 'hunter2sesame' }),
    readMailRoute({ FIVEDAY_SMTP: 'smtp://a:hunter2sesame@b', FIVEDAY_NOTIFY_KEY: 'hunter2sesame' }),
  ]

  assert.deepEqual(
    wrong.map((read) => (read.ok ? [] : read.problems.map(({ field }) => field))),
    [['FIVEDAY_SMTP', 'FIVEDAY_MAIL_FROM'], ['FIVEDAY_NOTIFY_KEY', 'FIVEDAY_NOTIFY_TEMPLATE'], ['FIVEDAY_SMTP']],
  )
  assert.doesNotMatch(JSON.stringify(wrong), /hunter2sesame/)
  assert.deepEqual(readMailRoute({}), { ok: true, value: undefined })
})
