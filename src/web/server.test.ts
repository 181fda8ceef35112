import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { accountPages } from '../accounts/account.pages.ts'
import { anAccount, aServer, thePassword, tokenIn, Visitor } from '../../test/visitor.ts'
import { anArea, freshDb } from '../../test/support.ts'
import type { Db } from '../db/connect.ts'
import { file, go, missing, show, type Page } from './page.ts'

const email = 'ama@larkshire.gov.invalid'
const minute = 60_000

function somePages(seen: { path?: string; name?: string; bytes?: number } = {}): readonly Page[] {
  return [
    { method: 'GET', path: '/', may: 'home.see', does: async ({ today }) => show('error.njk', { title: 'Home', explanation: today }) },
    { method: 'GET', path: '/broken', may: 'home.see', does: async () => Promise.reject(new Error('the password of the database')) },
    { method: 'GET', path: '/none', may: 'home.see', does: async () => missing },
    { method: 'GET', path: '/list.csv', may: 'home.see', does: async () => file('Larkshire schools.csv', 'text/csv', 'name\r\nÉcole\r\n') },
    { method: 'GET', path: '/sly', may: 'home.see', does: async ({ query }) => show('error.njk', { title: query.title, explanation: '' }) },
    {
      method: 'GET',
      path: '/officers',
      may: 'lights.record',
      does: async () => show('error.njk', { title: 'For officers', explanation: '' }),
    },
    { method: 'POST', path: '/officers', may: 'lights.record', does: async () => go('/') },
    {
      method: 'POST',
      path: '/files',
      may: 'home.see',
      takesFiles: true,
      async does({ uploads, body }) {
        const [given] = uploads
        Object.assign(seen, given, { there: given !== undefined && existsSync(given.path), note: body.note })
        return go('/')
      },
    },
    ...accountPages,
  ]
}

async function signedIn(t: Parameters<typeof freshDb>[0], role: 'officer' | 'reader' = 'officer', pages = somePages()) {
  const db = await freshDb(t)
  await anAccount(db, { email, role, authority: anArea('001') })
  const server = await aServer(t, { db, pages })
  const visitor = new Visitor(server.app)
  await visitor.post('/sign-in', { email, password: thePassword })
  return { db, ...server, visitor }
}

test('whoever is not signed in is asked to sign in first, and then goes where they meant to', async (t) => {
  const db: Db = await freshDb(t)
  await anAccount(db, { email, authority: anArea('001') })
  const { app } = await aServer(t, { db, pages: somePages() })
  const visitor = new Visitor(app)

  const asked = await visitor.look('/officers?year=2025')
  const signIn = String(asked.headers.location)
  const answer = await visitor.post('/sign-in', { email, password: thePassword, to: '/officers?year=2025' }, signIn)

  assert.equal(asked.statusCode, 303)
  assert.equal(signIn, '/sign-in?to=%2Fofficers%3Fyear%3D2025')
  assert.equal(answer.headers.location, '/officers?year=2025')
})

test('nobody is sent to another site after signing in', async (t) => {
  const db = await freshDb(t)
  await anAccount(db, { email, authority: anArea('001') })
  const { app } = await aServer(t, { db, pages: somePages() })

  for (const to of [
    '//evil.invalid',
    'https://evil.invalid/',
    '/\\evil.invalid',
    '/\t/evil.invalid',
    '/..//evil.invalid',
    '/a/..//evil.invalid',
  ]) {
    const answer = await new Visitor(app).post('/sign-in', { email, password: thePassword, to })
    assert.equal(answer.headers.location, '/', to)
  }
})

test('a reader is refused what only officers may do', async (t) => {
  const { visitor } = await signedIn(t, 'reader')

  const look = await visitor.look('/officers')
  const post = await visitor.post('/officers', {}, '/')

  assert.deepEqual([look.statusCode, post.statusCode], [403, 403])
  assert.match(look.body, /You may not see this page/)
})

test('a form that did not come from our own page changes nothing', async (t) => {
  const { visitor, app } = await signedIn(t)
  const elsewhere = tokenIn((await new Visitor(app).look('/sign-in')).body)

  const bare = await visitor.postBare('/officers', {})
  const foreign = await visitor.postBare('/officers', { csrf: elsewhere })
  const ours = await visitor.post('/officers', {}, '/')

  assert.deepEqual([bare.statusCode, foreign.statusCode, ours.statusCode], [403, 403, 303])
})

