import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { writeOds } from 'hucre'
import { strFromU8, unzipSync } from 'fflate'
import { aZip, importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { Unusable } from '../lib/unusable.ts'
import { openDocumentSheets } from './open-document.ts'

const document = (body: string) =>
  `<office:document-content><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`
const table = (rows: string) => `<table:table table:name="A">${rows}</table:table>`
const text = (words: string, attributes = '') =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${words}</text:p></table:table-cell>`
const read = (rows: string) => openDocumentSheets(new Map([['content.xml', document(table(rows))]])).flatMap((sheet) => [...sheet.rows()])

test('a spreadsheet that another program wrote is read sheet by sheet', async () => {
  const written = await writeOds({
    sheets: [
      { name: 'Cover', rows: [['Reserves & more']] },
      {
        name: 'Data',
        rows: [
          ['LA', 'Balance'],
          [931, -0.07],
          [null, '-'],
        ],
      },
    ],
  })
  const content = strFromU8(unzipSync(written)['content.xml'] ?? new Uint8Array())

  const sheets = openDocumentSheets(new Map([['content.xml', content]]))

  assert.deepEqual(
    sheets.map((sheet) => [sheet.name, ...[...sheet.rows()].map((row) => row.cells)]),
    [
      ['Cover', ['Reserves & more']],
      ['Data', ['LA', 'Balance'], ['931', '-0.07'], ['', '-']],
    ],
  )
})

test('a number is as the file spells it, not as it is shown, and a day is a day', () => {
  const [row] = read(
    '<table:table-row><table:table-cell office:value-type="float" office:value="23008747.222270001"><text:p>23,008,747</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2025-03-31"><text:p>31/03/25</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.79"><text:p>79%</text:p></table:table-cell></table:table-row>',
  )

  assert.deepEqual(row?.cells, ['23008747.222270001', '2025-03-31', '0.79'])
})

test('rows and cells that are written once count as often as they say, and keep the numbers of those after them', () => {
  const rows = read(
    `<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="2">${text('-', 'table:number-columns-repeated="2"')}<table:table-cell table:number-columns-repeated="16382"/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/>${text('a')}</table:table-row><table:table-row table:number-rows-repeated="1048565"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
  )

  assert.deepEqual(rows, [
    { line: 4, cells: ['-', '-'] },
    { line: 5, cells: ['-', '-'] },
    { line: 6, cells: ['', '', 'a'] },
  ])
})

test('a cell that another covers is empty, and a comment is no part of a cell', () => {
  const [row] = read(
    `<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>Checked</text:p></office:annotation><text:p>Two</text:p><text:p>lines</text:p></table:table-cell><table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>${text('a<text:s text:c="2"/><text:span>b</text:span>&amp;\n c')}</table:table-row>`,
  )

  assert.deepEqual(row?.cells, ['Two\nlines', '', 'a  b& c'])
})

test('a formula with a greater-than sign in it does not end its cell', () => {
  const [row] = read(
    '<table:table-row><table:table-cell table:formula="of:=IF([.A1]>2;1;0)" office:value-type="float" office:value="1"/></table:table-row>',
  )

  assert.deepEqual(row?.cells, ['1'])
})

test('a sheet that repeats itself to fill the memory is refused', () => {
  const wide = `<table:table-row>${text('x', 'table:number-columns-repeated="900000000"')}</table:table-row>`
  const long = `<table:table-row table:number-rows-repeated="900000000">${text('x', 'table:number-columns-repeated="100"')}</table:table-row>`

  assert.throws(() => read(wide), /more than 1000 columns/)
  assert.throws(() => read(long), /repeats its rows more often/)
})

test('what is locked, or no spreadsheet, says so', async (t) => {
  const db = await freshDb(t)
  const locked = {
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': '<manifest:encryption-data/>',
    'content.xml': 'x',
  }
  const letter = {
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': '<office:document-content><office:text/></office:document-content>',
  }

  assert.match((await importOne(t, db, aZip(locked))).message ?? '', /locked with a password/)
  assert.match((await importOne(t, db, aZip(letter))).message ?? '', /not a spreadsheet/)
})

test('a spreadsheet cut short or with characters changed is read or refused in a sentence, never a failure', () => {
  const sound = document(
    table(`<table:table-row>${text('E-code')}${text('a', 'table:number-columns-repeated="3"')}</table:table-row>`.repeat(5)),
  )
  const change = fc.record({ at: fc.nat(sound.length), to: fc.constantFrom('', '<', '>', '"', '&', '/', '9999999999', '\0') })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.nat(sound.length), (changes, end) => {
      const broken = changes.reduce((xml, { at, to }) => xml.slice(0, at) + to + xml.slice(at + 1), sound).slice(0, end + 200)
      try {
        for (const sheet of openDocumentSheets(new Map([['content.xml', broken]]))) assert.ok([...sheet.rows()].length < 21_000_000)
      } catch (problem) {
        assert.ok(problem instanceof Unusable, String(problem))
      }
    }),
    { numRuns: 500 },
  )
})
