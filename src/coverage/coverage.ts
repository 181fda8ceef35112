import type { Criterion, Framework, Theme } from '../frameworks/framework.ts'
import { yearBefore, type Day } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import type { FrozenFigures, PositionStatement } from '../position-statements/position-statement.ts'
import { isDisputed, type CriterionJudgement } from '../statements/criterion-judgement.ts'

/** What work a criterion may need, with the letter that marks it in the map, none of which is a grade's; no letter where the place itself shows it. */
export const needs = [
  { key: 'not judged', mark: '', says: 'Not judged' },
  { key: 'not met', mark: '', says: 'Judged as not met' },
  { key: 'not agreed', mark: 'W', says: 'Not yet challenged and agreed' },
  { key: 'disputed', mark: 'X', says: 'Lead and challenge partner disagree' },
  { key: 'no evidence', mark: 'N', says: 'No evidence' },
  { key: 'newer evidence', mark: 'F', says: 'Evidence is newer than the judgement' },
  { key: 'old', mark: 'O', says: 'Judged more than a year ago' },
  { key: 'look', mark: 'L', says: 'Carried over, and needs another look' },
] as const

export type Need = (typeof needs)[number]['key']

/** An evidence item and one criterion it speaks to. */
export interface EvidenceTie {
  readonly evidence: number
  readonly title: string
  readonly dated_on: Day
  readonly criterion: string
}

/** How a criterion is covered: its newest judgement, what it rests on, and what work it needs. */
export interface Covered {
  readonly theme: Theme
  readonly criterion: Criterion
  /** The place of its grade in the scale, best 0. Undefined while there is none. */
  readonly rank: number | undefined
  readonly judged: CriterionJudgement | undefined
  /** The day the judgement is of: when it was agreed, or else when it was begun. */
  readonly judgedOn: Day | undefined
  readonly evidence: readonly EvidenceTie[]
  readonly needs: readonly Need[]
}

/** Every criterion of a framework with how it is covered, in the framework's order. */
export function coverageOf(
  framework: Pick<Framework, 'themes' | 'scale'>,
  judgements: readonly CriterionJudgement[],
  ties: readonly EvidenceTie[],
  on: Day,
): Covered[] {
  const newest = new Map(judgements.map((one) => [one.criterion, one]))
  const evidence = Map.groupBy(ties, ({ criterion }) => criterion)
  return framework.themes.flatMap((theme) =>
    theme.criteria.map((criterion) => {
      const judged = newest.get(criterion.key)
      const rank = framework.scale.grades.findIndex(({ key }) => key === judged?.grade)
      const covered = {
        theme,
        criterion,
        judged,
        rank: rank === -1 ? undefined : rank,
        judgedOn: judged && dayInLondon(judged.agreed_at ?? judged.drafted_at),
        evidence: evidence.get(criterion.key) ?? [],
      }
      return { ...covered, needs: needsOf(covered, framework, on) }
    }),
  )
}

/**
 * What work a criterion needs:
 * - it was never judged, or its judgement has no grade yet
 * - its grade is one that does not count as met
 * - its judgement is not agreed, or it is agreed against the challenge
 * - nothing shows it, or something that does is newer than the judgement
 * - its judgement is more than a year old
 * - its judgement was carried from another framework, and something in it needs another look
 */
function needsOf({ judged, rank, judgedOn, evidence }: Omit<Covered, 'needs'>, { scale }: Pick<Framework, 'scale'>, on: Day): Need[] {
  const met = rank === undefined || scale.grades[rank]?.met === true
  const is: Readonly<Record<Need, boolean>> = {
    'not judged': rank === undefined,
    'not met': !met,
    'not agreed': judged !== undefined && judged.state !== 'agreed',
    disputed: judged !== undefined && isDisputed(judged),
    'no evidence': evidence.length === 0,
    'newer evidence': judgedOn !== undefined && evidence.some(({ dated_on: dated }) => dated > judgedOn),
    old: judgedOn !== undefined && judgedOn < yearBefore(on),
    look: (judged?.needs_look ?? null) !== null,
  }
  return needs.flatMap(({ key }) => (is[key] ? [key] : []))
}

/** How many criteria must rest on one evidence item alone before the page says that much hangs on it. */
export const manyAlone = 3

/** An evidence item on which criteria rest that nothing else shows. */
export interface Hanging {
  readonly evidence: number
  readonly title: string
  readonly alone: readonly Criterion[]
}

/** The evidence items that alone show several criteria, the one on which most hangs first. */
export function hangingOn(covered: readonly Covered[]): Hanging[] {
  const alone = covered.flatMap(({ criterion, evidence }) => (evidence.length === 1 && evidence[0] ? [{ criterion, tie: evidence[0] }] : [])) // prettier-ignore
  return [...Map.groupBy(alone, ({ tie }) => tie.evidence).values()]
    .flatMap((rows) =>
      rows[0] && rows.length >= manyAlone
        ? [{ evidence: rows[0].tie.evidence, title: rows[0].tie.title, alone: rows.map(({ criterion }) => criterion) }]
        : [],
    ) // prettier-ignore
    .sort((one, other) => other.alone.length - one.alone.length || one.evidence - other.evidence)
}

/** A statement that was agreed before what it tells of. */
export interface Overtaken {
  readonly theme: string
  readonly agreedOn: Day
  /** The figures it cites of which newer data came, as `what: then, now`. */
  readonly figures: readonly { readonly says: string; readonly before: string; readonly now: string }[]
  /** How many criteria of its theme were agreed since. */
  readonly judgedSince: number
}

/**
 * The agreed statements that are older than what they cite: a figure in them is of newer data now, or has moved; or criteria
 * of the theme were agreed since. By theme, as the statements are given.
 */
export function overtaken(
  statements: readonly Pick<PositionStatement, 'theme' | 'agreed_at' | 'figures'>[],
  covered: readonly Covered[],
  live: FrozenFigures,
): Overtaken[] {
  return statements.flatMap(({ theme, agreed_at: at, figures }) => {
    if (!at) return []
    const moved = Object.entries(figures ?? {}).flatMap(([key, then]) => {
      const now = live[key]
      if (!now || (now.dated === then.dated && now.value === then.value)) return []
      return [{ says: then.says, before: printed(then), now: printed(now) }]
    })
    const judgedSince = covered.filter(
      (one) => one.theme.key === theme && one.judged?.agreed_at != null && one.judged.agreed_at > at,
    ).length
    return moved.length === 0 && judgedSince === 0 ? [] : [{ theme, agreedOn: dayInLondon(at), figures: moved, judgedSince }]
  })
}

const printed = ({ value, why, dated }: FrozenFigures[string]) => `${value ?? why}${dated === '' ? '' : ` (${dated})`}`

/** The keys of the figures that these statements cite and that are drawn from published data. */
export function citedKeys(statements: readonly Pick<PositionStatement, 'agreed_at' | 'figures'>[]): readonly string[] {
  const keys = statements.flatMap(({ agreed_at: at, figures }) => (at ? Object.keys(figures ?? {}) : []))
  return [...new Set(keys)].filter((key) => key.startsWith('trigger.') || key.startsWith('measure.'))
}
