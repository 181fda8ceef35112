import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importOne } from '../../test/made-up-files.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { anImport } from '../../test/made-up-files.ts'
import { aUrn, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { importFile } from '../sources/import-run.import.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { lineage } from './lineage.store.ts'
import { lineageView } from './lineage.view.ts'
import { linkImporter } from './link.import.ts'
import { reducedRegisterImporter } from './reduced-register.import.ts'

const known = { importers: [reducedRegisterImporter, linkImporter] }
const file = (...rows: readonly string[]) => ['urn,name,open_date,close_date,town,postcode', ...rows, ''].join('\n')

test('an establishment that only a reduced register names has its name and its days', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, 'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\r\n900002,900001,,Predecessor,01-09-2012\r\n', known)

  await importOne(t, db, file('900001,"Ash, Infant",01-01-1900,31-08-2012,Larkham,LA1 1AA'), known)

  const [came] = lineageView(await lineage(reading(db), aUrn('900002'))).cameFrom
  assert.deepEqual([came?.name, came?.opened, came?.closed], ['Ash, Infant', '–', '31 August 2012'])
  const own = await lineage(reading(db), aUrn('900001'))
  assert.deepEqual([own.known, own.names.get(aUrn('900001'))], [true, 'Ash, Infant'])
})

test('what a link calls an establishment stands before what a reduced register does', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, file('900001,Cut Name,,,,'), known)

  await importOne(t, db, 'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\r\n900002,900001,Full Name,Predecessor,\r\n', known)

  assert.equal((await lineage(reading(db), aUrn('900002'))).names.get(aUrn('900001')), 'Full Name')
})

test('a row of a reduced register that cannot be used is refused with its reason', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(
    t,
    db,
    file('900001,A,,,,', '1,A,,,,', '900001,A,,,,', '900002,,,,,', '900003,A,2012,,,', '100001,A,,,,'),
    known,
  )

  assert.deepEqual(
    (await refusedRows(reading(db), run.id, { limit: 100, offset: 0 })).map(({ line, reason }) => `${line} ${reason}`),
    [
      '3 urn "1" is not six digits',
      '4 urn 900001 stands on line 2 already',
      '5 name is empty',
      '6 open_date "2012" is not a day like 31-08-2025',
      '7 urn 100001 is of another country than the rows before it',
    ],
  )
})

test('all 42,545 rows of the reduced register of November 2022 are used', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  const path = publishedFile('gias/reduced_national_20221102_6cols.csv')

  const [run] = await importFile(db, { path, name: 'a file' }, { ...anImport, ...known })

  assert.deepEqual([run?.source, run?.rows_read, run?.rows_used, run?.rows_refused], ['register-reduced', 42_545, 42_545, 0])
})
