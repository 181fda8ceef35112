import { readFileSync } from 'node:fs'
import { readTermCalendar } from './calendar.form.ts'
import type { Calendar } from './term.ts'

let shipped: Calendar | undefined

/** The academic calendar that ships with Fiveday. Read and checked once; a file that is not sound stops the start. */
export function shippedTerms(): Calendar {
  shipped ??= soundCalendar(readFileSync(new URL('../../data/terms/england.yaml', import.meta.url), 'utf8'))
  return shipped
}

function soundCalendar(text: string): Calendar {
  const read = readTermCalendar(text)
  if (read.ok) return read.value
  throw new Error(`data/terms/england.yaml is not sound:\n  ${read.problems.map((problem) => problem.text).join('\n  ')}`)
}
