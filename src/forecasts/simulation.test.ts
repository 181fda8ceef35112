import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Overall } from '../establishments/school-record.ts'
import type { Forecast } from './forecast.ts'
import { bandOf, exactlyAhead, weightsIn } from './exactly.ts'
import { countedMeasures, drawing, linesAhead, type SchoolAhead } from './simulation.ts'

const foretold = (left: Forecast['left'], byTerm: readonly number[]): Forecast => ({
  phase: 'primary',
  grade: 2,
  asIf: false,
  by: 'method',
  chances: { worse: 0, same: 1, better: 0, category: 0 },
  left,
  byTerm,
  anyByTerm: byTerm,
  likelyBy: undefined,
})

const aSchool = (overall: Overall | null, forecast: Forecast | undefined, more: Partial<SchoolAhead> = {}): SchoolAhead => ({
  phase: 'primary',
  pupils: 200,
  overall,
  category: null,
  forecast,
  ...more,
})

const everyLine = countedMeasures.flatMap((measure) => ['all', 'primary', 'secondary'].map((phase) => ({ measure, phase })))

const few: readonly SchoolAhead[] = [
  aSchool('1', foretold([0.3, 0.5, 0.15, 0.05], [0.1, 0.2, 0.1])),
  aSchool('2', foretold([0.1, 0.6, 0.2, 0.1], [0.5, 0.1, 0.1]), { pupils: 410 }),
  aSchool('2', undefined),
  aSchool('3', foretold([0, 0.7, 0.25, 0.05], [0, 0.3, 0.5]), { phase: 'secondary', pupils: 1100 }),
  aSchool('4', foretold([0.05, 0.6, 0.3, 0.05], [0.2, 0.4, 0.2]), { phase: 'secondary', pupils: 900, category: 'SM' }),
  aSchool('Not judged', foretold([0.1, 0.7, 0.1, 0.1], [0.3, 0.3, 0.3]), { phase: 'special', pupils: 90 }),
]

test('what the runs come to on average is what the chances say exactly', () => {
  const lines = linesAhead(few, everyLine, 3, { runs: 40_000, seed: 7 })

  for (const line of lines) {
    const weights = weightsIn(line, few, 3)
    const exact = (line.now ?? 0) + weights.reduce((sum, { expected }) => sum + expected, 0)
    const error = Math.sqrt(weights.reduce((sum, { variance }) => sum + variance, 0) / 40_000)
    const mean = line.terms.at(-1)?.mean ?? Number.NaN
    assert.ok(Math.abs(mean - exact) <= 5 * error + 1e-9, `${line.measure} of ${line.phase}: ${mean} drawn, ${exact} exactly`)
  }
})

test('a line today is what the triggers count', () => {
  const lines = linesAhead(few, everyLine, 3, { runs: 10, seed: 7 })

  const now = (measure: string, phase: string) => lines.find((line) => line.measure === measure && line.phase === phase)?.now
  assert.equal(now('schools-good-or-outstanding', 'all'), 60)
  assert.equal(now('schools-outstanding', 'primary'), 100 / 3)
  assert.equal(now('pupils-good-or-outstanding', 'all'), (100 * 810) / 2810)
  assert.equal(now('schools-in-category', 'all'), 100 / 6)
})

test('a school whose next inspection is certain, in its term and in what comes of it, moves the line just then', () => {
  const certain = [aSchool('2', foretold([0, 0, 1, 0], [0, 1, 0])), aSchool('2', undefined)]

  const [line] = linesAhead(certain, [{ measure: 'schools-good-or-outstanding', phase: 'all' }], 3, { runs: 100, seed: 1 })

  assert.deepEqual(line?.terms.map(({ low, middle, high }) => [low, middle, high]), [[100, 100, 100], [50, 50, 50], [50, 50, 50]]) // prettier-ignore
})

test('a school without an overall grade is in no line of grades, and can come into a category', () => {
  const one = [aSchool('Not judged', foretold([0, 0, 0, 1], [1])), aSchool('2', undefined)]

  const lines = linesAhead(one, [{ measure: 'schools-good-or-outstanding', phase: 'all' }, { measure: 'schools-in-category', phase: 'all' }], 1, { runs: 10, seed: 1 }) // prettier-ignore

  assert.deepEqual(lines.map(({ now, terms }) => [now, terms[0]?.middle]), [[100, 100], [0, 50]]) // prettier-ignore
})

test('the same seed gives the same band, and another seed nearly the same', () => {
  const [a, b, other] = [11, 11, 12].map((seed) => linesAhead(few, everyLine, 3, { runs: 2000, seed }))

  assert.deepEqual(a, b)
  assert.notDeepEqual(a, other)
})

test('the band holds eight of ten runs', () => {
  const many = Array.from({ length: 300 }, () => aSchool('2', foretold([0.05, 0.7, 0.2, 0.05], [0.1, 0.1, 0.1])))

  const [line] = linesAhead(many, [{ measure: 'schools-good-or-outstanding', phase: 'all' }], 3, drawing)
  const weights = weightsIn({ measure: 'schools-good-or-outstanding', phase: 'all' }, many, 3)

  const deviation = Math.sqrt(weights.reduce((sum, { variance }) => sum + variance, 0))
  const { low = 0, high = 0 } = line?.terms.at(-1) ?? {}
  // Eight of ten of what is nearly normal lie within 1.28 standard deviations.
  assert.ok(Math.abs(high - low - 2 * 1.2816 * deviation) < 0.4, `${high - low} against ${2 * 1.2816 * deviation}`)
})

test('a line nobody can divide by is no line', () => {
  const [line] = linesAhead(few, [{ measure: 'schools-outstanding', phase: 'nursery' }], 2, { runs: 10, seed: 1 })

  assert.deepEqual([line?.now, line?.terms], [null, []])
})

test('10,000 runs for 600 schools take less than half a second', () => {
  const many = Array.from({ length: 600 }, (_, at) =>
    aSchool(at % 3 === 0 ? '1' : '2', foretold([0.1, 0.7, 0.15, 0.05], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1])),
  )
  // Time of the processor, for other tests run beside this one.
  const took = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    linesAhead(many, everyLine, 6, drawing)
    return process.cpuUsage(before).user / 1000
  })

  assert.ok(Math.min(...took) < 500, `it took ${took.map(Math.round).join(', ')} ms`)
})

test('where a country’s lines may go is worked out to what the runs come to, and so is the band', () => {
  const many = Array.from({ length: 2000 }, (_, at) =>
    aSchool(at % 3 === 0 ? '1' : '2', foretold([0.1, 0.7, 0.15, 0.05], [0.1, 0.1, 0.1]), at % 5 === 0 ? { phase: 'pru' } : {}),
  )
  const lines = ['all', 'primary', 'alternative provision'].flatMap((phase) => countedMeasures.map((measure) => ({ measure, phase })))

  const drawn = linesAhead(many, lines, 3, drawing)

  lines.forEach((line, at) => {
    const exact = exactlyAhead(line, many, 3)
    drawn[at]?.terms.forEach(({ low, mean, high }, term) => {
      const expected = exact[term] ?? { mean: Number.NaN, deviation: Number.NaN }
      const band = bandOf(expected)
      assert.ok(Math.abs(mean - expected.mean) < 0.06, `${line.measure} of ${line.phase}: ${mean} drawn, ${expected.mean} exactly`)
      assert.ok(Math.abs(high - low - (band.high - band.low)) < 0.3, `${line.measure} of ${line.phase}: ${high - low} drawn, ${band.high - band.low} exactly`) // prettier-ignore
    })
  })
  assert.ok(drawn.every(({ now }) => now !== null))
})
