import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDataSets } from './known-data-set.form.ts'
import { describedDataSets } from './known-data-set.import.ts'
import { heldAs, knownBy } from './known-data-set.ts'

test('the data sets that ship are sound, and each is told by indicators it describes', () => {
  const known = describedDataSets()

  assert.ok(known.length >= 6)
  const strange = known.flatMap(({ key, toldBy, indicators }) =>
    [...toldBy, ...indicators.flatMap(({ of }) => of ?? [])].flatMap((column) =>
      indicators.some((indicator) => indicator.column === column) ? [] : [`${key}: ${column}`],
    ),
  )
  assert.deepEqual(strange, [])
})

test('a data set is told by all its filters and no other, in capitals or small letters', () => {
  const known = describedDataSets()
  const indicators = ['T_PUPILS', 'avg_att8', 'avg_p8score', 'something_new']

  assert.equal(knownBy(known, ['Social_Care_Group'], indicators)?.key, 'ks4-social-care')
  assert.equal(knownBy(known, ['social_care_group', 'sex'], indicators), undefined)
  assert.equal(knownBy(known, ['social_care_group'], ['t_pupils']), undefined)
  assert.equal(heldAs(knownBy(known, ['social_care_group'], indicators), 'T_PUPILS'), 't_pupils')
})

test('what is wrong with a description is said, all at once', () => {
  const read = readDataSets(`
- { key: Bad Key, title: A }
- { key: good, title: A, about: B, publication: C, told-by: [d], indicators: { d: { label: D, polarity: Up } } }
`)

  assert.deepEqual(read, {
    ok: false,
    problems: [
      { field: 'data-set-1', text: 'Data set 1: give a key of small letters, figures and dashes' },
      { field: 'data-set-2', text: 'Data set 2: the polarity of d is High or Low, or left out' },
    ],
  })
})
