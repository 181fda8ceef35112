import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { importOne, ofstedFile, type OfstedCells } from '../../test/made-up-files.ts'
import { aMailServer, plainText } from '../../test/mail-server.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import type { Role } from '../accounts/permission.ts'
import { homePages } from '../authorities/home.pages.ts'
import { alertPages } from './alert.pages.ts'
import { readMailRoute, type MailRoute } from './mail-route.ts'
import { sendDue, senderOf } from './outbox.import.ts'
import { tellImport } from './tell.import.ts'

const [here, there] = [anArea('931'), anArea('850')]
const links = { alert: () => '/risk/2', home: '/', alerts: '/alerts', settings: '/settings/alerts' }

const good: OfstedCells = { URN: '100001', 'School name': 'Larks School', 'Category of concern': 'NULL' }
const failing: OfstedCells = { ...good, 'Overall effectiveness': '4', 'Category of concern': 'SM' }
const elsewhere = [1, 2, 3, 4, 5, 6].map((n): OfstedCells => {
  return { URN: `10100${n}`, LAESTAB: `801200${n}`, 'Local authority': 'Bristol', Region: 'South West' }
})

/** Oxfordshire with a file of schools, and how e-mail leaves. */
async function theAlerts(t: TestContext, route?: MailRoute) {
  const db = await freshDb(t)
  const { app, later } = await aServer(t, { db, pages: [...alertPages(() => route), ...homePages([]), ...accountPages] })
  const clock = () => later(0)
  const signedIn = async (role: Role, authority = here) => {
    const email = `${role}-${authority}@example.gov.uk`
    await anAccount(db, { email, role, authority })
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return visitor
  }
  const bring = (rows: readonly OfstedCells[]) =>
    importOne(t, db, ofstedFile([...rows, ...elsewhere]), { inspect: (tx, run) => tellImport(tx, run, clock()) })
  const sender = senderOf(route, clock)
  if (sender) t.after(() => sender.close())
  const send = () => (sender ? sendDue(db, { sender, address: 'https://fiveday.example.gov.uk', links, now: clock }) : Promise.resolve(0))
  return { signedIn, bring, send, later }
}

/** Mail that leaves through a mail server on a port of this machine. */
function through(port: number): MailRoute {
  const read = readMailRoute({ FIVEDAY_SMTP: `smtp://127.0.0.1:${port}`, FIVEDAY_MAIL_FROM: 'fiveday@example.gov.uk' })
  if (!read.ok || !read.value) throw new Error('No route')
  return read.value
}

const upTo = (html: string) => /name="upTo" value="(\d+)"/.exec(html)?.[1] ?? ''

/** Every link of the error summary leads to something that is on the page. */
function assertLinksLand(html: string) {
  const links = [...html.matchAll(/<li><a href="#([\w-]+)">/g)].map(([, id = '']) => id)
  assert.ok(links.length > 0)
  for (const id of links) assert.match(html, new RegExp(` id="${id}"`))
}

test('what an import changed is on the home page of an officer until they have seen it, and on the page of alerts for good', async (t) => {
  const { signedIn, bring } = await theAlerts(t)
  const [officer, reader, far] = [await signedIn('officer'), await signedIn('reader'), await signedIn('officer', there)]
  await bring([good, { URN: '100002' }])
  const nothing = await officer.look('/alerts')
  await bring([failing, { URN: '100002' }])

  const home = await officer.look('/')
  const seen = await officer.post('/alerts/seen', { upTo: upTo(home.body) }, '/')

  assert.match(nothing.body, /Nothing has changed since Fiveday began to look/)
  assert.match(home.body, /Larks School went into a category of concern: special measures/)
  assert.match(home.body, /I have seen these/)
  assert.match(home.body, /href="\/schools\/100001">The school/)
  assert.equal(seen.statusCode, 303)
  assert.doesNotMatch((await officer.look('/')).body, /I have seen these|Larks School went/)
  const [all, readers, others] = [await officer.look('/alerts'), await reader.look('/alerts'), await far.look('/alerts')]
  assert.match(all.body, /Larks School went into a category[\s\S]*Import of a file/)
  assert.match(all.body, /fd-light--red[\s\S]* now/)
  assert.match(all.body, /Choose what you follow/)
  assert.match(readers.body, /Larks School went into a category/)
  assert.doesNotMatch(readers.body, /Choose what you follow/)
  assert.doesNotMatch(others.body, /Larks School/)
})

test('seeing what was on the page does not hide what came after it', async (t) => {
  const { signedIn, bring } = await theAlerts(t)
  const officer = await signedIn('officer')
  await bring([good, { URN: '100002', 'School name': 'Ash School' }])
  await bring([failing, { URN: '100002', 'School name': 'Ash School' }])
  const looked = upTo((await officer.look('/')).body)
  await bring([failing, { ...failing, URN: '100002', 'School name': 'Ash School' }])

  await officer.post('/alerts/seen', { upTo: looked }, '/')
  await officer.post('/alerts/seen', { upTo: 'all of them' }, '/')

  const { body } = await officer.look('/')
  assert.match(body, /Ash School went into a category/)
  assert.doesNotMatch(body, /Larks School went/)
})

