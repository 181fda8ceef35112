import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aMeasure, aYear } from '../../test/profiled.ts'
import { asItMayLeave } from './leaving.ts'

const pupilsLeft = (value: number | null, pupils: number) =>
  asItMayLeave(aMeasure([aYear(2025, { value, latest: true })], {}, pupils)).pupils

test('a report that is printed says no number of pupils that would turn a percentage into a count of five or fewer', () => {
  assert.deepEqual([pupilsLeft(27, 22), pupilsLeft(14, 22), pupilsLeft(90, 22), pupilsLeft(60, 5)], [22, undefined, undefined, undefined])
})

test('of a whole year group the number stays, and of a figure that is withheld it goes', () => {
  assert.deepEqual([pupilsLeft(62, 7_452), pupilsLeft(100, 40), pupilsLeft(null, 22)], [7_452, 40, undefined])
})
