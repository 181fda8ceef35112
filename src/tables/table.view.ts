import { printedTo } from '../charts/amount.ts'
import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Problem } from '../lib/checked.ts'
import { count, counted } from '../lib/count.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { layouts, marksIn, planInWords, type Filled, type Note } from './filled.ts'
import type { Plan, TabledCell } from './layout.ts'
import { shorthands } from './mark.ts'
import { limits, placeGroups, writeTableQuery, writeYears, type TableQuery } from './table-query.ts'

/** A measure or place that can be ticked. */
interface Tick {
  readonly name: string
  readonly text: string
  readonly hint?: string
  readonly ticked: boolean
}

/** What the page of the table builder is made of. */
export interface TablesFacts {
  readonly problems: readonly Problem[]
  readonly fields: Readonly<Record<string, string>>
  readonly query: TableQuery
  /** Undefined while nothing is chosen. */
  readonly plan: (Plan & { readonly unknown: readonly string[]; readonly neighbours: string | undefined }) | undefined
  readonly preview:
    | { readonly tables: readonly Filled[]; readonly notes: readonly Note[]; readonly whole: number; readonly tablesInAll: number }
    | undefined
  readonly tooMany: number | undefined
  readonly chart: Chart | undefined
  readonly search: {
    readonly words: string
    readonly group: string
    readonly groups: readonly { readonly name: string; readonly measures: number }[]
    readonly found: readonly { readonly key: string; readonly title: string; readonly group: string; readonly unit: string }[]
    readonly more: number
  }
  readonly areas: readonly { readonly code: AreaCode; readonly name: string; readonly kind: string }[]
  readonly saved: readonly {
    readonly id: number
    readonly name: string
    readonly query: string
    readonly version: number
    readonly saved_by: string
  }[]
  readonly mayKeep: boolean
  readonly held: boolean
}

/** The page of the table builder: the table, where one is asked for, and the form that makes and changes it. */
export function tablesView(facts: TablesFacts) {
  const { query, plan, preview, tooMany, chart, saved } = facts
  const address = writeTableQuery(query)
  const asked = new URLSearchParams(address).toString()
  const own = saved.find((one) => one.query === asked)
  return {
    title: 'Tables',
    held: facts.held,
    problems: facts.problems,
    summary: plan && planInWords(plan),
    unknown: plan?.unknown ?? [],
    nothing: plan !== undefined && plan.query.measures.length > 0 && plan.query.areas.length > 0 && !preview && !tooMany,
    neighbours: plan?.neighbours,
    tooMany:
      tooMany &&
      `This table would have ${count(tooMany)} figures. A table has at most ${count(limits.figures)}: choose fewer measures, areas or years.`,
    preview: preview && previewOf(preview),
    downloads: preview && downloads(address),
    chart: chart && withImages(chart),
    form: formOf(facts),
    query: asked,
    own,
    saved: saved.map(({ id, name, query, version, saved_by }) => ({ id, name, version, by: saved_by, href: `${paths.tables()}?${query}` })),
    mayKeep: facts.mayKeep && preview !== undefined,
    mayRemove: facts.mayKeep,
  }
}

function previewOf({ tables, notes, whole, tablesInAll }: NonNullable<TablesFacts['preview']>) {
  const shown = tables.reduce((sum, { rows, headings }) => sum + rows.length * headings.length, 0)
  const marks = marksIn(tables)
  return {
    tables: tables.map(({ title, stub, headings, rows }) => ({
      caption: title,
      head: [...stub, ...headings],
      rows: rows.map(({ stub, cells }) => [...stub, ...cells.map(inCell)]),
      numeric: headings.map((_, i) => i + stub.length),
    })),
    said:
      shown < whole
        ? `The first ${count(shown)} of ${counted(whole, 'figure')} are shown${tablesInAll > tables.length ? `, in ${tables.length} of ${tablesInAll} tables` : ''}. A file has all of them.`
        : undefined,
    key: marks.map(({ mark, published, means }) => ({
      mark: `[${mark}]`,
      text: `${shorthands.find((one) => one.mark === mark)?.means ?? ''}${published === '' ? '' : ` (printed as “${published}”)`}: ${means}`,
    })),
    notes: notes.map(({ number, measure, text }) => ({ number, measure: measure.title, text })),
  }
}

/** A cell as the page prints it: rounded for print only, and a mark in square brackets where there is no number. */
function inCell(cell: TabledCell): string {
  return 'gap' in cell ? `[${cell.gap.mark}]` : printedTo(cell.value, cell)
}

function downloads(address: Readonly<Record<string, string>>) {
  return [
    { href: withQuery(paths.tablesFile('xlsx'), address), text: 'Excel workbook (XLSX)' },
    { href: withQuery(paths.tablesFile('ods'), address), text: 'OpenDocument spreadsheet (ODS)' },
    { href: withQuery(paths.tablesFile('csv'), address), text: 'CSV, one figure to a row' },
    { href: withQuery(paths.tablesFile('zip'), address), text: 'CSV with its description for programs (CSVW, ZIP)' },
  ]
}

const layoutNames = { measures: 'measures', areas: 'areas or schools', years: 'years' } as const

function formOf({ query, plan, search, areas, fields }: TablesFacts) {
  const chosen = new Set(query.measures)
  const picked = new Set(query.areas)
  const groupKeys = new Set<string>(placeGroups.map(({ key }) => key))
  const years = query.years
  return {
    chosen: (plan?.measures ?? []).map((measure): Tick => ({
      name: `measure:${measure.key}`,
      text: measure.title,
      hint: measure.group,
      ticked: true,
    })),
    found: search.found
      .filter(({ key }) => !chosen.has(key))
      .map(({ key, title, group, unit }): Tick => ({
        name: `measure:${key}`,
        text: title,
        hint: unit === '' ? group : `${group}. Unit: ${unit}`,
        ticked: false,
      })),
    words: search.words,
    group: search.group,
    groups: search.groups.map(({ name, measures }) => ({ value: name, text: `${name} (${count(measures)})` })),
    more: search.more,
    searched: search.words !== '' || search.group !== '',
    placeGroups: placeGroups.map(({ key, name }): Tick => ({ name: `area:${key}`, text: name, ticked: picked.has(key) })),
    places: (plan?.places ?? [])
      .filter(({ code }) => picked.has(code) && !groupKeys.has(code))
      .map(({ code, name }): Tick => ({ name: `area:${code}`, text: name, ticked: true })),
    others: areas
      .filter(({ code }) => !picked.has(code))
      .map(({ code, name }): Tick => ({ name: `area:${code}`, text: name, ticked: false })),
    typed: fields.more ?? '',
    years: years.kind,
    last: years.kind === 'last' ? String(years.years) : '5',
    from: years.kind === 'range' ? String(years.from) : '',
    to: years.kind === 'range' ? String(years.to) : '',
    yearsWritten: writeYears(years),
    layouts: layouts.map(({ rows, columns }) => ({
      value: `${rows} by ${columns}`,
      text: `Rows of ${layoutNames[rows]}, columns of ${layoutNames[columns]}`,
    })),
    layout: `${query.rows} by ${query.columns}`,
  }
}
