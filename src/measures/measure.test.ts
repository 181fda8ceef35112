import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBreaks } from './break.form.ts'
import { shippedBreaks } from './break.import.ts'
import { knownBreaks, newBases } from './break.ts'
import { registry, type DictionaryEntry } from './measure.ts'
import { parseYearLabel } from './year-label.ts'

const anEntry = (facts: Partial<DictionaryEntry>): DictionaryEntry => ({
  code: 'READ',
  topic: 'Key Stage 2',
  title: 'Reading',
  polarity: 'High',
  unit: '%',
  decimals: '',
  year_type: 'Academic Year',
  no_quartile: '',
  owner: 'DfE',
  last_update: '45962',
  next_update: 'TBC',
  ...facts,
})

test('a measure under two topics is one measure', () => {
  const [measure, ...others] = registry([anEntry({}), anEntry({ topic: 'Children with SEN' })], [], [])

  assert.deepEqual([measure?.topics, others.length], [['Key Stage 2', 'Children with SEN'], 0])
})

test('rows that disagree on which is good leave a measure without a polarity, rather than one of the two', () => {
  const [measure] = registry([anEntry({}), anEntry({ polarity: 'Low' })], [], [])

  assert.equal(measure?.polarity, '-')
})

test('a measure is printed to one decimal place unless the dictionary says how many', () => {
  const decimals = registry([anEntry({}), anEntry({ code: 'B', decimals: '2' })], [], []).map((measure) => measure.decimals)

  assert.deepEqual(decimals, [1, 2])
})

test('each style of year in the tool’s file is read, and the year 0 is not', () => {
  const labels = [
    '2013/14-15/16',
    '2014-16',
    '2015-16',
    '2015/16',
    '2016',
    '2016-17 (OT)',
    '2018 (Rev)',
    '2020 (Final)',
    '2025 (prov)',
    '0',
  ]

  assert.deepEqual(
    labels.map((label) => parseYearLabel(label)?.endsIn),
    [2016, 2016, 2016, 2016, 2016, 2017, 2018, 2020, 2025, undefined],
  )
})

test('the breaks that ship with Fiveday are sound, and each names its source', () => {
  const breaks = shippedBreaks()

  assert.ok(breaks.length > 10)
  assert.deepEqual(newBases(knownBreaks('AVG_Attain8_Score', breaks)), [2017, 2018, 2020, 2021, 2022, 2023])
  assert.deepEqual(newBases(knownBreaks('KS2RWM_Expected_STD', breaks)), [2018])
  assert.deepEqual(newBases(knownBreaks('KS1P_all', breaks)), [])
})

test('a file of breaks that is not sound is refused with every fault, by its place', () => {
  const read = readBreaks('- measures: [A]\n  because: b\n  source: s\n- measures: []\n- because: b\n')

  assert.deepEqual(read.ok ? [] : read.problems.map(({ text }) => text), [
    'Break 1: give either new-basis-from (a year) or no-figures-for (a list of years)',
    'Break 2: name the measures',
    'Break 3: name the measures',
  ])
})