test('a session begun before signing in is not the one after, and signing out ends it', async (t) => {
  const { visitor, app } = await signedIn(t)
  const first = new Map(visitor.cookies)

  await visitor.look('/')
  await visitor.post('/sign-out', {}, '/')
  const thief = new Visitor(app)
  for (const [name, value] of first) thief.cookies.set(name, value)

  assert.deepEqual([...first.keys()], ['fiveday'])
  assert.equal((await thief.look('/')).statusCode, 303)
})

test('signing in again ends the session the browser had', async (t) => {
  const { visitor, app } = await signedIn(t)
  const before = visitor.cookies.get('fiveday') ?? ''
  const csrf = tokenIn((await visitor.look('/')).body)

  await visitor.postBare('/sign-in', { csrf, email, password: thePassword })
  const old = new Visitor(app)
  old.cookies.set('fiveday', before)

  assert.notEqual(visitor.cookies.get('fiveday'), before)
  assert.equal((await old.look('/')).statusCode, 303)
})

test('a session ends after two hours without a page, and after twelve whatever happens', async (t) => {
  const { visitor, later } = await signedIn(t)
  const idle = await signedIn(t)

  for (let hour = 0; hour < 11; hour++) {
    later(60 * minute)
    assert.equal((await visitor.look('/')).statusCode, 200, `after ${hour + 1} hours`)
  }
  later(60 * minute)
  idle.later(121 * minute)

  assert.equal((await visitor.look('/')).statusCode, 303)
  assert.equal((await idle.visitor.look('/')).statusCode, 303)
})

test('the cookie of a session is out of reach of scripts and of other sites, and needs https where there is https', async (t) => {
  const db = await freshDb(t)
  await anAccount(db, { email, authority: anArea('001') })
  const { app } = await aServer(t, { db, pages: somePages(), https: true })
  const visitor = new Visitor(app)

  const answer = await visitor.post('/sign-in', { email, password: thePassword })
  const cookie = answer.cookies.find(({ name }) => name === '__Host-fiveday')

  assert.deepEqual([cookie?.httpOnly, cookie?.secure, cookie?.sameSite, cookie?.path], [true, true, 'Lax', '/'])
  assert.match(String(answer.headers['strict-transport-security']), /max-age=31536000/)
})

test('a page allows no script within it and no frame around it', async (t) => {
  const { visitor } = await signedIn(t)

  const { headers, body } = await visitor.look('/')

  assert.match(String(headers['content-security-policy']), /^default-src 'self';img-src 'self' data:;/)
  assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['x-frame-options'], 'DENY')
  assert.equal(headers['cache-control'], 'no-store')
  assert.doesNotMatch(body, /<script(?! type="module" src=)|<style|\sstyle=|\son\w+=/)
})

test('what somebody typed is printed as text, never as markup', async (t) => {
  const { visitor } = await signedIn(t)

  const { body } = await visitor.look('/sly?title=%3Cscript%3Ealert(1)%3C/script%3E')

  assert.doesNotMatch(body, /<script>alert/)
  assert.match(body, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
})

test('a zero byte in an address or a form is refused as unreadable, and breaks nothing', async (t) => {
  const { visitor, log } = await signedIn(t)

  const asked = await visitor.look('/sly?title=%00')
  const sent = await visitor.post('/sign-in', { email: 'a\0@larkshire.gov.invalid', password: thePassword }, '/')

  assert.deepEqual([asked.statusCode, sent.statusCode], [400, 400])
  assert.match(sent.body, /We could not read what was sent/)
  assert.deepEqual(log, [])
})

test('when something breaks, the page gives a number and no secrets, and the log has both once', async (t) => {
  const { visitor, log } = await signedIn(t)

  const answer = await visitor.look('/broken')
  const reference = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(answer.body)?.[0] ?? 'none'

  assert.equal(answer.statusCode, 500)
  assert.doesNotMatch(answer.body, /password of the database/)
  assert.equal(log.length, 1)
  assert.match(log[0] ?? '', new RegExp(`${reference} GET /broken Error: the password of the database`))
})

test('an address that leads nowhere says so, to whoever asks', async (t) => {
  const { visitor, app } = await signedIn(t)

  const answers = [await visitor.look('/none'), await visitor.look('/nowhere'), await new Visitor(app).look('/nowhere')]

  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [404, 404, 404],
  )
  assert.match(answers[1]?.body ?? '', /Sign out/)
})

