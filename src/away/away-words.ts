import type { Framework } from '../frameworks/framework.ts'
import type { CriterionJudgement, Judged } from '../statements/criterion-judgement.ts'

/** What a cell of a part of a judgement says: the grade by its title. */
export function cellText({ framework }: { readonly framework: Framework }, part: keyof Judged, said: Judged): string {
  if (part !== 'grade') return said[part] ?? ''
  return framework.scale.grades.find(({ key }) => key === said.grade)?.title ?? said.grade ?? ''
}

/** How a judgement stands, in the words of a file. */
export const standsSays = (judgement: Pick<CriterionJudgement, 'number' | 'version' | 'state'> | undefined) =>
  judgement ? `Judgement ${judgement.number}, version ${judgement.version}: ${judgement.state}` : 'Not judged yet'

/** What to know before working in a file. */
export const guidance = [
  'Change the grade, confidence, reason, strengths, gaps and what would make it better, and the text of statements. Leave headings and codes as they are.',
  'Bring the file back on the page “Work away from the page”. Every change is shown to you first, and nothing that was changed there meanwhile is overwritten.',
  'A row you take out stays on the page as it is. A judgement or statement that is agreed is not changed: your words begin a new one.',
] as const
