import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, aUrn } from '../../test/support.ts'
import { standsNow, type InspectionKnown, type SchoolDue } from './due.ts'

const urn = aUrn('100001')
const at = { figures: new Map(), on: aDay('2025-08-31'), from: aDay('2018-07-31') }

const aSchool: SchoolDue = {
  urn,
  name: 'Ash',
  phase: 'Primary',
  type: 'Community School',
  opened_on: null,
  deprivation: 2,
  pupils: 210,
  overall: '2',
  category: null,
}

const inspection = (on: string, overall: string | null, more: Partial<InspectionKnown> = {}): InspectionKnown => ({
  urn,
  kind: 'graded',
  urn_then: urn,
  inspected_on: aDay(on),
  published_on: aDay(on),
  overall,
  category: null,
  outcome: null,
  quality_of_education: null,
  ...more,
})

const standing = (inspections: readonly InspectionKnown[], school = aSchool) => {
  const stands = standsNow(school, inspections, at)
  assert.ok(stands.known)
  return stands
}

test('a school stands on its last grade, and knows the one before if it was graded since the training began', () => {
  const { standing: found } = standing([inspection('2014-05-01', '3'), inspection('2022-05-01', '2')])

  assert.deepEqual([found.grade, found.again, found.before, found.converted], [2, true, 3, false])
})

test('of a grade from before the training nothing of before counts', () => {
  const { standing: found } = standing([inspection('2010-05-01', '3'), inspection('2014-05-01', '2')])

  assert.deepEqual([found.grade, found.again, found.before], [2, false, null])
})

test('an ungraded inspection since counts as the last, and what it said is told', () => {
  const found = standing([
    inspection('2014-05-01', '2'),
    inspection('2024-08-31', null, { kind: 'ungraded', outcome: 'Standards maintained' }),
  ])

  assert.deepEqual([found.inspectedOn, found.ungraded], ['2024-08-31', 'Standards maintained'])
  assert.ok(Math.abs(found.standing.yearsSince - 1) < 0.01)
})

test('a school without an overall grade stands as if on that of quality of education', () => {
  const found = standing([inspection('2016-05-01', '2'), inspection('2024-11-05', 'Not judged', { quality_of_education: '3' })])

  assert.deepEqual([found.grade, found.asIf, found.standing.before], [3, true, 2])
})

test('a school that became an academy since its last grade has changed', () => {
  const inspected = inspection('2022-05-01', '2', { urn_then: aUrn('100900') })

  assert.equal(standing([inspected]).standing.converted, true)
})

test('nothing is foretold of a school never inspected, or with a report card, and it is said why', () => {
  const never = standsNow(aSchool, [], at)
  const card = standsNow(aSchool, [inspection('2022-05-01', '2'), inspection('2025-08-30', null, { kind: 'report card' })], at)

  assert.deepEqual([never.known, card.known], [false, false])
  assert.match(never.known ? '' : never.because, /no graded inspection/)
  assert.match(card.known ? '' : card.because, /report card/)
})

test('an inspection of after the day of the file does not count yet', () => {
  assert.equal(standing([inspection('2022-05-01', '2'), inspection('2025-10-01', '4')]).grade, 2)
})
