import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { freshDb } from '../../test/support.ts'
import { importFile } from '../sources/import-run.import.ts'
import { openFile } from '../sources/opened.import.ts'
import type { Edition } from './edition.ts'
import { gathering } from './lait.ts'

const parquet = 'la-level/lait/bds_long_0.parquet'

test('the tool’s Parquet file gives the figures that its CSV does, each as printed', { skip: withoutPublished }, async () => {
  const [table, text] = [await editionOf(parquet), await editionOf('la-level/lait/bds_long.csv.gz')]

  assert.deepEqual(table.areas, text.areas)
  assert.deepEqual(table.years.map(withoutLines), text.years.map(withoutLines))
})

test('the tool’s Parquet file is imported as its CSV is', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)

  const [run] = await importFile(db, { path: publishedFile(parquet), name: 'a file' }, anyImport)

  assert.deepEqual([run?.source, run?.rows_read, run?.rows_used, run?.rows_refused], ['lait', 641_070, 640_900, 170])
})

async function editionOf(name: string): Promise<Edition> {
  const [file] = (await openFile(publishedFile(name), name)).files
  const opened = await file?.open()
  const [under] = opened?.headings ?? []
  if (!opened || !under) return assert.fail(`${name} has no headings`)
  const gathered = gathering(under.cells, () => {})
  const lookedOver = await opened.lookOver(() => {}, new AbortController().signal)
  for await (const batch of opened.table(under, lookedOver, () => {}).batches) for (const row of batch) gathered.add(row)
  return gathered.edition()
}

/** The CSV's lines differ: some of its cells run over several. */
function withoutLines({ measure, year, published, figures }: Edition['years'][number]) {
  return { measure, year, published, figures }
}
