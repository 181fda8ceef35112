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

test('on a phone a trend is drawn narrow, with the names of its lines under the years', async () => {
  const lines = [
    ...whole.lines,
    { role: 'england', name: 'England', values: [60, 61, 62, 63] } as const,
    { role: 'region', name: 'Middleshire', values: [null, null, null, null] } as const,
  ]

  const { svg, narrow = '' } = await trendChart({ ...whole, lines, breaks: [{ before: '2019', label: 'a new basis with a long name' }] })

  const width = Number(/width="(\d+)"/.exec(narrow)?.[1])
  assert.ok(width <= 345, 'it fits a page of 375 pixels without scrolling')
  assert.ok(width < Number(/width="(\d+)"/.exec(svg)?.[1]))
  const under = narrow.slice(narrow.indexOf('>2019<'))
  assert.match(under, /Ash Academy 64%.*England 63%.*Middleshire: no figure/)
  assert.match(narrow, />a new basis with a long name</)
})

test('no name of a term is cut at the edge of a phone', async () => {
  const { narrow = '' } = await trendChart({ ...whole, years: ['Summer 2024', 'Autumn 2024', 'Spring 2025', 'Summer 2025'] })

  const places = [...narrow.matchAll(/<tspan x="([\d.]+)" dy="0">Summer</g)].map(([, x]) => Number(x))
  assert.ok(Math.max(...places) <= 345 - 28)
})