test('a CSV is a file to save, marked as UTF-8 so that a spreadsheet keeps its accents', async (t) => {
  const { visitor } = await signedIn(t)

  const { rawPayload, headers } = await visitor.look('/list.csv')

  assert.equal(rawPayload.subarray(0, 3).toString('hex'), 'efbbbf')
  assert.equal(headers['content-type'], 'text/csv; charset=utf-8')
  assert.match(String(headers['content-disposition']), /^attachment; filename="Larkshire schools.csv"/)
})

test('a file somebody sends is there while the page works with it, and gone afterwards', async (t) => {
  const seen: { path?: string; name?: string; bytes?: number; there?: boolean; note?: string } = {}
  const { visitor } = await signedIn(t, 'officer', somePages(seen))
  const csrf = tokenIn((await visitor.look('/')).body)

  const answer = await visitor.upload('/files', { csrf, note: 'the new one' }, Buffer.alloc(150_000, 'a'))
  await new Promise((resolve) => setTimeout(resolve, 50))

  assert.equal(answer.statusCode, 303)
  assert.deepEqual([seen.name, seen.bytes, seen.there, seen.note], ['schools.csv', 150_000, true, 'the new one'])
  assert.equal(existsSync(seen.path ?? ''), false)
})

test('a file that is too large, or that another site sends, is refused and not kept', async (t) => {
  const seen: { path?: string } = {}
  const { visitor } = await signedIn(t, 'officer', somePages(seen))
  const csrf = tokenIn((await visitor.look('/')).body)

  const over = await visitor.upload('/files', { csrf }, Buffer.alloc(200_001, 'a'))
  const far = await visitor.upload('/files', { csrf }, Buffer.alloc(2_000_000, 'a'))
  const foreign = await visitor.upload('/files', { csrf: 'none' }, Buffer.alloc(10, 'a'))

  assert.deepEqual([over.statusCode, far.statusCode, foreign.statusCode], [413, 413, 403])
  assert.match(over.body, /The file is too large/)
  assert.equal(seen.path, undefined)
})

test('a file that was broken off on its way is refused and not kept, and is no failure of ours', async (t) => {
  const seen: { path?: string } = {}
  const { visitor, app, log } = await signedIn(t, 'officer', somePages(seen))
  const csrf = tokenIn((await visitor.look('/')).body)
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const disposition = 'Content-Disposition: form-data; name='
  const cut = `--X\r\n${disposition}"csrf"\r\n\r\n${csrf}\r\n--X\r\n${disposition}"file"; filename="a.csv"\r\n\r\nURN,LAEST`
  const send = (type: string) => app.inject({ method: 'POST', url: '/files', headers: { cookie, 'content-type': type }, payload: cut })

  const answers = [await send('multipart/form-data; boundary=X'), await send('multipart/form-data')]

  assert.deepEqual(answers.map(({ statusCode }) => statusCode), [400, 400]) // prettier-ignore
  assert.match(answers[0]?.body ?? '', /did not arrive whole/)
  assert.equal(seen.path, undefined)
  assert.deepEqual(log, [])
})

test('an address that nobody can read is answered with a page, as any that leads nowhere', async (t) => {
  const { visitor, log } = await signedIn(t)

  for (const address of ['/schools/%E0%A4%A', '/%', '/none%zz?x=%']) {
    const answer = await visitor.look(address)
    assert.deepEqual([answer.statusCode, answer.headers['content-type']], [404, 'text/html; charset=utf-8'], address)
    assert.match(answer.body, /<h1 [^>]*>Page not found/)
  }
  assert.equal((await visitor.look('/list.csv?name=%')).statusCode, 200)
  assert.deepEqual(log, [])
})

test('whoever guesses at a password is made to wait', async (t) => {
  const { app } = await signedIn(t)
  const visitor = new Visitor(app)

  const answers: number[] = []
  for (let guess = 0; guess < 9; guess++)
    answers.push((await visitor.post('/sign-in', { email: ` ${email.toUpperCase()}`, password: 'wrong' })).statusCode)

  assert.deepEqual([answers[0], answers.at(-1)], [400, 429])
})

test('in summer, today is the day in England', async (t) => {
  const { visitor, later } = await signedIn(t)
  later(14.5 * 60 * minute)
  await visitor.post('/sign-in', { email, password: thePassword })

  assert.match((await visitor.look('/')).body, /2026-07-02/)
})
