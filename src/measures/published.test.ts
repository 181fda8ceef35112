import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading, type Db } from '../db/connect.ts'
import { importFile } from '../sources/import-run.import.ts'
import { anyImport } from '../../test/any-import.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { comparedRows } from './export.store.ts'

const files = [
  'la-level/lait/lait_data_dictionary.csv',
  'neighbours/sn_april_2021.xlsx',
  'neighbours/sn_may_2025.xlsx',
  'la-level/lait/bds_long.csv.gz',
]

/**
 * Oxfordshire in the tool's file of April 2026, worked by hand with R's definitions (the first two by R's own `quantile`,
 * type 7): value, rank, of, band, the three cut points, mean of the neighbours of 2025.
 */
const oxfordshire = {
  KS2RWM_Expected_STD: [62, 78, 151, 'C', [60, 63, 66], 61.2],
  DAP_NEW_KS2_RWM: [40, 124, 151, 'D', [42, 47, 52], 39.5],
  AVG_Attain8_Score: [46.4, 60, 152, 'B', [43.475, 45.4, 48], 47.99],
  DAP_KS4_ATT8: [31.3, 128, 152, 'D', [32.2, 33.9, 36.375], 32.2],
  AVG_Prog8_Score: [0.05, 51, 152, 'B', [-0.1925, -0.05, 0.1125], 0.056],
  TotPerAbNew: [17.75, 62, 153, 'B', [16.94, 18.12, 19.54], 16.714],
} as const

test(
  'the published files give Oxfordshire the rank, band, cut points and neighbours’ mean that R does',
  { skip: withoutPublished },
  async (t) => {
    const db = await freshDb(t)
    for (const name of files) await imported(db, name)

    const rows = await latestOf(db, '931')
    const cuts = await db.selectFrom('series').selectAll().where('latest', '=', true).orderBy('id').execute()

    for (const [code, [value, rank, of, band, quartiles, mean]] of Object.entries(oxfordshire)) {
      const row = rows.find(({ measure }) => measure === code)
      const series = cuts.find(({ measure }) => measure === code)
      assert.deepEqual([row?.value, row?.rank, row?.of, row?.band], [value, rank, of, band], code)
      assert.deepEqual([series?.quartile_1, series?.quartile_2, series?.quartile_3].map(toFourPlaces), quartiles.map(toFourPlaces), code)
      assert.equal(toFourPlaces(row?.neighbour_mean ?? undefined), toFourPlaces(mean), code)
    }
  },
)

async function imported(db: Db, name: string) {
  const [run] = await importFile(db, { path: publishedFile(name), name }, anyImport)
  assert.equal(run?.state, 'done', name)
  if (name.includes('bds_long')) assert.deepEqual([run.rows_read, run.rows_used, run.rows_refused], [641_070, 640_900, 170])
}

async function latestOf(db: Db, authority: string) {
  const found = []
  for await (const { rows } of comparedRows(reading(db), { authority: anArea(authority), latest: true, today: aDay('2026-11-23') }))
    found.push(...rows)
  return found
}

const toFourPlaces = (figure: number | null | undefined) =>
  figure === null || figure === undefined ? undefined : Math.round(figure * 10_000)
