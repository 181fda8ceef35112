import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const folder = fileURLToPath(new URL('../../shared/data/', import.meta.url))
export const publishedAt = (name: string) => path.join(folder, name)

/** The published files, in the order that leaves LAIT, with all that it is compared with, to the end. */
export const published = {
  before: [
    'ofsted/State-funded_schools_inspections_and_outcomes_as_at_31_August_2025.csv',
    'la-level/lait/lait_data_dictionary.csv',
    'neighbours/sn_april_2021.xlsx',
    'neighbours/sn_may_2025.xlsx',
    'geo/england_la_lookup.csv',
    'geo/england_ctyua_may2023_buc_wgs84.geojson',
  ].map(publishedAt),
  lait: publishedAt('la-level/lait/bds_long.csv.gz'),
}

export const havePublished = existsSync(published.lait)

/** LAIT as plain text: its path, for the import, and its text, for the yardstick. */
export async function plainLait(into: string): Promise<{ path: string; text: string }> {
  const text = gunzipSync(readFileSync(published.lait)).toString('utf8')
  const plain = path.join(into, 'bds_long.csv')
  await writeFile(plain, text)
  return { path: plain, text }
}
