import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { holdAreas } from '../authorities/area.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { importFile, type FileGiven } from '../sources/import-run.import.ts'
import { held, refusedRows } from '../sources/import-run.store.ts'
import { cellUnder } from './performance-row.ts'
import { performanceRowsOf, rowsStillHeld } from './performance-row.store.ts'

const absenceHeadings = 'LA,ESTAB,URN,PERCTOT,PPERSABS10'
const ks2Headings = 'RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP'
const spendingHeadings = 'LA,URN,MEDIAN,PUPILS,FSMBAND,GRANTFUNDING,TOTALINCOME,TOTALEXPENDITURE'

async function bring(t: TestContext, db: Db, lines: readonly string[], given: Partial<FileGiven> = {}, ending = '\n') {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-performance-'))
  t.after(() => rm(folder, { recursive: true }))
  const at = path.join(folder, 'file')
  await writeFile(at, `${lines.join('\n')}${ending}`)
  const [run] = await importFile(db, { path: at, name: 'england_abs.csv', ...given }, anyImport)
  assert.ok(run)
  return run
}

const refusedOf = async (db: Db, run: { id: number }) =>
  (await refusedRows(reading(db), run.id, { limit: 100, offset: 0 })).map(({ line, reason }) => `${line}: ${reason}`)

const overall = async (db: Db, code: string) =>
  (await performanceRowsOf(reading(db), [code])).map(
    (row) => `${row.year} ${row.stage} ${cellUnder(row, 'PERCTOT') ?? cellUnder(row, 'PTRWM_EXP')}`,
  )

test('a file that says nowhere which year it is of is refused with how to say it', async (t) => {
  const db = await freshDb(t)

  const run = await bring(t, db, [absenceHeadings, '931,2000,100001,3.5,8'])

  assert.equal(run.state, 'refused')
  assert.equal(
    run.message,
    'Its columns are of 2015 to 2016 or later, and neither they nor its name or folder say which academic year it is of. Say it: on the page of this import, in the field Academic year of the Data page, or with --year 2018/19. A name like 2018-2019_england_census.csv says it too',
  )
})

test('the year is taken from the folder, the name, or whoever brings the file, the nearest first', async (t) => {
  const db = await freshDb(t)
  const rows = [absenceHeadings, '931,2000,100001,3.5,8']
  const yearOf = async (given: Partial<FileGiven>, estab: string) => (await bring(t, db, [...rows, `931,${estab},100002,1,1`], given)).year

  assert.equal(await yearOf({ folders: '/data/2017-2018/2018-2019' }, '1'), 2019)
  assert.equal(await yearOf({ folders: '/data/2017-2018', name: '2021-2022_england_abs.csv' }, '2'), 2022)
  assert.equal(await yearOf({ folders: '/data/2017-2018', year: 2023 }, '3'), 2023)
  assert.equal(await yearOf({ name: 'abs_2017.csv' }, '4'), 2017)
})

test('a year told that the columns contradict is refused; a name that they contradict is not', async (t) => {
  const db = await freshDb(t)
  const rows = [`${ks2Headings},PTRWM_EXP_17,PTRWM_EXP_18`, '1,931,2000,100001,Ash,30,62%,61%,60%']

  const told = await bring(t, db, rows, { year: 2018 })
  const named = await bring(t, db, rows, { name: '2017-2018_england_ks2final.csv' })

  assert.equal(told.state, 'refused')
  assert.match(told.message ?? '', /^It was said to be of 2017 to 2018, and its columns are of 2018 to 2019\./)
  assert.equal(named.year, 2019)
  assert.match(
    named.message ?? '',
    /final: 1 school\. Its columns are of 2018 to 2019, though its name says 2017 to 2018: the columns count$/,
  )
})

test('the absence of 15% of sessions is not of a year since 2016', async (t) => {
  const db = await freshDb(t)

  const run = await bring(t, db, ['LA,ESTAB,URN,PERCTOT,PPERSABS15', '931,2000,100001,3.5,8'], { year: 2019 })

  assert.match(run.message ?? '', /its columns are of 2014 to 2015 or earlier/)
})

