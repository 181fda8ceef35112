import assert from 'node:assert/strict'
import { test } from 'node:test'
import { againstChart } from './against.ts'
import { printed } from './amount.ts'
import { calibrationChart } from './calibration.ts'
import type { Chart } from './chart.ts'
import { fanChart } from './fan.ts'
import { asImage } from './image.ts'
import { spread, wrapped } from './label.ts'
import { mapChart, type Boundary } from './map.ts'
import { rankChart } from './rank.ts'
import { scaleOf } from './scale.ts'
import { trendChart, type TrendFacts } from './trend.ts'
import { withMissingYears } from './years.ts'

const hostile = `Oxford<script>&"shire'\u0001 \u{1f600}`

const trend: TrendFacts = {
  caption: 'Key stage 2, expected standard',
  amount: { unit: 'percent', decimals: 0 },
  better: 'higher',
  years: ['2018', '2019', '2020', '2022', '2023'],
  lines: [
    { role: 'ours', name: 'Oxfordshire', values: [63, 64, null, 58, 62] },
    { role: 'england', name: 'England', values: [65, 65, null, 59, 63] },
  ],
  breaks: [{ before: '2022', label: 'No tests in 2020 and 2021' }],
}

const square = (code: string, x: number): Boundary => ({
  code,
  name: code,
  geometry: { type: 'Polygon', coordinates: [[[x, 51], [x + 1, 51], [x + 1, 52], [x, 52], [x, 51]]] }, // prettier-ignore
})
const shires = [square('931', -2), square('932', -1), square('933', 0)]
const quarters = [
  { key: 'A', words: 'quarter A, the best: 66% or more' },
  { key: 'D', words: 'quarter D, the worst: below 58%' },
]
const map = (oursName = 'Oxfordshire') =>
  mapChart({ caption: 'Key stage 2', boundaries: shires, ours: '931', oursName, shades: quarters, shadeOf: { 931: 'A', 932: 'D' } })

const rank = (oursName = 'Oxfordshire', figures: readonly number[] = [70, 62, 62, 50]) =>
  rankChart({
    caption: 'Key stage 2',
    amount: { unit: 'percent', decimals: 0 },
    better: 'higher',
    ours: '1',
    oursName,
    areas: figures.map((value, index) => ({
      code: String(index),
      name: `Shire ${index}`,
      value,
      neighbour: index === 0,
      band: 'ABCD'[index] ?? null,
    })),
    nation: 63,
    nationName: 'England',
    rank: 2,
    of: 4,
    band: 'B',
  })

const against = (name = 'Phonics') =>
  againstChart({
    caption: 'Attainment',
    ours: 'Oxfordshire',
    theirs: 'England',
    lines: [
      { name, unit: 'percent', local: 78, comparison: 80, behind: 2, light: 'amber' },
      { name: 'Reading', unit: 'progress', local: null, comparison: null, behind: null, light: 'grey' },
    ],
  })

const fan = (ours = 'Oxfordshire') =>
  fanChart({
    caption: 'Schools good or outstanding',
    ours,
    country: 'England',
    amount: { unit: 'percent', decimals: 1 },
    ofTen: 8,
    past: [
      { term: 'Spring 2025', ours: null, country: 90 },
      { term: 'Summer 2025', ours: 95.149, country: 93.066 },
    ],
    ahead: [
      { term: 'Autumn 2025', low: 94, middle: 95, high: 96, country: null },
      { term: 'Spring 2026', low: 93, middle: 95, high: 97, country: { low: 92.8, middle: 92.9, high: 93 } },
    ],
  })

const calibration = (name = 'held out') =>
  calibrationChart({
    caption: 'Chances of coming out worse',
    of: 'coming out worse',
    series: [{ name, bins: [{ cases: 1200, foretold: 0.05, cameAbout: 0.06 }, { cases: 40, foretold: 0.9, cameAbout: 0.85 }] }],
  }) // prettier-ignore

test('a band says where a line stood, and where eight of ten runs end', async () => {
  const { alternative, svg, table } = await fan()

  assert.equal(
    alternative,
    'Oxfordshire stood at 95.1% in Summer 2025, England at 93.1%. In Spring 2026 8 of 10 runs end between 93% and 97%, with 95% in the middle. England is expected between 92.8% and 93%.',
  )
  assert.match(svg, /<pattern id="hatch"/)
  assert.match(svg, /as it may be/)
  assert.deepEqual(table.rows.map(([term, ours]) => [term, ours]).slice(0, 2), [['Spring 2025', 'not known'], ['Summer 2025', '95.1%']]) // prettier-ignore
})

test('chances given are set against what came about, in a picture, words and a table', async () => {
  const { alternative, table } = await calibration()

  assert.match(alternative, /of those given 5% of coming out worse, it came about for 6%; of those given 90%, for 85%/)
  assert.deepEqual(table.rows[0], ['held out', '1,200', '5%', '6%'])
})

test('a trend says in words where we are, how that compares, and which way it went', async () => {
  const { alternative } = await trendChart(trend)

  assert.equal(
    alternative,
    'Oxfordshire: 62% in 2023, 1 percentage point below England (63%). Up 4 percentage points since 2022, which is better. ' +
      'No figure for 2020. Not comparable before 2022: No tests in 2020 and 2021.',
  )
})

