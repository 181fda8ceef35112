import { parseDay, type Day } from '../lib/day.ts'
import { knownBreaks, type Break, type KnownBreak } from './break.ts'
import type { ComparisonRule } from './comparison.ts'
import { parsePolarity, type Polarity } from './polarity.ts'

/** A row of the data dictionary, as published. */
export interface DictionaryEntry {
  readonly code: string
  readonly topic: string
  readonly title: string
  readonly polarity: string
  readonly unit: string
  readonly decimals: string
  readonly year_type: string
  readonly no_quartile: string
  readonly owner: string
  readonly last_update: string
  readonly next_update: string
}

/** The years a measure has figures for, oldest first, and the latest any authority has one for. */
export interface MeasureYears {
  readonly measure: string
  readonly years: readonly string[]
  readonly latest: string | undefined
}

/** Something published about areas, by a stated method, in a unit, of which high or low may be good. */
export interface Measure extends ComparisonRule {
  /** The publisher's short name for it: `KS2RWM_Expected_STD`. */
  readonly code: string
  readonly title: string
  /** A measure can stand under two topics. */
  readonly topics: readonly string[]
  readonly polarity: Polarity
  readonly unit: string
  /** To how many decimals the publisher prints it; 1 when the dictionary does not say. */
  readonly decimals: number
  readonly yearType: string
  readonly years: readonly string[]
  readonly latest: string | undefined
  /** Who publishes the figures that the tool gathers. */
  readonly owner: string
  readonly updated: Update
  readonly nextUpdate: Update
  readonly breaks: readonly Break[]
}

/** When a measure was or will be updated: a day, or the publisher's word for it (`TBC`, `Discontinued`). */
export type Update = { readonly on: Day } | { readonly word: string }

/**
 * The measures there are: one for each code in the dictionary or among the figures, in the dictionary's order and then by
 * code.
 *
 * - A code with several rows is one measure under several topics; its first row gives what the rows share.
 * - A measure with figures and no dictionary row is kept under its code, with no polarity, because its figures are published.
 */
export function registry(entries: readonly DictionaryEntry[], years: readonly MeasureYears[], known: readonly KnownBreak[]): Measure[] {
  const byCode = grouped(entries, (entry) => entry.code)
  const yearsOf = new Map(years.map((held) => [held.measure, held]))
  const rules = comparisonRules(entries)
  const codes = new Set([...byCode.keys(), ...[...yearsOf.keys()].sort()])

  return [...codes].map((code) => {
    const rows = byCode.get(code) ?? []
    const held = yearsOf.get(code)
    const rule = rules.get(code) ?? { polarity: '-' as const, banded: false }
    return {
      ...(rows[0] ? described(rows[0]) : undescribed(code)),
      ...rule,
      topics: rows.length > 0 ? [...new Set(rows.map((row) => row.topic))] : ['Not in the data dictionary'],
      years: held?.years ?? [],
      latest: held?.latest,
      breaks: knownBreaks(code, known),
    }
  })
}

/**
 * How figures of each measure compare, by code.
 *
 * - High or low is good when every dictionary row of the code that says so says the same.
 * - A measure has no bands only when every row of its code says `N` under `No_Quartile`: of 14 codes with two rows, two are
 *   marked in one row only.
 *
 * @example
 * comparisonRules([{ code: 'A', polarity: 'Low', no_quartile: 'N' }, { code: 'A', polarity: 'Low', no_quartile: 'NA' }]).get('A') // => { polarity: 'Low', banded: true }
 * comparisonRules([{ code: 'B', polarity: '-', no_quartile: 'N' }]).get('B') // => { polarity: '-', banded: false }
 */
export function comparisonRules(
  entries: readonly Pick<DictionaryEntry, 'code' | 'polarity' | 'no_quartile'>[],
): ReadonlyMap<string, ComparisonRule> {
  const rules = new Map<string, ComparisonRule>()
  for (const [code, rows] of grouped(entries, (entry) => entry.code)) {
    const said = new Set(rows.map((row) => parsePolarity(row.polarity) ?? '-').filter((polarity) => polarity !== '-'))
    const [only = '-'] = said.size === 1 ? said : []
    rules.set(code, { polarity: only, banded: rows.some((row) => row.no_quartile !== 'N') })
  }
  return rules
}

/**
 * Reads when a measure was updated: the dictionary holds days as a spreadsheet's serial numbers, counted from
 * 30 December 1899.
 *
 * @example
 * parseUpdate('45962') // => { on: '2025-11-01' }
 * parseUpdate('Discontinued') // => { word: 'Discontinued' }
 */
export function parseUpdate(text: string): Update {
  const word = text.trim()
  if (!/^\d{5}$/.test(word)) return { word }
  const day = parseDay(new Date(Date.UTC(1899, 11, 30 + Number(word))).toISOString().slice(0, 10))
  return day ? { on: day } : { word }
}

function described(row: DictionaryEntry) {
  return {
    code: row.code,
    title: row.title,
    unit: row.unit,
    decimals: /^\d$/.test(row.decimals) ? Number(row.decimals) : 1,
    yearType: row.year_type,
    owner: row.owner,
    updated: parseUpdate(row.last_update),
    nextUpdate: parseUpdate(row.next_update),
  }
}

function undescribed(code: string) {
  const unknown = { word: 'Not stated' }
  return { code, title: code, unit: '', decimals: 1, yearType: '', owner: 'Not stated', updated: unknown, nextUpdate: unknown }
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  return Map.groupBy(items, keyOf)
}
