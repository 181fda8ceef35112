import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay } from '../../test/support.ts'
import { gradesChart } from './grades.chart.ts'
import { readSchoolFilter } from './school.form.ts'
import { categoryInWords, everySchool, judgementInWords, leavesOut, standingOf, writeSchoolFilter } from './school.ts'

test('a grade is told in the words of its day', () => {
  assert.equal(judgementInWords('1', aDay('2023-03-01')), 'Outstanding')
  assert.equal(judgementInWords('3', aDay('2012-09-12')), 'Requires improvement')
  assert.equal(judgementInWords('3', aDay('2012-06-12')), 'Satisfactory')
})

test('0, 8 and 9 are never grades: the part was not judged, or does not apply', () => {
  assert.deepEqual(
    ['0', '8', '9'].map((published) => judgementInWords(published, null)),
    ['Not judged', 'Does not apply', 'Not judged'],
  )
})

test('a school inspected since September 2024 has no overall grade, which is not the same as none yet', () => {
  assert.equal(standingOf('Not judged').text, 'No overall grade')
  assert.equal(standingOf(null).text, 'Not inspected yet')
})

test('a category of concern is spelt out, and a mark nobody knows is shown as published', () => {
  assert.deepEqual(['SM', 'SWK', 'RSI', 'NTI', 'XYZ', null].map(categoryInWords), [
    'Special measures',
    'Serious weaknesses',
    'Requires significant improvement',
    'Notice to improve',
    'XYZ',
    undefined,
  ])
})

test('an address with nothing asked shows every school by name, and so does one nobody understands', () => {
  assert.deepEqual(readSchoolFilter({}), everySchool)
  assert.deepEqual(readSchoolFilter({ sort: 'nonsense', order: 'sideways', grade: '7' }), everySchool)
  assert.equal(leavesOut(everySchool), false)
})

test('a filter comes back from its address as it went in', () => {
  const filter = {
    words: 'st mary',
    phase: 'Primary',
    type: '',
    grade: 'category',
    trust: 'none',
    sort: 'pupils',
    descending: true,
  } as const

  assert.deepEqual(readSchoolFilter(writeSchoolFilter(filter)), filter)
})

test('the picture of grades says how many schools still carry one, and its table has every phase', () => {
  const chart = gradesChart('Larkshire', [
    { phase: 'Secondary', overall: '1', schools: 1 },
    { phase: 'Primary', overall: '2', schools: 5 },
    { phase: 'Primary', overall: 'Not judged', schools: 2 },
    { phase: 'Primary', overall: null, schools: 1 },
  ])

  assert.equal(chart.alternative, '6 of the 9 schools of Larkshire still carry an overall grade; 6 of them are good or outstanding.')
  assert.deepEqual(chart.table.rows, [
    ['All schools', '1', '5', '0', '0', '2', '1', '9'],
    ['Primary', '0', '5', '0', '0', '2', '1', '8'],
    ['Secondary', '1', '0', '0', '0', '0', '0', '1'],
  ])
})
