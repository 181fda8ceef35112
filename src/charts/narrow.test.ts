import assert from 'node:assert/strict'
import { test } from 'node:test'
import { againstChart } from './against.ts'
import { beforeAfterChart } from './before-after.ts'
import { calibrationChart } from './calibration.ts'
import type { Chart } from './chart.ts'
import { countsChart } from './counts.ts'
import { widthOf } from './label.ts'
import { mapChart } from './map.ts'
import { rankChart } from './rank.ts'

const line = { name: 'Pupils in good or outstanding schools, secondary', unit: 'percent' } as const
const figures = { local: 80.1, comparison: 84.2 }
const areas = Array.from({ length: 151 }, (_, i) => ({ code: String(i), name: `Shire ${i}`, value: 50 + (i % 30), neighbour: i % 15 === 0, band: 'ABCD'[i % 4] ?? null })) // prettier-ignore
const square = { type: 'Polygon' as const, coordinates: [[[-1, 51], [0, 51], [0, 52], [-1, 52], [-1, 51]]] } // prettier-ignore
const ours = 'Bournemouth, Christchurch and Poole'

const charts: readonly Promise<Chart>[] = [
  againstChart({ caption: 'Trigger 1', ours, theirs: 'England', lines: [{ ...line, ...figures, neighbours: 83, behind: 4.1, light: 'red' }, { ...line, local: null, comparison: 84, behind: null, light: 'grey' }] }), // prettier-ignore
  beforeAfterChart({ caption: 'If so', ours, theirs: 'England', lines: [{ ...line, before: { ...figures, light: 'red' }, after: { ...figures, local: 85, light: 'green' }, greenEnds: 83 }] }), // prettier-ignore
  calibrationChart({
    caption: 'Chances',
    of: 'coming out worse',
    series: [{ name: 'the model', bins: [{ cases: 90, foretold: 0.2, cameAbout: 0.3 }] }],
  }),
  countsChart({ caption: 'Complaints', of: 'About', rows: ['Safeguarding and the welfare of children'], columns: ['Autumn 2024', 'Spring 2025', 'Summer 2025', 'Autumn 2025', 'Spring 2026', 'Summer 2026'], counts: [[1, 0, 3, 12, 0, 1]], says: 'Twelve' }), // prettier-ignore
  mapChart({ caption: 'Map', boundaries: [{ code: '1', name: ours, geometry: square }], ours: '1', oursName: ours, shades: [{ key: 'A', words: 'quarter A, the best: 66% or more' }], shadeOf: { 1: 'A' } }), // prettier-ignore
  rankChart({ caption: 'Rank', amount: { unit: '%', decimals: 0 }, better: 'higher', ours: '7', oursName: ours, areas, nation: 63, nationName: 'England', rank: 7, of: 151, band: 'A' }), // prettier-ignore
]

test('on a phone every chart is drawn as wide as the page is, and no word of it reaches over an edge', async () => {
  for (const { narrow = '', caption } of await Promise.all(charts)) {
    assert.match(narrow, /^<svg [^>]*width="345"/, caption)
    for (const { from, to, words } of wordsIn(narrow)) assert.ok(from > -12 && to < 357, `${caption}: "${words}" from ${from} to ${to}`)
  }
})

/** Where the words of a drawing begin and end, by the generous width that the charts themselves reckon with. Groups move to the right only. */
function wordsIn(svg: string): readonly { readonly from: number; readonly to: number; readonly words: string }[] {
  const texts = [...svg.matchAll(/<text([^>]*)>(.*?)<\/text>/g)]
  return texts.flatMap(([, attributes = '', inner = '']) => {
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1] ?? 15)
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start'
    const spans = inner.includes('<tspan') ? [...inner.matchAll(/<tspan([^>]*)>(.*?)<\/tspan>/g)].map(([, own = '', words = '']) => [own, words]) : [[attributes, inner]] // prettier-ignore
    return spans.map(([own = '', words = '']) => {
      const x = Number(/ x="([-\d.]+)"/.exec(own)?.[1] ?? 0)
      const long = widthOf(words, size)
      const from = anchor === 'end' ? x - long : anchor === 'middle' ? x - long / 2 : x
      return { from, to: from + long, words }
    })
  })
}
