import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayInLondon, momentInWords } from './london.ts'

test('in summer the day in England begins an hour before midnight in UTC', () => {
  assert.equal(dayInLondon(new Date('2026-06-30T22:59:00Z')), '2026-06-30')
  assert.equal(dayInLondon(new Date('2026-06-30T23:30:00Z')), '2026-07-01')
  assert.equal(dayInLondon(new Date('2026-12-31T23:30:00Z')), '2026-12-31')
})

test('a moment is printed as the clock in England showed it', () => {
  assert.equal(momentInWords(new Date('2026-06-30T23:30:00Z')), '1 July 2026 at 00:30')
})
