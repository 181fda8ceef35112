import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync } from 'node:fs'
import { faults } from './checking/faults.ts'
import { criteriaHeld, type Framework } from './framework.ts'
import { knownBreaks, newBases } from '../measures/break.ts'
import { shippedBreaks } from '../measures/break.import.ts'
import { readFramework } from './framework.form.ts'
import { shippedFrameworks, workingFramework } from './framework.import.ts'

const file = new URL('../../data/frameworks/laassi-2014-11.yaml', import.meta.url)
const sound = workingFramework()

test('every framework that ships is sound', () => {
  const frameworks = shippedFrameworks()

  assert.ok(frameworks.length >= 1)
  assert.deepEqual(
    frameworks.flatMap((framework) => [...faults(framework)]),
    [],
  )
})

test('LAASSI November 2014 has four areas, nine themes, eight triggers and five working days of notice', () => {
  assert.deepEqual([sound.areas.length, sound.themes.length, sound.triggers.length, sound.notice.workingDays], [4, 9, 8, 5])
})

test('76 of the 87 criteria are held, each in our own words and with its source', () => {
  assert.equal(criteriaHeld(sound), '76 of 87')
  assert.deepEqual(
    sound.themes.map((theme) => theme.criteria.length),
    [11, 8, 10, 8, 9, 7, 7, 9, 7],
  )
})

const broken: readonly [string, Partial<Framework>, string][] = [
  ['repeats a theme', { themes: [...sound.themes, ...sound.themes.slice(0, 1)] }, 'theme-1 is used twice'],
  ['leaves a theme empty', { themes: sound.themes.map((theme) => ({ ...theme, criteria: [] })) }, 'theme-1 has no criteria'],
  ['puts a theme in an area it has not', { areas: sound.areas.slice(1) }, 'theme-1 lies in area-1, which is not an area'],
  ['holds more criteria than there are', { expectedCriteria: 75 }, '76 criteria are held but only 75 expected'],
  ['does not explain a source', { sources: {} }, 'source sw-drops is not explained'],
  [
    'has amber before green',
    { limits: { ...sound.limits, by: { ...sound.limits.by, percent: { green: 3, amber: 0.5 } } } },
    'the limits percent are not in order: green 3, amber 0.5',
  ],
  [
    'has a trigger nobody can answer',
    { triggers: [{ number: 1, title: 'T', asks: 'T', lines: [] }] },
    'trigger 1 has no lines and is not recorded by the authority',
  ],
  [
    'compares on a measure it does not know',
    {
      triggers: [{ number: 1, title: 'T', asks: 'T', lines: [{ kind: 'published', measure: 'none', phase: 'all', limits: 'percent' }] }],
    },
    'trigger 1: the measure none is not known',
  ],
]

for (const [wrong, change, sentence] of broken) {
  test(`a framework that ${wrong} says so`, () => {
    const found = [...faults({ ...sound, ...change })].map(({ text }) => text)

    assert.ok(found.includes(sentence), found.join('\n'))
  })
}

test('a framework that has a line of a kind nobody knows says so', () => {
  const read = readFramework(readFileSync(file, 'utf8').replace('kind: distance', 'kind: guess'))

  const found = read.ok ? [] : read.problems.map(({ text }) => text)

  assert.ok(found.includes('trigger 6: a line of the kind guess is not known'), found.join('\n'))
})

test('a framework file says each part that is missing or misspelt', () => {
  const text = readFileSync(file, 'utf8').replace('expected-criteria: 87', 'expected: 87')

  const read = readFramework(text)

  assert.deepEqual(read.ok ? [] : read.problems.map((problem) => problem.text), [
    'expected-criteria and expected-criteria-source belong together: one of them is missing',
    'the file has an unknown part "expected"',
  ])
})

test('a file that is not a framework at all is refused in one sentence', () => {
  const read = readFramework('just words')

  assert.deepEqual(read.ok ? [] : read.problems, [{ field: 'the file', where: 'Line 1', text: 'the file must have named parts' }])
})

test('a trend breaks where the measure registry says that it does', () => {
  const published = sound.measures.filter(({ from }) => from === 'lait')

  assert.deepEqual(
    published.map(({ code, beganAnew = [] }) => [code, beganAnew]),
    published.map(({ code }) => [code, newBases(knownBreaks(code, shippedBreaks()))]),
  )
})
