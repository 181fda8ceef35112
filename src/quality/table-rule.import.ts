import { readFileSync } from 'node:fs'
import { readTableRules } from './table-rule.form.ts'
import type { TableRule } from './table-rule.ts'

let shipped: readonly TableRule[] | undefined

/** What is known of the performance tables, as it ships with Fiveday. Read and checked once; a file that is not sound stops the start. */
export function shippedTableRules(): readonly TableRule[] {
  shipped ??= soundRules(readFileSync(new URL('../../data/quality/tables.yaml', import.meta.url), 'utf8'))
  return shipped
}

function soundRules(text: string): readonly TableRule[] {
  const read = readTableRules(text)
  if (read.ok) return read.value
  throw new Error(`data/quality/tables.yaml is not sound:\n  ${read.problems.map((problem) => problem.text).join('\n  ')}`)
}
