import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { deviations, distanceBetween, mostLike, type Likened } from './likeness.ts'

const trait = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null })
const someTraits = fc.tuple(trait, trait, trait, trait)
const someSchools = fc
  .array(someTraits, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((traits, at): Likened => ({ urn: String(100000 + at), traits })))

test('a school is as far from another as that one is from it, and no distance from itself', () => {
  const property = fc.property(someTraits, someTraits, someSchools, (one, other, schools) => {
    const spreads = deviations(schools)

    assert.deepEqual(distanceBetween(one, other, spreads), distanceBetween(other, one, spreads))
    assert.ok([undefined, 0].includes(distanceBetween(one, one, spreads)?.distance))
  })
  fc.assert(property, { numRuns: 500 })
})

test('the schools most like one are the nearest of all, in order, and never the school itself', () => {
  const property = fc.property(someSchools, fc.integer({ min: 1, max: 25 }), (schools, most) => {
    const [school = { urn: '', traits: [] }] = schools
    const spreads = deviations(schools)
    const all = schools
      .filter(({ urn }) => urn !== school.urn)
      .flatMap((other) => {
        const found = distanceBetween(school.traits, other.traits, spreads)
        return found ? [{ ...other, ...found }] : []
      })
      .toSorted((a, b) => a.distance - b.distance || Number(a.urn) - Number(b.urn))

    const nearest = mostLike(school, schools, spreads, most)

    assert.deepEqual(nearest, all.slice(0, most))
  })
  fc.assert(property, { numRuns: 500 })
})

test('the order in which schools come makes no difference', () => {
  const property = fc.property(someSchools, (schools) => {
    const [school = { urn: '', traits: [] }] = schools
    const spreads = deviations(schools)

    assert.deepEqual(mostLike(school, schools, spreads), mostLike(school, schools.toReversed(), spreads))
  })
  fc.assert(property, { numRuns: 200 })
})

test('the worked example of the method is what the rule gives', () => {
  const text = readFileSync(new URL('../../docs/methods/schools-like-it.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| (Ash|Beech|Cedar|Damson) \| (.+) \|$/gm)].map(([, name = '', cells = '']) => ({
    name,
    cells: cells.split(' | ').map((cell) => (cell === '-' ? null : Number(cell))),
  }))
  const schools = rows.map(({ name, cells }) => ({ urn: name, traits: cells.slice(0, 4) }))
  const [ash = { urn: '', traits: [] }] = schools

  const spreads = deviations(schools)

  assert.equal(rows.length, 4)
  assert.deepEqual(spreads.map((spread) => spread?.toFixed(2)), ['5.39', '92.48', '0.58', '2.55']) // prettier-ignore
  for (const { name, cells } of rows) {
    const found = distanceBetween(ash.traits, cells.slice(0, 4), spreads)
    assert.deepEqual([found?.distance.toFixed(2), found?.on], [cells[4]?.toFixed(2), cells[5]], name)
  }
  assert.deepEqual(mostLike(ash, schools, spreads).map(({ urn }) => urn), ['Damson', 'Beech', 'Cedar']) // prettier-ignore
})
