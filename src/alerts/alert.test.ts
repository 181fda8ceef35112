import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, aUrn } from '../../test/support.ts'
import { changesBetween, follows, saidOf, usualFollowing, type Picture } from './alert.ts'

const [before, after] = [aDay('2025-08-31'), aDay('2026-08-31')]
const light = { number: 4, title: 'Attainment', light: 'amber', because: 'Behind by 3 points' } as const
const school = { urn: aUrn('100001'), name: 'Larks School', category: 'SM' }
const picture = (facts: Partial<Picture>): Picture => ({ on: before, lights: [light], schools: { on: before, inCategory: [] }, ...facts })
const saidBetween = (was: Partial<Picture>, is: Partial<Picture>, listed: readonly string[] = []) =>
  changesBetween(picture(was), picture({ on: after, ...is }), new Set(listed.map(aUrn))).map((change) => saidOf(change))

test('a light that changed says from what to what, and why', () => {
  const [change] = changesBetween(
    picture({}),
    picture({ on: after, lights: [{ ...light, light: 'red', because: 'Behind by 6' }] }),
    new Set(),
  )

  assert.equal(change && saidOf(change), 'Trigger 4, Attainment, went from amber to red')
  assert.deepEqual([change?.because, change?.was_as_at, change?.as_at], ['Behind by 6', before, after])
})

test('a light that stayed says nothing, whatever its figures did', () => {
  assert.deepEqual(saidBetween({}, { lights: [{ ...light, because: 'Behind by 2 points' }] }), [])
})

test('another set of triggers says which are new and which are ours no longer', () => {
  assert.deepEqual(saidBetween({}, { lights: [{ ...light, title: 'Phonics', light: 'green' }] }), [
    'Trigger 4, Phonics, is new, and is green',
    'Trigger 4, Attainment, was amber, and is not one of ours any more',
  ])
})

test('schools that went into a category come first, then those that changed it, then those that left', () => {
  const other = { ...school, urn: aUrn('100002'), name: 'Ash School' }
  const third = { ...school, urn: aUrn('100003'), name: 'Elm School' }
  const was = { schools: { on: before, inCategory: [other, third] } }
  const is = { schools: { on: after, inCategory: [school, { ...third, category: 'SWK' }] } }

  assert.deepEqual(saidBetween(was, is, ['100002']), [
    'Larks School went into a category of concern: special measures',
    'Elm School went from one category of concern to another: from special measures to serious weaknesses',
    'Ash School is in a category of concern no longer. It was: special measures',
  ])
})

test('a school that the newer file does not list may have closed: that is said, not that it improved', () => {
  const was = picture({ schools: { on: before, inCategory: [school] } })

  const [listed] = changesBetween(was, picture({}), new Set([school.urn]))
  const [gone] = changesBetween(was, picture({}), new Set())

  assert.match(listed?.because ?? '', /gives it no category/)
  assert.match(gone?.because ?? '', /does not list it: it may have closed/)
})

test('where no categories are held nothing is said of schools: not known is not none', () => {
  assert.deepEqual(saidBetween({ schools: { on: before, inCategory: [school] } }, { schools: null }), [])
  assert.deepEqual(saidBetween({ schools: null }, { schools: { on: after, inCategory: [school] } }), [])
})

test('whoever chose triggers is told of those, and of schools only when they follow schools', () => {
  const chosen = { ...usualFollowing, lights: 'chosen', triggers: [1, 4], schools: false } as const

  assert.equal(follows(chosen, { kind: 'light', trigger: 4 }), true)
  assert.equal(follows(chosen, { kind: 'light', trigger: 5 }), false)
  assert.equal(follows(chosen, { kind: 'school', trigger: null }), false)
  assert.equal(follows(usualFollowing, { kind: 'school', trigger: null }), true)
})

test('a school is not named where it may not be', () => {
  const went = { kind: 'school', trigger: null, name: 'Larks School', was: null, became: 'SM' } as const

  assert.equal(saidOf(went, false), 'A school of ours went into a category of concern: special measures')
})
