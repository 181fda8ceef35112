import { readFileSync } from 'node:fs'
import { readBreaks } from '../measures/break.form.ts'
import type { Checked } from '../lib/checked.ts'
import { readSchoolMeasures } from './school-measure.form.ts'
import type { SchoolMeasure } from './school-measure.ts'

let shipped: readonly SchoolMeasure[] | undefined

/** The measures of schools that ship with Fiveday, in the order a page shows them. A file that is not sound stops the start. */
export function shippedSchoolMeasures(): readonly SchoolMeasure[] {
  shipped ??= sound('school-measures.yaml', (text) => readSchoolMeasures(text, sound('school-measure-breaks.yaml', readBreaks)))
  return shipped
}

function sound<T>(name: string, read: (text: string) => Checked<T>): T {
  const found = read(readFileSync(new URL(`../../data/measures/${name}`, import.meta.url), 'utf8'))
  if (found.ok) return found.value
  throw new Error(`data/measures/${name} is not sound:\n  ${found.problems.map((problem) => problem.text).join('\n  ')}`)
}
