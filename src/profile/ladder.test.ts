import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { bandOf } from '../measures/band.ts'
import { settled } from '../lib/decimal.ts'
import { aMeasure, aYear } from '../../test/profiled.ts'
import { anArea } from '../../test/support.ts'
import { ladderOf, type Standing } from './ladder.ts'
import { ladderInWords, placeInWords, wayToTheTop } from './ladder.view.ts'
import type { PupilsAbsent } from './profiled.ts'
import { headlineOf } from './profiled.view.ts'

const facts = { value: 62, quartiles: [60, 63, 66], polarity: 'High', decimals: 0, percent: true, pupils: undefined } as const satisfies Standing // prettier-ignore

test('a third-quarter authority sees how far the second quarter is and how far the best, in pupils when they are known', () => {
  const ladder = ladderOf({ ...facts, pupils: 7452 })

  assert.deepEqual(ladder, {
    band: 'C',
    next: { band: 'B', cut: 63, target: 64, distance: 2, pupils: 150 },
    top: { band: 'A', cut: 66, target: 67, distance: 5, pupils: 373 },
  })
})

test('where nobody holds the number of pupils, no number of pupils is said', () => {
  assert.deepEqual(ladderOf(facts)?.next, { band: 'B', cut: 63, target: 64, distance: 2, pupils: undefined })
  assert.equal(ladderOf({ ...facts, percent: false, pupils: 7452 })?.next?.pupils, undefined)
})

test('where low is good a figure that meets the cut point is already in the better quarter', () => {
  const ladder = ladderOf({ ...facts, value: 19.54, quartiles: [16.94, 18.12, 19.54], polarity: 'Low', decimals: 2 })

  assert.deepEqual(ladder?.next, { band: 'B', cut: 18.12, target: 18.12, distance: 1.42, pupils: undefined })
  assert.deepEqual(ladder?.top, { band: 'A', cut: 16.94, target: 16.94, distance: 2.6, pupils: undefined })
})

test('a part of a pupil counts as a whole one', () => {
  assert.equal(ladderOf({ ...facts, pupils: 101 })?.next?.pupils, 3)
  assert.equal(ladderOf({ ...facts, pupils: 1 })?.next?.pupils, 1)
})

test('the best quarter has nowhere further to go, and a measure that is neither good high nor low has no way at all', () => {
  assert.deepEqual(ladderOf({ ...facts, value: 67 }), { band: 'A', next: undefined, top: undefined })
  assert.equal(ladderOf({ ...facts, polarity: '-' }), undefined)
})

test('where the cut points coincide the next quarter is the one that is really reached', () => {
  const ladder = ladderOf({ ...facts, value: 60, quartiles: [60, 60, 66] })

  assert.deepEqual([ladder?.band, ladder?.next?.band, ladder?.top?.band], ['D', 'B', 'A'])
})

const standings = fc.record({
  decimals: fc.integer({ min: 0, max: 3 }),
  polarity: fc.constantFrom('High' as const, 'Low' as const),
  percent: fc.boolean(),
  pupils: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined }),
  figures: fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 4, maxLength: 4 }),
})

test('the target of every rung lies in the quarter it names, nothing nearer does, and its pupils are enough and not one too many', () => {
  fc.assert(
    fc.property(standings, ({ figures, decimals, ...rest }) => {
      const [value = 0, ...cuts] = figures.map((figure) => settled(Math.round(figure / 10 ** (3 - decimals)) / 10 ** decimals))
      const [first = 0, second = 0, third = 0] = cuts.sort((a, b) => a - b)
      const standing = { ...rest, decimals, value, quartiles: [first, second, third] as const }
      const ladder = ladderOf(standing)
      for (const rung of [ladder?.next, ladder?.top]) {
        if (!rung || !ladder) continue
        const nearer = settled(rung.target + (rest.polarity === 'High' ? -1 : 1) / 10 ** decimals)
        assert.ok(rung.band < ladder.band, 'a better quarter')
        assert.equal(bandOf(rung.target, standing.quartiles, rest.polarity), rung.band)
        assert.notEqual(bandOf(nearer, standing.quartiles, rest.polarity), rung.band)
        if (rung.pupils === undefined) continue
        const { pupils = 0 } = rest
        assert.ok(settled((100 * rung.pupils) / pupils) >= rung.distance, 'so many pupils are enough')
        assert.ok((100 * (rung.pupils - 1)) / pupils < rung.distance, 'one fewer is not')
      }
    }),
    { numRuns: 500 },
  )
})

