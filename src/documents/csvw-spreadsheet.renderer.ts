import { csvOf } from '../lib/csv-text.ts'
import type { DataColumn, DataTable } from './data-table.ts'

const licence = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'

/** The table as UTF-8 with the mark by which spreadsheets know it, headings first. No cell begins a formula. */
export function asCsv({ columns, rows }: DataTable): string {
  return `\uFEFF${csvOf(columns.map(({ name }) => name), rows)}` // prettier-ignore
}

/** What a program needs to know of the CSV, in the W3C's vocabulary for CSV on the Web: beside the file as `<name>-metadata.json`. */
export function csvwMetadata(table: DataTable): string {
  const { title, description, file, publisher, sources, made, columns } = table
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: file,
    'dc:title': title,
    'dc:description': description,
    'dc:publisher': publisher,
    'dc:source': sources,
    'dc:license': { '@id': licence },
    'dc:created': made.toISOString(),
    dialect: { encoding: 'utf-8', delimiter: ',', header: true, headerRowCount: 1, quoteChar: '"', doubleQuote: true },
    tableSchema: { columns: columns.map(columnOf) },
  }
  return `${JSON.stringify(metadata, null, 2)}\n`
}

function columnOf({ name, title, description, datatype, marks = [] }: DataColumn) {
  const meanings = marks.map(({ mark, means }) => ` ${mark}: ${means}.`).join('')
  return {
    name,
    titles: [name, title],
    'dc:description': `${description}${meanings}`,
    datatype,
    ...(marks.length > 0 ? { null: ['', ...marks.map(({ mark }) => mark)] } : {}),
  }
}