test('one authority’s file stands beside another’s, and takes the place of that authority’s rows only', async (t) => {
  const db = await freshDb(t)
  const year = 2019
  const country = await bring(
    t,
    db,
    [absenceHeadings, '931,2000,100001,3.5,8', '850,2000,100002,4,9', '850,2001,100003,5,9', 'NAT,PRI,,4,8'],
    { year },
  )
  const one = await bring(t, db, [absenceHeadings, '850,2000,100002,4.1,9', 'NAT,PRI,,4,8.1'], { year })

  assert.deepEqual(await overall(db, '100001'), ['2019 final 3.5'])
  assert.deepEqual(await overall(db, '100002'), ['2019 final 4.1'])
  assert.deepEqual(await overall(db, '100003'), [])
  assert.deepEqual(
    (await held(reading(db))).map(({ id }) => id),
    [one.id, country.id],
  )
})

test('a file stands no longer once every row of it was replaced', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, [absenceHeadings, '850,2000,100002,4,9'], { year: 2019 })
  await bring(t, db, [absenceHeadings, '850,2000,100002,4.2,9'], { year: 2018 })

  const whole = await bring(t, db, [absenceHeadings, '850,2000,100002,4.1,9'], { year: 2019 })

  assert.deepEqual(
    (await held(reading(db))).map(({ id, year }) => [id, year]),
    [
      [whole.id, 2019],
      [2, 2018],
    ],
  )
})

test('the same file changes nothing while its rows stand, and is imported again once some were replaced', async (t) => {
  const db = await freshDb(t)
  const year = 2019
  const country = [absenceHeadings, '931,2000,100001,3.5,8', '850,2000,100002,4,9']
  await bring(t, db, country, { year })

  const again = await bring(t, db, country, { year })
  await bring(t, db, [absenceHeadings, '850,2000,100002,4.1,9'], { year })
  const restored = await bring(t, db, country, { year })

  assert.equal(again.state, 'unchanged')
  assert.equal(again.year, 2019)
  assert.equal(restored.state, 'done')
  assert.deepEqual(await overall(db, '100002'), ['2019 final 4'])
  assert.deepEqual(
    (await held(reading(db))).map(({ id }) => id),
    [restored.id],
  )
})

test('the same file told another year was told wrong before', async (t) => {
  const db = await freshDb(t)
  const rows = [absenceHeadings, '931,2000,100001,3.5,8']
  await bring(t, db, rows, { year: 2018 })

  const run = await bring(t, db, rows, { year: 2019 })

  assert.equal(run.state, 'done')
  assert.deepEqual(await overall(db, '100001'), ['2019 final 3.5'])
  assert.deepEqual(
    (await held(reading(db))).map(({ id }) => id),
    [run.id],
  )
})

test('provisional results give way to final ones, and come back when the final ones lack a school', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, [ks2Headings, '1,931,2000,100001,Ash,30,60%', '1,931,2001,100002,Beech,30,50%'], {
    name: '2022-2023_england_ks2provisional.csv',
  })
  await bring(t, db, [ks2Headings, '1,931,2000,100001,Ash,30,61%'], { name: '2022-2023_england_ks2final.csv' })

  assert.deepEqual(await overall(db, '100001'), ['2023 final 61%'])
  assert.deepEqual(await overall(db, '100002'), ['2023 provisional 50%'])
})

test('a row that cannot be used is refused with a reason in plain words', async (t) => {
  const db = await freshDb(t)

  const run = await bring(
    t,
    db,
    [
      ks2Headings,
      '1,931,2000,100001,Ash,30,60%',
      '1,931,2000,100001,Ash again,30,60%',
      '9,931,2000,100002,Beech,30,60%',
      '1,9,2000,100003,Cedar,30,60%',
      '1,931,2000,,Dogwood,30,60%',
      '3, ,,,Elmshire,30,60%',
      '1,001,2000,900001,Fir,30,60%',
      '4,,,,,30,60%',
      '4,,,,,30,60%',
      ' ,,,,,,',
      '1,931,2000,100004,Gorse,30,60%,more',
      '1,931,2000,100005',
    ],
    { year: 2019 },
  )

  assert.deepEqual([run.rows_read, run.rows_used], [12, 3])
  assert.deepEqual(await refusedOf(db, run), [
    '3: URN 100001 stands on line 2 already',
    '4: RECTYPE "9" is none that the publisher explains',
    '5: LEA "9" is not the three digits of an authority',
    '6: URN "" is not six digits',
    '7: LEA "" is not the three digits of an authority',
    '8: The row is of another country than the rows before it',
    '10: The country’s row for 4 stands on line 9 already',
    '11: The row is empty',
    '12: The row has more cells than there are headings',
  ])
})

