import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { openDocumentSheets } from '../sources/open-document.ts'
import { sheetsOf } from '../sources/workbook.ts'
import { asCsv, csvwMetadata } from './csvw-spreadsheet.renderer.ts'
import type { DataTable } from './data-table.ts'
import { asOds } from './ods-spreadsheet.renderer.ts'
import type { SheetCell, Spreadsheet } from './spreadsheet.ts'
import { asXlsx } from './xlsx-spreadsheet.renderer.ts'

const made = new Date('2026-11-23T09:00:00Z')
const formats = [
  { name: 'XLSX', write: asXlsx, read: sheetsOf, formula: /<f[ >]/, sheets: /xl\/worksheets\/sheet\d+\.xml$/ },
  { name: 'ODS', write: asOds, read: openDocumentSheets, formula: /table:formula/, sheets: /^content\.xml$/ },
] as const

/** What somebody might type, or a published file carry, that a spreadsheet could take for something to carry out. */
const dangerous = fc.constantFrom('=1+1', '+44', '-1+A1', '@SUM(A1)', '\t=1', '\r=1', "'=1", '=HYPERLINK("http://a.invalid")', '_x003D_1+1', '<f>1</f>', 'a  b', 'Ash &amp; Beech') // prettier-ignore
const words = fc.oneof(dangerous, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))

for (const { name, write, read, formula, sheets } of formats) {
  test(`${name}: every text comes back as it was, whatever it begins with, and no cell is a formula`, () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (texts) => {
        const bytes = write(spreadsheetOf(texts.map((text) => [{ text }, { value: 1.5, decimals: 1 }])))

        const parts = partsOf(bytes)
        const kept = rowsOf(read(parts)).slice(3).map(([first = '']) => first.replaceAll('_x005F_', '_').trim()) // prettier-ignore
        const sheet = [...parts].filter(([part]) => sheets.test(part))
        assert.deepEqual(kept, texts.map(holdable)) // prettier-ignore
        assert.ok(sheet.length > 0 && sheet.every(([, xml]) => !formula.test(xml)))
      }),
      { numRuns: 150 },
    )
  })

  test(`${name}: a number is a number, a mark in its place is text, and nothing withheld is 0`, () => {
    const bytes = write(spreadsheetOf([[{ text: 'Ash' }, { value: -0.03, decimals: 2 }], [{ text: 'Beech' }, { text: '[c]' }]])) // prettier-ignore

    const rows = rowsOf(read(partsOf(bytes)))

    assert.deepEqual(rows.slice(2), [['School', 'Gap'], ['Ash', '-0.03'], ['Beech', '[c]']]) // prettier-ignore
    assert.match(
      [...partsOf(bytes).values()].join(''),
      name === 'XLSX' ? /<c r="B4" s="\d+"><v>-0.03<\/v>/ : /office:value-type="float" office:value="-0.03"/,
    )
  })

  test(`${name}: it is titled, in English, with each table marked up, and no cells merged, frozen or filtered`, () => {
    const parts = unzipSync(write(spreadsheetOf([[{ text: 'Ash' }, { value: 1, decimals: 0 }]])))
    const all = Object.values(parts).map((part) => strFromU8(part)).join('') // prettier-ignore

    assert.match(all, /<dc:title>Gaps<\/dc:title>/)
    assert.match(all, /<dc:language>en-GB<\/dc:language>/)
    assert.match(all, /Heading 1/)
    assert.match(all, /name="Gaps_of_schools"/)
    assert.doesNotMatch(all, /mergeCell|number-columns-spanned|<pane|autoFilter|filter-buttons="true"/)
  })
}

test('the description of a CSV says what each column holds, its marks, its sources and its licence', () => {
  const table: DataTable = {
    title: 'Gaps',
    description: 'How far apart',
    file: 'gaps.csv',
    publisher: 'Larkshire',
    sources: ['A file'],
    made,
    columns: [
      { name: 'school', title: 'School', description: 'Its name.', datatype: 'string' },
      { name: 'gap', title: 'Gap', description: 'The gap.', datatype: 'number', marks: [{ mark: 'c', means: 'withheld' }] },
    ],
    rows: [['=Ash', -0.5], ['Beech', 'c']], // prettier-ignore
  }

  const csv = asCsv(table)
  const described: unknown = JSON.parse(csvwMetadata(table))

  assert.equal(csv, "\uFEFFschool,gap\r\n'=Ash,-0.5\r\nBeech,c\r\n")
  assert.partialDeepStrictEqual(described, {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: 'gaps.csv',
    'dc:license': { '@id': 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/' },
    tableSchema: {
      columns: [
        { name: 'school', datatype: 'string' },
        { name: 'gap', datatype: 'number', null: ['', 'c'] },
      ],
    },
  })
})

function spreadsheetOf(rows: readonly (readonly SheetCell[])[]): Spreadsheet {
  const columns = [
    { heading: 'School', width: 30, numeric: false },
    { heading: 'Gap', width: 12, numeric: true },
  ]
  return {
    title: 'Gaps',
    creator: 'Larkshire',
    keywords: ['schools'],
    made,
    sheets: [
      { name: 'Cover_sheet', title: 'Gaps', lines: [{ text: 'About', heading: true }, { text: 'How far apart' }] },
      {
        name: 'Table_1',
        title: 'Gaps of schools',
        lines: [{ text: 'This sheet has one table.' }],
        table: { name: 'Gaps_of_schools', columns, rows },
      },
    ],
  }
}

function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
}

/** The rows of the sheet with the table, as our own reader of published files reads them. */
function rowsOf(
  sheets: readonly { readonly rows: () => Iterable<{ readonly cells: readonly string[] }> }[],
): readonly (readonly string[])[] {
  return [...(sheets[1]?.rows() ?? [])].map(({ cells }) => cells)
}

/** What XML can hold of a text, with the line ends that it has. */
function holdable(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/\r\n?/g, '\n')
    .trim()
}
