import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { anImport } from '../../test/made-up-files.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { boundaries } from '../authorities/area.store.ts'
import { authoritiesNow } from '../authorities/authority.store.ts'
import { neighboursOf, neighbourSets } from '../authorities/neighbour.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { decoded, EncodingFinder } from '../lib/encoding.ts'
import { importFile } from './import-run.import.ts'
import type { ImportRun } from './import-run.ts'

const skip = withoutPublished

const ofsted = 'ofsted/State-funded_schools_inspections_and_outcomes_as_at_31_August_2025.csv'
const files = [
  ofsted,
  'geo/england_la_lookup.csv',
  'geo/england_ctyua_may2023_buc_wgs84.geojson',
  'neighbours/sn_april_2021.xlsx',
  'neighbours/sn_may_2025.xlsx',
  'neighbours/sn_model_2025_wide.csv',
]

test('the published files', { skip }, async (t) => {
  const db = await freshDb(t)
  const ended = new Map<string, ImportRun | undefined>()
  for (const name of files) ended.set(name, await give(db, name))

  await t.test('every published file is known by its content, and every row of it is used or refused', () => {
    const facts = files.map((name) => {
      const run = ended.get(name)
      return [run?.source, run?.as_at, run?.rows_read, run?.rows_used, run?.rows_refused].join(' ')
    })

    assert.deepEqual(facts, [
      'ofsted-state-funded 2025-08-31 21990 21990 0',
      'lookup  153 153 0',
      'boundaries  153 153 0',
      'neighbours 2021-04-30 159 156 3',
      'neighbours 2025-05-31 159 158 1',
      'neighbours-wide 2025-05-31 153 153 0',
    ])
  })

  await t.test('21,990 schools are open, 309 of them in Oxfordshire, 268 with a grade and 37 not judged; 261 in a category', async () => {
    const schools = await reading(db).selectFrom('school_record').select(['authority', 'overall', 'category']).orderBy('urn').execute()
    const ours = schools.filter(({ authority }) => authority === '931')

    const judged = ours.filter(({ overall }) => overall === 'Not judged')
    assert.deepEqual([schools.length, ours.length, judged.length], [21_990, 309, 37])
    assert.equal(ours.filter(({ overall }) => overall !== null && overall !== 'Not judged').length, 268)
    assert.equal(schools.filter(({ category }) => category !== null).length, 261)
  })

  await t.test("3,153 schools carry a predecessor's latest grade", async () => {
    const { count } = await reading(db)
      .selectFrom('judgement as j')
      .innerJoin('school_record as s', (join) => join.onRef('s.urn', '=', 'j.urn').onRef('s.line', '=', 'j.line'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('j.kind', '=', 'graded')
      .where('j.inspection_type', 'is not', null)
      .whereRef('j.urn_then', '<>', 'j.urn')
      .executeTakeFirstOrThrow()

    assert.equal(count, 3_153)
  })

  await t.test('there are 153 authorities, each with a boundary and ten neighbours', async () => {
    const all = await authoritiesNow(reading(db), aDay('2026-11-23'))
    const outlined = new Set((await boundaries(reading(db))).map(({ code }) => code))
    const ours = await neighboursOf(reading(db), anArea('931'))

    assert.equal(all.length, 153)
    assert.ok(all.every(({ code, region }) => outlined.has(code) && region !== null))
    assert.deepEqual(
      ours.map(({ name }) => name),
      [
        'Cambridgeshire',
        'Hertfordshire',
        'Buckinghamshire',
        'Warwickshire',
        'Gloucestershire',
        'Hampshire',
        'Bracknell Forest',
        'West Sussex',
        'West Berkshire',
        'South Gloucestershire',
      ],
    )
    assert.deepEqual(
      (await neighbourSets(reading(db))).map(({ key }) => key),
      ['2025', '2021'],
    )
  })

  await t.test('the workbook and the wide CSV of May 2025 are the same set', () => {
    assert.equal(ended.get('neighbours/sn_model_2025_wide.csv')?.message, 'All of it is held already as "Statistical neighbours, May 2025"')
  })

  await t.test('the same files again change nothing', async () => {
    for (const name of files) assert.equal((await give(db, name))?.state, 'unchanged', name)
  })

  await t.test('published files that are not known are refused', async () => {
    const strange = [
      'gias/links_edubasealldata20250422.csv',
      'la-level/lait/bds_long_0.parquet',
      'ofsted/england_ofsted-schools_31_July_2018.xlsx',
      'finance/RSX_LA_Data_2024-25_data_by_LA.ods',
    ]

    for (const name of strange) assert.equal((await give(db, name))?.state, 'refused', name)
  })
})

test('a published file in Windows-1252 is told from one in UTF-8, and its names are read', { skip }, async () => {
  const bytes = await readFile(publishedFile('gias/links_edubasealldata20250422.csv'))
  const finder = new EncodingFinder()
  finder.see(bytes)

  let text = ''
  for await (const piece of decoded(one(bytes), finder.found())) text += piece

  assert.equal(finder.found(), 'Windows-1252')
  assert.match(text, /ô/)
  assert.doesNotMatch(text, /[\u0080-\u009F\uFFFD]/)
})

async function* one(bytes: Uint8Array) {
  yield bytes
}

async function give(db: Db, name: string): Promise<ImportRun | undefined> {
  const [run] = await importFile(db, { path: publishedFile(name), name: 'a file' }, anImport)
  return run
}
