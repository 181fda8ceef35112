import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay } from '../../test/support.ts'
import { importers } from '../features.ts'
import { addressesOn } from './address.ts'
import { readAddresses, readCalendar } from './calendar.form.ts'
import { calendarWith, shippedCalendar } from './calendar.import.ts'

test('the release calendar that ships is sound, and every source has a place in it', () => {
  const { releases } = shippedCalendar()

  const known = releases.flatMap(({ sources }) => sources)

  assert.ok(releases.length > 20)
  assert.deepEqual(importers.map(({ source }) => source.key).filter((key) => !known.includes(key)), [], 'give each new source a release in data/releases/calendar.yaml') // prettier-ignore
  assert.deepEqual(known.filter((key) => importers.every(({ source }) => source.key !== key)), []) // prettier-ignore
})

test('everything that is wrong with a calendar is said at once', () => {
  const read = readCalendar(`
version: someday
from: [www.gov.uk]
releases:
  - { key: a, title: A, publisher: P, page: 'http://a.example', sources: [x], address: 'https://b.example/a.csv', link: 'a*', rhythm: monthly, dated-by: z, basis: { rhythm: a page } }
  - { key: a, title: '', publisher: P, page: 'https://a.example', sources: [x], by-hand: So it is, rhythm: weekly, basis: { rhythm: r, address: a } }
`)

  assert.deepEqual(read.ok ? [] : read.problems.map(({ text }) => text), [
    'version: is the day of the calendar, like 2026-11-23',
    'from: "www.gov.uk" is not a place like https://www.gov.uk',
    'licence: name the licence',
    'release 1: its page "http://a.example" is not an address that begins with https://',
    'release 1: give one of address, link and by-hand',
    'release 1: say how many days after a month it is out, under days-after-month',
    'release 1: say what its address is known from, under basis, or "not confirmed"',
    'release 2: its rhythm is daily, monthly, yearly, dictionary, irregular or ended',
    'release 2: give its title',
    'a: stands twice',
    'a: is dated by z, which is no release',
    'a: stands twice',
  ])
})

test('an installation may keep addresses of its own, in places it names', () => {
  const calendar = shippedCalendar()
  const read = readAddresses(
    `
from: [http://127.0.0.1:9000]
addresses:
  lookup: http://127.0.0.1:9000/lookup.csv
  ofsted: { page: 'http://127.0.0.1:9000/page', link: 'inspections*.csv' }
`,
    calendar.releases,
  )

  assert.ok(read.ok)
  const own = calendarWith(calendar, read.value)
  assert.deepEqual(own.releases.find(({ key }) => key === 'lookup')?.getting, {
    kind: 'address',
    address: 'http://127.0.0.1:9000/lookup.csv',
    back: 0,
  })
  assert.equal(own.releases.find(({ key }) => key === 'ofsted')?.getting.kind, 'link')
  assert.ok(own.origins.includes('https://www.gov.uk') && own.origins.includes('http://127.0.0.1:9000'))
})

test('an address at a place that is not named is refused, and so is a release that there is not', () => {
  const read = readAddresses('from: [https://a.example]\naddresses:\n  nonsense: https://b.example/a.csv\n', shippedCalendar().releases)

  assert.deepEqual(read.ok ? [] : read.problems.map(({ text }) => text), [
    'nonsense: there is no such release',
    'nonsense: "https://b.example/a.csv" is at none of the places listed under from',
  ])
})

test('a table of a year is asked for by the latest year that may be out, then the one before', () => {
  const rhythm = { kind: 'yearly', publications: [{ month: 12, asAt: '08-31' }] } as const
  const getting = { kind: 'address', address: 'https://a.example/{academic-year}', back: 1 } as const

  assert.deepEqual(addressesOn(getting, rhythm, aDay('2026-11-30')), ['https://a.example/2024-2025', 'https://a.example/2023-2024'])
  assert.deepEqual(addressesOn(getting, rhythm, aDay('2026-12-01')), ['https://a.example/2025-2026', 'https://a.example/2024-2025'])
})

test('a year of which nothing was published is not asked for', () => {
  const getting = { kind: 'address', address: 'https://a.example/{academic-year}', back: 1 } as const
  const rhythm = { kind: 'yearly', publications: [{ month: 12, asAt: '05-15' }], without: [2020, 2021] } as const

  assert.deepEqual(addressesOn(getting, rhythm, aDay('2022-12-01')), ['https://a.example/2021-2022', 'https://a.example/2018-2019'])
  assert.deepEqual(addressesOn(getting, rhythm, aDay('2021-12-01')), ['https://a.example/2018-2019', 'https://a.example/2017-2018'])
})
