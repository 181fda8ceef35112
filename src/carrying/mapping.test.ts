import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedFrameworks } from '../frameworks/framework.import.ts'
import type { Framework } from '../frameworks/framework.ts'
import { readMapping } from './mapping.form.ts'
import { shippedMappingFiles, shippedMappings } from './mapping.import.ts'
import { criteriaIn, mappingByKeys } from './mapping.ts'

const frameworks = new Map(shippedFrameworks().map((one) => [one.key, one]))
const framework = (key: string): Framework => frameworks.get(key) ?? assert.fail(key)
const versions = { from: framework('laassi-2013-05'), to: framework('laassi-2014-11') }
const text = shippedMappingFiles().find(({ name }) => name.startsWith('laassi-2013-05--'))?.text ?? ''

const problemsOf = (changed: string) => {
  const read = readMapping(changed, versions)
  return read.ok ? [] : read.problems.map(({ where, text: says }) => `${where}: ${says}`)
}
const lineWith = (changed: string, words: string) => changed.split('\n').findIndex((line) => line.includes(words)) + 1

test('each mapping that ships accounts for every theme and criterion of both versions exactly once', () => {
  const mappings = shippedMappings()

  assert.deepEqual(
    mappings.map(({ from, to }) => [from, to]),
    [
      ['laassi-2013-05', 'laassi-2014-11'],
      ['laassi-2014-11', 'annual-2026-11'],
    ],
  )
  for (const mapping of mappings) {
    const sorted = (keys: readonly string[]) => keys.toSorted()
    assert.deepEqual(
      sorted(mapping.criteria.flatMap(({ from }) => from)),
      sorted(criteriaIn(framework(mapping.from)).map(({ key }) => key)),
    )
    assert.deepEqual(sorted(mapping.criteria.flatMap(({ to }) => to)), sorted(criteriaIn(framework(mapping.to)).map(({ key }) => key)))
  }
})

const broken: readonly [string, string, string, string, string][] = [
  ['misspells a part', '{ is: reworded, from: [leadership-2]', '{ iz: reworded, from: [leadership-2]', 'iz: reworded', 'has an unknown part “iz”'], // prettier-ignore
  ['leaves a part out', "{ is: reworded, from: [leadership-2], to: ['1.3'] }", '{ is: reworded, from: [leadership-2] }', '[leadership-2]', 'has no “to”'], // prettier-ignore
  ['has a fate nobody knows', 'is: reworded, from: [leadership-2]', 'is: lost, from: [leadership-2]', 'is: lost', '“lost” is none of same'],
  ['splits to nothing', "to: ['1.1', '1.2']", 'to: []', 'is: split, from: [leadership-1]', 'what is split was one and becomes two or more: this is 1 to 0'], // prettier-ignore
  ['splits to one', "to: ['1.1', '1.2']", "to: ['1.1']", 'from: [leadership-1]', 'this is 1 to 1'],
  ['merges one', 'from: [intervention-3, intervention-4]', 'from: [intervention-3]', '[intervention-3]', 'what is merged was two or more'],
  ['names a criterion that is none', '[leadership-2]', '[leadership-20]', '[leadership-20]', 'leadership-20 is not a criterion of the earlier version'], // prettier-ignore
  ['forgets a criterion', "  - { is: new, from: [], to: ['1.10'] }\n", '', 'criteria:', '1.10 of the later version is not accounted for'],
  ['accounts for one twice', "to: ['1.4']", "to: ['1.3']", '[leadership-3]', '1.3 of the later version is accounted for twice'],
  ['says same of other words', 'is: reworded, from: [leadership-2]', 'is: same, from: [leadership-2]', '[leadership-2]', 'their words differ: say reworded'], // prettier-ignore
  ['says reworded of the same words', 'is: same, from: [impact-2]', 'is: reworded, from: [impact-2]', '[impact-2]', 'their words are the same: say same'], // prettier-ignore
  ['forgets a theme', '  - { is: same, from: [strategy], to: [theme-2] }\n', '', 'themes:', 'strategy of the earlier version is not accounted for'], // prettier-ignore
  ['knows no such grade', 'to: secure', 'to: good', 'to: good', 'good is not a grade of the later scale'],
  ['forgets a grade', 'from: ineffective', 'from: effective', 'grades:', 'the grade ineffective of the earlier scale is not accounted for'],
  ['is between others', 'from: laassi-2013-05', 'from: annual-2026-11', 'from: annual-2026-11', 'which is not laassi-2013-05'],
  ['has a number for a key', "to: ['1.3']", 'to: [1.3]', '[leadership-2]', 'put keys that look like numbers in quotation marks'],
  ['repeats a part', 'to: laassi-2014-11', 'to: laassi-2014-11\nto: laassi-2014-11', 'says: Our own', 'is given twice'],
]

for (const [wrong, was, is, at, says] of broken) {
  test(`a mapping that ${wrong} is refused, and its line is named`, () => {
    const changed = text.replace(was, is)

    const problems = problemsOf(changed)

    const told = problems.find((one) => one.includes(says))
    assert.ok(told, problems.join('\n'))
    const line = says === 'is given twice' ? lineWith(changed, at) - 1 : lineWith(changed, at)
    assert.match(told, new RegExp(`^Line ${line}:`))
  })
}

test('a file that is no mapping at all is refused in words', () => {
  assert.match(problemsOf('just words').join('\n'), /^Line 1: the mapping must have named parts/)
  assert.match(problemsOf('themes: [').join('\n'), /this is not YAML/)
})

test('an authority’s own wording of a framework goes by the keys both share', () => {
  const own: Framework = {
    ...versions.to,
    key: 'ours',
    madeFrom: versions.to.key,
    themes: versions.to.themes.map((theme) => ({ ...theme, criteria: theme.criteria.flatMap((one) => ownWording(one)) })),
  }

  const mapping = mappingByKeys({ from: versions.to, to: own })

  const fateOf = (key: string) => mapping?.criteria.find(({ from, to }) => from.includes(key) || to.includes(key))?.is
  assert.deepEqual([fateOf('1.1'), fateOf('1.2'), fateOf('1.3'), fateOf('1.4b')], ['reworded', 'dropped', 'same', 'new'])
  assert.equal(mappingByKeys({ from: versions.from, to: versions.to }), undefined)
})

function ownWording<One extends { readonly key: string; readonly text: string }>(one: One): One[] {
  if (one.key === '1.1') return [{ ...one, text: 'Ours' }]
  if (one.key === '1.2') return []
  return one.key === '1.4' ? [one, { ...one, key: '1.4b' }] : [one]
}
