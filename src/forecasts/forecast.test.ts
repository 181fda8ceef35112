import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Arbitrary, assert as holds, boolean, constantFrom, double, integer, option, property, record } from 'fast-check'
import { aDay, anArea } from '../../test/support.ts'
import { chancesFor, whereLeft } from './method.ts'
import { forecastOf, speaksOf } from './forecast.ts'
import { phases, schoolTypes, type GradeNumber, type Standing } from './standing.ts'
import { readScores, writtenScores } from './scores.form.ts'
import { shippedForecast } from './shipped.import.ts'
import { readMethod, writtenMethod } from './shipped.form.ts'
import { chancesByTerm, termsWaited } from './timing.ts'

const terms = [
  { key: 'autumn', beginsOn: aDay('2025-09-01'), lastsUntil: aDay('2025-12-31') },
  { key: 'spring', beginsOn: aDay('2026-01-01'), lastsUntil: aDay('2026-03-31') },
  { key: 'summer', beginsOn: aDay('2026-04-01'), lastsUntil: aDay('2026-08-31') },
] as const

const figure = option(double({ min: -5, max: 5, noNaN: true }), { nil: null })
const grade = constantFrom<GradeNumber>(1, 2, 3, 4)
const anyStanding: Arbitrary<Standing> = record({
  phase: constantFrom(...phases),
  grade,
  yearsSince: double({ min: 0, max: 20, noNaN: true }),
  again: boolean(),
  before: option(grade, { nil: null }),
  type: constantFrom(...schoolTypes),
  converted: boolean(),
  deprivation: option(integer({ min: 1, max: 5 }), { nil: null }),
  pupils: option(integer({ min: 0, max: 4000 }), { nil: null }),
  eal: figure,
  absence: figure,
  progress8: figure,
  earlierFramework: boolean(),
})

const aSchool: Standing = {
  phase: 'primary',
  grade: 2,
  yearsSince: 3,
  again: false,
  before: null,
  type: 'maintained',
  converted: false,
  deprivation: 3,
  pupils: 210,
  eal: 0,
  absence: 0,
  progress8: null,
  earlierFramework: false,
}

test('of any school the chances add up to 1, a category is no likelier than worse, and each is a chance', () => {
  const { method } = shippedForecast()
  holds(
    property(anyStanding, (standing) => {
      const { worse, same, better, category } = chancesFor(standing, method)
      const left = whereLeft(standing.grade, { worse, same, better, category }, method.next)

      assert.ok(Math.abs(worse + same + better - 1) < 1e-9)
      assert.ok(category <= (standing.grade === 4 ? same : worse) + 1e-12)
      assert.ok(Math.abs(left.reduce((sum, one) => sum + one, 0) - 1) < 1e-9)
      for (const chance of [worse, same, better, category, ...left]) assert.ok(chance >= -1e-12 && chance <= 1 + 1e-12)
      if (standing.grade === 1) assert.equal(better, 0)
      if (standing.grade === 4) assert.equal(worse, 0)
    }),
  )
})

test('more absence, more deprivation and lower progress make decline likelier, never less likely', () => {
  const { method } = shippedForecast()
  const worse = (more: Partial<Standing>) => chancesFor({ ...aSchool, ...more }, method).worse

  assert.ok(worse({ absence: 1 }) > worse({ absence: -1 }))
  assert.ok(worse({ deprivation: 5 }) > worse({ deprivation: 1 }))
  assert.ok(worse({ phase: 'secondary', progress8: -1 }) > worse({ phase: 'secondary', progress8: 1 }))
})

test('a figure that is not known is taken to be in the middle', () => {
  const { method } = shippedForecast()

  assert.deepEqual(chancesFor({ ...aSchool, absence: null }, method), chancesFor({ ...aSchool, absence: 0 }, method))
})

test('the chances of the terms ahead are of the first inspection, and leave room for none', () => {
  const { method } = shippedForecast()
  const waiting = { grade: 2, phase: 'primary', again: false, inspectedOn: aDay('2019-05-01') } as const

  const byTerm = chancesByTerm(waiting, terms, method.timing.graded)

  assert.ok(byTerm.every((chance) => chance > 0))
  assert.ok(byTerm.reduce((sum, one) => sum + one, 0) < 1)
})

test('a school that waited longer is likelier to be inspected next term', () => {
  const { method } = shippedForecast()
  const next = (on: string) =>
    chancesByTerm({ grade: 2, phase: 'primary', again: false, inspectedOn: aDay(on) }, terms, method.timing.graded)[0] ?? 0

  assert.ok(next('2019-05-01') > next('2025-03-01'))
})

test('no term is told of in which Ofsted made no graded inspections, nor an exempt school before the autumn of 2021', () => {
  const all = (['2020-01-01', '2020-04-01', '2020-09-01', '2021-09-01'] as const).map((day) => ({ key: 'autumn' as const, beginsOn: aDay(day), lastsUntil: aDay('2029-12-31') })) // prettier-ignore
  const wait = {
    phase: 'primary',
    again: false,
    inspectedOn: aDay('2015-01-01'),
    since: aDay('2018-07-31'),
    until: { graded: null, any: null },
  } as const
  const told = (of: GradeNumber) => termsWaited({ ...wait, authority: anArea('931'), grade: of }, all, 'graded').map(({ at }) => at)

  assert.deepEqual([told(2), told(1)], [[0, 3], [3]])
})

test('where the method does not beat the plain rates, the plain rates are shown', () => {
  const shipped = shippedForecast()
  const { scores, method } = shipped
  const stands = { known: true, standing: { ...aSchool, phase: 'pru' }, inspectedOn: aDay('2020-01-01'), asIf: false, phase: 'pru', grade: 2, ungraded: null } as const // prettier-ignore

  const forecast = forecastOf(stands, shipped, terms)

  assert.equal(speaksOf('pru', 2, scores), scores.heldOut.byPhase.pru?.beats === true && scores.throughTime.byPhase.pru?.beats === true)
  if (!speaksOf('pru', 2, scores)) assert.deepEqual([forecast?.by, forecast?.chances], ['rates', method.rates[1]])
})

test('what ships is what it was written from', () => {
  const { scores, ...shipped } = shippedForecast()

  const again = readMethod(writtenMethod(shipped))
  const scoresAgain = readScores(writtenScores(scores))

  assert.deepEqual(again, { ok: true, value: shipped })
  assert.deepEqual(scoresAgain, { ok: true, value: scores })
})

test('a file of coefficients that lacks one, or has one of an unknown input, says so', () => {
  const { scores: _, ...shipped } = shippedForecast()
  const text = writtenMethod(shipped)

  const lacking = readMethod(text.replace('"absence"', '"abscence"'))

  assert.equal(lacking.ok, false)
  assert.ok(!lacking.ok && lacking.problems.some(({ text: says }) => says.includes('abscence')))
  assert.equal(readMethod('nothing').ok, false)
  assert.equal(readScores('{}').ok, false)
})