test('an officer chooses what to follow; a choice that cannot be is told at its field, and nothing is kept', async (t) => {
  const { signedIn } = await theAlerts(t)
  const officer = await signedIn('officer')

  const refused = await officer.post('/settings/alerts', { lights: 'chosen', schools: 'yes' })
  const kept = await officer.post('/settings/alerts', { lights: 'chosen', 'trigger-2': 'yes', 'trigger-99': 'yes' })

  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /Choose at least one trigger, or none of them/)
  assertLinksLand(refused.body)
  assert.equal(kept.headers.location, '/settings/alerts?saved=yes')
  const { body } = await officer.look('/settings/alerts?saved=yes')
  assert.match(body, /role="status">Saved/)
  assert.match(body, /name="trigger-2" type="checkbox" value="yes" checked/)
  assert.doesNotMatch(body, /name="schools" type="checkbox" value="yes" checked|trigger-99/)
  assert.match(body, /Fiveday sends no e-mail here/)
})

test('an officer who asks for e-mail on the page gets it through the mail server, and the administrator reads that it went', async (t) => {
  const server = await aMailServer(t)
  const { signedIn, bring, send } = await theAlerts(t, through(server.port))
  const [officer, administrator] = [await signedIn('officer'), await signedIn('administrator')]
  await bring([good, { URN: '100002' }])

  await officer.post('/settings/alerts', { lights: 'all', schools: 'yes', mail: 'each' })
  await bring([failing, { URN: '100002' }])
  await send()

  assert.match((await officer.look('/settings/alerts')).body, /To officer-931@example\.gov\.uk\./)
  assert.deepEqual(server.caught.map(({ to }) => to), ['officer-931@example.gov.uk']) // prettier-ignore
  const words = plainText(server.caught[0]?.text ?? '')
  assert.match(words, /A school of ours went into a category of concern/)
  assert.doesNotMatch(words, /Larks/)
  assert.match((await administrator.look('/settings/mail')).body, /1 sent, the last on .*; 0 waiting; 0 given up\./)
})

test('the administrator lets e-mails name the school on the page, and then they do', async (t) => {
  const server = await aMailServer(t)
  const { signedIn, bring, send } = await theAlerts(t, through(server.port))
  const [officer, administrator] = [await signedIn('officer'), await signedIn('administrator')]
  await bring([good, { URN: '100002' }])
  await officer.post('/settings/alerts', { lights: 'none', schools: 'yes', mail: 'each' })

  await administrator.post('/settings/mail/wording', { named: 'yes' }, '/settings/mail')
  await bring([failing, { URN: '100002' }])
  await send()

  assert.match((await administrator.look('/settings/mail')).body, /name="named" type="checkbox" value="yes" checked/)
  assert.match(plainText(server.caught[0]?.text ?? ''), /Larks School went into a category/)
})

test('an e-mail to try it out goes to the address given; one that is none is told at its field and keeps what was typed', async (t) => {
  const server = await aMailServer(t)
  const { signedIn, send } = await theAlerts(t, through(server.port))
  const administrator = await signedIn('administrator')

  const refused = await administrator.post('/settings/mail/test', { address: 'ama at example' }, '/settings/mail')
  await administrator.post('/settings/mail/test', { address: ' ama@example.gov.uk ' }, '/settings/mail')
  await send()

  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /Enter an e-mail address, such as name@example\.gov\.uk/)
  assert.match(refused.body, /value="ama at example"/)
  assertLinksLand(refused.body)
  assert.deepEqual(server.caught.map(({ to }) => to), ['ama@example.gov.uk']) // prettier-ignore
})

test('an e-mail that does not go is told with the reason, and goes when the administrator has it tried again', async (t) => {
  const refused = new Set(['gone@example.gov.uk'])
  const server = await aMailServer(t, {
    onRcptTo: ({ address }, _, done) =>
      done(refused.has(address) ? Object.assign(new Error('No such person'), { responseCode: 550 }) : null),
  })
  const { signedIn, send } = await theAlerts(t, through(server.port))
  const administrator = await signedIn('administrator')
  await administrator.post('/settings/mail/test', { address: 'gone@example.gov.uk' }, '/settings/mail')
  await send()
  const trouble = await administrator.look('/settings/mail')

  refused.clear()
  await administrator.post('/settings/mail/again', {}, '/settings/mail')
  await send()

  assert.match(trouble.body, /One e-mail has not gone\. The last reason: .*550 No such person/)
  assert.match(trouble.body, /Given up/)
  assert.equal(server.caught.length, 1)
  assert.doesNotMatch((await administrator.look('/settings/mail')).body, /has not gone|Try all of them again/)
})

test('a reader sees what changed and can change nothing; how e-mail leaves is for administrators', async (t) => {
  const { signedIn } = await theAlerts(t)
  const [officer, reader] = [await signedIn('officer'), await signedIn('reader')]

  const answers = [
    await reader.look('/settings/alerts'),
    await reader.post('/settings/alerts', { lights: 'none', mail: 'none' }, '/alerts'),
    await reader.post('/alerts/seen', { upTo: '1' }, '/alerts'),
    await officer.look('/settings/mail'),
    await officer.post('/settings/mail/wording', { named: 'yes' }, '/settings/alerts'),
    await officer.post('/settings/mail/test', { address: 'ama@example.gov.uk' }, '/settings/alerts'),
    await officer.post('/settings/mail/again', {}, '/settings/alerts'),
  ]

  assert.deepEqual(answers.map(({ statusCode }) => statusCode), answers.map(() => 403)) // prettier-ignore
  assert.equal((await reader.look('/alerts')).statusCode, 200)
})
