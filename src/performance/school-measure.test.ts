import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSchoolMeasures } from './school-measure.form.ts'
import { shippedSchoolMeasures } from './school-measure.import.ts'

const measureOf = (code: string) => shippedSchoolMeasures().find((measure) => measure.code === code)

test('the registry that ships is sound, and its progress measures carry the publisher’s own intervals', () => {
  const progress = measureOf('ks4-progress-8-disadvantaged')

  assert.equal(progress?.of, 'ks4-progress-8')
  assert.deepEqual(progress?.interval, {
    lower: [{ column: 'P8CILOW_FSM6CLA1A', from: 2016, until: 2024 }],
    upper: [{ column: 'P8CIUPP_FSM6CLA1A', from: 2016, until: 2024 }],
  })
})

test('only measures of all pupils are shown first', () => {
  assert.deepEqual(
    shippedSchoolMeasures().filter(({ headline, pupils }) => headline && pupils !== 'all'),
    [],
  )
})

test('the breaks everybody asks about are known', () => {
  const years = (code: string) =>
    (measureOf(code)?.breaks ?? []).flatMap((found) => (found.kind === 'new basis' ? [found.from] : found.years)).toSorted((a, b) => a - b)

  assert.deepEqual(years('ks2-rwm-expected'), [2018, 2020, 2021])
  assert.deepEqual(years('ks2-reading-expected'), [2020, 2021])
  assert.deepEqual(years('ks2-maths-progress'), [2020, 2021, 2024, 2025, 2026, 2027])
  assert.deepEqual(years('ks4-attainment-8-others'), [2017, 2018, 2020, 2021, 2022, 2023])
  assert.deepEqual(years('ks4-progress-8'), [2018, 2020, 2021, 2025, 2026])
  assert.deepEqual(years('ks4-five-c-english-maths').slice(0, 3), [2014, 2015, 2017])
  assert.deepEqual(years('absence-persistent'), [2016, 2020])
})

test('a registry that is not sound is refused with everything that is wrong with it', () => {
  const sound = "- { code: a, name: A, group: pupils, table: census, unit: percent, decimals: 0, polarity: '-', all: { in: NOR 2011- } }"
  const wrongs = (text: string) => {
    const read = readSchoolMeasures(text, [])
    return read.ok ? [] : read.problems.map((problem) => problem.text)
  }

  assert.deepEqual(wrongs(sound), [])
  assert.deepEqual(wrongs(`${sound}\n${sound}`), ['The code a is given twice'])
  assert.deepEqual(wrongs(sound.replace('NOR 2011-', 'NOR')), [
    'Measure 1: all: "NOR" is not a column and its years, like PTRWM_EXP 2016-2023',
  ])
  assert.deepEqual(wrongs(sound.replace('2011- }', '2011-, lower: L 2011- }')), [
    'Measure 1: all: give both ends of the interval, or neither',
  ])
  assert.deepEqual(wrongs(sound.replace('census', 'pupils')), ['Measure 1: its table is none of the performance tables'])
  assert.deepEqual(wrongs('x'), ['The file is not a list of measures'])
  const broken = { kind: 'no figures', years: [2020], because: 'b', source: 's' } as const
  const read = readSchoolMeasures(sound, [{ measures: ['b*'], break: broken }])
  assert.ok(!read.ok && read.problems[0]?.text === 'A break names b*, which is no measure')
})
