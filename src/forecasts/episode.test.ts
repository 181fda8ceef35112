import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, anArea, aUrn } from '../../test/support.ts'
import { learntFrom, startOf, yearsBetween, type Graded, type Listed, type Training } from './episode.ts'
import { figuresKnown } from './figures-held.ts'
import { asIfGrade } from './standing.ts'

const school = { urn: aUrn('100001'), authority: anArea('931'), phase: 'Primary', type: 'Community School', deprivation: 3 }

const listed = (urn: string, grade: Listed['grade'], on = '2015-03-01'): Listed => ({ urn: aUrn(urn), grade, inspected_on: aDay(on) })

const graded = (on: string, overall: string, more: Partial<Graded> = {}): Graded => ({
  urn: school.urn,
  urn_then: school.urn,
  type_then: 'Community School',
  inspected_on: aDay(on),
  published_on: aDay(`${on.slice(0, 8)}28`),
  overall,
  category: null,
  quality_of_education: null,
  ...more,
})

const training = (
  starts: readonly Listed[],
  inspections: readonly Graded[],
  links: readonly (readonly [string, string])[] = [],
): Training => ({
  from: aDay('2018-07-31'),
  until: aDay('2025-08-31'),
  schools: [school],
  graded: new Map([[school.urn, inspections]]),
  ungraded: new Map(),
  listed: new Map(starts.map((one) => [one.urn, one])),
  predecessors: new Map(
    [...Map.groupBy(links, ([later]) => later)].map(([later, of]) => [aUrn(later), of.map(([, earlier]) => aUrn(earlier))]),
  ),
  figures: new Map(),
})

test('a school sets out from its grade in the list, and its first graded inspection after is its outcome', () => {
  const { episodes } = learntFrom(
    training([listed('100001', 2)], [graded('2013-05-01', '2'), graded('2019-10-01', '3'), graded('2022-10-01', '2')]),
  )

  const told = episodes.map(({ from, standing, outcome, after }) => [from, standing.grade, standing.before, after, outcome])
  assert.deepEqual(told, [
    ['listed', 2, null, 3, 'worse'],
    ['again', 3, 2, 2, 'better'],
  ])
})

test('a school is followed back through its predecessor, and has then become another', () => {
  const { episodes } = learntFrom(training([listed('100900', 4)], [graded('2020-01-10', '2')], [['100001', '100900']]))

  assert.deepEqual(episodes.map(({ standing, outcome }) => [standing.grade, standing.converted, outcome]), [[4, true, 'better']]) // prettier-ignore
})

test('a school of two predecessors that are both listed has no unambiguous start', () => {
  const two = training([listed('100900', 4), listed('100901', 2)], [], [
    ['100001', '100900'],
    ['100001', '100901'],
  ]) // prettier-ignore

  assert.equal(startOf(school.urn, two), undefined)
  assert.equal(learntFrom(two).withoutStart, 1)
})

test('links that run in a circle end', () => {
  const circle = training([], [], [
    ['100001', '100900'],
    ['100900', '100001'],
  ]) // prettier-ignore

  assert.equal(startOf(school.urn, circle), undefined)
})

test('what was learnt after the inspection is no input of it', () => {
  const inspected = graded('2019-10-01', '2', { urn_then: aUrn('100900'), type_then: 'Voluntary Aided School' })
  const { episodes } = learntFrom({
    ...training([listed('100900', 2)], [inspected], [['100001', '100900']]),
    schools: [{ ...school, type: 'Academy Converter' }],
  })

  assert.deepEqual(episodes.map(({ standing }) => [standing.type, standing.converted]), [['voluntary', false]]) // prettier-ignore
})

test('a figure counts once its academic year has ended', () => {
  const held = new Map([[school.urn, { pupils: [{ year: 2019, value: 210 }] }]])

  assert.equal(figuresKnown(held, [school.urn], aDay('2019-06-01')).pupils, null)
  assert.equal(figuresKnown(held, [school.urn], aDay('2019-09-01')).pupils, 210)
  assert.equal(figuresKnown(held, [school.urn], aDay('2028-09-01')).pupils, null)
})

test('an inspection without an overall grade ends a wait, and tells of a category but of no grade', () => {
  const { episodes, waits } = learntFrom(
    training([listed('100001', 2)], [graded('2024-11-05', 'Not judged', { category: 'SM', quality_of_education: '4' })]),
  )

  assert.deepEqual(episodes.map(({ outcome, category }) => [outcome, category]), [[null, true]]) // prettier-ignore
  assert.deepEqual(waits.map(({ grade, until }) => [grade, until.graded]), [[2, '2024-11-28'], [4, null]]) // prettier-ignore
})

test('a report published before the list is no outcome, nor an inspection the list knows of already', () => {
  const late = graded('2018-06-20', '3', { published_on: aDay('2018-09-10') })
  const { episodes, stillWaiting } = learntFrom(training([listed('100001', 2, '2018-06-20')], [graded('2014-01-01', '2'), late]))

  assert.deepEqual([episodes.length, stillWaiting], [0, 1])
})

test('a grade as if is that of quality of education, and 4 in a category', () => {
  const judged = (overall: string, category: string | null, quality: string) =>
    asIfGrade({ overall, category, quality_of_education: quality })

  assert.deepEqual([judged('1', null, '2'), judged('Not judged', null, '2'), judged('Not judged', 'SWK', '3'), judged('Not judged', null, '9')], [1, 2, 4, undefined]) // prettier-ignore
})

test('years are counted in days', () => {
  assert.equal(yearsBetween(aDay('2020-01-01'), aDay('2024-01-01')), 4)
})
