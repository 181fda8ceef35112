import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { wilson } from './interval.ts'
import type { SchoolMeasure } from './school-measure.ts'
import { shippedSchoolMeasures } from './school-measure.import.ts'
import { isTooFew, mostSaid, standsOut, yearSays, type YearLooked } from './stands-out.ts'
import { standoutInWords } from './stands-out.view.ts'

const quarters = { schools: 15000, lower: 57, median: 66, upper: 75 }
const looked = (year: number, facts: Partial<YearLooked>): YearLooked => ({ year, value: 45, cohort: 60, lower: null, upper: null, england: 65, stage: 'final', spread: quarters, ...facts }) // prettier-ignore

function measure(code: string): SchoolMeasure {
  const found = shippedSchoolMeasures().find((one) => one.code === code)
  assert.ok(found, code)
  return found
}

const expected = measure('ks2-rwm-expected')

test('each worked example of the method is what the rule gives', () => {
  const text = readFileSync(new URL('../../docs/methods/stands-out.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| (\d+)% \| (\d+) \| ([\d.]+) to ([\d.]+) \| ([a-z ]+) \|$/gm)]

  assert.equal(rows.length, 5)
  for (const [, figure, pupils, lower, upper, says] of rows) {
    const verdict = yearSays(looked(2019, { value: Number(figure), cohort: Number(pupils) }), 'percent')
    assert.deepEqual(wilson(Number(figure), Number(pupils)), { lower: Number(lower), upper: Number(upper) })
    assert.equal('well' in verdict && verdict.well ? `well ${verdict.side}` : verdict.side, says)
  }
})

test('what lasts is counted back, but not over a year on another basis', () => {
  const years = [2017, 2018, 2019].map((year) => looked(year, {}))

  const [found] = standsOut([{ measure: expected, newest: 2019, years, alike: undefined, besideMedian: false }])

  // Writing is judged on a new basis since 2018.
  assert.deepEqual([found?.side, found?.well, found?.running], ['below', true, 2])
})

test('a withheld year ends what lasts, and a withheld newest year says nothing', () => {
  const reading = measure('ks2-reading-expected')
  const held = { measure: reading, newest: 2019, alike: undefined, besideMedian: false }

  const broken = standsOut([{ ...held, years: [looked(2019, {}), looked(2018, { value: null }), looked(2017, {})] }])
  const withheld = standsOut([{ ...held, years: [looked(2019, { value: null }), looked(2018, {})] }])

  assert.deepEqual([broken[0]?.running, withheld], [1, []])
})

test('10 pupils or fewer never stand out, and are said to be too few', () => {
  const years = [looked(2019, { value: 0, cohort: 10 })]
  const one = { measure: expected, newest: 2019, years, alike: undefined, besideMedian: false }

  assert.deepEqual([standsOut([one]), isTooFew([one])], [[], true])
})

test('a score without an interval stands out only when it is in the same quarter two years running', () => {
  const attainment = measure('ks4-attainment-8')
  const spread = { schools: 3000, lower: 40, median: 46, upper: 52 }
  const year = (of: number, value: number) => looked(of, { value, england: 46.7, cohort: 180, spread })

  const once = standsOut([
    { measure: attainment, newest: 2019, years: [year(2019, 55), year(2018, 50)], alike: undefined, besideMedian: false },
  ])
  const twice = standsOut([
    { measure: attainment, newest: 2019, years: [year(2019, 55), year(2018, 54)], alike: undefined, besideMedian: false },
  ])

  assert.deepEqual(once, [])
  assert.deepEqual([twice[0]?.side, twice[0]?.running], ['above', 2])
})

test('what is more than chance but in the middle half of schools does not stand out', () => {
  const years = [looked(2019, { value: 58, cohort: 400 })]

  assert.deepEqual(standsOut([{ measure: expected, newest: 2019, years, alike: undefined, besideMedian: false }]), [])
})

test('at most six things are said, whatever stands out', () => {
  const headlines = shippedSchoolMeasures().filter(({ headline, polarity }) => headline && polarity !== '-')
  const all = headlines.map((one) => ({ measure: { ...one, unit: 'percent' as const }, newest: 2019, years: [looked(2019, {})], alike: undefined, besideMedian: false })) // prettier-ignore

  assert.ok(headlines.length > mostSaid)
  assert.equal(standsOut(all).length, mostSaid)
})

test('it is said in sentences, with the pupils it rests on and where schools like it are', () => {
  const alike = { schools: 20, lower: 50, median: 60, upper: 70 }
  const [found] = standsOut([{ measure: expected, newest: 2019, years: [looked(2019, {}), looked(2018, {})], alike, besideMedian: false }])
  assert.ok(found)

  const said = standoutInWords(found, { nation: 'England', kind: 'mainstream' })

  assert.equal(said.lead, 'Well below England for 2 years running.')
  assert.equal(
    said.says,
    'Reading, writing and maths at the expected standard: 45% in 2019, England 65%; 60 pupils. It is in the lowest quarter of mainstream schools in England, and of the schools most like it.',
  )
})

test('Wilson’s interval holds the figure, stays within 0 and 100, and narrows with more pupils', () => {
  const property = fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (pupils, share) => {
    const percent = (Math.round(share * pupils) / pupils) * 100
    const interval = wilson(percent, pupils)
    const wider = wilson(percent, pupils * 4)

    assert.ok(interval && wider)
    assert.ok(0 <= interval.lower && interval.lower <= percent + 0.005 && percent - 0.005 <= interval.upper && interval.upper <= 100)
    assert.ok(wider.upper - wider.lower <= interval.upper - interval.lower)
  })
  fc.assert(property, { numRuns: 500 })
})
