import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading, type Db } from '../db/connect.ts'
import { freshDb, anArea, aDay } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { show, type Page } from '../web/page.ts'
import { readNewAccount, readSignIn } from './account.form.ts'
import { accountPages } from './account.pages.ts'
import { accountFor, chooseAuthority, colleagues, withdrawAccount } from './account.store.ts'
import { auditEntries } from './audit.store.ts'
import { acceptInvitation, firstInvitation, invitationFor, invite } from './invitation.store.ts'
import { whyUnfit } from './password.ts'
import type { SignedIn } from './person.ts'
import { settingsPages } from './settings.pages.ts'

const now = new Date('2026-07-01T09:00:00Z')
const hour = 60 * 60_000
const email = 'ama@larkshire.gov.invalid'
const ama = { name: 'Ama Boateng', email, password: thePassword, authority: anArea('001') }
const in001 = { authority: anArea('001') }

async function theirs(db: Db, facts: Parameters<typeof anAccount>[1]): Promise<SignedIn> {
  return { account: await anAccount(db, facts), name: 'Ama Boateng', role: facts.role ?? 'officer', authority: facts.authority }
}

test('a password is judged by its length and by how soon it would be guessed, not by its capitals', () => {
  const whose = { email: 'ama.boateng@larkshire.gov.invalid', name: 'Ama Boateng' }
  const verdicts = {
    '': 'Enter a password',
    'seven lamps': 'Password must be 12 characters or more',
    'ama.boateng@larkshire.gov.invalid': 'Password must not be your name or e-mail address',
    'ama boateng1': 'Password must not be your name or e-mail address',
    password12345: 'Password must be harder to guess',
    aaaaaaaaaaaa: 'Password must be harder to guess',
    '123456789012': 'Password must be harder to guess',
    abcdefghijkl: 'Password must be harder to guess',
  }

  for (const [password, why] of Object.entries(verdicts)) assert.equal(whyUnfit(password, whose), why, password)
  for (const password of ['seven green lanterns', 'ûñîçødé ķëý', 'correct horse battery'])
    assert.equal(whyUnfit(`${password}!`, whose), undefined)
})

test('a long password signs in again whatever alphabet or signs it is written in', () => {
  const password = '🦉🏫📚🎓🧮'.repeat(40)
  const made = readNewAccount({ ...ama, authority: '', password }, [])
  const signedIn = readSignIn({ email, password })

  assert.deepEqual([made.ok && made.value.password, signedIn.ok && signedIn.value.password], [password, password])
})

test('the first account comes from a link that works once and for a day', async (t) => {
  const db = await freshDb(t)
  const secret = (await firstInvitation(db, now)) ?? ''

  assert.equal(await invitationFor(reading(db), secret, new Date(now.getTime() + 25 * hour)), undefined)
  assert.equal(typeof (await acceptInvitation(db, secret, ama, now)), 'number')
  assert.equal(await acceptInvitation(db, secret, { ...ama, email: 'b@larkshire.gov.invalid' }, now), undefined)
  assert.equal(await firstInvitation(db, now), undefined)
})

test('starting again before there is an account gives a new link, and ends the earlier', async (t) => {
  const db = await freshDb(t)
  const earlier = (await firstInvitation(db, now)) ?? ''

  const later = (await firstInvitation(db, now)) ?? ''

  assert.equal(await invitationFor(reading(db), earlier, now), undefined)
  assert.deepEqual(await invitationFor(reading(db), later, now), { role: 'administrator', authority: null })
})

