import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { auditEntries } from '../accounts/audit.store.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { calendarDay, daysAfter, type Day } from '../lib/day.ts'
import { templates } from '../web/templates.ts'
import { paths } from '../paths.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { readTermCalendar } from './calendar.form.ts'
import { shippedTerms } from './calendar.import.ts'
import { readTermDates } from './term-dates.form.ts'
import { calendarOf, changeTerms, givenTerms } from './term-dates.store.ts'
import {
  calendarKey,
  termBefore,
  termInShort,
  termInWords,
  termOf,
  termsBetween,
  termsOfYear,
  termsSpanned,
  type TermDates,
} from './term.ts'
import { termPages } from './term.pages.ts'
import { termsView } from './terms.view.ts'

const calendar = shippedTerms()
const [here, elsewhere] = [anArea('931'), anArea('202')]
const officer = { account: 1, name: 'Ama Boateng', role: 'officer', authority: here } as const
const now = new Date('2026-07-01T09:00:00Z')

const ownDates: TermDates = {
  autumn: { beginsOn: aDay('2025-09-03'), endsOn: aDay('2025-12-19') },
  spring: { beginsOn: aDay('2026-01-05'), endsOn: aDay('2026-03-27') },
  summer: { beginsOn: aDay('2026-04-13'), endsOn: aDay('2026-07-22') },
}
const own = { ...calendar, own: new Map([[2026, ownDates]]) }

const days = fc.integer({ min: 0, max: 9000 }).map((after) => daysAfter(aDay('2006-01-01'), after))

test('there are three terms in an academic year, and the default days are said to be Fiveday’s own', () => {
  assert.deepEqual(
    termsOfYear(2026, calendar).map(({ beginsOn, lastsUntil }) => [beginsOn, lastsUntil]),
    [
      ['2025-09-01', '2025-12-31'],
      ['2026-01-01', '2026-03-31'],
      ['2026-04-01', '2026-08-31'],
    ],
  )
  assert.match(calendar.says, /No source fixes when terms begin\. These days are Fiveday’s default/)
})

test('every day belongs to one term, which has it in it, and the terms follow each other without a gap', () => {
  for (const which of [calendar, own]) {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [from, to]: [Day, Day] = one <= other ? [one, other] : [other, one]
        const term = termOf(one, which)
        const all = termsBetween(from, to, which)

        assert.ok(term.beginsOn <= one && one <= term.lastsUntil)
        assert.deepEqual(all.at(0), termOf(from, which))
        assert.deepEqual(all.at(-1), termOf(to, which))
        all.slice(1).forEach(({ beginsOn }, i) => assert.equal(beginsOn, daysAfter(all[i]?.lastsUntil ?? one, 1)))
        assert.deepEqual(termBefore(termOf(to, which), all.length - 1, which), all.at(0))
        assert.equal(termsSpanned(from, to, which), all.length)
      }),
      { numRuns: 200, seed: 4 },
    )
  }
})

test('a day in the holidays belongs to the term before them, by the authority’s own days too', () => {
  assert.equal(termInWords(termOf(aDay('2026-04-05'), own)), 'spring term 2025 to 2026')
  assert.equal(termInShort(termOf(aDay('2025-09-02'), own)), 'Summer 2025')
  assert.equal(termInShort(termOf(aDay('2025-09-03'), own)), 'Autumn 2025')
  assert.notEqual(calendarKey(own), calendarKey(calendar))
})

test('a calendar whose terms are out of order or without a day is refused with all that is wrong', () => {
  const read = readTermCalendar(
    'title: A\nsays: B\nfirst-year: 2006\nterms:\n  - { key: spring, begins: 05-01 }\n  - { key: summer, begins: 04-01 }',
  )

  assert.deepEqual(read.ok ? [] : read.problems.map(({ field }) => field), ['autumn', 'terms'])
})

