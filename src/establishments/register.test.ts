import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { importOne } from '../../test/made-up-files.ts'
import { layoutNow, layoutOf2015, layoutOfSearch, registerFile } from '../../test/made-up-register.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aDay, aUrn, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { importFile } from '../sources/import-run.import.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { registerEntries } from './establishment.store.ts'
import { linksAround } from './link.store.ts'

const page = { limit: 100, offset: 0 }
const entry = async (db: Db, urn: string) => (await registerEntries(reading(db), [aUrn(urn)])).get(aUrn(urn))

test('the register is known in each of its layouts, and gives the same of an establishment', async (t) => {
  const closed = { OpenDate: '01-09-1998', CloseDate: '31-08-2012', 'EstablishmentStatus (name)': 'Closed', 'LA (code)': '931' }
  for (const layout of [layoutOf2015, layoutOfSearch, layoutNow]) {
    const db = await freshDb(t)

    const run = await importOne(t, db, registerFile(layout, [closed]), anyImport)

    assert.deepEqual([run.source, run.rows_used, run.as_at], ['register', 1, '2025-03-17'])
    const found = await entry(db, '100001')
    assert.deepEqual(
      [found?.name, found?.dfe_number, found?.status, found?.opened_on, found?.closed_on, found?.pupils, found?.easting],
      ['A School', '9312001', 'Closed', '1998-09-01', '2012-08-31', '200', 451_000],
    )
    assert.equal(found?.type_group, layout === layoutOf2015 ? null : 'Local authority maintained schools')
  }
})

test('a search result with many links runs past its headings and is used; elsewhere such a row is refused', async (t) => {
  const db = await freshDb(t)
  const long = { 'Linked establishments': '100002 Predecessor', more: '100003 Predecessor|100004 Successor' }

  const search = await importOne(t, db, registerFile(layoutOfSearch, [long]), anyImport)
  const allData = await importOne(t, db, registerFile(layoutNow, [{ URN: '100005' }, { URN: '100006', more: 'x' }]), anyImport)

  assert.deepEqual([search.rows_used, search.rows_refused], [1, 0])
  assert.deepEqual([allData.rows_used, allData.rows_refused], [1, 1])
})

test('the links of a search result are held while no file of links is', async (t) => {
  const db = await freshDb(t)
  const row = { 'Linked establishments': '100002 Predecessor', more: '100003 Successor - amalgamated' }

  await importOne(t, db, registerFile(layoutOfSearch, [row, { URN: '100009', 'Linked establishments': 'Does not have links' }]), anyImport)

  const told = async () => (await linksAround(reading(db), aUrn('100001'))).map(({ link_urn, kind, manner }) => [link_urn, kind, manner])
  assert.deepEqual(await told(), [['100002', 'predecessor', null], ['100003', 'successor', 'amalgamation']]) // prettier-ignore
  await importOne(
    t,
    db,
    'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\r\n100001,100008,A School,Predecessor,01-09-2012\r\n',
    anyImport,
  )
  await importOne(t, db, registerFile(layoutOfSearch, [{ ...row, LastChangedDate: '01-01-2023' }]), anyImport)
  assert.deepEqual(await told(), [['100008', 'predecessor', null]])
})

test('a search result whose last cells are no links is refused, for its other cells may have moved too', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, registerFile(layoutOfSearch, [{}, { URN: '100002', 'Linked establishments': '12.5' }]), anyImport)

  assert.deepEqual(await refusedRows(reading(db), run.id, page), [{ line: 3, reason: 'Linked establishments "12.5" is not another URN and a type of link' }]) // prettier-ignore
})

