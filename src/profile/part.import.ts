import { readFileSync } from 'node:fs'
import { readParts } from './part.form.ts'
import type { ProfileParts } from './part.ts'

let shipped: ProfileParts | undefined

/** The parts of the profile that ship with Fiveday. Read and checked once; a file that is not sound stops the start. */
export function shippedParts(): ProfileParts {
  shipped ??= soundParts(readFileSync(new URL('../../data/profile/phases.yaml', import.meta.url), 'utf8'))
  return shipped
}

function soundParts(text: string): ProfileParts {
  const read = readParts(text)
  if (read.ok) return read.value
  throw new Error(`data/profile/phases.yaml is not sound:\n  ${read.problems.map((problem) => problem.text).join('\n  ')}`)
}