test('an authority’s days are read with every problem at once, and must lie in the year and in order', () => {
  const empty = readTermDates({ 'spring-begins': '5/1/2026' }, 2026)
  const wrongYear = readTermDates({ 'autumn-begins': '2024-09-03', 'spring-begins': '2026-01-05', 'summer-begins': '2026-04-13' }, 2026)
  const disorder = readTermDates({ 'autumn-begins': '2025-09-03', 'spring-begins': '2026-01-05', 'spring-ends': '2026-04-20', 'summer-begins': '2026-04-13' }, 2026) // prettier-ignore
  const good = readTermDates({ 'autumn-begins': '03/09/2025', 'spring-begins': '2026-01-05', 'summer-begins': '2026-04-13' }, 2026)

  assert.deepEqual(empty.ok ? [] : empty.problems.map(({ field }) => field), ['autumn-begins', 'summer-begins'])
  assert.deepEqual(wrongYear.ok ? [] : wrongYear.problems.map(({ text }) => text), ['The first day of the autumn term must be from August to October 2025']) // prettier-ignore
  assert.deepEqual(disorder.ok ? [] : disorder.problems.map(({ text }) => text), ['The first day of the summer term must come after the last day of the spring term']) // prettier-ignore
  assert.equal(good.ok && good.value.autumn.beginsOn, '2025-09-03')
})

test('an authority gives its own days, and another does not see them', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, here, (tx) => changeTerms(tx, officer, { year: 2026, dates: ownDates, seen: 0, now }))

  const [ours, theirs] = await Promise.all([
    lookingOnBehalfOf(db, here, (reads) => calendarOf(reads, here, calendar)),
    lookingOnBehalfOf(db, elsewhere, (reads) => calendarOf(reads, here, calendar)),
  ])

  assert.equal(termOf(aDay('2025-09-02'), ours).year, 2025)
  assert.equal(theirs.own.size, 0)
})

test('days changed meanwhile are handed back and nothing is kept; going back to the default is told in the audit trail', async (t) => {
  const db = await freshDb(t)
  const change = (dates: TermDates | undefined, seen: number) =>
    onBehalfOf(db, here, (tx) => changeTerms(tx, officer, { year: 2026, dates, seen, now }))
  await change(ownDates, 0)

  const clash = await change({ ...ownDates, summer: { beginsOn: aDay('2026-04-20'), endsOn: null } }, 0)
  const back = await change(undefined, 1)

  assert.equal(clash?.dates.summer.beginsOn, '2026-04-13')
  assert.equal(back, undefined)
  const [given, audited] = await lookingOnBehalfOf(db, here, async (reads) => [
    await givenTerms(reads, here),
    await auditEntries(reads, { words: '', limit: 10, offset: 0 }),
  ])
  assert.deepEqual(
    given.map(({ version, removed }) => [version, removed]),
    [[2, true]],
  )
  assert.deepEqual(
    audited.map(({ what, subject }) => [what, subject]),
    [
      ['Went back to the default term dates', '2025 to 2026'],
      ['Gave term dates', '2025 to 2026'],
    ],
  )
})

test('the page of terms says which term today is in, and offers its form only to those who may change them', () => {
  const view = (role: 'officer' | 'reader') =>
    termsView({ calendar: own, given: [], who: { ...officer, role }, today: calendarDay(2026, 7, 1), year: 2026, typed: {}, problems: [] })
  const print = (role: 'officer' | 'reader') =>
    templates()('terms/terms.njk', { ...view(role), site: { paths, council: 'X', navigation: [] } })

  assert.match(print('officer'), /Today, 1 July 2026, is in the summer term 2025 to 2026\./)
  assert.match(print('officer'), /name="autumn-begins" type="date" value="2025-09-03"/)
  assert.doesNotMatch(print('reader'), /<form method="post" action="\/risk/)
  assert.equal(termPages.find(({ method }) => method === 'POST')?.may, 'terms.change')
})
