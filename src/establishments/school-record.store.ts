import type { Db } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { Day } from '../lib/day.ts'
import type { SchoolRecord } from './school-record.ts'

const columns = [
  'urn',
  'dfe_number',
  'authority',
  'name',
  'phase',
  'type',
  'opened_on',
  'religious_character',
  'admissions',
  'sixth_form',
  'trust_uid',
  'trust',
  'sponsor',
  'postcode',
  'constituency',
  'deprivation_quintile',
  'pupils',
  'lowest_age',
  'highest_age',
  'overall',
  'category',
  'monitoring_inspections',
  'warning_notices',
  'warning_notices_in',
  'line',
] as const

/** Holds the schools of a day as a file states them, in place of those held for that day before. */
export async function holdSchoolRecords(tx: Db, asAt: Day, records: readonly SchoolRecord[], run: number): Promise<void> {
  await tx.deleteFrom('school_record').where('as_at', '=', asAt).execute()
  await copyInto(tx, 'school_record', ['as_at', 'run', ...columns], inChunks(lines(asAt, records, run)))
}

function* lines(asAt: Day, records: readonly SchoolRecord[], run: number): Generator<string> {
  for (const record of records) yield copyLine([asAt, run, ...columns.map((column) => record[column])])
}
