import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grants, mayDo, permissions, type Role } from '../src/accounts/permission.ts'
import { importsOf, pagesWith } from '../src/features.ts'

const pages = pagesWith(importsOf({ now: () => new Date(0), failed: () => {} }))

const outsideTheFence = [
  'POST /data',
  'POST /data/:run/cancel',
  'GET /settings',
  'GET /settings/authority',
  'POST /settings/authority',
  'POST /settings/council',
  'POST /settings/invitations',
  'POST /settings/accounts/:account/withdraw',
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

test('every permission is granted to an administrator, and none to nobody', () => {
  const roles: readonly Role[] = ['administrator', 'officer', 'reader']

  assert.deepEqual(grants.administrator, permissions)
  assert.ok(permissions.every((permission) => roles.some((role) => mayDo(role, permission))))
  assert.deepEqual(
    permissions.filter((permission) => mayDo(undefined, permission)),
    ['anyone'],
  )
})
