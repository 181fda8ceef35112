import type { Criterion, Framework, Theme } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import type { Duty } from './duty.ts'
import { isDisputed, isFresh, type Challenge, type Judged, type JudgementState } from './criterion-judgement.ts'

/** The framework a page of the self-evaluation shows, and whether it is the one in use. Work under another is only read. */
export interface FrameworkAsked {
  readonly framework: Framework
  readonly current: boolean
}

/** A criterion of a framework with the theme it is under. */
export function criterionIn({ themes }: Framework, key: string | undefined): { theme: Theme; criterion: Criterion } | undefined {
  for (const theme of themes) {
    const criterion = theme.criteria.find((one) => one.key === key)
    if (criterion) return { theme, criterion }
  }
  return undefined
}

/** How a criterion stands in an overview: its newest judgement, without the words. */
export interface StandsAt {
  readonly theme: string
  readonly criterion: string
  readonly number: number
  readonly year: number
  readonly state: JudgementState
  readonly grade: string | null
  readonly lead_says: string | null
}

/** An earlier look at a criterion, in short. */
export interface Look {
  readonly number: number
  readonly year: number
  readonly grade: string | null
  readonly state: JudgementState
}

/** The newest judgement of a criterion as the page of its theme has it. Days, where a page needs no hour. */
export interface JudgedNow extends Judged {
  readonly criterion: string
  readonly number: number
  readonly year: number
  readonly state: JudgementState
  readonly drafted_by: string
  readonly drafted_on: Day
  readonly challenge: Challenge | null
  readonly challenge_grade: string | null
  readonly challenge_reason: string | null
  readonly challenged_by: string | null
  readonly lead_says: string | null
  readonly agreed_by: string | null
  readonly agreed_on: Day | null
  readonly needs_look: string | null
}

/** All that the page of a theme rests on. */
export interface ThemeStands {
  /** The key of the framework it is of. */
  readonly framework: string
  readonly latest: readonly JudgedNow[]
  readonly looks: readonly (Look & { readonly criterion: string })[]
  readonly evidence: Readonly<Record<string, number>>
  readonly duties: readonly Duty[]
}

/** How many criteria of a theme there are, and how far they have come. Each is counted once, by its newest judgement. */
export interface ThemeCount {
  readonly theme: string
  readonly criteria: number
  readonly agreed: number
  readonly ready: number
  readonly challenged: number
  readonly draft: number
  readonly notJudged: number
  /** Of those agreed, how many stand against the challenge. */
  readonly disputed: number
  /** How many were not looked at in this academic year, the never judged among them. */
  readonly stale: number
  /** Of those agreed, how many have each grade, in the order of the scale. */
  readonly grades: readonly { readonly grade: string; readonly criteria: number }[]
}

/** Counts the criteria of each theme. Grades are counted of agreed judgements alone: a draft is nobody's last word. */
export function themeCounts({ themes, scale }: Pick<Framework, 'themes' | 'scale'>, all: readonly StandsAt[], on: Day): ThemeCount[] {
  const by = new Map(all.map((one) => [one.criterion, one]))
  return themes.map(({ key, criteria }) => {
    const judged = criteria.flatMap((criterion) => by.get(criterion.key) ?? [])
    const inState = (state: JudgementState) => judged.filter((one) => one.state === state)
    const agreed = inState('agreed')
    return {
      theme: key,
      criteria: criteria.length,
      agreed: agreed.length,
      ready: inState('ready').length,
      challenged: inState('challenged').length,
      draft: inState('draft').length,
      notJudged: criteria.length - judged.length,
      disputed: agreed.filter(isDisputed).length,
      stale: criteria.length - judged.filter(({ year }) => isFresh(year, on)).length,
      grades: scale.grades.map((grade) => ({ grade: grade.key, criteria: agreed.filter((one) => one.grade === grade.key).length })),
    }
  })
}
