import { parseNumber } from '../lib/figure.ts'
import { cell, placesOf, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'

/** Whose spending a row gives: one authority's of any kind, that of a class of them together, or the country's. */
export type SpendingLevel = 'authority' | 'class' | 'country'

const columns = {
  eCode: 'E-code',
  gss: 'ONS Code',
  name: 'Local authority',
  note: 'Notes',
  class: 'Class',
  detailedClass: 'Detailed Class',
  certification: 'Certification',
} as const

const educationNet = 'Education services - Net Current Expenditure (C7 = C3 - C6)'

export const revenueSummary: Source = {
  key: 'revenue-summary',
  name: 'Revenue outturn: summary of service expenditure by local authority (RSX)',
  publisher: 'Ministry of Housing, Communities and Local Government',
  gives:
    'What each authority spends on education, children’s social care and its other services in a financial year, and what comes in, in £ thousand; and the same for England and each class of authority.',
  form: 'workbook',
  headings: [columns.eCode, columns.gss, columns.name, columns.class, columns.certification, educationNet],
  kept: 'one for each day',
  quirks: [
    'The financial year is that of the titles above the headings, as "2024-25".',
    'The headings stand twice on the sheet: over the authorities and England, and over the classes of authority. The second ones are refused as a row.',
    'The Greater London Authority is an authority and a class of its own: its second row is refused.',
    'The Lee Valley Regional Park Authority has its older code of four digits in place of one of the Office for National Statistics.',
    'The last row, which the sheet hides, names the cells for its own drop-down list, and is refused.',
    'Figures are kept as the file spells them, with [x] where an authority sent no return in time.',
    'Districts, police, fire, parks and waste authorities are held too: they are part of the publisher’s totals.',
  ],
}

/** A row of the summary as published. `cells` are its figures, under the headings of the file. */
export interface PublishedSpending {
  readonly gss: string
  readonly e_code: string | null
  readonly name: string
  readonly level: SpendingLevel
  readonly class: string
  readonly certification: string | null
  readonly note: string | null
  readonly line: number
  readonly cells: readonly string[]
}

/** The headings of the figures, in the order of the file: those after the certification. */
export function figureHeadings(headings: readonly string[]): readonly string[] {
  return headings.slice(placesOf(headings, columns).certification + 1)
}

/** Reads rows of the summary, one after the other: a code counts once. */
export function spendingReader(headings: readonly string[]) {
  const at = placesOf(headings, columns)
  const from = at.certification + 1
  const lines = new Map<string, number>()
  return (row: Row): Usable<PublishedSpending> => {
    const [gss, name] = [cell(row, at.gss), cell(row, at.name)]
    if (gss === columns.gss) return { because: 'The headings stand here again' }
    if (gss === '' && name === '') return { because: 'The row names no authority' }
    if (!/^E\d{2}(\d{2}|\d{6})?$/.test(gss)) return { because: `${columns.gss} "${gss}" is not E and two, four or eight digits` }
    if (name === '') return { because: `${columns.name} is empty` }
    if (lines.has(gss)) return { because: `${columns.gss} ${gss} stands on line ${lines.get(gss)} already` }
    const cells = headings.slice(from).map((_, place) => cell(row, from + place))
    const odd = cells.findIndex((text) => text !== '' && parseNumber(text) === undefined && !isMark(text))
    if (odd !== -1) return { because: `${headings[from + odd]} "${cells[odd]}" is neither a number nor a mark like [x]` }
    lines.set(gss, row.line)
    const eCode = cell(row, at.eCode)
    return {
      used: {
        gss,
        name,
        level: levelOf(gss),
        e_code: isMark(eCode) ? null : eCode || null,
        class: cell(row, at.class),
        certification: cell(row, at.certification) || null,
        note: cell(row, at.note) || null,
        line: row.line,
        cells,
      },
    }
  }
}

function levelOf(gss: string): SpendingLevel {
  if (gss.startsWith('E92')) return 'country'
  return gss.length === 3 ? 'class' : 'authority'
}

function isMark(text: string): boolean {
  return /^\[\w{1,3}\]$/.test(text)
}

/**
 * The financial year that titles name, by the calendar year it ends in.
 *
 * @example
 * financialYearIn(['Revenue Outturn (RO) 2024-25: RSX data']) // => 2025
 * financialYearIn(['Revenue Outturn 2024-26']) // => undefined
 */
export function financialYearIn(titles: readonly string[]): number | undefined {
  for (const [, from = '', to = ''] of titles.join('\n').matchAll(/\b(20\d{2})[-–/](\d{2})\b/g)) {
    const ends = Number(from) + 1
    if (String(ends).endsWith(to)) return ends
  }
  return undefined
}

/** One figure of an authority's spending: the service, what of it, and the cell as printed, in £ thousand. */
export interface SpendingFigure {
  readonly service: string
  readonly what: string
  readonly published: string
  /** Undefined where the cell has a mark, or nothing. */
  readonly thousands: number | undefined
}

/**
 * The figures of a row: `Education services - Employees (C1)` is what education spends on employees.
 *
 * @example
 * spendingFigures(['Education services - Employees (C1)'], ['124.5'])
 * // => [{ service: 'Education services', what: 'Employees', published: '124.5', thousands: 124.5 }]
 */
export function spendingFigures(headings: readonly string[], cells: readonly string[]): readonly SpendingFigure[] {
  return headings.map((heading, place) => {
    const [, service = heading, what = ''] = /^(.*?) - ([^(]*)/.exec(heading) ?? []
    const published = cells[place] ?? ''
    return { service, what: what.trim(), published, thousands: parseNumber(published) }
  })
}

/** What an area spent in a financial year, named after the calendar year it ends in. */
export interface Spending {
  readonly year: number
  readonly name: string
  readonly level: SpendingLevel
  readonly certification: string | null
  readonly title: string
  readonly figures: readonly SpendingFigure[]
}

/** A row of the summary beside others of its year, and the file they stand in. */
export interface SpendingBeside {
  readonly year: number
  readonly title: string
  readonly file: string
  readonly importedAt: Date
  readonly ours: SpendingOf
  /** Its class of authority together, as the shire counties; undefined where the file has no such row. */
  readonly alike: SpendingOf | undefined
  readonly country: SpendingOf | undefined
}

export type SpendingOf = Pick<Spending, 'name' | 'certification' | 'figures'>
