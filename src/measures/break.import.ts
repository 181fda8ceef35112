import { readFileSync } from 'node:fs'
import { readBreaks } from './break.form.ts'
import type { KnownBreak } from './break.ts'

let shipped: readonly KnownBreak[] | undefined

/** The breaks of comparability that ship with Fiveday. Read and checked once; a file that is not sound stops the start. */
export function shippedBreaks(): readonly KnownBreak[] {
  shipped ??= soundBreaks(readFileSync(new URL('../../data/measures/breaks.yaml', import.meta.url), 'utf8'))
  return shipped
}

function soundBreaks(text: string): readonly KnownBreak[] {
  const read = readBreaks(text)
  if (read.ok) return read.value
  throw new Error(`data/measures/breaks.yaml is not sound:\n  ${read.problems.map((problem) => problem.text).join('\n  ')}`)
}
