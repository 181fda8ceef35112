/** What a table sets against what: the three things that every figure is of. */
export const axes = ['measures', 'areas', 'years'] as const

export type Axis = (typeof axes)[number]

/** The groups of places that an address can name in one word. They are those of whoever opens it. */
export const placeGroups = [
  { key: 'ours', name: 'Our authority' },
  { key: 'region', name: 'Our region' },
  { key: 'country', name: 'The country' },
  { key: 'neighbours', name: 'Our statistical neighbours' },
  { key: 'regions', name: 'Every region' },
  { key: 'all', name: 'Every authority' },
  { key: 'schools', name: 'Our schools' },
  { key: 'primary-schools', name: 'Our primary schools' },
  { key: 'secondary-schools', name: 'Our secondary schools' },
] as const

export type YearsChosen =
  | { readonly kind: 'latest' }
  | { readonly kind: 'all' }
  | { readonly kind: 'last'; readonly years: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }

/** A table as it was asked for. Its address holds all of it, so that it can be kept and sent. */
export interface TableQuery {
  readonly measures: readonly string[]
  /** Groups of places, three-digit codes and URNs, in the order asked for. */
  readonly areas: readonly string[]
  readonly years: YearsChosen
  readonly rows: Axis
  readonly columns: Axis
}

/** The most figures a table may have, and how many of them its page shows. */
export const limits = { figures: 50_000, shown: 500, measures: 200 } as const

/**
 * The query of a table's address.
 *
 * @example
 * writeTableQuery({ measures: ['A', 'B'], areas: ['ours', '970'], years: { kind: 'last', years: 5 }, rows: 'areas', columns: 'years' }) // => { measures: 'A,B', areas: 'ours,970', years: 'last-5', rows: 'areas', columns: 'years' }
 */
export function writeTableQuery({ measures, areas, years, rows, columns }: TableQuery): Readonly<Record<string, string>> {
  return { measures: measures.join(','), areas: areas.join(','), years: writeYears(years), rows, columns }
}

/**
 * @example
 * writeYears({ kind: 'range', from: 2019, to: 2024 }) // => '2019-2024'
 */
export function writeYears(years: YearsChosen): string {
  if (years.kind === 'last') return `last-${years.years}`
  return years.kind === 'range' ? `${years.from}-${years.to}` : years.kind
}

/** The axis that neither rows nor columns have: the table is made once for each of its items. */
export function axisLeft(rows: Axis, columns: Axis): Axis {
  return axes.find((axis) => axis !== rows && axis !== columns) ?? 'years'
}
