import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { importOne } from '../../test/made-up-files.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { areaCodesImporter } from './area-codes.import.ts'
import { authorityNamed } from './authority.store.ts'
import { lookupImporter } from './lookup.import.ts'

const known = { importers: [lookupImporter, areaCodesImporter] }
const lookup = `old_la_code,new_la_code,la_name,region_code,region_name
801,E06000023,"Bristol, City of",E12000009,South West
204,E09000012,Hackney,E13000001,Inner London
931,E10000025,Oxfordshire,E12000008,South East
`

test('the codes beside the performance tables name what no other file does, and say where they differ', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, lookup, known)
  const file = `LEA,LA Name,REGION,REGION NAME
801,Bristol City of,45,South West B
204,Hackney,32,London East
931,Oxford,38,South East C
371,Doncaster,12,South and West Yorkshire
371,Doncaster,12,South and West Yorkshire
x,Nowhere,12,
`

  const run = await importOne(t, db, file, known)

  assert.deepEqual([run.source, run.state, run.rows_used, run.rows_refused], ['area-codes', 'done', 4, 2])
  assert.equal(
    run.message,
    '4 names and regions of local authorities, checked against the areas that other files give: 2 rows differ. line 4: 931 is Oxford here and Oxfordshire elsewhere; line 5: 371 Doncaster is named by no other file',
  )
  assert.deepEqual(await authorityNamed(reading(db), anArea('371')), { name: 'Doncaster', region: 'Yorkshire and The Humber' })
  assert.deepEqual(await authorityNamed(reading(db), anArea('931')), { name: 'Oxfordshire', region: 'South East' })
  assert.deepEqual(
    (await refusedRows(reading(db), run.id, { limit: 9, offset: 0 })).map(({ reason }) => reason),
    ['LEA 371 stands on line 5 already', 'LEA "x" is not the three digits of a local authority'],
  )
})

test('the published codes beside the performance tables import with every row used', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, await readFile(publishedFile('geo/england_la_lookup.csv')), known)
  const file = (year: string) => readFile(publishedFile(`performance-tables/${year}/la_and_region_codes_meta.csv`))

  const now = await importOne(t, db, await file('2024-2025'), known)
  const before = await importOne(t, db, await file('2018-2019'), known)

  assert.deepEqual([now.rows_read, now.rows_used, now.rows_refused], [153, 153, 0])
  assert.match(
    now.message ?? '',
    /^153 names and regions of local authorities, checked against the areas that other files give: none differs$/,
  )
  assert.deepEqual([before.rows_read, before.rows_used], [152, 152])
  assert.match(before.message ?? '', /: 1 row differs. line 139: 909 Cumbria is named by no other file$/)
})
