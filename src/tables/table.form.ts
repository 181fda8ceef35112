import { parseAreaCode } from '../authorities/area.ts'
import { parseUrn } from '../establishments/urn.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { axes, limits, placeGroups, type Axis, type TableQuery, type YearsChosen } from './table-query.ts'

type Query = Readonly<Record<string, string>>

/** Whether an address has come from the form, where every choice is a field of its own, and is to be written short. */
export function isFromForm(query: Query): boolean {
  return query.form === 'yes'
}

/**
 * Reads the query of a table's address, or the fields of its form.
 *
 * In an address measures and areas are lists with commas. In the form each tick is a field, `measure:CODE` or `area:931`, so that a
 * choice can be taken back by taking its tick away; codes typed into `more` are added.
 */
export function readTableQuery(query: Query): Checked<TableQuery> {
  const problems: Problem[] = []
  const measures = unique([...listed(query.measures), ...ticked(query, 'measure:')])
  const areas = unique([...listed(query.areas), ...ticked(query, 'area:'), ...listed(query.more?.replaceAll(/[\s;]+/g, ','))])
  for (const area of areas) if (!isPlace(area)) problems.push({ field: 'more', text: `“${area}” is not an area: write the three digits of an authority, or the six of a school’s URN` }) // prettier-ignore
  if (measures.length > limits.measures) problems.push({ field: 'words', text: `Choose at most ${limits.measures} measures` })

  const years = readYears(query)
  if (!years) problems.push({ field: 'years', text: 'Years must be latest, all, last-5 or 2019-2024' })
  const [rows, columns] = readLayout(query)
  if (rows === columns) problems.push({ field: 'layout', text: 'Choose something else for the columns than for the rows' })
  return years && problems.length === 0 ? { ok: true, value: { measures, areas, years, rows, columns } } : { ok: false, problems }
}

function listed(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '') // prettier-ignore
}

function ticked(query: Query, prefix: string): readonly string[] {
  return Object.keys(query).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
}

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)]

function isPlace(text: string): boolean {
  return placeGroups.some(({ key }) => key === text) || parseAreaCode(text) !== undefined || parseUrn(text) !== undefined
}

function readYears({ years = 'latest', last = '', from = '', to = '' }: Query): YearsChosen | undefined {
  if (years === 'latest' || years === '') return { kind: 'latest' }
  if (years === 'all') return { kind: 'all' }
  const count = /^last-(\d{1,2})$/.exec(years)?.[1] ?? (years === 'last' ? /^\d{1,2}$/.exec(last.trim())?.[0] : undefined)
  if (count !== undefined) return Number(count) > 0 ? { kind: 'last', years: Number(count) } : undefined
  const range = years === 'range' ? `${from.trim()}-${to.trim()}` : years
  const [, first, second] = /^(\d{4})-(\d{4})$/.exec(range) ?? []
  if (first === undefined || second === undefined || first > second) return undefined
  return { kind: 'range', from: Number(first), to: Number(second) }
}

/** Rows and columns from `rows` and `columns`, or in the form from `layout`: `areas by years`. */
function readLayout({ rows, columns, layout }: Query): readonly [Axis, Axis] {
  const [first, second] = (layout ?? '').split(' by ')
  return [axisNamed(rows ?? first) ?? 'areas', axisNamed(columns ?? second) ?? 'measures']
}

const axisNamed = (text: string | undefined) => axes.find((axis) => axis === text)
