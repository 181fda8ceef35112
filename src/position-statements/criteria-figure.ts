import type { Framework, Theme } from '../frameworks/framework.ts'
import { inWords, type Day } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import type { LiveFigure } from './live-figure.ts'

/** The grade of a criterion in its newest agreed judgement. */
export interface AgreedGrade {
  readonly criterion: string
  readonly grade: string | null
  readonly agreed_at: Date
}

/**
 * How many criteria are met and how many judged, of a theme and of the whole framework.
 *
 * - Only agreed judgements count; of each criterion the newest of them. A draft that follows takes nothing away.
 * - Met is what the framework's scale says of the grade.
 * - They are counted of all criteria we hold, judged or not: a criterion nobody judged is not met.
 */
export function criteriaFigures(
  { framework, theme, today }: { readonly framework: Framework; readonly theme: Theme; readonly today: Day },
  judgements: readonly AgreedGrade[],
): readonly LiveFigure[] {
  const agreed = new Map(judgements.map((one) => [one.criterion, one]))
  return [
    ...figures(framework, { themes: [theme], before: '', of: `of this theme` }, agreed, today),
    ...figures(framework, { themes: framework.themes, before: 'all-', of: `of all themes` }, agreed, today),
  ]
}

interface Among {
  readonly themes: readonly Theme[]
  readonly before: string
  readonly of: string
}

function figures(
  { scale, shortTitle }: Framework,
  { themes, before, of }: Among,
  agreed: ReadonlyMap<string, AgreedGrade>,
  today: Day,
): readonly LiveFigure[] {
  // prettier-ignore
  const criteria = themes.flatMap((theme) => theme.criteria)
  const judged = criteria.flatMap(({ key }) => agreed.get(key) ?? [])
  const met = judged.filter(({ grade }) => scale.grades.some((one) => one.key === grade && one.met))
  const last = judged.map(({ agreed_at: at }) => at).toSorted((a, b) => b.getTime() - a.getTime())[0]
  const shared = { group: 'Criteria', why: '', source: `Our agreed judgements under ${shortTitle}`, dated: inWords(last ? dayInLondon(last) : today) } // prettier-ignore
  return [
    { ...shared, key: `${before}criteria-met`, says: `Criteria ${of} that are met`, value: `${met.length} of ${criteria.length}` },
    { ...shared, key: `${before}criteria-judged`, says: `Criteria ${of} with an agreed judgement`, value: `${judged.length} of ${criteria.length}` }, // prettier-ignore
  ]
}
