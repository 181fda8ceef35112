import type { TableKey } from '../performance/performance-row.ts'

/** Which schools a row of the publisher's own covers. */
export interface RowRule {
  readonly level: string
  /** The publisher's letters for the row; empty where it gives one only. */
  readonly covers: string
  /** The types of school that it covers, by the publisher's letters. Undefined: all of them, save those left out. */
  readonly types: readonly string[] | undefined
  readonly without: readonly string[]
  /** Columns for which the row covers other types. */
  readonly but: readonly { readonly columns: readonly string[]; readonly types: readonly string[] }[]
  /** Columns in which the row's counts are rounded, and to how many. */
  readonly rounded: readonly { readonly columns: readonly string[]; readonly to: number }[]
  /** The same in words: `State-funded schools, mainstream and special`. */
  readonly says: string
}

/** A column of counts, and the column that no school's count in it can pass. */
export interface CountRule {
  readonly column: string
  readonly most: string
}

/** A column of rates or averages, and the number of pupils each rests on. */
export interface RateRule {
  readonly column: string
  readonly of: string
  /** The least and the most that one school's figure can be, for those withheld. */
  readonly low: number
  readonly high: number
  /** Whether it is the percentage of a whole number of pupils. */
  readonly ofPupils: boolean
  /** A column with the percentage of those pupils whom the figure covers. */
  readonly cover: string | undefined
  /** A column with a percentage of those pupils whom the figure covers for certain. */
  readonly least: string | undefined
}

/** Three columns of which the third follows from the other two: a part, its whole, which several columns may add up to, and its percentage. */
export interface ShareRule {
  readonly percent: string
  readonly part: string
  readonly whole: string
}

/** What is known of the columns and rows of a table in some years. */
export interface TableRule {
  readonly table: string
  readonly from: number
  readonly until: number
  /** The column that names a school's type. */
  readonly type: string | undefined
  /** The column with the number of pupils that the table is about. */
  readonly pupils: string
  /** What stands under it for a school that has no pupils of the kind; an empty cell always does. */
  readonly nobody: readonly string[]
  readonly rows: readonly RowRule[]
  readonly counts: readonly CountRule[]
  readonly rates: readonly RateRule[]
  readonly shares: readonly ShareRule[]
  readonly ranges: readonly RangeRule[]
}

/** Columns whose figures cannot lie outside some bounds. */
export interface RangeRule {
  readonly column: string
  readonly low: number
  readonly high: number
}

/** What is known of a table in a year; undefined where nothing is. */
export function ruleOf(rules: readonly TableRule[], table: TableKey, year: number): TableRule | undefined {
  return rules.find((rule) => rule.table === table && rule.from <= year && year <= rule.until)
}

/**
 * The columns that a rule adds up: most often one.
 *
 * @example
 * addends('TPRIORLO+TPRIORAV') // => ['TPRIORLO', 'TPRIORAV']
 */
export function addends(columns: string): readonly string[] {
  return columns.includes('+') ? columns.split('+').map((column) => column.trim()) : [columns]
}

/**
 * The headings that a pattern stands for: braces hold what may stand in one place.
 *
 * @example
 * spelledOut('PT{READ,MAT}_EXP{,_B}') // => ['PTREAD_EXP', 'PTREAD_EXP_B', 'PTMAT_EXP', 'PTMAT_EXP_B']
 */
export function spelledOut(pattern: string): readonly string[] {
  const [, before = '', choices = '', after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern) ?? []
  if (choices === '') return [pattern]
  return choices.split(',').flatMap((choice) => spelledOut(`${before}${choice}${after}`))
}
