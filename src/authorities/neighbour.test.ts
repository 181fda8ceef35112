import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeXlsx } from 'hucre'
import { importOne } from '../../test/made-up-files.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { authoritiesNow, authorityNamed } from './authority.store.ts'
import { neighboursOf, neighbourSets } from './neighbour.store.ts'

const ten = ['873', '919', '825', '937', '916', '850', '867', '938', '869', '803']
const cumberland = ['943', '925', '884', '888', '813', '384', '860', '929', '371', '370']
const page = { limit: 100, offset: 0 }

const pairs = (codes: readonly string[], closeness = 'Very Close') => codes.flatMap((code) => [code, closeness])
const places = Array.from({ length: 10 }, (_, i) => i + 1)

const wideHeadings = ['old_la_code', 'la_name', 'region_ind', 'region_name', ...places.flatMap((place) => [`SN_${place}`, `SN_${place}P`])]

function wide(...rows: readonly (readonly string[])[]): string {
  return [wideHeadings, ...rows.map(([code = '', name = '', ...cells]) => [code, name, '6', 'South East', ...cells])]
    .map((row) => row.join(','))
    .join('\n')
}

async function workbook(...rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const headings = ['LA num', 'LA Name', 'LA number', 'GOInd', 'GOReg', ...places.flatMap((place) => [`SN${place}`, 'SNP'])]
  const shifted = rows.map(([code = '', name = '', ...cells]) => [
    Number(code) || code,
    name,
    Number(code) || code,
    '',
    '',
    ...cells.map((cell) => Number(cell) || cell),
  ])
  return writeXlsx({ sheets: [{ name: 'Groups', rows: [['A', 'B'], [1, 2], headings, ...shifted] }] })
}

const oxfordshire = ['931', 'Oxfordshire', ...pairs(ten)]
const set2021 = () =>
  workbook(['931', 'Oxfordshire', ...pairs([...ten].reverse())], ['942', 'Cumberland', ...places.flatMap(() => ['-', '-'])])
const set2025 = wide(oxfordshire, ['942', 'Cumberland', ...pairs(cumberland, 'close ')])

test('the neighbours of the newest set are given, the nearest first, unless another set is named', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, set2025)
  await importOne(t, db, await set2021())

  const newest = await neighboursOf(reading(db), anArea('931'))
  const older = await neighboursOf(reading(db), anArea('931'), '2021')

  assert.deepEqual(
    newest.map(({ code }) => code),
    ten,
  )
  assert.deepEqual(
    older.map(({ code }) => code),
    [...ten].reverse(),
  )
  assert.deepEqual(
    (await neighbourSets(reading(db))).map(({ title }) => title),
    ['Statistical neighbours, May 2025', 'Statistical neighbours, April 2021'],
  )
})

test('closeness is trimmed and written one way', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, set2025)

  const [nearest] = await neighboursOf(reading(db), anArea('942'))

  assert.equal(nearest?.closeness, 'Close')
})

test('an authority without neighbours and a heading between rows are refused with the reason', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(
    t,
    db,
    await workbook(
      ['931', 'Oxfordshire', ...pairs(ten)],
      ['942', 'Cumberland', ...places.flatMap(() => ['-', '-'])],
      ['', 'Old SNs:'],
      ['835', 'Dorset (Pre LG)', ...pairs(ten)],
    ),
  )

  assert.deepEqual([run.state, run.rows_used, run.as_at], ['done', 2, '2021-04-30'])
  assert.deepEqual(await refusedRows(reading(db), run.id, page), [
    { line: 5, reason: 'Cumberland (942) has no neighbours in this set: "-"' },
    { line: 6, reason: '"Old SNs:" is a heading between the rows, not an authority' },
  ])
})

test('a set that fits neither date is refused, not taken for one of them', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, wide(oxfordshire, ['942', 'Cumberland', ...pairs(ten)]))

  assert.equal(run.state, 'refused')
  assert.match(run.message ?? '', /neither that of April 2021 nor that of May 2025/)
})

test('the workbook and the wide CSV of one set make one set, in either order', async (t) => {
  for (const first of ['workbook', 'csv']) {
    const db = await freshDb(t)
    const book = await workbook(oxfordshire, ['942', 'Cumberland', ...pairs(cumberland)], ['835', 'Dorset (Pre LG)', ...pairs(ten)])
    const files = first === 'csv' ? [set2025, book] : [book, set2025]

    const runs = [await importOne(t, db, files[0] ?? ''), await importOne(t, db, files[1] ?? '')]

    assert.deepEqual(
      runs.map(({ state }) => state),
      ['done', 'done'],
    )
    assert.equal(runs[1]?.message, first === 'csv' ? null : 'All of it is held already as "Statistical neighbours, May 2025"')
    assert.equal((await neighboursOf(reading(db), anArea('835'))).length, 10)
    assert.equal((await neighbourSets(reading(db))).length, 1)
  }
})

test('a file that differs from the set that is held is refused, and says where', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, set2025)

  const run = await importOne(
    t,
    db,
    wide(['931', 'Oxfordshire', ...pairs([...ten].reverse())], ['942', 'Cumberland', ...pairs(cumberland)]),
  )

  assert.equal(run.state, 'refused')
  assert.match(run.message ?? '', /differs from "Statistical neighbours, May 2025" as it is held: for Oxfordshire \(931, line 2\)/)
})

test('neighbours that are not ten authorities of the country are refused', async (t) => {
  const db = await freshDb(t)
  const run = await importOne(
    t,
    db,
    wide(
      ['942', 'Cumberland', ...pairs(cumberland)],
      ['931', 'Oxfordshire', ...pairs([...ten.slice(0, 9), '931'])],
      ['932', 'B', ...pairs([...ten.slice(0, 9), '873'])],
      ['933', 'C', ...pairs([...ten.slice(0, 9), '001'])],
      ['934', 'D', ...pairs(ten, 'Quite close')],
    ),
  )

  const refused = await refusedRows(reading(db), run.id, page)

  assert.deepEqual(
    refused.map(({ reason }) => reason),
    [
      'Neighbour 10, 931, is the authority itself',
      'Neighbour 10, 873, stands twice',
      'Neighbour 10, 001, is of another country',
      'Closeness "Quite close" of neighbour 1 is not one of: Extremely close, Very close, Close, Somewhat close, Not close',
    ],
  )
})

test('the name of an ended authority comes from the newest set, whichever came first', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, wide(['942', 'Cumberland', ...pairs(cumberland)], ['835', 'Dorset (ended)', ...pairs(ten)]))
  await importOne(t, db, await workbook(['942', 'Cumberland', ...places.flatMap(() => ['-', '-'])], ['835', 'Dorset', ...pairs(ten)]))

  const dorset = await authorityNamed(reading(db), anArea('835'))

  assert.equal(dorset?.name, 'Dorset (ended)')
  assert.deepEqual(
    (await authoritiesNow(reading(db), aDay('2026-11-23'))).map(({ code }) => code),
    ['942'],
  )
})
