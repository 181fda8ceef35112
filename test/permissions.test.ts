import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grants, mayDo, permissions, type Role } from '../src/accounts/permission.ts'
import { examples } from './journeys/examples.ts'
import { anArea, freshDb } from './support.ts'
import { anAccount, aServer, thePassword, tokenIn, Visitor } from './visitor.ts'
import { importsOf, pagesWith } from '../src/features.ts'

const pages = pagesWith(importsOf({ now: () => new Date(0), failed: () => {} }))

const outsideTheFence = [
  'GET /data',
  'GET /data/:run',
  'GET /data/:run/refused.csv',
  'POST /data',
  'POST /data/:run/answer',
  'POST /data/:run/cancel',
  'GET /data/quality',
  'GET /data/quality.csv',
  'GET /data/quality/:finding',
  'GET /data/quality/:finding/rows.csv',
  'POST /data/quality/:finding',
  'GET /data/calendar',
  'GET /data/calendar/:release',
  'POST /data/calendar/:release',
  'POST /data/calendar/:release/change',
  'POST /data/calendar/:release/remove',
  'POST /data/calendar/:release/defaults',
  'POST /data/calendar/:release/fetch',
  'POST /data/calendar/:release/cancel',
  'GET /settings',
  'GET /settings/authority',
  'POST /settings/authority',
  'POST /settings/council',
  'POST /settings/invitations',
  'POST /settings/accounts/:account/withdraw',
  'POST /self-evaluation/reviewers',
  'POST /self-evaluation/reviewers/:review/end',
  'GET /sign-in',
  'POST /sign-in',
  'POST /sign-out',
  'GET /set-up/:secret',
  'POST /set-up/:secret',
]

const withoutSignIn = ['GET /sign-in', 'POST /sign-in', 'POST /sign-out', 'GET /set-up/:secret', 'POST /set-up/:secret']

const nameOf = (page: { readonly method: string; readonly path: string }) => `${page.method} ${page.path}`

test('every page names a permission there is', () => {
  assert.ok(pages.length > 10)
  assert.deepEqual(pages.filter((page) => !permissions.includes(page.may)).map(nameOf), [])
})

test('no two pages are at one address', () => {
  assert.deepEqual(pages.map(nameOf).toSorted(), [...new Set(pages.map(nameOf))].toSorted())
})

test('only signing in and making an account need no sign-in', () => {
  assert.deepEqual(
    pages
      .filter((page) => page.may === 'anyone')
      .map(nameOf)
      .toSorted(),
    withoutSignIn.toSorted(),
  )
})

test('only the pages named here work outside the fence', () => {
  assert.deepEqual(
    pages
      .filter((page) => page.fenced === false)
      .map(nameOf)
      .toSorted(),
    outsideTheFence.toSorted(),
  )
})

test('a page that changes something is not open to whoever may only look', () => {
  const changing = pages.filter((page) => page.method === 'POST' && page.may !== 'anyone')

  assert.deepEqual(changing.filter((page) => mayDo('reader', page.may)).map(nameOf), [])
})

test('every page asks whoever is not signed in to sign in first, whatever they send', async (t) => {
  const { app } = await aServer(t, { db: await freshDb(t), pages })
  const visitor = new Visitor(app)
  const csrf = tokenIn((await visitor.look('/sign-in')).body)

  for (const page of pages.filter(({ may }) => may !== 'anyone')) {
    const answer = page.method === 'GET' ? await visitor.look(anAddressOf(page)) : await visitor.postBare(anAddressOf(page), { csrf })
    assert.deepEqual([answer.statusCode, answer.headers.location?.split('?')[0]], [303, '/sign-in'], nameOf(page))
  }
})

test('every page refuses a reader what a reader may not do', async (t) => {
  const db = await freshDb(t)
  const email = 'reader@larkshire.gov.invalid'
  await anAccount(db, { email, role: 'reader', authority: anArea('001') })
  const { app } = await aServer(t, { db, pages })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  const csrf = tokenIn((await visitor.look('/')).body)
  const beyond = pages.filter(({ may }) => !mayDo('reader', may))

  assert.ok(beyond.length > 5)
  for (const page of beyond) {
    const answer = page.method === 'GET' ? await visitor.look(anAddressOf(page)) : await visitor.postBare(anAddressOf(page), { csrf })
    assert.equal(answer.statusCode, 403, nameOf(page))
  }
})

test('a reviewer from outside is led to their review, and every other page refuses them', async (t) => {
  const db = await freshDb(t)
  const email = 'reviewer@elsewhere.gov.invalid'
  await anAccount(db, { email, role: 'reviewer', authority: anArea('001') })
  const { app } = await aServer(t, { db, pages })
  const visitor = new Visitor(app)
  await visitor.post('/sign-in', { email, password: thePassword })
  const csrf = tokenIn((await visitor.look('/review')).body)
  const home = await visitor.look('/')
  const beyond = pages.filter(({ may, path }) => !mayDo('reviewer', may) && path !== '/')

  assert.deepEqual([home.statusCode, home.headers.location], [303, '/review'])
  assert.ok(beyond.length > 100)
  assert.deepEqual(pages.filter(({ may }) => may !== 'anyone' && mayDo('reviewer', may)).map(nameOf), [
    'GET /review',
    'GET /review/themes/:theme',
    'POST /review/themes/:theme/challenge',
    'POST /review/themes/:theme/comments',
  ])
  for (const page of beyond) {
    const answer = page.method === 'GET' ? await visitor.look(anAddressOf(page)) : await visitor.postBare(anAddressOf(page), { csrf })
    assert.equal(answer.statusCode, 403, nameOf(page))
  }
})

function anAddressOf({ path }: { readonly path: string }): string {
  return examples[path]?.[0] ?? path.replaceAll(/:\w+/g, '1')
}

test('every permission is granted to an administrator, and none to nobody', () => {
  const roles: readonly Role[] = ['administrator', 'officer', 'reader']

  assert.deepEqual(grants.administrator, permissions)
  assert.ok(permissions.every((permission) => roles.some((role) => mayDo(role, permission))))
  assert.deepEqual(
    permissions.filter((permission) => mayDo(undefined, permission)),
    ['anyone'],
  )
})
