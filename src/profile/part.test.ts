import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { workingFramework } from '../frameworks/framework.import.ts'
import { readCsv } from '../lib/csv.ts'
import { readParts } from './part.form.ts'
import { shippedParts } from './part.import.ts'
import { unknownTo } from './part.ts'
import { readThemeReports } from './theme-report.form.ts'
import { shippedReports } from './theme-report.import.ts'
import { reportFaults, subjectNamed, subjectsOf, unknownMeasures } from './theme-report.ts'

const dictionary = new URL('../../../shared/data/la-level/lait/lait_data_dictionary.csv', import.meta.url)
const skip = existsSync(dictionary) ? false : 'the published files are not beside the repository (../shared/data)'
const framework = workingFramework()

test('the parts of the profile cover every topic of the published dictionary, and name no measure it lacks', { skip }, async () => {
  assert.deepEqual([...unknownTo(shippedParts(), await published())], [])
})

test('the data reports name no measure that the published dictionary lacks', { skip }, async () => {
  assert.deepEqual([...unknownMeasures(shippedReports(framework), (await published()).codes)], [])
})

test('looked-after children are a part of their own', () => {
  const part = shippedParts().parts.find(({ key }) => key === 'looked-after')

  assert.deepEqual(part?.topics, ['Children Looked After'])
  assert.ok((part?.headlines.length ?? 0) > 5)
})

test('a part that is not sound is named with what is wrong', () => {
  const read = readParts('parts: [{ key: A b }, { key: a, title: A, says: s, topics: [T], headlines: [{ measure: M, pupils-in: 3 }] }]')

  assert.deepEqual(!read.ok && read.problems.map(({ text }) => text), [
    'Part 1: give it a key of small letters, digits and hyphens',
    'Part 2: a: M: pupils-in names neither a table and a column, nor a data set, a column and where',
  ])
})

test('a topic in two parts, or one that nobody publishes, is a fault', () => {
  const part = (key: string) => `{ key: ${key}, title: A, says: s, topics: [T], headlines: [M, M] }`
  const twice = readParts(`parts: [${part('a')}, ${part('b')}]`)
  const known = { codes: new Set<string>(), topics: new Set(['Other']) }
  const unknown = [...unknownTo({ parts: [{ key: 'a', title: 'A', says: 's', topics: ['T'], headlines: [{ code: 'M', pupilsIn: undefined }] }], leftOut: [] }, known)] // prettier-ignore

  assert.deepEqual(!twice.ok && twice.problems.map(({ text }) => text), ['topic T is named twice', 'headline of a M is named twice', 'headline of b M is named twice']) // prettier-ignore
  assert.deepEqual(unknown, ['a: no measure is called M', 'no topic is called T', 'topic Other is in no part, and not left out'])
})

test('every theme of the framework has a data report, and every area one of all its themes', () => {
  const subjects = subjectsOf(framework, shippedReports(framework))

  assert.deepEqual(subjects.map(({ themes }) => themes.length), [2, 4, 2, 1]) // prettier-ignore
  const [, second] = subjects
  assert.deepEqual(second?.area.triggers, [1, 2, 3, 4, 5, 6])
  assert.ok(second?.themes.every(({ measures }) => measures.every((code) => second.area.measures.includes(code))))
})

test('a theme is found by its number or its key, and an area by its key', () => {
  const named = (name: string) => subjectNamed(name, framework, shippedReports(framework))?.key

  assert.deepEqual(['5', 'theme-5', 'Area-2', '10', ''].map(named), ['theme-5', 'theme-5', 'area-2', undefined, undefined])
})

test('a report on a theme, trigger or measure that does not exist is named', () => {
  const read = readThemeReports('framework: laassi-2014-11\nthemes: [{ theme: theme-99, says: s, measures: [Gone], triggers: [9] }]')
  const reports = read.ok ? read.value : assert.fail('it has the right form')
  const faults = [...reportFaults(reports, framework)]

  assert.deepEqual(faults.slice(0, 2), ['laassi-2014-11 has no theme theme-99', 'theme-99: laassi-2014-11 has no trigger 9'])
  assert.ok(faults.includes('theme theme-1 has no report'))
  assert.deepEqual([...unknownMeasures(reports, new Set(['READ']))], ['theme-99: no measure is called Gone'])
})

test('a file of reports without its form says what is missing', () => {
  const read = readThemeReports('themes: [{ theme: theme-1 }]')

  assert.deepEqual(!read.ok && read.problems.map(({ text }) => text), [
    'Theme 1 of the file: theme-1 does not say what the data shows of it',
    'The file names no framework',
  ])
})

/** The codes and topics of the published dictionary. */
async function published() {
  const records: (readonly string[])[] = []
  const text = readFileSync(dictionary, 'utf8').replace(/^\uFEFF/, '')
  for await (const batch of readCsv(pieces(text))) for (const { cells } of batch) records.push(cells)
  const [head = [], ...rows] = records
  const column = (name: string) => new Set(rows.map((cells) => cells[head.indexOf(name)] ?? ''))
  return { codes: column('Measure_short'), topics: column('Topic') }
}

async function* pieces(text: string) {
  yield await Promise.resolve(text)
}