test('an authority that is only named is the one whose schools the file has, or one that a file held names', async (t) => {
  const db = await freshDb(t)
  const year = 2019
  const one = await bring(t, db, [spendingHeadings, '815,100001,Primary,30,Low,1,2,3', 'LA-PRI,North Yorkshire,Primary,,Low,1,2,3'], {
    year,
  })
  await holdAreas(db, 'a file', [{ code: anArea('850'), name: 'Hampshire', region: null, gss: null, line: 2 }], one.id)
  const schools = ['815,100001,Primary,30,Low,1,2,3', '850,100002,Primary,30,Low,1,2,3']
  const areas = ['LA-PRI,Hampshire,Primary,,Low,1,2,3', 'LA-PRI,Hantshire,Primary,,Low,1,2,3']
  const two = await bring(t, db, [spendingHeadings, ...schools, ...areas], { year })

  assert.deepEqual(await refusedOf(db, one), [])
  assert.deepEqual(await refusedOf(db, two), [
    '5: The row is of the authority "Hantshire", whose code no row of this file gives, nor any file held',
  ])
})

test('headings are known in capitals or small letters', async (t) => {
  const db = await freshDb(t)

  const run = await bring(t, db, ['urn,La,Estab,nor,PnumEAL,PNUMUNCLF', '100001,931,2000,30', '100002,931,2001,31'], {
    name: 'england_census_201819.csv',
  })

  assert.equal(run.source, 'school-census')
  assert.equal(run.rows_used, 2)
})

test('a last row may stop where one before it does, though no line end follows; one that stops elsewhere was cut off', async (t) => {
  const db = await freshDb(t)
  const rows = [absenceHeadings, '931,2000,100001,3.5', '931,2001,100002,3.5,8']

  const whole = await bring(t, db, [...rows, '931,2002,100003,4.5'], { year: 2019 }, '')
  const cut = await bring(t, db, [...rows, '931,2002,1'], { year: 2019 }, '')

  assert.equal(whole.rows_used, 3)
  assert.equal(cut.message, 'The file looks half-written: its last row, line 4, stops after 3 cells of 5')
})

test('tables of years not at hand are known by the columns they had', async (t) => {
  const db = await freshDb(t)
  const known = async (heading: string, row: string) => {
    const run = await bring(t, db, [heading, row], { name: 'england_ks4.csv' })
    return [run.source, run.year ?? run.message?.slice(0, 40)]
  }
  const ks4 = 'RECTYPE,ALPHAIND,LEA,ESTAB,URN,SCHNAME,ADDRESS1,TPUP'

  assert.deepEqual(await known(`${ks4},PTAC5EM`, '1,1,931,4000,100001,Ash,,90,60%'), [
    'ks4-results',
    'Its columns are of 2010 to 2011 or 2011 ',
  ])
  assert.deepEqual(await known(`${ks4},PTAC5EM_PTQ`, '1,1,931,4000,100001,Ash,,90,60%'), ['ks4-results', 2014])
  assert.deepEqual(await known(`${ks4},PTAC5EM_PTQ_EE,PTL2BASICS_LL_PTQ_EE`, '1,1,931,4000,100001,Ash,,90,60%,1%'), ['ks4-results', 2016])
  assert.deepEqual(await known(`${ks4},ATT8SCR,ATT8SCR_22,ATT8SCR_23`, '1,1,931,4000,100001,Ash,,90,40,1,1'), ['ks4-results', 2024])
  assert.deepEqual(await known(`${ks2Headings},TELIG_23,TELIG_24`, '1,931,2000,100001,Ash,30,62%,1,1'), ['ks2-results', 2025])
})

test('a file with fewer schools than the one it takes the place of says how many there were before and are now', async (t) => {
  const db = await freshDb(t)
  const year = 2019
  const full = await bring(t, db, [absenceHeadings, '850,2000,100002,4,9', '850,2001,100003,5,9', 'NAT,PRI,,4,8'], { year })

  const short = await bring(t, db, [absenceHeadings, '850,2000,100002,4.1,9'], { year })

  assert.match(
    short.message ?? '',
    /It has fewer schools than the file it takes the place of: 1 of authority 850, and 2 before\. If that is a mistake, import the fuller file again/,
  )
  assert.doesNotMatch(full.message ?? '', /fewer/)
  assert.deepEqual(
    [...(await rowsStillHeld(reading(db)))],
    [
      [full.id, 1],
      [short.id, 1],
    ],
  )
})
