import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workingFramework } from '../frameworks/framework.import.ts'
import { aDay, anArea } from '../../test/support.ts'
import { assess, type RecordedLight } from './assess.ts'
import { countsKey, figureKey, withTotals, type Facts, type PublishedFigure, type SchoolCounts, type SchoolDay } from './facts.ts'

const framework = workingFramework()
const [here, elsewhere, england] = [anArea('931'), anArea('933'), anArea('970')]
const summer = aDay('2025-08-31')

const noSchools: SchoolCounts = {
  schools: 0,
  known: 0,
  graded: 0,
  good: 0,
  outstanding: 0,
  inCategory: 0,
  gradedPupils: 0,
  goodPupils: 0,
  wereInCategory: 0,
  leftCategory: 0,
}

const schoolsOn = (on: string, ours: Partial<SchoolCounts>, others: Partial<SchoolCounts>): SchoolDay => ({
  on: aDay(on),
  fileAsAt: summer,
  how: on === summer ? 'whole' : 'rebuilt',
  counts: withTotals(
    [
      { ...noSchools, ...ours, area: here, phase: 'primary' },
      { ...noSchools, ...others, area: elsewhere, phase: 'primary' },
    ],
    england,
  ),
})

const published = (figures: readonly (readonly [measure: string, area: typeof here, year: number, value: number])[]) =>
  new Map<string, PublishedFigure>(
    figures.map(([measure, area, year, value]) => [
      figureKey(measure, area, year),
      { value, published: String(value), label: String(year) },
    ]),
  )

const given = (facts: Partial<Facts>): Facts => ({
  on: summer,
  nation: england,
  schools: undefined,
  schoolsBefore: undefined,
  reportCards: new Map(),
  figures: new Map(),
  schoolsFile: 'Ofsted',
  figuresFile: 'LAIT',
  ...facts,
})

const judge = (facts: Partial<Facts>, number: number, recorded: readonly RecordedLight[] = []) => {
  const found = assess({ framework, facts: given(facts), authority: here }, 'Oxfordshire', recorded).triggers[number - 1]
  assert.ok(found)
  return found
}

const tenSchools = { schools: 10, known: 10, graded: 10, gradedPupils: 1000, goodPupils: 900, good: 9, outstanding: 2 }

test('with nothing held every trigger is grey and says why, and none is green', () => {
  const { triggers } = assess({ framework, facts: given({}), authority: here }, 'Oxfordshire', [])

  assert.deepEqual([...new Set(triggers.map(({ light }) => light))], ['grey'])
  assert.ok(triggers.every(({ because }) => because.length > 20))
})

test('a phase without schools is grey and the other phases still give the trigger its light', () => {
  const found = judge({ schools: schoolsOn('2025-08-31', tenSchools, tenSchools) }, 1)

  assert.deepEqual(
    found.lines.filter(({ counts }) => counts).map(({ phase, light }) => [phase, light]),
    [
      ['all', 'green'],
      ['primary', 'green'],
      ['secondary', 'grey'],
    ],
  )
  assert.equal(found.light, 'green')
})

test('schools in a category are amber as soon as our share is above the national one', () => {
  const found = judge(
    {
      schools: schoolsOn(
        '2025-08-31',
        { ...tenSchools, schools: 200, known: 200, inCategory: 1 },
        { schools: 2000, known: 2000, inCategory: 9 },
      ),
    },
    2,
  )

  assert.equal(found.light, 'amber')
  assert.match(
    found.lines[0]?.because ?? '',
    /^Less than 0\.1 points above: 0\.5% of our schools \(1 of 200\) are in a category of concern, 0\.5% nationally\./,
  )
})

test('a school without an overall grade counts neither for nor against', () => {
  const found = judge({ schools: schoolsOn('2025-08-31', { ...tenSchools, schools: 50, known: 50 }, tenSchools) }, 3)

  assert.equal(found.lines[0]?.local, 90)
})

test('a day on which fewer than 95% of our schools are known is grey, and says how many are', () => {
  const found = judge({ on: aDay('2020-08-31'), schools: schoolsOn('2020-08-31', { ...tenSchools, schools: 11 }, tenSchools) }, 1)

  assert.equal(found.light, 'grey')
  assert.equal(found.lines[0]?.because, 'The grades on 31 August 2020 are known of 10 of our 11 schools, fewer than 95%.')
})

test('schools as at a day before the academic year that went before answer for nothing', () => {
  const found = judge({ on: aDay('2026-09-01'), schools: { ...schoolsOn('2025-08-31', tenSchools, tenSchools), how: 'newest' } }, 1)

  assert.equal(found.light, 'grey')
})

test('a figure of the academic year before stands in for one not published yet, and one two years old does not', () => {
  const progress = published([
    ['AVG_Prog8_Score', here, 2024, 0.05],
    ['AVG_Prog8_Score', england, 2024, -0.03],
  ])

  assert.equal(judge({ figures: progress }, 5).light, 'green')
  assert.equal(judge({ figures: progress, on: aDay('2025-09-01') }, 5).light, 'grey')
})

