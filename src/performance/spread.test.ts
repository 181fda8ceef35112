import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { havingTable } from '../../test/performance-rows.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { anArea, freshDb } from '../../test/support.ts'
import type { Db } from '../db/connect.ts'
import { reading } from '../db/connect.ts'
import { shippedSchoolMeasures } from './school-measure.import.ts'
import { groundsIn, likeItOf } from './likeness.store.ts'
import { rowsHeld } from './school-rows.store.ts'
import { placeIn, spreadOf } from './spread.ts'
import { sharedFacts } from './shared-facts.store.ts'
import { unwatched } from '../../test/spool.ts'
import { rebuildSchoolComparisons } from './spread-rebuild.store.ts'
import { spreadsOf, type SchoolFigures } from './spread-rebuild.ts'

const headings = ['RECTYPE', 'NFTYPE', 'TELIG', 'TOTPUPS', 'PTFSM6CLA1A', 'PTRWM_EXP']
const measures = shippedSchoolMeasures()
const rebuild = (db: Db) => db.transaction().execute((tx) => rebuildSchoolComparisons(tx, measures, unwatched))

async function spreadHeld(db: Db, area: string, kind = 'mainstream') {
  return db
    .selectFrom('spread')
    .select(['schools', 'lower_quartile', 'median', 'upper_quartile'])
    .where('measure', '=', 'ks2-rwm-expected')
    .where('area', '=', anArea(area))
    .where('kind', '=', kind)
    .where('among', '=', 'area')
    .executeTakeFirst()
}

async function likeOf(db: Db, urn: string) {
  const shared = await sharedFacts(reading(db))
  const grounds = groundsIn(await rowsHeld(reading(db), { codes: [urn], tables: ['ks2'] }, shared))
  return likeItOf(reading(db), { urn, grounds, measures, newestOnly: false }, shared)
}

/** As many schools of an authority as there are figures: 100001 and on. */
function schoolsWith(figures: readonly string[], authority: string, from = 100001, recordType = '1') {
  return figures.map((figure, i) => [String(from + i), authority, recordType, 'CY', '30', String(200 + i), '20%', figure] as const)
}

test('a spread holds as many schools as have a figure, and its quartiles are in order', () => {
  const property = fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 200 }), (figures) => {
    const spread = spreadOf(figures)

    assert.ok(spread)
    assert.equal(spread.schools, figures.length)
    assert.ok(Math.min(...figures) <= spread.lower && spread.lower <= spread.median)
    assert.ok(spread.median <= spread.upper && spread.upper <= Math.max(...figures))
    const above = figures.filter((figure) => placeIn(figure, spread) === 'highest quarter').length
    assert.ok(above <= figures.length / 4)
  })
  fc.assert(property, { numRuns: 500 })
})

test('the country has a spread only where the schools held are of nine in ten of its authorities', () => {
  const school = (urn: string, authority: string): SchoolFigures => ({ urn, kind: 'mainstream', authority: anArea(authority), figures: [50] }) // prettier-ignore
  const field = { nation: anArea('970'), authoritiesInNation: 3, neighbours: new Map() }

  const two = [...spreadsOf([school('1', '931'), school('2', '850')], ['m'], field)]
  const three = [...spreadsOf([school('1', '931'), school('2', '850'), school('3', '815')], ['m'], field)]

  assert.deepEqual(two.map(({ area }) => area), ['931', '850']) // prettier-ignore
  assert.deepEqual(three.map(({ area }) => area), ['970', '931', '850', '815']) // prettier-ignore
})

test('neighbours’ schools are those of the ten together, and not the authority’s own', () => {
  const near = Array.from({ length: 10 }, (_, i) => anArea(String(801 + i)))
  const schools = near.map((authority, i): SchoolFigures => ({ urn: String(i), kind: 'primary', authority, figures: [i * 10] }))
  const field = { nation: anArea('970'), authoritiesInNation: 150, neighbours: new Map([[anArea('931'), near]]) }

  const all = [...spreadsOf(schools, ['m'], field)]
  const few = [...spreadsOf(schools.slice(0, 7), ['m'], field)]

  const of = all.find(({ among }) => among === 'neighbours')
  assert.deepEqual([of?.area, of?.schools, of?.median], ['931', 10, 45])
  assert.equal(few.some(({ among }) => among === 'neighbours'), false) // prettier-ignore
})

test('a withheld figure is left out of the spread, and special schools are apart', async (t) => {
  const db = await freshDb(t)
  const schools = [...schoolsWith(['40%', '50%', 'SUPP', '70%'], '931'), ...schoolsWith(['0%'], '931', 100011, '2')]
  await havingTable(db, { table: 'ks2', year: 2019, headings, schools })

  await rebuild(db)

  assert.deepEqual(await spreadHeld(db, '931'), { schools: 3, lower_quartile: 45, median: 50, upper_quartile: 60 })
  assert.equal((await spreadHeld(db, '931', 'special'))?.median, 0)
})

