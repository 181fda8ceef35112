import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import type { Tables } from '../db/schema.ts'
import { facetsOf } from './school-list.ts'
import { endRun } from '../sources/import-run.store.ts'
import { latestSchools, school, schools } from './school.store.ts'
import { everySchool, type SchoolFilter } from './school.ts'

const asAt = aDay('2026-08-31')
const ours = anArea('001')

type Facts = Partial<Omit<Tables['school_record'], 'urn'>>

async function havingFile(db: Db): Promise<number> {
  const at = new Date('2026-09-01T09:00:00Z')
  const run = { file_name: 'schools.csv', bytes: 1, started_by: 'test', process: 'test', started_at: at, seen_at: at }
  return (await db.insertInto('import_run').values(run).returning('id').executeTakeFirstOrThrow()).id
}

async function havingSchool(db: Db, run: number, urn: string, facts: Facts): Promise<void> {
  const dull = { name: 'A school', phase: 'Primary', type: 'Community School', overall: '2', dfe_number: `001${urn.slice(2)}` } as const
  await db.insertInto('school_record').values({ as_at: asAt, authority: ours, run, line: 2, ...nothing, ...dull, ...facts, urn: aUrn(urn) }).execute() // prettier-ignore
}

const nothing = {
  opened_on: null,
  religious_character: null,
  admissions: null,
  sixth_form: null,
  trust_uid: null,
  trust: null,
  sponsor: null,
  postcode: null,
  constituency: null,
  deprivation_quintile: null,
  pupils: null,
  lowest_age: null,
  highest_age: null,
  category: null,
}

async function havingInspection(db: Db, run: number, urn: string, on: string, then: string = urn): Promise<void> {
  const dull = { inspection_number: on, kind: 'graded', overall: '2', as_at: asAt, run, line: 2 } as const
  await db.insertInto('judgement').values({ ...dull, urn: aUrn(urn), inspected_on: aDay(on), urn_then: aUrn(then) }).execute() // prettier-ignore
}

async function names(db: Db, filter: Partial<SchoolFilter>): Promise<string[]> {
  const rows = await schools(reading(db), { authority: ours, asAt, filter: { ...everySchool, ...filter } })
  return rows.map(({ name }) => name)
}

test('schools are found by phase, type, trust, grade and category of concern', async (t) => {
  const db = await freshDb(t)
  const run = await havingFile(db)
  await havingSchool(db, run, '900001', { name: 'Ash', trust_uid: '7', trust: 'The Trust' })
  await havingSchool(db, run, '900002', { name: 'Beech', phase: 'Secondary', overall: 'Not judged', category: 'SM' })
  await havingSchool(db, run, '900003', { name: 'Cedar', type: 'Free School', overall: null })
  await havingSchool(db, run, '900004', { name: 'Far away', authority: anArea('002') })

  assert.deepEqual(await names(db, {}), ['Ash', 'Beech', 'Cedar'])
  assert.deepEqual(await names(db, { phase: 'Secondary' }), ['Beech'])
  assert.deepEqual(await names(db, { type: 'Free School' }), ['Cedar'])
  assert.deepEqual(await names(db, { trust: '7' }), ['Ash'])
  assert.deepEqual(await names(db, { trust: 'none' }), ['Beech', 'Cedar'])
  assert.deepEqual(await names(db, { grade: '2' }), ['Ash'])
  assert.deepEqual(await names(db, { grade: 'not-judged' }), ['Beech'])
  assert.deepEqual(await names(db, { grade: 'none' }), ['Cedar'])
  assert.deepEqual(await names(db, { grade: 'category' }), ['Beech'])
  assert.deepEqual(await names(db, { grade: 'category', phase: 'Primary' }), [])
})

test('a school is found by words of its name in any order, however the apostrophe is typed, and by the start of a number', async (t) => {
  const db = await freshDb(t)
  const run = await havingFile(db)
  await havingSchool(db, run, '900001', { name: 'St Osric’s CofE Primary School, Tealford', dfe_number: '0013456' })
  await havingSchool(db, run, '900012', { name: '100% Academy_Trust School', dfe_number: '0014000' })

  assert.deepEqual(await names(db, { words: "tealford osric's" }), ['St Osric’s CofE Primary School, Tealford'])
  assert.deepEqual(await names(db, { words: '90001' }), ['100% Academy_Trust School'])
  assert.deepEqual(await names(db, { words: '001/3456' }), ['St Osric’s CofE Primary School, Tealford'])
  assert.deepEqual(await names(db, { words: '%' }), ['100% Academy_Trust School'])
  assert.deepEqual(await names(db, { words: 'a_' }), [])
})

