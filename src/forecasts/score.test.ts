import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { scoreRows } from './score-rows.ts'
import { shippedForecast } from './shipped.import.ts'

const methods = readFileSync(new URL('../../docs/methods/forecast.md', import.meta.url), 'utf8')

test('the method beats the national rate and the rate by last grade, in both metrics, held out and through time', () => {
  const { heldOut, throughTime, timing } = shippedForecast().scores

  for (const { outcome, category } of [heldOut, throughTime]) assert.ok(outcome.beats && category.beats)
  for (const { heldOut: held, throughTime: later } of [timing.graded, timing.any]) assert.ok(held.beats && later.beats)
})

test('docs/methods/forecast.md holds the scores that ship, which the command prints', () => {
  const { scores } = shippedForecast()

  for (const way of ['heldOut', 'throughTime'] as const)
    for (const row of scoreRows(scores, way, true)) assert.ok(methods.includes(`| ${row.join(' | ')} |`), `${way}: ${row.join(' | ')}`)
})

test('docs/methods/forecast.md holds the counts and the checksums of what the method was learnt from', () => {
  const { files, counts } = shippedForecast().learntFrom
  const said = [counts.graded, counts.notJudged, counts.again, counts.stillWaiting, counts.withoutStart].map((number) =>
    number.toLocaleString('en-GB'),
  )

  assert.deepEqual([...said, ...files.map(({ sha256 }) => sha256)].filter((text) => !methods.includes(text)), []) // prettier-ignore
})

test('of the chances given in every tenth, about so many came about: within 8 points, where 100 schools or more were held out', () => {
  const { calibration } = shippedForecast().scores.heldOut

  const off = calibration.filter(({ schools, foretold, cameAbout }) => schools >= 100 && Math.abs(foretold - cameAbout) > 0.08)

  assert.deepEqual(off, [])
})