test('a year without a figure leaves a gap in the line, and says so in the table', async () => {
  const { svg, table } = await trendChart(trend)

  const ours = /<path [^>]*d="(M[^"]*)"/.exec(svg.slice(svg.indexOf('stroke="#1d70b8"')))?.[1] ?? ''
  assert.equal(ours.split('M').length - 1, 2)
  assert.deepEqual(table.rows[2], ['2020', 'no figure', 'no figure'])
  assert.deepEqual(table.rows[4], ['2023', '62%', '63%'])
})

test('an authority without any figure is said to have none', async () => {
  const { alternative, svg } = await trendChart({
    ...trend,
    lines: [{ role: 'ours', name: 'Rutland', values: [null, null, null, null, null] }],
  })

  assert.equal(alternative, 'Rutland has no figure in these years.')
  assert.match(svg, /Rutland: no figure/)
})

test('a strip says our figure, rank and quarter, and how many neighbours do better', async () => {
  const { alternative } = await rank()

  assert.equal(
    alternative,
    'Oxfordshire: 62%, rank 2 of 4 (1 is best), in quarter B (A is the best quarter). England: 63%. ' +
      '1 of 1 statistical neighbours with a figure have a better one.',
  )
})

test('a line that cannot be measured is never drawn as level', async () => {
  const { alternative, table } = await against()

  assert.equal(alternative, 'Phonics: Oxfordshire 78%, England 80%, 2 behind. Reading: Oxfordshire has no figure.')
  assert.deepEqual(table.rows[1], ['Reading', 'progress', 'no figure', 'no figure', 'not measurable', 'grey'])
})

test('an authority without a figure is hatched on the map and counted in words', async () => {
  const { alternative, svg } = await map()

  assert.match(alternative, /^Oxfordshire is in quarter A, the best: 66% or more\. .* 1 without a figure\.$/)
  assert.match(svg, /No figure: 1 authority/)
})

test('no chart holds a number that is none, a script, or anything from outside', async () => {
  const charts = [
    await trendChart(trend),
    await rank(),
    await rank('Oxfordshire', []),
    await against(),
    await map(),
    await fan(),
    await calibration(),
  ]

  for (const { svg } of charts) {
    assert.doesNotMatch(svg, /NaN|Infinity|undefined|<script|<style/)
    assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''), /https?:|url\((?!#)/)
    assert.match(svg, /^<svg [^>]*viewBox="0 0 680 \d+"[^>]*><title id="title">[^<]+<\/title><desc id="desc">[^<]+<\/desc>/)
  }
})

test('a name with markup in it is printed, not obeyed', async () => {
  const named = {
    ...trend,
    lines: [{ role: 'ours' as const, name: hostile, values: [1, 2, 3, 4, 5] }],
    breaks: [{ before: '2019', label: hostile }],
  }
  const charts: Chart[] = [
    await trendChart({ ...named, caption: hostile }),
    await rank(hostile),
    await against(hostile),
    await map(hostile),
  ]

  for (const { svg } of charts) {
    assert.match(svg, /&lt;script&gt;&amp;/)
    assert.doesNotMatch(svg, /<script/)
    assert.equal(svg.includes('\u0001'), false)
  }
})

test('a chart becomes an image that needs nothing else', async () => {
  const image = asImage(await rank(hostile))

  assert.match(image, /^data:image\/svg\+xml;base64,/)
  assert.match(Buffer.from(image.split(',')[1] ?? '', 'base64').toString('utf8'), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
})

test('labels that want the same place stand one under the other', () => {
  const middles = spread([{ middle: 50, height: 20 }, { middle: 52, height: 20 }, { middle: 51, height: 20 }], 0, 200) // prettier-ignore

  assert.deepEqual(middles, [31, 71, 51])
})

test('a long name is broken into lines, and cut only beyond the last', () => {
  assert.deepEqual(wrapped('Bournemouth, Christchurch and Poole', 150, 3), ['Bournemouth,', 'Christchurch and', 'Poole'])
  assert.equal(wrapped('x'.repeat(200), 100, 2).length, 2)
})

test('figures are rounded for print only, and percentage points are no percentage', () => {
  assert.equal(printed(-1234.567, { unit: 'Number', decimals: 1 }), '\u22121,234.6')
  assert.equal(printed(17.75, { unit: 'Percentage', decimals: 1 }), '17.8%')
  assert.equal(printed(8, { unit: 'percentage points', decimals: 1 }), '8')
  assert.equal(printed(-0.04, { unit: 'percent', decimals: 1 }), '0%')
  assert.equal(printed(0.1, { unit: 'Score per pupil', decimals: 2 }), '0.1')
})

test('a year nobody published stands in its place, written as its neighbours are', () => {
  const years = withMissingYears([
    { label: '2018/19', endsIn: 2019 },
    { label: '2021/22', endsIn: 2022 },
  ])

  assert.deepEqual(years, ['2018/19', '2019/20', '2020/21', '2021/22'])
  assert.deepEqual(withMissingYears([{ label: '2019', endsIn: 2019 }, { label: '2021 (prov)', endsIn: 2021 }]), ['2019', '2020', '2021 (prov)']) // prettier-ignore
})

test('a small difference in percentages is drawn on at least ten points', () => {
  const { from, to } = scaleOf([62, 63], { least: 10, floor: 0, ceiling: 100 })

  assert.ok(to - from >= 10)
  assert.deepEqual(scaleOf([99, 100], { least: 10, floor: 0, ceiling: 100 }).to, 100)
})
