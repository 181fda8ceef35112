import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trendChart, type TrendFacts } from './trend.ts'

const whole: TrendFacts = {
  caption: 'Writing',
  amount: { unit: 'percent', decimals: 1 },
  better: 'higher',
  years: ['2016', '2017', '2018', '2019'],
  lines: [{ role: 'ours', name: 'Ash Academy', values: [61, 62, 63, 64] }],
  breaks: [],
}

/** How many parts the line is drawn in. */
async function partsOf(facts: TrendFacts): Promise<number | undefined> {
  const { svg } = await trendChart(facts)
  const [, line] = /stroke-width="3.5"[^>]*><path d="([^"]*)"/.exec(svg) ?? []
  return line?.match(/M/g)?.length
}

test('no line joins the years before a new basis to those on it', async () => {
  assert.equal(await partsOf(whole), 1)
  assert.equal(await partsOf({ ...whole, breaks: [{ before: '2018', label: 'new basis 2018' }] }), 2)
})
