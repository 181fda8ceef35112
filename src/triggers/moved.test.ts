import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { waterfallChart } from '../charts/waterfall.ts'
import { asNumber, asText, isEqual, minus, sumOf, zero } from '../lib/rational.ts'
import { anArea, aUrn } from '../../test/support.ts'
import { readTwoDays } from './moved.form.ts'
import { moveOf, percent, type Asked } from './moved.ts'
import { sameSchools, type SchoolOnDay, type SchoolThrough } from './same-school.ts'

const here = anArea('931')
const asked: Asked = {
  measure: 'schools-good-or-outstanding',
  phase: 'all',
  authority: here,
  whyAlone: ({ before }) => (before ? 'gone' : 'opened'),
}

const aSchool = (given: Partial<SchoolOnDay> & { readonly urn: SchoolOnDay['urn'] }): SchoolOnDay => ({
  authority: here,
  phase: 'primary',
  pupils: 100,
  overall: '2',
  category: null,
  known: true,
  ...given,
})

const urns = ['100001', '100002', '100003', '100004', '100005', '100006', '100007', '100008'].map(aUrn)
const schools = fc
  .uniqueArray(
    fc.record({
      urn: fc.constantFrom(...urns),
      authority: fc.constantFrom(here, here, anArea('202'), null),
      phase: fc.constantFrom('primary', 'secondary'),
      pupils: fc.integer({ min: 0, max: 900 }),
      overall: fc.constantFrom('1', '2', '3', '4', 'Not judged', null),
      category: fc.constantFrom('SM', 'SWK', null, null),
      known: fc.constantFrom(true, true, false),
    }),
    { selector: ({ urn }) => urn, maxLength: urns.length },
  )
  .map((all): readonly SchoolOnDay[] => all)
const links = fc
  .array(fc.tuple(fc.constantFrom(...urns), fc.constantFrom(...urns)), { maxLength: 8 })
  .map(
    (pairs) => new Map([...Map.groupBy(pairs, ([earlier]) => earlier)].map(([earlier, all]) => [earlier, all.map(([, later]) => later)])),
  )
const lines = fc.record({
  measure: fc.constantFrom('pupils-good-or-outstanding', 'schools-good-or-outstanding', 'schools-outstanding', 'schools-in-category'),
  phase: fc.constantFrom('all', 'primary'),
})

const turned = ({ before, after, ...rest }: SchoolThrough): SchoolThrough => ({
  ...(after ? { before: after } : {}),
  ...(before ? { after: before } : {}),
  ...rest,
})

test('the parts add up to the move exactly, whatever happened to the schools', () => {
  fc.assert(
    fc.property(schools, schools, links, lines, (before, after, ledTo, line) => {
      const move = moveOf(sameSchools(before, after, ledTo), { ...asked, ...line })

      if (move === undefined) return
      assert.ok(isEqual(move.whole, minus(percent(move.after), percent(move.before))))
      assert.ok(isEqual(sumOf(move.parts.map(({ amount }) => amount)), move.whole))
    }),
    { numRuns: 2000, seed: 4 },
  )
})

test('backwards in time every school’s part is the same with the other sign', () => {
  fc.assert(
    fc.property(schools, schools, links, lines, (before, after, ledTo, line) => {
      const through = sameSchools(before, after, ledTo)
      const [on, back] = [moveOf(through, { ...asked, ...line }), moveOf(through.map(turned), { ...asked, ...line })]

      const byTurned = new Map(
        back?.parts.map((part) => [
          `${part.school.after?.urn ?? ''} ${part.school.before?.urn ?? ''} ${part.cause === 'pupils'}`,
          part.amount,
        ]),
      )
      for (const { school, cause, amount } of on?.parts ?? []) {
        const same = byTurned.get(`${school.before?.urn ?? ''} ${school.after?.urn ?? ''} ${cause === 'pupils'}`)
        assert.ok(same && isEqual(minus(zero, same), amount))
      }
      assert.equal(on?.parts.length, back?.parts.length)
    }),
    { numRuns: 500, seed: 4 },
  )
})

test('the order of schools changes nothing, and a school that brings the same on both days has no part', () => {
  fc.assert(
    fc.property(schools, schools, links, lines, (before, after, ledTo, line) => {
      const through = sameSchools(before, after, ledTo)
      const told = (all: readonly SchoolThrough[]) =>
        (moveOf(all, { ...asked, ...line })?.parts ?? [])
          .map(({ school, cause, amount }) => `${school.before?.urn} ${school.after?.urn} ${cause} ${asText(amount)}`)
          .toSorted()

      assert.deepEqual(told(through), told(through.toReversed()))
      assert.deepEqual(moveOf(sameSchools(after, after, ledTo), { ...asked, ...line })?.parts ?? [], [])
    }),
    { numRuns: 300, seed: 4 },
  )
})