test('a school is found however its saint and its church are written, and by its postcode', async (t) => {
  const db = await freshDb(t)
  const run = await havingFile(db)
  const written = ['Saint Laurence Church of England School', 'St Laurence CofE School', 'St. Laurence C of E School'] as const
  for (const [i, name] of written.entries()) await havingSchool(db, run, `90000${i + 1}`, { name, postcode: `LK1 ${i + 1}AB` })
  await havingSchool(db, run, '900009', { name: 'First Steps', postcode: 'LK10 1AB' })
  const found = async (words: string) => (await names(db, { words })).length

  for (const words of [
    'st. laurence',
    'saint laurence',
    'St Laurence',
    'laurence saint',
    'CofE',
    'c of e',
    'Church of England',
    'st. laurence (CE)',
  ])
    assert.equal(await found(words), 3, words)
  assert.deepEqual(await names(db, { words: 'lk12ab' }), ['St Laurence CofE School'])
  assert.deepEqual(await names(db, { words: 'LK1 2AB' }), ['St Laurence CofE School'])
  assert.equal(await found('lk1'), 3)
  assert.deepEqual(await names(db, { words: 'lk10' }), ['First Steps'])
  assert.equal(await found('LK9'), 0)
})

test('schools are in the order asked for, those with nothing to sort by last either way, then by name', async (t) => {
  const db = await freshDb(t)
  const run = await havingFile(db)
  await havingSchool(db, run, '900001', { name: 'Ash', pupils: 200, phase: 'Special' })
  await havingSchool(db, run, '900002', { name: 'Beech', pupils: null, phase: 'Nursery', overall: 'Not judged' })
  await havingSchool(db, run, '900003', { name: 'Cedar', pupils: 90, overall: '1' })
  await havingInspection(db, run, '900001', '2019-11-05')
  await havingInspection(db, run, '900003', '2023-03-07')

  assert.deepEqual(await names(db, { sort: 'pupils' }), ['Cedar', 'Ash', 'Beech'])
  assert.deepEqual(await names(db, { sort: 'pupils', descending: true }), ['Ash', 'Cedar', 'Beech'])
  assert.deepEqual(await names(db, { sort: 'phase' }), ['Beech', 'Cedar', 'Ash'])
  assert.deepEqual(await names(db, { sort: 'grade' }), ['Cedar', 'Ash', 'Beech'])
  assert.deepEqual(await names(db, { sort: 'inspected' }), ['Ash', 'Cedar', 'Beech'])
})

test('an academy has the latest graded inspection that counts for it, though it was of its predecessor', async (t) => {
  const db = await freshDb(t)
  const run = await havingFile(db)
  await havingSchool(db, run, '900001', { name: 'Ash Academy' })
  await havingInspection(db, run, '900001', '2014-03-04', '900099')
  await havingInspection(db, run, '900001', '2018-05-01', '900098')

  const found = await school(reading(db), aUrn('900001'))

  assert.equal(found?.inspected_on, '2018-05-01')
  assert.equal(found?.urn_then, '900098')
  assert.equal(found?.source_file, 'schools.csv')
})

test('only the latest file counts in a list, and one school is told as the latest file that names it', async (t) => {
  const db = await freshDb(t)
  const run = await havingFile(db)
  await havingSchool(db, run, '900001', { name: 'Old name', as_at: aDay('2025-08-31') })
  await havingSchool(db, run, '900001', { name: 'New name' })
  await havingSchool(db, run, '900002', { name: 'Closed since', as_at: aDay('2025-08-31') })

  const latest = await latestSchools(reading(db), ours)

  assert.equal(latest?.file.as_at, '2026-08-31')
  assert.deepEqual(latest?.schools.map(({ name }) => name), ['New name']) // prettier-ignore
  assert.equal((await school(reading(db), aUrn('900001')))?.name, 'New name')
  assert.equal((await school(reading(db), aUrn('900002')))?.name, 'Closed since')
})

test('what a filter can ask for is counted over all schools of the authority', async (t) => {
  const db = await freshDb(t)
  const run = await havingFile(db)
  await havingSchool(db, run, '900001', { trust_uid: '7', trust: 'The Trust' })
  await havingSchool(db, run, '900002', { trust_uid: '7', trust: 'The Trust', phase: 'Secondary', category: 'SWK', overall: '4' })
  await havingSchool(db, run, '900003', { type: 'Free School', overall: null })

  const found = facetsOf((await latestSchools(reading(db), ours))?.schools ?? [])

  assert.deepEqual(found, {
    standings: [
      { phase: 'Primary', overall: '2', schools: 1 },
      { phase: 'Primary', overall: null, schools: 1 },
      { phase: 'Secondary', overall: '4', schools: 1 },
    ],
    types: [
      { value: 'Community School', text: 'Community School', schools: 2 },
      { value: 'Free School', text: 'Free School', schools: 1 },
    ],
    trusts: [{ value: '7', text: 'The Trust', schools: 2 }],
    inCategory: 1,
  })
})

test('the list changes with the next import', async (t) => {
  const db = await freshDb(t)
  const first = await havingFile(db)
  await havingSchool(db, first, '900001', { name: 'Ash' })
  await latestSchools(reading(db), ours)
  const next = await havingFile(db)
  await havingSchool(db, next, '900002', { name: 'Beech' })
  await endRun(db, next, { state: 'done', message: null }, new Date(0))

  const after = await latestSchools(reading(db), ours)

  assert.deepEqual(after?.schools.map(({ name }) => name), ['Ash', 'Beech']) // prettier-ignore
})
