import { readFileSync } from 'node:fs'
import { readDataSets } from './known-data-set.form.ts'
import type { KnownDataSet } from './known-data-set.ts'

let shipped: readonly KnownDataSet[] | undefined

/** The data sets that ship described. Read and checked once; a file that is not sound stops the start. */
export function describedDataSets(): readonly KnownDataSet[] {
  shipped ??= soundDataSets(readFileSync(new URL('../../data/statistics/data-sets.yaml', import.meta.url), 'utf8'))
  return shipped
}

function soundDataSets(text: string): readonly KnownDataSet[] {
  const read = readDataSets(text)
  if (read.ok) return read.value
  throw new Error(`data/statistics/data-sets.yaml is not sound:\n  ${read.problems.map((problem) => problem.text).join('\n  ')}`)
}
