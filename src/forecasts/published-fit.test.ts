import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { importers, rebuild } from '../features.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { inFiles } from './fit-files.import.ts'
import { fitted } from './fitted.store.ts'
import { shippedFolder } from './shipped.import.ts'
import { writtenScores } from './scores.form.ts'
import { writtenMethod } from './shipped.form.ts'

/** The files that the shipped method was learnt from. */
const files = [
  'ofsted/State-funded_schools_inspections_and_outcomes_as_at_31_August_2025.csv',
  'ofsted/england_ofsted-schools_31_July_2018.xlsx',
  'gias/links_edubasealldata20250422.csv',
  'performance-tables/2018-2019/england_census.csv',
  'performance-tables/2018-2019/england_abs.csv',
  'performance-tables/2018-2019/england_ks4provisional.csv',
  'performance-tables/2024-2025/england_census.csv',
].map(publishedFile)

const shipped = (name: string) => readFileSync(new URL(name, shippedFolder), 'utf8')

test(
  'learning from the published files anew gives the coefficients and the scores that ship, to the digit',
  { skip: withoutPublished },
  async () => {
    const importing = { importers, rebuild, startedBy: { who: 'A', account: null }, now: () => new Date('2026-11-23'), signal: new AbortController().signal, progress: () => {} } // prettier-ignore

    const found = await inFiles(files, importing, (reads) => fitted(reads, shippedTerms()))

    assert.ok(found)
    assert.equal(writtenMethod(found), shipped('method.json'))
    assert.equal(writtenScores(found.scores), shipped('scores.json'))
    for (const file of files.filter((name) => name.endsWith('.csv'))) {
      const checksum = createHash('sha256').update(readFileSync(file)).digest('hex')
      assert.ok(found.learntFrom.files.some(({ sha256 }) => sha256 === checksum), file) // prettier-ignore
    }
  },
)
