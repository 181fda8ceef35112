import { readFileSync } from 'node:fs'
import { readInspections, readPoints, type LearningRead } from './learning-file.form.ts'
import type { CommonPoints, Inspection } from './told.ts'

let inspections: readonly Inspection[] | undefined
let weaknesses: CommonPoints | undefined
let strengths: CommonPoints | undefined

/** The inspections of other authorities that ship with Fiveday, in the order of their file. Read and checked once. */
export function shippedInspections(): readonly Inspection[] {
  inspections ??= sound('inspections.yaml', readInspections)
  return inspections
}

/** The weaknesses most often found in inspected authorities. */
export function commonWeaknesses(): CommonPoints {
  weaknesses ??= sound('common-weaknesses.yaml', readPoints)
  return weaknesses
}

/** The strengths most often found in inspected authorities. */
export function commonStrengths(): CommonPoints {
  strengths ??= sound('common-strengths.yaml', readPoints)
  return strengths
}

function sound<T>(name: string, reads: (text: string) => LearningRead<T>): T {
  const read = reads(readFileSync(new URL(`../../data/learning/${name}`, import.meta.url), 'utf8'))
  if (read.ok) return read.value
  throw new Error(`The file ${name} is not sound:\n  ${read.faults.join('\n  ')}`)
}
