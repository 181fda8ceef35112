import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { anyImport } from '../../test/any-import.ts'
import { importOne } from '../../test/made-up-files.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aUrn, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { importFile } from '../sources/import-run.import.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { linksAround } from './link.store.ts'
import { linkKind } from './link.ts'

const headings = 'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate'
const linksFile = (...rows: readonly string[]) => [headings, ...rows, ''].join('\r\n')

test('a type of link says which came first, and how, only where it says so', () => {
  assert.deepEqual(linkKind('Predecessor'), { kind: 'predecessor', manner: null })
  assert.deepEqual(linkKind('Successor - merged'), { kind: 'successor', manner: 'merger' })
  assert.deepEqual(linkKind('Predecessor - amalgamated'), { kind: 'predecessor', manner: 'amalgamation' })
  assert.deepEqual(linkKind('Successor - Split School'), { kind: 'successor', manner: 'split' })
  for (const neither of ['Result of Amalgamation', 'Merged - change in age range', 'Sixth Form Centre Link', 'Other', 'Closure'])
    assert.deepEqual(linkKind(neither), { kind: 'other', manner: null })
})

test('links are kept as published, whatever the encoding, and a new file takes the place of the old', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, linksFile('100009,100008,"Gone",Predecessor,'), anyImport)
  const text = linksFile('100002,100001,"St Thérèse’s, Infants","Predecessor - merged","01-09-2012"', '100001,100002,"",Successor,""')

  const run = await importOne(t, db, iconv.encode(text, 'win1252'), anyImport)

  assert.deepEqual([run.source, run.rows_used, run.as_at], ['register-links', 2, null])
  const [first, second, ...others] = await linksAround(reading(db), aUrn('100001'))
  assert.deepEqual([first?.link_name, first?.manner, first?.established_on], ['St Thérèse’s, Infants', 'merger', '2012-09-01'])
  assert.deepEqual([second?.link_name, second?.kind, second?.established_on], [null, 'successor', null])
  assert.deepEqual(others, [])
  assert.deepEqual(await linksAround(reading(db), aUrn('100009')), [])
})

test('a link that cannot be used is refused with its reason', async (t) => {
  const db = await freshDb(t)
  const faults = [
    '1,100001,A,Predecessor,',
    '100001,,A,Predecessor,',
    '100001,100001,A,Predecessor,',
    '100001,100002,A,,',
    '100001,100002,A,Other,2012-09-01',
    '100002,100001,A,Predecessor,01-09-2012',
    '900001,900002,A,Predecessor,',
    '100001,100003,A,Predecessor,,more',
  ]

  const run = await importOne(t, db, linksFile('100002,100001,A,Predecessor,', ...faults), anyImport)

  assert.deepEqual([run.rows_read, run.rows_used, run.rows_refused], [9, 1, 8])
  assert.deepEqual(
    (await refusedRows(reading(db), run.id, { limit: 100, offset: 0 })).map(({ line, reason }) => `${line} ${reason}`),
    [
      '3 URN "1" is not six digits',
      '4 LinkURN "" is not six digits',
      '5 100001 is linked to itself',
      '6 LinkType is empty',
      '7 LinkEstablishedDate "2012-09-01" is not a day like 31-08-2025',
      '8 The link of 100002 and 100001 as "Predecessor" stands on line 2 already',
      '9 The link of 900001 and 900002 is of another country than the rows before it',
      '10 The row has more cells than there are headings',
    ],
  )
})

test('all 33,801 published links are used, each kind as often as it is published', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  const name = 'links_edubasealldata20250422.csv'

  const [run] = await importFile(db, { path: publishedFile(`gias/${name}`), name }, anyImport)

  assert.deepEqual([run?.rows_read, run?.rows_used, run?.rows_refused], [33_801, 33_801, 0])
  const kinds = await reading(db)
    .selectFrom('establishment_link')
    .select(['kind', 'manner'])
    .select(({ fn }) => fn.countAll<number>().as('links'))
    .groupBy(['kind', 'manner'])
    .orderBy('kind')
    .orderBy('manner')
    .execute()
  assert.deepEqual(
    kinds.map(({ kind, manner, links }) => `${links} ${kind} ${manner ?? ''}`.trim()),
    [
      '347 other',
      '123 predecessor amalgamation',
      '230 predecessor merger',
      '44 predecessor split',
      '16264 predecessor',
      '110 successor amalgamation',
      '184 successor merger',
      '48 successor split',
      '16451 successor',
    ],
  )
})
