import type { Polarity } from '../measures/polarity.ts'
import type { BesideArea } from './beside.ts'
import type { StatisticCell } from './statistic-cell.ts'
import type { StatisticPeriod } from './statistic-period.ts'

/** The groups of pupils whom a social worker supports, those looked after first. */
export const socialCareGroups = [
  { published: 'CLA 12 months at 31 March', name: 'Looked after for at least 12 months at 31 March' },
  { published: 'CPPO at 31 March', name: 'With a child protection plan at 31 March' },
  { published: 'CINO at 31 March', name: 'In need at 31 March, neither looked after nor with a plan' },
] as const

export type SocialCareGroup = (typeof socialCareGroups)[number]

/** An outcome of these groups: the column it is published in, and the column with the number of pupils it rests on. */
export interface LookedAfterMeasure {
  readonly stage: 'key stage 2' | 'key stage 4'
  readonly dataSet: 'ks2-social-care' | 'ks4-social-care'
  readonly column: string
  readonly cohort: string
  readonly label: string
  readonly unit: 'percent' | 'points' | 'score'
  readonly decimals: number
  readonly polarity: Polarity
}

const percent = { unit: 'percent', polarity: 'High' } as const
const ks2 = { stage: 'key stage 2', dataSet: 'ks2-social-care', ...percent, decimals: 0 } as const
const ks4 = { stage: 'key stage 4', dataSet: 'ks4-social-care', cohort: 't_pupils', polarity: 'High' } as const

export const lookedAfterMeasures: readonly LookedAfterMeasure[] = [
  {
    ...ks2,
    column: 'pt_rwm_met_expected_standard',
    cohort: 't_rwm_eligible_pupils',
    label: 'Expected standard in reading, writing and maths',
  },
  { ...ks2, column: 'pt_read_met_expected_standard', cohort: 't_read_eligible_pupils', label: 'Expected standard in reading' },
  { ...ks2, column: 'pt_writta_met_expected_standard', cohort: 't_writta_eligible_pupils', label: 'Expected standard in writing' },
  { ...ks2, column: 'pt_mat_met_expected_standard', cohort: 't_mat_eligible_pupils', label: 'Expected standard in maths' },
  { ...ks4, column: 'avg_att8', label: 'Attainment 8', unit: 'points', decimals: 1 },
  { ...ks4, column: 'avg_p8score', cohort: 't_inp8calc', label: 'Progress 8', unit: 'score', decimals: 2 },
  { ...ks4, column: 'pt_l2basics_94', label: 'Grade 4 or above in English and maths', ...percent, decimals: 1 },
  { ...ks4, column: 'pt_l2basics_95', label: 'Grade 5 or above in English and maths', ...percent, decimals: 1 },
]

/** A figure in one period, beside the region's and the country's. Undefined where the file has no row; a mark says why there is no number. */
export interface FigureBeside {
  readonly period: StatisticPeriod
  readonly ours: StatisticCell | undefined
  readonly region: StatisticCell | undefined
  readonly country: StatisticCell | undefined
  /** How many of our pupils or children the figure rests on, as published. */
  readonly cohort: StatisticCell | undefined
  /** What the publisher remarks on our row: `Revised`. */
  readonly remarks: string
}

/** One outcome of one group, the oldest period first. */
export interface LookedAfterOutcome {
  readonly measure: LookedAfterMeasure
  readonly group: SocialCareGroup
  readonly years: readonly FigureBeside[]
}

/**
 * Looked-after children who moved school, in percent, the oldest period first. `during` says over how long; in the middle of a
 * year is a move that is not made between two school years. Low is good.
 */
export interface SchoolMoves {
  readonly during: 'the year' | 'two years'
  readonly midYear: boolean
  readonly label: string
  readonly years: readonly FigureBeside[]
}

/** What is published of an authority's looked-after children and those in need: the virtual school's figures. */
export interface LookedAfterChildren {
  readonly country: BesideArea
  /** The region whose figures stand beside ours; undefined where it is not known. */
  readonly region: BesideArea | undefined
  /** In the order of `lookedAfterMeasures`, and of `socialCareGroups` within. Empty while no file is held. */
  readonly outcomes: readonly LookedAfterOutcome[]
  /** Empty while no file is held. */
  readonly moves: readonly SchoolMoves[]
  /** The files the figures came from. */
  readonly files: readonly { readonly run: number; readonly file: string; readonly imported_at: Date }[]
}

/** The moves that are shown, each as the publisher's filters say it. */
export const schoolMoves = [
  { during: 'the year', midYear: false, label: 'Moved school during the year' },
  { during: 'the year', midYear: true, label: 'Moved school in the middle of a year, during the year' },
  { during: 'two years', midYear: false, label: 'Moved school during the last two years' },
  { during: 'two years', midYear: true, label: 'Moved school in the middle of a year, during the last two years' },
] as const

/** Which of the moves a row is of; undefined for a total, or a group that is not shown. */
export function movesIn(filters: Readonly<Record<string, string>>): (typeof schoolMoves)[number] | undefined {
  const { cla_group: group = '', move_measure: measure = '', school_stability: stability = '' } = filters
  if (!/\b(one or more|at least one)\b/i.test(stability)) return undefined
  const during = /\b2 years\b/i.test(group) ? 'two years' : 'the year'
  const midYear = /mid-year/i.test(measure)
  return schoolMoves.find((one) => one.during === during && one.midYear === midYear)
}
