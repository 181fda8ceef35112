import { usualOf } from './data-set-words.ts'
import type { DataSet, DataSetFilter, DataSetIndicator } from './data-set.ts'

/** A filter with the values it may take beside those chosen before it, and the one that is shown. */
export interface ChosenFilter {
  readonly filter: DataSetFilter
  readonly field: string
  readonly values: readonly string[]
  readonly value: string
  /** The value asked for, where it is not published with those chosen before it. */
  readonly instead: string | undefined
}

/** What of a data set is shown: one indicator, for one value of each filter. */
export interface Choice {
  readonly indicator: DataSetIndicator
  readonly filters: readonly ChosenFilter[]
}

/**
 * What a reader asked to see of a data set. Not every value of one filter is published with every value of another, so each
 * filter offers what there is beside those chosen before it, and shows its usual value where nothing else was asked for.
 *
 * `breakdowns` are the values that rows are held for. Undefined when the data set gives nothing.
 */
export function choiceOf(
  set: DataSet,
  breakdowns: readonly Readonly<Record<string, string>>[],
  query: Readonly<Record<string, string>>,
): Choice | undefined {
  const indicator =
    set.indicators.find(({ name }) => name === query.indicator) ?? set.indicators.find(({ headline }) => headline) ?? set.indicators[0]
  if (!indicator) return undefined
  let left = breakdowns
  const filters = set.filters.map((filter, place): ChosenFilter => {
    const field = fieldOf(place)
    const there = new Set(left.map((values) => values[filter.name] ?? ''))
    const values = filter.values.filter((value) => there.has(value))
    const asked = query[field]
    const value = asked !== undefined && there.has(asked) ? asked : usualOf(values, filter.usual)
    left = left.filter((one) => one[filter.name] === value)
    return { filter, field, values, value, instead: asked !== undefined && asked !== value ? asked : undefined }
  })
  return { indicator, filters }
}

/** The values chosen, by the filters' names. */
export function valuesChosen({ filters }: Choice): Readonly<Record<string, string>> {
  return Object.fromEntries(filters.map(({ filter, value }) => [filter.name, value]))
}

/** The same choice as a query, for a link. */
export function queryOf({ indicator, filters }: Choice): Readonly<Record<string, string>> {
  return { indicator: indicator.name, ...Object.fromEntries(filters.map(({ field, value }) => [field, value])) }
}

function fieldOf(place: number): string {
  return `by-${place + 1}`
}