test('neither a password nor the secret of a link is kept as it is', async (t) => {
  const db = await freshDb(t)
  const secret = (await firstInvitation(db, now)) ?? ''
  await acceptInvitation(db, secret, ama, now)

  const kept = JSON.stringify([
    await db.selectFrom('account').selectAll().execute(),
    await db.selectFrom('invitation').selectAll().execute(),
    await db.selectFrom('audit_entry').selectAll().execute(),
  ])

  assert.doesNotMatch(kept, new RegExp(`${thePassword}|${secret}`))
  assert.match(kept, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('whoever is invited works for the authority of whoever invited them, and cannot choose another', async (t) => {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const administrator = await theirs(db, { email, role: 'administrator', ...in001 })
  const secret = await invite(db, administrator, 'reader', now)
  const { app } = await aServer(t, { db, pages: accountPages })
  const guest = new Visitor(app)

  const given = { name: 'Bo', email: 'BO@larkshire.gov.invalid ', password: thePassword, authority: '002' }
  await guest.post(`/set-up/${secret}`, given)
  const people = await colleagues(reading(db), anArea('001'))

  assert.deepEqual(
    people.map(({ name, role, email: address }) => [name, role, address]),
    [
      ['Ama Boateng', 'administrator', email],
      ['Bo', 'reader', 'bo@larkshire.gov.invalid'],
    ],
  )
})

test('an invitation leads to the address people use, whatever address a proxy or a forger asked for', async (t) => {
  const db = await freshDb(t)
  await anAccount(db, { email, role: 'administrator', ...in001 })
  const { app } = await aServer(t, {
    db,
    pages: [...accountPages, ...settingsPages, home],
    address: 'https://fiveday.larkshire.gov.invalid',
  })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })

  const { body } = await visitor.post('/settings/invitations', { role: 'officer' }, '/settings')

  assert.match(body, /https:\/\/fiveday\.larkshire\.gov\.invalid\/set-up\//)
})

test('an unknown e-mail address and a wrong password are refused in the same words, and both are in the audit trail', async (t) => {
  const db = await freshDb(t)
  await anAccount(db, { email, ...in001 })
  const { app } = await aServer(t, { db, pages: accountPages })

  const wrong = await new Visitor(app).post('/sign-in', { email, password: 'wrong' })
  const unknown = await new Visitor(app).post('/sign-in', { email: 'who@larkshire.gov.invalid', password: 'wrong' })
  const audited = await auditEntries(reading(db), { words: 'refused', limit: 5, offset: 0 })

  for (const answer of [wrong, unknown]) assert.match(answer.body, /The e-mail address or password is not right/)
  assert.deepEqual(
    audited.map(({ subject }) => subject),
    ['An e-mail address without an account', email],
  )
})

test('a withdrawn account signs in no more, and is signed out at once', async (t) => {
  const db = await freshDb(t)
  const administrator = await theirs(db, { email: 'admin@larkshire.gov.invalid', role: 'administrator', ...in001 })
  const officer = await anAccount(db, { email, ...in001 })
  const { app } = await aServer(t, { db, pages: [...accountPages, ...settingsPages] })
  const [first, second] = [new Visitor(app), new Visitor(app)]
  await first.post('/sign-in', { email: 'admin@larkshire.gov.invalid', password: thePassword })
  await second.post('/sign-in', { email, password: thePassword })
  const before = await second.look('/settings')

  await first.post(`/settings/accounts/${officer}/withdraw`, {}, '/settings/authority')

  assert.deepEqual([before.statusCode, (await second.look('/settings')).statusCode], [403, 303])
  assert.equal(await accountFor(db, { email, password: thePassword, now }), undefined)
  assert.equal(await withdrawAccount(db, administrator, administrator.account, { today: aDay('2026-07-01'), now }), false)
})

test('nobody withdraws an account of another authority', async (t) => {
  const db = await freshDb(t)
  const administrator = await theirs(db, { email, role: 'administrator', ...in001 })
  const stranger = await anAccount(db, { email: 's@sorrelham.gov.invalid', authority: anArea('002') })

  assert.equal(await withdrawAccount(db, administrator, stranger, { today: aDay('2026-07-01'), now }), false)
})

test('choosing an authority moves everybody who works for ours, but never into one where others already work', async (t) => {
  const db = await freshDb(t)
  const administrator = await theirs(db, { email, role: 'administrator', ...in001 })
  await anAccount(db, { email: 'b@larkshire.gov.invalid', ...in001 })
  await anAccount(db, { email: 's@sorrelham.gov.invalid', authority: anArea('002') })

  const taken = await chooseAuthority(db, administrator, anArea('002'), now)
  const free = await chooseAuthority(db, administrator, anArea('003'), now)

  assert.deepEqual([taken, free], [false, true])
  assert.deepEqual((await colleagues(reading(db), anArea('003'))).length, 2)
  assert.deepEqual((await colleagues(reading(db), anArea('002'))).length, 1)
})

test('when real figures replace the made-up ones, the administrator is asked which authority is ours, and others wait', async (t) => {
  const db = await freshDb(t)
  await aSmallCountry(db)
  await anAccount(db, { email, role: 'administrator', authority: null })
  await anAccount(db, { email: 'b@larkshire.gov.invalid', authority: null })
  const { app } = await aServer(t, { db, pages: [...accountPages, ...settingsPages, home] })
  const [administrator, officer] = [new Visitor(app), new Visitor(app)]
  await administrator.post('/sign-in', { email, password: thePassword })
  await officer.post('/sign-in', { email: 'b@larkshire.gov.invalid', password: thePassword })

  const asked = await administrator.look('/')
  const waiting = await officer.look('/')
  await administrator.post('/settings/authority', { authority: '002' })

  assert.equal(asked.headers.location, '/settings/authority')
  assert.match(waiting.body, /An administrator of Fiveday at your council has to sign in and choose/)
  assert.deepEqual(
    [(await administrator.look('/')).body, (await officer.look('/')).body].map((body) => /<h1[^>]*>([^<]*)/.exec(body)?.[1]),
    ['002', '002'],
  )
})

const home: Page = {
  method: 'GET',
  path: '/',
  may: 'home.see',
  does: async ({ who }) => show('error.njk', { title: who.authority }),
}
