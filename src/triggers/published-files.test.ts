import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { reading, type Db } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { importFile } from '../sources/import-run.import.ts'
import { anyImport } from '../../test/any-import.ts'
import { newDatabase } from '../../test/database.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aDay, anArea } from '../../test/support.ts'
import { assessed, assessment, assessments } from './assessment.store.ts'
import { countsOf } from './facts.ts'

const files = ['ofsted/State-funded_schools_inspections_and_outcomes_as_at_31_August_2025.csv', 'la-level/lait/bds_long.csv.gz']
const skip = withoutPublished

const framework = workingFramework()
const [oxfordshire, england] = [anArea('931'), anArea('970')]
const summer = aDay('2025-08-31')
const today = aDay('2026-11-23')
let db: Db
let dispose = async () => {}

before(async () => {
  if (skip) return
  const made = await newDatabase()
  ;({ db, dispose } = made)
  for (const name of files) {
    const runs = await importFile(db, { path: publishedFile(name), name }, anyImport)
    assert.deepEqual(
      runs.map(({ state, message }) => [state, message]),
      [['done', null]],
    )
  }
})

after(() => dispose())

const three = (value: number | null | undefined) => Number(value?.toFixed(3))

test('Oxfordshire’s eight lights at the end of August 2025', { skip }, async () => {
  const found = await assessment(reading(db), framework, oxfordshire, { on: summer, today })

  assert.deepEqual(
    found?.triggers.map(({ light }) => light),
    ['green', 'green', 'amber', 'amber', 'green', 'red', 'grey', 'grey'],
  )
})

test('without a day, the triggers are as at the newest file’s own day', { skip }, async () => {
  const found = await assessment(reading(db), framework, oxfordshire, { today })

  assert.equal(found?.on, summer)
})

test('the lines of Oxfordshire that are behind are behind by what the published figures say', { skip }, async () => {
  const found = await assessment(reading(db), framework, oxfordshire, { on: summer, today })

  const behind = found?.triggers.flatMap(({ number, lines }) =>
    lines
      .filter((line) => line.counts && (line.behind ?? 0) > 0)
      .map((line) => [number, line.name, three(line.local), three(line.comparison), three(line.behind)]),
  )
  assert.deepEqual(behind, [
    [3, 'Schools outstanding', 8.955, 11.081, 2.125],
    [4, 'Phonics', 78, 80, 2],
    [4, 'Key stage 2 reading, writing and maths', 62, 63, 1],
    [6, 'Key stage 2 reading, writing and maths', 30, 22, 8],
    [6, 'Attainment 8', 19.1, 15.5, 3.6],
  ])
})

test('schools good or outstanding, their pupils and those in a category are what Ofsted’s file adds up to', { skip }, async () => {
  const found = await assessment(reading(db), framework, oxfordshire, { on: summer, today })

  const figures = found?.triggers
    .slice(0, 3)
    .map(({ lines }) => lines.filter((line) => line.counts).map(({ local, comparison }) => [three(local), three(comparison)]))
  assert.deepEqual(figures, [
    [
      [97.134, 93.188],
      [97.487, 95.017],
      [97.154, 90.735],
    ],
    [
      [0.971, 1.187],
      [0.413, 0.776],
      [0, 2.485],
    ],
    [
      [95.149, 93.066],
      [95.714, 93.764],
      [97.222, 88.869],
      [8.955, 11.081],
    ],
  ])
})

test('268 of Oxfordshire’s 309 schools and 18,618 of the country’s 21,990 still carry an overall grade', { skip }, async () => {
  const found = await assessed(reading(db), framework, oxfordshire, { on: summer, today })
  assert.ok(found?.facts.schools)

  const { schools: day } = found.facts
  const counts = [oxfordshire, england].map((area) => countsOf(day, area, 'all'))
  assert.deepEqual(
    counts.map(({ graded, schools, inCategory }) => [graded, schools, inCategory]),
    [
      [268, 309, 3],
      [18618, 21990, 261],
    ],
  )
})

test('of Oxfordshire’s four schools in a category a year before one has left it, which does not count in the light', { skip }, async () => {
  const found = await assessed(reading(db), framework, oxfordshire, { on: summer, today })
  assert.ok(found?.facts.schools)

  const { wereInCategory, leftCategory } = countsOf(found.facts.schools, oxfordshire, 'all')
  assert.deepEqual([wereInCategory, leftCategory], [4, 1])
  const beside = found.assessment.triggers[1]?.lines.filter((line) => !line.counts)
  assert.deepEqual(
    beside?.map(({ local, comparison, light }) => [three(local), three(comparison), light]),
    [[25, 40.426, 'red'], [33.333, 23.485, 'green']], // prettier-ignore
  )
})

test(
  'pupils of Oxfordshire’s and of the country’s pupil referral units are a line of their own, which does not count in the light',
  { skip },
  async () => {
    const found = await assessment(reading(db), framework, oxfordshire, { on: summer, today })

    const line = found?.triggers[0]?.lines.find(({ phase }) => phase === 'alternative provision')
    assert.deepEqual([three(line?.local), three(line?.comparison), line?.counts], [100, 87.493, false])
  },
)

test('Oxfordshire’s good level of development of 2024 is above England’s and amber, for its trend is weak', { skip }, async () => {
  const found = await assessment(reading(db), framework, oxfordshire, { on: aDay('2024-08-31'), today })

  const line = found?.triggers[3]?.lines[0]
  assert.deepEqual([line?.local, line?.comparison, line?.light], [68.8, 67.7, 'amber'])
  assert.match(line?.because ?? '', /The trend is weak: over three years we gained 1\.2 points less than the country/)
})

test('progress at key stage 2, not published since 2023, is grey and Progress 8 of the year before answers', { skip }, async () => {
  const found = await assessment(reading(db), framework, oxfordshire, { on: summer, today })

  assert.deepEqual(
    found?.triggers[4]?.lines.map(({ light, period, local, comparison }) => [light, period, local, comparison]),
    [
      ['grey', '2025', null, null],
      ['grey', '2025', null, null],
      ['grey', '2025', null, null],
      ['green', '2024', 0.05, -0.03],
    ],
  )
})

test('a past day too few schools are known of is grey, and its examination results are not', { skip }, async () => {
  const found = await assessment(reading(db), framework, oxfordshire, { on: aDay('2018-07-31'), today })

  assert.deepEqual(
    found?.triggers.map(({ light }) => light),
    ['grey', 'grey', 'grey', 'amber', 'amber', 'red', 'grey', 'grey'],
  )
})

test('every one of the 153 authorities has its eight lights', { skip }, async () => {
  const all = await assessments(reading(db), framework, { on: summer, today })

  assert.equal(all.length, 153)
  assert.ok(all.every(({ triggers }) => triggers.length === 8))
})
