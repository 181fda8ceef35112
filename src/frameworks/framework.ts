import type { Unit } from '../triggers/trigger.ts'

/** An inspection framework as one file of data carries it: areas, themes under them, criteria under those, and its triggers. */
export interface Framework {
  /** Names this edition in what is stored: `laassi-2014-11`. */
  readonly key: string
  readonly title: string
  readonly edition: string
  readonly shortTitle: string
  readonly aliases: readonly string[]
  readonly publisher: string
  /** `2014-11`, or a whole day where it is known. */
  readonly inForceFrom: string
  readonly inForceSource: string
  readonly status: { readonly is: string; readonly says: string; readonly source: string }
  readonly notice: { readonly workingDays: number; readonly says: string; readonly source: string }
  /** The key of the framework this one was made from: an authority's own wording of it, or the official criteria under a key of their own. */
  readonly madeFrom?: string
  /** How many criteria the publisher's own edition has, whether or not we hold their words. Undefined where no source says. */
  readonly expectedCriteria?: number
  readonly expectedCriteriaSource?: string
  /** What to know before relying on it: what was not found, and whose words are not the publisher's. */
  readonly remarks?: readonly string[]
  /** The questions that each theme asks, where it asks the same of all: a criterion says which it answers. */
  readonly questions?: readonly Question[]
  readonly outcome: { readonly model: string; readonly says: string; readonly source: string }
  readonly scale: Scale
  readonly stages: readonly Stage[]
  readonly areas: readonly Area[]
  readonly areasSource: readonly string[]
  /** Whether a source states which theme belongs to which area, or we inferred it. */
  readonly themeAreasAre: string
  readonly themes: readonly Theme[]
  readonly measures: readonly TriggerMeasure[]
  readonly limits: Limits
  readonly triggersSource: string
  readonly triggers: readonly Trigger[]
  /** Why it has no triggers of its own, and then no measures and no limits either. Undefined where it has. */
  readonly withoutTriggers?: string
  /** What each source key stands for. */
  readonly sources: Readonly<Record<string, string>>
}

/** The grades an authority gives the criteria, best first: whose words they are, and what they rest on. */
export interface Scale {
  readonly words: Wording
  readonly says: string
  readonly source: string
  readonly grades: readonly ScaleGrade[]
}

/** One grade of a scale. `met` of a criterion so graded says whether it counts as met. */
export interface ScaleGrade {
  readonly key: string
  readonly title: string
  readonly says: string
  readonly met: boolean
}

export interface Stage {
  readonly key: string
  readonly title: string
  readonly says: string
  readonly source: string
}

export interface Area {
  readonly key: string
  readonly title: string
}

/** A theme with its title as published. */
export interface Theme {
  readonly key: string
  readonly area: string
  readonly title: string
  readonly criteria: readonly Criterion[]
}

/** Whose words a criterion is in: the publisher's, ours drawn from what was published, or the authority's own. */
export const wordings = ['official', 'derived', 'local'] as const

export type Wording = (typeof wordings)[number]

/** A question asked of every theme: what do you know, how do you know it, what are you doing about it. */
export interface Question {
  readonly key: string
  readonly title: string
  readonly asks: string
}

/** Where a framework stands: the edition of today, one another edition took the place of, one withdrawn, or one nobody requires. */
export const standings = ['in force', 'replaced', 'withdrawn', 'voluntary'] as const

/** One thing looked for under a theme, whose words it is in, and what it was drawn from. */
export interface Criterion {
  readonly key: string
  readonly words: Wording
  readonly sources: readonly string[]
  /** The key of the question it answers, where the framework asks any. */
  readonly question?: string
  readonly text: string
}

/** What a line can be compared on: counted from schools, or a measure of the Local Authority Interactive Tool. */
export interface TriggerMeasure {
  readonly code: string
  readonly from: 'schools' | 'lait'
  readonly unit: Unit
  readonly better: 'high' | 'low'
  /** Years whose figures stand on a new basis, and cannot be set beside those of the years before. */
  readonly beganAnew?: readonly number[]
  readonly title: string
}

/** The measures counted from schools and their judgements. The first three leave out schools without an overall grade. */
export const schoolMeasures = [
  'pupils-good-or-outstanding',
  'schools-good-or-outstanding',
  'schools-outstanding',
  'schools-in-category',
  'schools-left-category',
  'schools-left-in-four-terms',
] as const

export type SchoolMeasure = (typeof schoolMeasures)[number]

/** How far behind is still green, and how far is still amber. Above means strictly above. */
export interface Limit {
  readonly green: number
  readonly amber: number
}

/** The local limits of a framework's triggers. `by` and `steady` go by the name of a limit, `weakTrend.by` by unit. */
export interface Limits {
  readonly says: string
  readonly by: Readonly<Record<string, Limit>>
  readonly weakTrend: { readonly years: number; readonly by: Readonly<Record<string, number>> }
  readonly steady: Readonly<Record<string, number>>
  readonly redAboveShare: number
  readonly schoolsKnown: number
  /** Who set them, and why, where an authority set its own. A framework file has none: its limits are the defaults. */
  readonly own?: { readonly by: string; readonly on: string; readonly reason: string }
}

/** How a line finds its figures: counted from schools, as published, or as the distance from other pupils nationally. */
export const lineKinds = ['schools', 'published', 'distance'] as const

export type LineKind = (typeof lineKinds)[number]

/** One line of a trigger as the framework file states it. `beside` is shown and does not count in the light. */
export interface Line {
  readonly kind: LineKind
  readonly measure: string
  /** Of a distance: the measure of the pupils nationally that ours are set against. */
  readonly others?: string
  readonly name?: string
  readonly phase: string
  readonly limits: string
  readonly beside?: boolean
}

/** A condition that may bring an inspection of the authority. A recorded one has no lines: the authority says its light. */
export interface Trigger {
  readonly number: number
  readonly title: string
  /** What the trigger asks, in our own words: the published ones are not ours to reprint. */
  readonly asks: string
  readonly weakTrend?: boolean
  readonly recorded?: boolean
  /** The register that officers keep of what the trigger asks about: it is told beside the recorded light, which it does not decide. */
  readonly register?: Register
  readonly lines: readonly Line[]
}

/** The registers a trigger may rest beside. */
export const registers = ['complaints', 'correspondence'] as const

export type Register = (typeof registers)[number]

/** Whether a trigger is about schools in a category of concern, and so about no other school. */
export function isOfCategories({ lines }: Pick<Trigger, 'lines'>): boolean {
  return lines.some(({ measure }) => measure === 'schools-in-category')
}

/** How many criteria are held, of all themes. */
export function criteriaCount({ themes }: Pick<Framework, 'themes'>): number {
  return themes.reduce((sum, theme) => sum + theme.criteria.length, 0)
}

/** How many criteria we hold of how many the publisher's edition has, as a page prints it: `76 of 87`, or `70` where that is not known. */
export function criteriaHeld(framework: Pick<Framework, 'themes' | 'expectedCriteria'>): string {
  const held = criteriaCount(framework)
  return framework.expectedCriteria === undefined ? String(held) : `${held} of ${framework.expectedCriteria}`
}
