import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay } from '../../test/support.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { bandsOf } from './country-ahead.ts'
import { shippedForecast } from './shipped.import.ts'
import { termsAfter } from './terms-ahead.ts'

const { ahead, learntFrom } = shippedForecast()
const line = { measure: 'schools-good-or-outstanding', phase: 'all' } as const

test('the country’s path is shown for the day and the terms it was worked out for, and for no other', () => {
  const [then, later] = [learntFrom.until, aDay('2026-08-31')]
  const [terms, laterTerms] = [termsAfter(then, shippedTerms()), termsAfter(later, shippedTerms())]

  const [known, otherDay, otherTerms] = [
    bandsOf(ahead, line, { on: then, terms }),
    bandsOf(ahead, line, { on: later, terms }),
    bandsOf(ahead, line, { on: then, terms: laterTerms }),
  ]

  assert.equal(known.length, 6)
  for (const band of known) assert.ok(band && band.low < band.middle && band.middle < band.high && band.high - band.low < 2)
  assert.ok(otherDay.every((band) => band === undefined))
  assert.ok(otherTerms.slice(3).every((band) => band === undefined))
})

test('the country’s path is known of every line that counts schools, alternative provision too', () => {
  const terms = termsAfter(learntFrom.until, shippedTerms())

  for (const phase of ['all', 'primary', 'secondary', 'special', 'alternative provision'])
    for (const { measure } of ahead.lines)
      assert.ok(bandsOf(ahead, { measure, phase }, { on: ahead.on, terms }).every(Boolean), `${measure} ${phase}`)
})
