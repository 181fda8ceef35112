import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aLookup, importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { lookupImporter } from '../authorities/lookup.import.ts'
import { reading } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import { statisticImporter } from '../statistics/statistic.import.ts'
import { ofOneAuthority } from './one-authority.store.ts'

test('a file that was cut to one authority is told from a national one', async (t) => {
  const db = await freshDb(t)
  const known = { importers: [lookupImporter, statisticImporter] }
  const file = (column: string, codes: readonly string[]) =>
    csvOf(
      ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'old_la_code', column],
      [['202425', 'Academic year', 'National', 'E92000001', '', '5.5'], ...codes.map((code) => ['202425', 'Academic year', 'Local authority', 'E92000001', code, '6.5'])], // prettier-ignore
    )
  await importOne(t, db, aLookup, known)
  const ours = await importOne(t, db, file('rate', ['931']), known)
  await importOne(t, db, file('share', ['931', '801']), known)
  await importOne(t, db, file('national_rate', []), known)

  assert.deepEqual([...(await ofOneAuthority(reading(db)))], [[ours.id, 'Oxfordshire']])
})
