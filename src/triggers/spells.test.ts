import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, anArea } from '../../test/support.ts'
import { countsOf } from './facts.ts'
import { countsThrough } from './spells.ts'

const [here, nation] = [anArea('001'), anArea('070')]
const day = { on: aDay('2025-08-31'), fileAsAt: aDay('2025-08-31'), how: 'rebuilt' } as const

test('a school counts from the day it came to have a grade until it came to have another, in its area, its phase and the country', () => {
  const through = countsThrough(
    {
      authority: [here, here, null],
      phase: ['primary', 'primary', 'pru'],
      pupils: [200, 200, 40],
      overall: ['2', '4', '1'],
      category: [null, 'SM', null],
      known: [true, true, false],
      begins: [0, 2, 1],
      ends: [2, 3, 3],
    },
    3,
    nation,
  )
  const told = (area: typeof here, phase: string) =>
    through.map((counts) => {
      const { schools, known, good, inCategory, gradedPupils, goodPupils } = countsOf({ ...day, counts }, area, phase)
      return [schools, known, good, inCategory, gradedPupils, goodPupils]
    })

  assert.deepEqual(told(here, 'all'), [
    [1, 1, 1, 0, 200, 200],
    [1, 1, 1, 0, 200, 200],
    [1, 1, 0, 1, 200, 0],
  ])
  assert.deepEqual(told(nation, 'all')[2], [2, 1, 1, 1, 240, 40])
  assert.deepEqual(told(nation, 'alternative provision'), [
    [0, 0, 0, 0, 0, 0],
    [1, 0, 1, 0, 40, 40],
    [1, 0, 1, 0, 40, 40],
  ])
  assert.deepEqual(told(here, 'pru'), told(here, 'secondary'))
})