test('the ladder is told in sentences, with the cut point as it is where it lies between two figures', () => {
  const points = aMeasure([aYear(2025, { value: 46.4, band: 'C', quartiles: [44.8, 47.175, 47.85], latest: true })], {
    unit: 'Score per pupil',
  })
  const whole = aMeasure([aYear(2025, { latest: true })], {}, 7_452)
  const low = aMeasure([aYear(2025, { value: 11.01, band: 'C', quartiles: [7.18, 10.2175, 14.5], latest: true })], {
    polarity: 'Low',
    decimals: 2,
  })

  assert.deepEqual(ladderInWords({ ...points, decimals: 1 }), [
    'Quarter B, second best quarter, begins above 47.175: 47.2, 0.8 more.',
    'Quarter A, best quarter, begins above 47.85: 47.9, 1.5 more.',
    'That is no number of pupils: the figure is not a percentage (it is given as “Score per pupil”).',
  ])
  assert.deepEqual(ladderInWords(whole), [
    'Quarter B, second best quarter, begins above 63%: 64%, 2 percentage points more, which is 150 more pupils.',
    'Quarter A, best quarter, begins above 66%: 67%, 5 percentage points more, which is 373 more pupils.',
    'Of 7,452 pupils in 2025, rounded up to whole pupils. The figure itself is rounded, so take it as about so many.',
  ])
  assert.deepEqual(ladderInWords({ ...low, decimals: 2 }).slice(0, 2), [
    'Quarter B, second best quarter, ends at 10.2175%: 10.21%, 0.8 percentage points less.',
    'Quarter A, best quarter, ends at 7.18%: 3.83 percentage points less.',
  ])
})

test('where several authorities share a figure at a cut point the place is equal, and it is said in which quarter they all count', () => {
  const tied = { ...aMeasure([aYear(2025, { value: 63, rank: 62, latest: true })], {}, 7_452), sharing: 14 }
  const whose = {
    authority: anArea('931'),
    authorityName: 'Oxfordshire',
    nation: anArea('970'),
    nationName: 'England',
    regionName: undefined,
    neighbourSet: undefined,
    reorganised: { code: anArea('931'), name: 'Oxfordshire', beganOn: null, endedOn: null, from: [], into: [], sources: [] },
  }

  assert.equal(
    ladderInWords(tied)[0],
    '63% is just where a quarter ends: 14 other authorities have the same figure, all equal 62nd of 151, and all count in quarter C, third quarter.',
  )
  assert.match(headlineOf(whose, tied), /^63% in 2025, equal 62nd of 151, quarter C/)
  assert.match(ladderInWords(tied)[1] ?? '', /64%, 1 percentage point more, which is 75 more pupils/)
  assert.deepEqual([12, 21, 111, 103].map((rank) => placeInWords({ rank, of: 151 }, 1)), ['equal 12th of 151', 'equal 21st of 151', 'equal 111th of 151', 'equal 103rd of 151']) // prettier-ignore
  assert.equal(placeInWords({ rank: 12, of: 151 }, 0), 'rank 12 of 151')
})

test('a distance too small to be printed is never said to be nought', () => {
  const near = aMeasure([aYear(2025, { value: 62.99, quartiles: [60, 62.992, 66], latest: true })], { decimals: 1 }, 200)

  assert.equal(wayToTheTop({ ...near, decimals: 1 }), '3.1 percentage points more (7 pupils)')
  assert.match(ladderInWords({ ...near, decimals: 1 })[0] ?? '', /63%, less than 0.1 percentage points more, which is 1 more pupil\./)
})

test('where the distance is not said in pupils, it is said why', () => {
  const measure = aMeasure([aYear(2025, { latest: true })])
  const why = (pupilsAbsent: PupilsAbsent) => ladderInWords({ ...measure, pupilsAbsent }).at(-1) ?? ''

  assert.match(why('not held'), /the file that gives their number for 2025 is not held/)
  assert.match(why('not known'), /no file is known that gives/)
  assert.match(why('too few'), /could tell of 5 pupils or fewer/)
})

test('the worked example of the methods page is what the rule gives', async () => {
  const page = await readFile(new URL('../../docs/methods/profile.md', import.meta.url), 'utf8')
  const ladder = ladderOf({ ...facts, pupils: 7452 })

  assert.ok(page.includes('62, the cut points 60, 63 and 66, 7,452 pupils'), 'the page has the example')
  assert.ok(page.includes(`64, ${ladder?.next?.distance} percentage points more, ${ladder?.next?.pupils} pupils`))
  assert.ok(page.includes(`67, ${ladder?.top?.distance} percentage points more, ${ladder?.top?.pupils} pupils`))
})