test('the most settled figures count, whichever came first, and what is no longer held is gone', async (t) => {
  const db = await freshDb(t)
  await havingTable(db, { table: 'ks2', year: 2019, headings, schools: schoolsWith(['60%'], '931') })
  await havingTable(db, { table: 'ks2', year: 2019, stage: 'provisional', headings, schools: schoolsWith(['90%'], '931') })
  await rebuild(db)
  const both = await spreadHeld(db, '931')

  await db.deleteFrom('performance_row').execute()
  await db.deleteFrom('performance_file').execute()
  await rebuild(db)

  assert.equal(both?.median, 60)
  assert.deepEqual([await spreadHeld(db, '931'), await db.selectFrom('school_figures').selectAll().execute()], [undefined, []])
})

test('making it again without a change leaves what is there', async (t) => {
  const db = await freshDb(t)
  await havingTable(db, { table: 'ks2', year: 2019, headings, schools: schoolsWith(['60%'], '931') })
  await rebuild(db)
  await db.updateTable('spread').set({ schools: 99 }).execute()

  await rebuild(db)

  assert.equal((await spreadHeld(db, '931'))?.schools, 99)
})

test('what kind of school one in the table of absence is, the table of pupils says, whichever came first', async (t) => {
  const db = await freshDb(t)
  await havingTable(db, { table: 'absence', year: 2019, headings: ['PERCTOT'], schools: [['100001', '931', '4.1'], ['100002', '931', '6.1']] }) // prettier-ignore
  await rebuild(db)
  await havingTable(db, { table: 'census', year: 2019, headings: ['SCHOOLTYPE', 'NOR'], schools: [['100001', '931', 'State-funded primary', '200'], ['100002', '931', 'State-funded secondary', '900']] }) // prettier-ignore

  await rebuild(db)

  const kinds = await db.selectFrom('school_figures').select(['urn', 'kind']).where('table_key', '=', 'absence').orderBy('urn').execute()
  assert.deepEqual(kinds, [{ urn: '100001', kind: 'primary' }, { urn: '100002', kind: 'secondary' }]) // prettier-ignore
})

test('a school is likened with the schools of its table, its kind and its newest year', async (t) => {
  const db = await freshDb(t)
  const cells = (fsm: string, size: string, type = '1') => [type, 'CY', '30', size, fsm, '60%'] as const
  const schools = [
    ['100001', '931', ...cells('20%', '200')],
    ['100002', '850', ...cells('21%', '210')],
    ['100003', '931', ...cells('60%', '200')],
    ['100004', '931', ...cells('20%', '200', '2')],
    ['100005', '931', ...cells('SUPP', '200')],
  ] as const
  await havingTable(db, { table: 'ks2', year: 2018, headings, schools: [['100009', '931', ...cells('20%', '200')]] })
  await havingTable(db, { table: 'ks2', year: 2019, headings, schools })
  await rebuild(db)

  const likeIt = await likeOf(db, '100001')

  assert.deepEqual([likeIt?.table, likeIt?.year, likeIt?.among], ['ks2', 2019, 2])
  assert.deepEqual(likeIt?.nearest.map(({ urn, on }) => [urn, on]), [['100002', 2], ['100003', 2]]) // prettier-ignore
  assert.equal(likeIt?.nearest[0]?.figures.get(2019)?.get('ks2-rwm-expected'), 60)
})

test('the published national file gives the quartiles that another program finds', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  await db.updateTable('installation').set({ country: 'real' }).execute()
  const text = readFileSync(publishedFile('performance-tables/2018-2019/england_ks4provisional.csv'), 'utf8').replace('\uFEFF', '')
  // No cell of these columns has a comma, but names have: cells are counted from the end.
  const [head = '', ...lines] = text.trimEnd().split(/\r?\n/)
  const named = ['RECTYPE', 'NFTYPE', 'TPUP', 'ATT8SCR', 'P8MEA', 'PTL2BASICS_95']
  const fromEnd = named.map((heading) => head.split(',').length - head.split(',').indexOf(heading))
  const schools = lines.flatMap((line) => {
    const cells = line.split(',')
    const [, authority = '', , urn = ''] = cells
    return /^\d{6}$/.test(urn) ? [[urn, authority, cells[0] ?? '', ...fromEnd.slice(1).map((back) => cells.at(-back) ?? '')] as const] : []
  })
  await havingTable(db, { table: 'ks4', year: 2019, stage: 'provisional', headings: named, schools })

  await rebuild(db)

  const spreads = await db
    .selectFrom('spread')
    .select(['measure', 'schools', 'lower_quartile', 'median', 'upper_quartile'])
    .where('area', '=', anArea('970'))
    .where('kind', '=', 'mainstream')
    .orderBy('measure')
    .execute()
  // R's quantile, type 7, as numpy.percentile also takes it: worked out from the file by a Python program of its own.
  assert.deepEqual(spreads, [
    { measure: 'ks4-attainment-8', schools: 3190, lower_quartile: 41.2, median: 46.0, upper_quartile: 51.4 },
    { measure: 'ks4-english-maths-grade-5', schools: 3190, lower_quartile: 30.3, median: 40.0, upper_quartile: 51.9 },
    { measure: 'ks4-progress-8', schools: 3182, lower_quartile: -0.31, median: -0.03, upper_quartile: 0.29 },
  ])
})
