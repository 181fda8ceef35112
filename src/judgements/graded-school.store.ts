import type { Db } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { Day } from '../lib/day.ts'
import type { GradedSchool } from './graded-school.ts'

const columns = ['urn', 'name', 'phase', 'overall', 'line'] as const

/** Holds the schools that carried a grade on a day, in place of those held for that day before. */
export async function holdGradedSchools(tx: Db, asAt: Day, schools: readonly GradedSchool[], run: number): Promise<void> {
  await tx.deleteFrom('graded_school').where('as_at', '=', asAt).execute()
  await copyInto(tx, 'graded_school', ['as_at', 'run', ...columns], inChunks(lines(asAt, schools, run)))
}

function* lines(asAt: Day, schools: readonly GradedSchool[], run: number): Generator<string> {
  for (const school of schools) yield copyLine([asAt, run, ...columns.map((column) => school[column])])
}
