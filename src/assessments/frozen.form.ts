import type { TermAssessment } from './term-assessment.ts'

/** Reads an assessment out of the text it was frozen as. Throws when the text is not one: the database keeps its checksum. */
export function readFrozen(text: string): TermAssessment {
  const read: unknown = JSON.parse(text)
  if (isTermAssessment(read)) return read
  throw new Error('A frozen assessment cannot be read: it is of an edition this Fiveday does not know')
}

function isTermAssessment(value: unknown): value is TermAssessment {
  if (typeof value !== 'object' || value === null) return false
  return 'kind' in value && value.kind === 'fiveday term assessment' && 'edition' in value && value.edition === 1
}
