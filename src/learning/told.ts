import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import type { LetterOutcome, PassageKind } from './own-position.ts'

/** The criteria something speaks to, by the key of a framework. Which they are is our reading of it. */
export type Ties = Readonly<Record<string, readonly string[]>>

/** One thing an inspection of another authority found, in our own words or as a passage of its letter. */
export interface Finding {
  /** Names it in what is stored: `norfolk-2013.targets`, and `letter.7` for a passage of a letter pasted in. */
  readonly key: string
  readonly kind: PassageKind
  readonly text: string
  readonly criteria: Ties
}

/** An inspection of another authority. An authority that was inspected twice has two. */
export interface Inspection {
  readonly key: string
  readonly authority: string
  /** When inspectors were there, as printed; a source does not always give the days. */
  readonly when: string
  readonly beganOn: Day | undefined
  readonly published: string
  readonly outcome: LetterOutcome
  readonly note: string
  /** Where it was read. */
  readonly sources: readonly string[]
  readonly findings: readonly Finding[]
  /** The number of the letter it was marked in, where somebody here pasted it in. */
  readonly letter?: number
}

/** A weakness or a strength that is common among inspected authorities. */
export interface CommonPoint {
  readonly key: string
  readonly text: string
  readonly criteria: Ties
}

export interface PointGroup {
  readonly key: string
  readonly title: string
  readonly points: readonly CommonPoint[]
}

/** The common weaknesses or strengths, in the groups of the report that lists them. */
export interface CommonPoints {
  readonly source: string
  readonly paragraph: number
  readonly groups: readonly PointGroup[]
}

/** What others were told on a criterion, and where. */
export interface Told {
  readonly inspection: Inspection
  readonly finding: Finding
}

/** What is needed of a framework to know which criteria something speaks to under it. */
export type Tying = Pick<Framework, 'key' | 'themes'> & { readonly madeFrom?: string | undefined }

/**
 * The criteria of a framework that something speaks to:
 * - those tied to it under the framework's own key
 * - for a framework made from another, those tied under that one's key which it still has
 */
export function criteriaUnder(ties: Ties, { key, madeFrom, themes }: Tying): readonly string[] {
  const tied = ties[key] ?? (madeFrom === undefined ? undefined : ties[madeFrom]) ?? []
  const held = new Set(themes.flatMap(({ criteria }) => criteria.map((criterion) => criterion.key)))
  return tied.filter((criterion) => held.has(criterion))
}

/** The themes of a framework that something speaks to, in the framework's order. */
export function themesUnder(ties: Ties, framework: Tying): readonly string[] {
  const tied = new Set(criteriaUnder(ties, framework))
  return framework.themes.flatMap(({ key, criteria }) => (criteria.some((criterion) => tied.has(criterion.key)) ? [key] : []))
}

/** Every finding of these inspections that speaks to a criterion, in the order of the inspections. */
export function toldOn(inspections: readonly Inspection[], framework: Tying, criterion: string): Told[] {
  return inspections.flatMap((inspection) =>
    inspection.findings
      .filter(({ criteria }) => criteriaUnder(criteria, framework).includes(criterion))
      .map((finding) => ({ inspection, finding })),
  )
}

/** What a list of inspections is narrowed to; empty is all. */
export interface Narrowed {
  readonly theme: string
  readonly outcome: string
  readonly kind: string
}

/**
 * The inspections that fit, each with the findings that fit. An inspection none of whose findings fits is left out, but for
 * one without findings where only the outcome is asked for.
 */
export function narrowedTo(inspections: readonly Inspection[], framework: Tying, { theme, outcome, kind }: Narrowed): Inspection[] {
  const fits = (finding: Finding) =>
    (kind === '' || finding.kind === kind) && (theme === '' || themesUnder(finding.criteria, framework).includes(theme))
  return inspections
    .filter((inspection) => outcome === '' || inspection.outcome === outcome)
    .map((inspection) => ({ ...inspection, findings: inspection.findings.filter(fits) }))
    .filter(({ findings }) => findings.length > 0 || (theme === '' && kind === ''))
}

/** How many findings of each kind speak to each theme, in the framework's order. A finding that speaks to two themes counts in both. */
export function countsByTheme(inspections: readonly Inspection[], framework: Tying, kinds: readonly PassageKind[]): number[][] {
  const all = inspections.flatMap(({ findings }) => findings.map(({ kind, criteria }) => ({ kind, themes: themesUnder(criteria, framework) }))) // prettier-ignore
  return framework.themes.map(({ key }) => kinds.map((kind) => all.filter((one) => one.kind === kind && one.themes.includes(key)).length))
}