test('exactly at a limit is within it, whatever binary arithmetic leaves over', () => {
  const found = judge(
    {
      figures: published([
        ['AVG_Attain8_Score', here, 2025, 0.6],
        ['AVG_Attain8_Score', england, 2025, 1.1],
      ]),
    },
    4,
  )

  assert.deepEqual([found.lines[3]?.behind, found.light], [0.5, 'green'])
})

test('a green attainment line turns amber when three years gained more than a point less than England, and says so', () => {
  const years = (area: typeof here, values: readonly number[]) => values.map((value, i) => ['KS1P_all', area, 2023 + i, value] as const)

  const found = judge({ figures: published([...years(here, [82, 81, 81]), ...years(england, [78, 78, 79])]) }, 4)

  assert.equal(found.lines[1]?.light, 'amber')
  assert.match(found.lines[1].because, /trend is weak: over three years we gained 2 points less than the country/)
})

test('a trend across a break in the measure is no trend', () => {
  const years = (area: typeof here, values: readonly number[]) =>
    values.map((value, i) => ['AVG_Attain8_Score', area, 2016 + i, value] as const)

  const found = judge({ on: aDay('2018-08-31'), figures: published([...years(here, [60, 50, 48]), ...years(england, [40, 45, 46])]) }, 4)

  assert.equal(found.lines[3]?.light, 'green')
})

test('disadvantaged pupils are set against other pupils nationally, and the gap within our schools stands beside', () => {
  const found = judge(
    {
      figures: published([
        ['DAP_NEW_KS2_RWM', here, 2025, 40],
        ['NonDAP_NEW_KS2_RWM', here, 2025, 68],
        ['DAP_NEW_KS2_RWM', england, 2025, 48],
        ['NonDAP_NEW_KS2_RWM', england, 2025, 70],
      ]),
    },
    6,
  )

  const [line] = found.lines
  assert.deepEqual([line?.local, line?.comparison, line?.behind, line?.unit, found.light], [30, 22, 8, 'percentage points', 'red'])
  assert.match(line?.beside[0] ?? '', /gap is −28 \(40 against 68\)/)
})

test('an authority whose own figure is withheld is grey and says what the publisher printed', () => {
  const figures = published([['KS1P_all', england, 2025, 80]])
  figures.set(figureKey('KS1P_all', here, 2025), { value: null, published: 'c', label: '2025' })

  const found = judge({ figures }, 4)

  assert.equal(found.lines[1]?.light, 'grey')
  assert.match(found.lines[1].because, /not published for 2025 or 2024: the publisher prints "c"/)
})

test('with the Local Authority Interactive Tool not imported a line says so, and not that nothing is published', () => {
  const found = judge({ figuresFile: '' }, 4)

  assert.equal(found.light, 'grey')
  assert.equal(
    found.because,
    'Good level of development cannot be measured: the Local Authority Interactive Tool has not been imported. None of the 4 lines can be measured.',
  )
})

test('the sentence of a trigger starts with what is behind, and says how many of how many', () => {
  const found = judge({ schools: schoolsOn('2025-08-31', { ...tenSchools, outstanding: 1 }, { ...tenSchools, outstanding: 3 }) }, 3)

  assert.deepEqual([found.lines[3]?.count, found.lines[3]?.of], [1, 10])
  assert.equal(
    found.because,
    '10 points behind: 10% of our graded schools (1 of 10) are outstanding, 20% nationally. The other 2 lines are green. 1 line cannot be measured.',
  )
})

test('trend is against the same day a year before, and not known where that day is not', () => {
  const now = schoolsOn('2025-08-31', tenSchools, tenSchools)
  const worse = schoolsOn('2024-08-31', { ...tenSchools, goodPupils: 600 }, tenSchools)

  assert.equal(judge({ schools: now, schoolsBefore: worse }, 1).trend, 'improving')
  assert.equal(judge({ schools: now }, 1).trend, 'unknown')
})

test('a light the authority records stands from its day, and the newest one stands', () => {
  const recorded: readonly RecordedLight[] = [
    { trigger: 7, light: 'amber', on: aDay('2024-07-01'), reason: 'Two complaints', by: 'A' },
    { trigger: 7, light: 'green', on: aDay('2025-07-01'), reason: 'Both are closed', by: 'A' },
  ]

  const found = judge({}, 7, recorded)

  assert.deepEqual([found.light, found.trend, found.because], ['green', 'improving', 'Recorded on 1 July 2025: Both are closed'])
  assert.equal(judge({ on: aDay('2024-06-30') }, 7, recorded).light, 'grey')
})

test('every area is counted once in its phase, in all its phases, and in the country', () => {
  const { counts } = schoolsOn('2025-08-31', { schools: 3 }, { schools: 4 })

  assert.deepEqual(
    [countsKey(here, 'primary'), countsKey(here, 'all'), countsKey(england, 'all')].map((key) => counts.get(key)?.schools),
    [3, 3, 7],
  )
})