test('a file of part of the register adds to what is held, and the newest statement counts, in whatever order they come', async (t) => {
  const older = registerFile(layoutOf2015, [{ EstablishmentName: 'Old name', LastChangedDate: '07-04-2015' }, { URN: '100002' , LastChangedDate: '01-04-2015' }]) // prettier-ignore
  const newer = registerFile(layoutNow, [{ EstablishmentName: 'New name' }])
  const sameDay = registerFile(layoutNow, [{ URN: '100003' }])
  for (const files of [
    [older, newer, sameDay],
    [sameDay, newer, older],
  ]) {
    // prettier-ignore
    const db = await freshDb(t)
    for (const file of files) await importOne(t, db, file, anyImport)

    assert.deepEqual((await entry(db, '100001'))?.name, 'New name')
    assert.deepEqual((await entry(db, '100002'))?.as_at, '2015-04-07')
    assert.deepEqual((await entry(db, '100003'))?.as_at, '2025-03-17')
  }
})

test('a figure suppressed stays a mark, a day nobody knows is none, and no authority is none', async (t) => {
  const db = await freshDb(t)
  const facts = { PercentageFSM: 'x', NumberOfPupils: '', OpenDate: '01-01-1900' }

  await importOne(t, db, registerFile(layoutNow, [facts, { URN: '100002', 'LA (code)': '000', EstablishmentNumber: '' }]), anyImport)

  const found = await entry(db, '100001')
  assert.deepEqual([found?.percentage_fsm, found?.pupils, found?.opened_on], ['x', null, null])
  const abroad = await entry(db, '100002')
  assert.deepEqual([abroad?.authority, abroad?.dfe_number], [null, null])
})

test('no name of a person and no telephone number is kept', async (t) => {
  const db = await freshDb(t)
  const people = { HeadFirstName: 'Zebedee', HeadLastName: 'Quartermaine', TelephoneNum: '01865000000', PropsName: 'Proprietor' }

  await importOne(t, db, registerFile(layoutNow, [people]), anyImport)

  assert.doesNotMatch(JSON.stringify(await entry(db, '100001')), /Zebedee|Quartermaine|01865000000|Proprietor/)
})

test('rows that cannot be read are refused, each for its first fault', async (t) => {
  const db = await freshDb(t)
  const faults = [
    { URN: '12' },
    { URN: '100002', 'LA (code)': '970' },
    { URN: '100003', EstablishmentNumber: '20' },
    { URN: '100004', EstablishmentName: '' },
    { URN: '100005', OpenDate: '31-02-2020' },
    { URN: '100006', Easting: 'east' },
    {},
    { URN: '100007', 'LA (code)': '001' },
  ]

  const run = await importOne(t, db, registerFile(layoutNow, [{}, ...faults]), anyImport)

  assert.deepEqual([run.rows_used, run.rows_refused], [1, 8])
  assert.deepEqual(
    (await refusedRows(reading(db), run.id, page)).map(({ line, reason }) => `${line} ${reason}`),
    [
      '3 URN "12" is not six digits',
      '4 LA (code) "970" is not that of an authority',
      '5 EstablishmentNumber "20" is not four digits',
      '6 The name or the status of the establishment is empty',
      '7 OpenDate "31-02-2020" is not a day like 31-08-2025',
      '8 Easting "east" is not a whole number',
      '9 URN 100001 stands on line 2 already',
      '10 LA (code) 001 is of another country than the rows before it',
    ],
  )
})

test('the published files of the register are used whole, each as at the day it was taken', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  for (const [name, rows, asAt] of [
    ['edubase-search-results_20220420_LA850_LA936.csv', 1_096, '2022-04-20'],
    ['edubasealldata20150407_free-schools-only.csv', 323, '2015-04-07'],
  ] as const) {
    const [run] = await importFile(db, { path: publishedFile(`gias/${name}`), name }, anyImport)

    assert.deepEqual([run?.rows_used, run?.rows_refused, run?.as_at], [rows, 0, asAt])
  }
  const counted = reading(db).selectFrom('establishment').select('status').select(({ fn }) => fn.countAll<number>().as('schools')) // prettier-ignore
  assert.deepEqual(await counted.where('as_at', '=', aDay('2022-04-20')).groupBy('status').orderBy('status').execute(), [
    { status: 'Closed', schools: 368 },
    { status: 'Open', schools: 726 },
    { status: 'Open, but proposed to close', schools: 2 },
  ])
})
