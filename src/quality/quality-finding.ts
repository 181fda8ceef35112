import type { AreaCode } from '../authorities/area.ts'

/** What is looked for in each import, in the order a report tells it. */
export const qualityRules = [
  { key: 'ranges', name: 'Figures outside their range' },
  { key: 'shares', name: 'Percentages that do not follow from their own numbers' },
  { key: 'sums', name: 'Totals that do not add up to the publisher’s own rows' },
  { key: 'changes', name: 'Sharp changes from the year before' },
  { key: 'schools', name: 'Schools in one file and not in another' },
  { key: 'names', name: 'Names and numbers that changed or stand twice' },
  { key: 'codes', name: 'Codes of authorities that are not known' },
  { key: 'withheld', name: 'Figures withheld more than before' },
  { key: 'size', name: 'Rows and authorities that are missing' },
] as const

export type RuleKey = (typeof qualityRules)[number]['key']

/** How much a finding matters: a slip of the publisher's most likely, something to look into, or something to know. */
export const weights = ['likely wrong', 'look into', 'to know'] as const

export type Weight = (typeof weights)[number]

/** A published row that a finding was found in: its line in the file, its code, what it is called, and the cells that matter as printed. */
export interface RowBehind {
  readonly line: number | null
  readonly code: string
  readonly name: string
  /** The authority the row is of, so that ours can be told first. */
  readonly authority: AreaCode | null
  readonly cells: readonly (readonly [heading: string, printed: string])[]
}

/** Something about published figures that an officer should know before quoting them. */
export interface QualityFinding {
  readonly rule: RuleKey
  readonly weight: Weight
  /** The authority that it is about; null when it is about several, or about none. */
  readonly authority: AreaCode | null
  readonly subject: string
  /** What is wrong, and what to do. */
  readonly sentence: string
  /** Which thing it is, figures included: the same in every import that has it. */
  readonly key: string
  readonly behind: readonly RowBehind[]
  /** How many rows it was found in, where `behind` holds only the first of them. */
  readonly rowsBehind?: number
}

/** What one rule makes of an import: what it looked at, in words, and what it found. */
export interface RuleReport {
  readonly rule: RuleKey
  readonly said: string
  readonly findings: readonly QualityFinding[]
}

/** The most rows that are kept behind one finding. */
export const mostBehind = 500

/** The rows a finding was found in: how many, and the first of them, as many as are kept. */
export interface Heap<T> {
  readonly count: number
  readonly first: readonly T[]
}

/** Starts a heap. It keeps no more than is kept behind a finding, however much is added. */
export function heaping<T>() {
  const first: T[] = []
  let count = 0
  return {
    add(one: T): void {
      count += 1
      if (first.length < mostBehind) first.push(one)
    },
    heap: (): Heap<T> => ({ count, first }),
  }
}

export const nameOfRule = (key: RuleKey): string => qualityRules.find((rule) => rule.key === key)?.name ?? key

/**
 * A list in words, no longer than a sentence can bear.
 *
 * @example
 * someOf(['Ash', 'Beech', 'Cedar']) // => 'Ash, Beech and Cedar'
 * someOf(['Ash', 'Beech', 'Cedar', 'Dell', 'Elm']) // => 'Ash, Beech, Cedar and 2 others'
 */
export function someOf(names: readonly string[], most = 3): string {
  const left = names.length - most
  const told = left > 1 ? [...names.slice(0, most), `${left} others`] : names
  const [last, ...before] = told.toReversed()
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')} and ${last}`
}
