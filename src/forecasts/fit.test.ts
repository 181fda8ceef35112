import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, double, property } from 'fast-check'
import { chancesOf, learn, type Case } from './fit.ts'
import { sparseOf } from './input.ts'
import { seeded } from './seeded.ts'

/** Cases drawn by chance from coefficients that are known: for each outcome, of the level and of two inputs. */
function drawn(count: number, known: readonly (readonly number[])[]): readonly Case[] {
  const chance = seeded(20251123)
  const coefficients = known.map((of) => Float64Array.from(of))
  return Array.from({ length: count }, () => {
    const inputs = sparseOf([1, 2 * chance() - 1, chance() < 0.3 ? 1 : 0])
    const [first = 0, second = 0] = chancesOf(inputs, coefficients)
    const lot = chance()
    return { inputs, outcome: lot < first ? 0 : lot < first + second ? 1 : 2, weight: 1 }
  })
}

const known = [
  [-0.5, 1.2, 0.8],
  [0, 0, 0],
  [-1, -0.7, 0.4],
]

test('coefficients that made the outcomes are found again', () => {
  const cases = drawn(40_000, known)

  const found = learn(cases, { outcomes: 3, against: 1, inputs: 3, ridge: 0.01 })

  known.forEach((of, outcome) =>
    of.forEach((coefficient, place) => {
      const off = Math.abs((found[outcome]?.[place] ?? Infinity) - coefficient)
      assert.ok(off < 0.08, `outcome ${outcome}, input ${place}: off by ${off}`)
    }),
  )
})

test('the same cases give the same digits', () => {
  const learning = { outcomes: 3, against: 1, inputs: 3, ridge: 1 }

  assert.deepEqual(learn(drawn(500, known), learning), learn(drawn(500, known), learning))
})

test('a stronger ridge holds coefficients nearer to nothing', () => {
  const sizes = [0.1, 10, 1000].map((ridge) => {
    const found = learn(drawn(500, known), { outcomes: 3, against: 1, inputs: 3, ridge })
    return Math.abs(found[0]?.[1] ?? 0)
  })

  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  )
})

test('a case that counts twice is as good as two', () => {
  const cases = drawn(200, known)
  const twice = [...cases, ...cases]
  const heavy = cases.map((one) => ({ ...one, weight: 2 }))
  const learning = { outcomes: 3, against: 1, inputs: 3, ridge: 1 }

  const [a, b] = [learn(twice, learning), learn(heavy, learning)]

  a.forEach((of, outcome) => of.forEach((value, place) => assert.ok(Math.abs(value - (b[outcome]?.[place] ?? 0)) < 1e-7)))
})

test('with nothing but the level, chances are the rates', () => {
  const cases = [0, 0, 0, 1, 1, 2].map((outcome): Case => ({ inputs: sparseOf([1]), outcome, weight: 1 }))

  const found = learn(cases, { outcomes: 3, against: 1, inputs: 1, ridge: 1 })

  chancesOf(sparseOf([1]), found).forEach((chance, outcome) => assert.ok(Math.abs(chance - ([3 / 6, 2 / 6, 1 / 6][outcome] ?? 0)) < 1e-5))
})

test('chances add up to 1, and one that cannot be is 0', () => {
  holds(
    property(array(double({ min: -30, max: 30, noNaN: true }), { minLength: 9, maxLength: 9 }), (values) => {
      const coefficients = [0, 3, 6].map((from) => Float64Array.from(values.slice(from, from + 3)))
      const inputs = sparseOf([1, 0.5, -2])
      const all = chancesOf(inputs, coefficients)
      const two = chancesOf(inputs, coefficients, [false, true, true])

      assert.ok(Math.abs(all.reduce((sum, one) => sum + one, 0) - 1) < 1e-12)
      assert.equal(two[0], 0)
      assert.ok(Math.abs(two.reduce((sum, one) => sum + one, 0) - 1) < 1e-12)
    }),
  )
})
