import type { Row, Source } from '../sources/source.ts'
import type { DictionaryEntry } from './measure.ts'
import { parsePolarity } from './polarity.ts'

export const laitDictionary: Source = {
  key: 'lait-dictionary',
  name: 'Local Authority Interactive Tool: data dictionary',
  publisher: 'Department for Education',
  gives: 'What each measure of the tool is: its topic, title, unit, whether high or low is good, and when it was last updated',
  form: 'csv',
  headings: ['Measure_code', 'Topic', 'Measure', 'Measure_short', 'Polarity', 'y_axis_name', 'dps', 'No_Quartile', 'Last Update'],
  kept: 'one',
  quirks: [
    'Cells of several lines in quotation marks. NA is a cell left blank.',
    'Fourteen measures stand under two topics, with a row each.',
    'Days are a spreadsheet’s serial numbers: 45962 is 1 November 2025. Some are words: TBC, Discontinued.',
  ],
}

/** A row of the data dictionary as published, NA made blank, on the line of the file where it begins. */
export interface DictionaryRow extends DictionaryEntry {
  readonly line: number
  readonly number: string
  readonly chart_title: string
  readonly description: string
  readonly methodology: string
  readonly links: string
  readonly state_funded: string
  readonly table_status: string
}

/**
 * Reads a row of the data dictionary, or says why it cannot be used:
 *
 * - it has no `Measure_short`, so that no figure could be known to be of it,
 * - its polarity is none that is known, which would rank its figures wrongly, or
 * - its `No_Quartile` is neither N nor NA.
 */
export function readDictionaryRow(headings: readonly string[], { line, cells }: Row): DictionaryRow | string {
  const cell = (heading: string) => {
    const text = (cells[headings.indexOf(heading)] ?? '').trim()
    return text === 'NA' ? '' : text
  }
  const code = cell('Measure_short')
  const polarity = cell('Polarity')
  const noQuartile = cell('No_Quartile')
  if (code === '') return 'Measure_short is empty'
  if (parsePolarity(polarity) === undefined) return `Polarity "${polarity}" is not High, Low, - or NA`
  if (noQuartile !== '' && noQuartile !== 'N') return `No_Quartile "${noQuartile}" is not N or NA`

  return {
    line,
    code,
    polarity,
    no_quartile: noQuartile,
    number: cell('Measure_code'),
    topic: cell('Topic'),
    title: cell('Measure'),
    chart_title: cell('Chart_title'),
    unit: cell('y_axis_name'),
    decimals: cell('dps'),
    year_type: cell('Year_Type'),
    description: cell('Description'),
    methodology: cell('Methodology'),
    links: cell('Hyperlink(s)'),
    owner: cell('Data Owner (DO) /Supplier and Contact Details'),
    state_funded: cell('state_funded_flag'),
    table_status: cell('Table_status'),
    last_update: cell('Last Update'),
    next_update: cell('Next Update'),
  }
}
