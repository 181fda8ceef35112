import type { NewBasis } from '../measures/break.ts'
import type { Polarity } from '../measures/polarity.ts'

/** What Fiveday knows of an indicator of a data set beyond the publisher's column. What is left out is made from its name. */
export interface KnownIndicator {
  readonly column: string
  /** Other names that the publisher has given the column. It is held under `column`. */
  readonly also?: readonly string[]
  readonly label: string
  readonly unit?: string
  readonly decimals?: number
  readonly polarity?: Polarity
  readonly rate?: boolean
  readonly of?: string
  readonly headline?: true
}

/** A data set that ships described: told by its filters and a few of its indicators, whatever the file is called. */
export interface KnownDataSet {
  readonly key: string
  readonly title: string
  readonly about: string
  readonly publication: string
  readonly filters: readonly { readonly column: string; readonly label: string; readonly usual: string | undefined }[]
  /** Columns that tell it: a file that lacks one is something else. */
  readonly toldBy: readonly string[]
  readonly indicators: readonly KnownIndicator[]
  /** Years from which figures do not compare with earlier ones. */
  readonly breaks: readonly NewBasis[]
}

/**
 * The data set that a file's columns are of: just its filters, and every indicator it is told by, under whichever name and in
 * capitals or small letters.
 */
export function knownBy(
  known: readonly KnownDataSet[],
  filters: readonly string[],
  indicators: readonly string[],
): KnownDataSet | undefined {
  return known.find((one) => {
    const names = new Set([...filters, ...indicators].map((name) => heldAs(one, name)))
    return (
      one.filters.length === filters.length &&
      one.filters.every(({ column }) => names.has(column)) &&
      one.toldBy.every((column) => names.has(column))
    )
  })
}

/** The name that a column of a file is held under. */
export function heldAs(known: KnownDataSet | undefined, name: string): string {
  const isNamed = (other: string) => other.toLowerCase() === name.toLowerCase()
  const indicator = known?.indicators.find(({ column, also }) => isNamed(column) || also?.some(isNamed))
  return indicator?.column ?? known?.filters.find(({ column }) => isNamed(column))?.column ?? name
}
