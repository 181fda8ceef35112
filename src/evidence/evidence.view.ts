import type { Criterion } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { webAddress, type EvidenceItem } from './evidence.ts'

/** An evidence item as a page prints it. Only what is an address on the web is a link. */
export const evidenceRow = ({ id, title, shows, place, dated_on: dated, added_by: by }: EvidenceItem) => ({
  id: String(id),
  title,
  shows,
  place,
  href: webAddress(place) ?? '',
  dated: inWords(dated),
  by,
})

/** The evidence of one criterion: what there is, what of the rest to tie to it, and the form of another. */
export function evidenceView(facts: {
  readonly criterion: Criterion
  readonly items: readonly EvidenceItem[]
  readonly others: readonly (EvidenceItem & { readonly criteria: number })[]
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly writes: boolean
  readonly readOnly: string
}) {
  const { criterion, items, others, typed, problems, writes, readOnly } = facts
  return {
    title: `Evidence for criterion ${criterion.key}`,
    text: criterion.text,
    readOnly,
    writes,
    back: paths.criterionJudgement(criterion.key),
    rows: items.map(evidenceRow),
    others: others
      .filter(({ id }) => !items.some((one) => one.id === id))
      .map(({ id, title, dated_on: dated, criteria }) => ({ value: String(id), text: `${title}, ${inWords(dated)} (${counted(criteria, 'criterion').replace('criterions', 'criteria')})` })), // prettier-ignore
    actions: {
      add: paths.criterionEvidence(criterion.key),
      link: paths.linkEvidence(criterion.key, 'link'),
      unlink: paths.linkEvidence(criterion.key, 'unlink'),
      remove: paths.linkEvidence(criterion.key, 'remove'),
    },
    form: typed,
    problems,
  }
}
