import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedFrameworks } from '../frameworks/framework.import.ts'
import { readInspections, readPoints } from './learning-file.form.ts'
import { commonStrengths, commonWeaknesses, shippedInspections } from './learning-file.import.ts'
import { toldToOthers } from './told.import.ts'
import { countsByTheme, criteriaUnder, narrowedTo, type CommonPoint } from './told.ts'

const frameworks = shippedFrameworks()
const all: readonly CommonPoint[] = [
  ...shippedInspections().flatMap(({ findings }) => findings),
  ...[commonWeaknesses(), commonStrengths()].flatMap(({ groups }) => groups.flatMap(({ points }) => points)),
]

test('every finding, weakness and strength names criteria of each shipped framework, and only such as there are', () => {
  const wrong = all.flatMap(({ key, criteria }) => [
    ...frameworks
      .filter((framework) => (criteria[framework.key] ?? []).length === 0)
      .map((framework) => `${key} names none of ${framework.key}`),
    ...Object.entries(criteria).flatMap(([framework, keys]) => {
      const held = frameworks.find((one) => one.key === framework)
      return keys
        .filter((one) => !held || !criteriaUnder({ [framework]: [one] }, held).includes(one))
        .map((one) => `${key}: no ${one} in ${framework}`)
    }),
  ])

  assert.deepEqual(wrong, [])
})

test('an authority that was inspected twice has two inspections, each with its own outcome', () => {
  const wight = shippedInspections().filter(({ authority }) => authority === 'Isle of Wight')

  assert.deepEqual(wight.map(({ beganOn, outcome }) => [beganOn, outcome]), [['2013-06-10', 'ineffective'], ['2014-06-23', 'effective']]) // prettier-ignore
  assert.equal(new Set(shippedInspections().map(({ key }) => key)).size, 14)
})

test('the report names 31 common weaknesses and 14 common strengths, the five commonest in its order', () => {
  const count = (points: ReturnType<typeof commonWeaknesses>) => points.groups.reduce((sum, { points: some }) => sum + some.length, 0)

  assert.deepEqual([count(commonWeaknesses()), count(commonStrengths())], [31, 14])
  assert.deepEqual(commonWeaknesses().groups[0]?.points.map(({ key }) => key), ['data-in-time', 'self-evaluation', 'partnership', 'governance-overall', 'formal-procedures']) // prettier-ignore
})

test('the page of a criterion can tell what others were told of it', () => {
  const [laassi] = frameworks.filter(({ key }) => key === 'laassi-2014-11')
  assert.ok(laassi)

  const told = toldToOthers(laassi, '4.6')

  assert.deepEqual(told.map(({ inspection, finding }) => [inspection.authority, finding.kind]), [['Doncaster', 'recommendation']]) // prettier-ignore
})

test('a framework made from another is told the same of the criteria it kept', () => {
  const [laassi] = frameworks.filter(({ key }) => key === 'laassi-2014-11')
  assert.ok(laassi)
  const ours = { ...laassi, key: 'ours', madeFrom: laassi.key, themes: laassi.themes.slice(0, 1) }

  assert.deepEqual(criteriaUnder({ 'laassi-2014-11': ['1.1', '3.1'] }, ours), ['1.1'])
})

test('a list narrowed to a theme, an outcome and a kind has only what fits all of them', () => {
  const [laassi] = frameworks.filter(({ key }) => key === 'laassi-2014-11')
  assert.ok(laassi)

  const shown = narrowedTo(shippedInspections(), laassi, { theme: 'theme-8', outcome: 'ineffective', kind: 'weakness' })

  assert.deepEqual(shown.map(({ key, findings }) => [key, findings.length]), [['walsall-2014', 1], ['doncaster', 1]]) // prettier-ignore
  assert.deepEqual(countsByTheme(shown, laassi, ['weakness'])[7], [2])
})

test('a faulty file is refused with everything that is wrong in it', () => {
  const faulty = readInspections(`
inspections:
  - { key: a, authority: A, when: then, outcome: splendid, sources: [nowhere], findings: [{ key: x, kind: weakness, text: T, criteria: {} }, { key: x, kind: rumour, text: '', criteria: {} }] }
sources: { here: There }`)

  const faults = faulty.ok ? [] : faulty.faults
  assert.deepEqual([...faults].sort(), [
    'The key a.x is given twice',
    'a: the source nowhere is not listed under sources',
    'kind of a.x: “rumour” is none of strength, weakness, recommendation',
    'outcome of a: “splendid” is none of effective, ineffective, narrative, not known',
    'text of a.x: a text is missing',
  ])
  assert.equal(readPoints('source: x').ok, false)
})