test('every school of either day is told once, and continues at most one', () => {
  fc.assert(
    fc.property(schools, schools, links, (before, after, ledTo) => {
      const through = sameSchools(before, after, ledTo)

      const urnsOf = (day: 'before' | 'after') => through.flatMap((school) => school[day]?.urn ?? []).toSorted()
      assert.deepEqual(urnsOf('before'), before.map(({ urn }) => urn).toSorted())
      assert.deepEqual(urnsOf('after'), after.map(({ urn }) => urn).toSorted())
    }),
    { numRuns: 500, seed: 4 },
  )
})

test('a school that became an academy is one school, by however many steps', () => {
  const [was, between, is] = [aUrn('100001'), aUrn('100002'), aUrn('150000')]

  const through = sameSchools([aSchool({ urn: was, overall: '3' })], [aSchool({ urn: is })], new Map([[was, [between]], [between, [is]]])) // prettier-ignore

  assert.deepEqual(through.map(({ before, after, kin }) => [before?.urn, after?.urn, kin]), [[was, is, undefined]]) // prettier-ignore
})

test('of two schools that became one the nearest continues and the other joined it; of one that became two the other came out of it', () => {
  const [infant, junior, primary, unit] = [aUrn('100001'), aUrn('100002'), aUrn('150000'), aUrn('150001')]
  const ledTo = new Map([[infant, [primary, unit]], [junior, [primary]]]) // prettier-ignore

  const through = sameSchools(
    [aSchool({ urn: infant }), aSchool({ urn: junior })],
    [aSchool({ urn: primary }), aSchool({ urn: unit })],
    ledTo,
  )

  assert.deepEqual(through.map(({ before, after, kin }) => [before?.urn, after?.urn, kin]), [[infant, primary, undefined], [junior, undefined, primary], [undefined, unit, infant]]) // prettier-ignore
})

test('the worked example of the method’s page comes out as the page says', () => {
  const rows = readFileSync(new URL('../../docs/methods/why-it-moved.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line) => /^\| (\w+) \| (\S+) \| (\S+) \| \S+ \| \S+ \| (\S+) \|$/.exec(line)?.slice(1) ?? [])
  const told = rows.flatMap((_, i) => (i % 4 === 0 && rows[i] !== 'School' ? [rows.slice(i, i + 4)] : []))
  const day = (which: 1 | 2) =>
    told.map((row, i) => aSchool({ urn: urns[i] ?? aUrn('999999'), overall: row[which] === '-' ? null : (row[which] ?? null) }))

  const move = moveOf(sameSchools(day(1), day(2), new Map()), asked)

  assert.equal(told.length, 5)
  const partOf = (i: number) =>
    asNumber(sumOf((move?.parts ?? []).filter(({ school }) => school.after?.urn === urns[i]).map(({ amount }) => amount)))
  assert.deepEqual(told.map((_, i) => partOf(i)), told.map((row) => Number(row[3]))) // prettier-ignore
  assert.deepEqual(move && asNumber(move.whole), 25)
})

test('where a school’s pupils and its grade both changed, each is a part of its own', () => {
  const [one, other] = [aUrn('100001'), aUrn('100002')]
  const before = [aSchool({ urn: one, overall: '3', pupils: 100 }), aSchool({ urn: other, pupils: 300 })]
  const after = [aSchool({ urn: one, overall: '2', pupils: 140 }), aSchool({ urn: other, overall: '3', pupils: 300 })]

  const move = moveOf(sameSchools(before, after, new Map()), { ...asked, measure: 'pupils-good-or-outstanding' })

  assert.deepEqual(move?.parts.map(({ cause, school }) => [cause, school.after?.urn]), [['better', one], ['pupils', one], ['worse', other]]) // prettier-ignore
})

test('a share with nothing to divide by on one of the days has not moved', () => {
  assert.equal(moveOf(sameSchools([], [aSchool({ urn: aUrn('100001') })], new Map()), asked), undefined)
})

test('two days are read with every problem at once, the first before the second', () => {
  const [disorder, wrong, none] = [{ from: '31/08/2025', to: '2022-08-31' }, { from: 'x', to: 'y' }, {}].map(readTwoDays)

  assert.deepEqual(disorder?.ok === false && disorder.problems.map(({ text }) => text), ['The first day must be before the second, 31 August 2022']) // prettier-ignore
  assert.deepEqual(wrong?.ok === false && wrong.problems.map(({ field }) => field), ['from', 'to'])
  assert.ok(none?.ok)
})

test('a chart of what moved a figure says each step with its sign, in words too', async () => {
  const { alternative, table } = await waterfallChart({
    caption: 'Schools good or outstanding',
    amount: { unit: 'percent', decimals: 1 },
    better: 'higher',
    from: { text: '2022', value: 90.169 },
    to: { text: '2025', value: 95.149 },
    steps: [
      { text: 'Judged better than before', amount: 6.75, note: '19 schools' },
      { text: 'No overall grade any more', amount: -1.77, note: '36 schools' },
    ],
  })

  assert.equal(
    alternative,
    '2022: 90.2%. Judged better than before (19 schools) +6.75; No overall grade any more (36 schools) −1.77. 2025: 95.1%.',
  )
  assert.deepEqual(table.rows.map((row) => row[2]), ['90.2%', '+6.75', '−1.77', '95.1%']) // prettier-ignore
})
