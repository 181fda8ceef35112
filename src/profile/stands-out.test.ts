import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, anArea } from '../../test/support.ts'
import { asItWas } from '../authorities/reorganisation.ts'
import { absencesOf, whyAbsent } from './absent.ts'
import { aMeasure, aYear } from '../../test/profiled.ts'
import { standOutInWords } from './profiled.view.ts'
import { inOrder, isCurrent, mayBeChance, movementOf, standsOut } from './stands-out.ts'

const oxfordshire = asItWas(anArea('931'), 'Oxfordshire')

test('a measure in the lowest quarter stands out, with how many years in a row, years without results passed over', () => {
  const measure = aMeasure([
    aYear(2018, { value: 70, band: 'A' }),
    aYear(2019, { value: 58, band: 'D' }),
    aYear(2020, { value: null, band: null }),
    aYear(2022, { value: 57, band: 'D' }),
    aYear(2023, { value: 56, band: 'D', england: 63, rank: 140, of: 151, latest: true }),
  ])

  const found = standsOut(measure, true)

  assert.equal(found?.standing, 'behind')
  assert.deepEqual(found?.years, ['2023', '2022', '2019'])
  assert.equal(
    found && standOutInWords({ nationName: 'England' }, found),
    '56% in 2023, rank 140 of 151; 7 percentage points below England (63%). In the lowest-performing quarter in each of the last 3 years with a figure, since 2019.',
  )
})

test('a measure in the middle that moved far against the country stands out for that, and one that did not does not', () => {
  const years = (first: number) => [
    aYear(2023, { value: first, band: 'C', england: 60 }),
    aYear(2024, { value: 62, band: 'C', england: 61 }),
    aYear(2025, { value: 62, band: 'C', england: 63, latest: true }),
  ]

  assert.equal(standsOut(aMeasure(years(65)), true)?.standing, 'slipping')
  assert.deepEqual(movementOf(aMeasure(years(65))), { by: -6, since: '2023' })
  assert.equal(standsOut(aMeasure(years(60)), true), undefined)
})

test('a movement is not taken across a year without results, nor into a new basis', () => {
  const years = [aYear(2019, { value: 70, band: 'B' }), aYear(2022, { value: 62, band: 'C', follows: false }), aYear(2023, { value: 62, band: 'C', latest: true })] // prettier-ignore
  const onNewBasis = [aYear(2023, { value: 70, band: 'B' }), aYear(2024, { value: 62, band: 'C' }), aYear(2025, { value: 62, band: 'C', latest: true })] // prettier-ignore
  const breaks = [{ kind: 'new basis', from: 2024, because: 'b', source: 's' } as const]

  assert.equal(movementOf(aMeasure(years)), undefined)
  assert.equal(movementOf(aMeasure(onNewBasis, { breaks })), undefined)
})

test('where low is good, a rise against the country is the wrong way', () => {
  const years = [aYear(2023, { value: 15, england: 18 }), aYear(2024, { value: 16, england: 18 }), aYear(2025, { value: 19, england: 18, latest: true })] // prettier-ignore

  assert.deepEqual(movementOf(aMeasure(years, { polarity: 'Low' })), { by: -4, since: '2023' })
})

test('with few pupils, a difference that chance could make says so and comes last of its kind', () => {
  const few = aMeasure([aYear(2025, { value: 27, band: 'D', england: 35, latest: true })], {}, 22)
  const many = aMeasure([aYear(2025, { value: 57, band: 'D', england: 63, latest: true })], {}, 7_452)

  const [first, last] = inOrder([few, many].flatMap((one) => standsOut(one, true) ?? []))

  assert.deepEqual([first?.mayBeChance, last?.mayBeChance], [false, true])
  assert.match(last ? standOutInWords({ nationName: 'England' }, last) : '', /With 22 pupils, chance alone could make this difference/)
  assert.equal(mayBeChance(27, 35, undefined), undefined)
})

test('what was last published years before the measures beside it stands out no more', () => {
  const now = [1, 2, 3].map(() => aMeasure([aYear(2025, { latest: true })]))
  const then = aMeasure([aYear(2023, { latest: true })])

  assert.equal(isCurrent(then, [...now, then]), false)
  assert.equal(isCurrent(aMeasure([aYear(2024, { latest: true })]), now), true)
})

test('of a measure neither good high nor low nothing stands out, nor of a year without our figure', () => {
  assert.equal(standsOut(aMeasure([aYear(2025, { value: 27, band: '-', latest: true })], { polarity: '-' }), true), undefined)
  assert.equal(standsOut(aMeasure([aYear(2025, { value: null, band: null, latest: true })]), true), undefined)
})

test('each absent figure says why: by design, not yet begun, nobody has one, or what the publisher printed', () => {
  const cumberland = { ...asItWas(anArea('942'), 'Cumberland'), beganOn: aDay('2023-04-01') }
  const breaks = [{ kind: 'no figures', years: [2020, 2021], because: 'Tests were not held.', source: 's' } as const]
  const year = { published: '-', of: 150 }

  assert.equal(whyAbsent({ ...year, endsIn: 2020 }, breaks, oxfordshire), 'Tests were not held.')
  assert.equal(whyAbsent({ ...year, endsIn: 2022 }, breaks, cumberland), 'Cumberland began on 1 April 2023.')
  assert.equal(whyAbsent({ ...year, endsIn: 2023, of: 0 }, breaks, cumberland), 'No authority has a figure.')
  assert.match(whyAbsent({ ...year, endsIn: 2023 }, breaks, oxfordshire), /prints “-”: missing or suppressed, and it does not say which/)
  assert.equal(whyAbsent({ ...year, published: null, endsIn: 2023 }, [], oxfordshire), 'The file has no row for the authority.')
})

test('a known gap that the file leaves out is told with the gaps it has', () => {
  const breaks = [{ kind: 'no figures', years: [2020, 2024, 2025], because: 'Not published.', source: 's' } as const]
  const measure = aMeasure([aYear(2019), aYear(2022, { value: null }), aYear(2023, { latest: true })], { breaks })

  assert.deepEqual(
    absencesOf(measure, oxfordshire).map(({ years }) => years),
    [['2022'], ['2020', '2024', '2025']],
  )
})
