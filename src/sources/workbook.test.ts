import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeXlsx } from 'hucre'
import { strFromU8, unzipSync } from 'fflate'
import { isNeeded, sheetsOf } from './workbook.ts'

const rels = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'

function parts(sheet: string, sharedStrings = ''): Map<string, string> {
  return new Map([
    ['xl/workbook.xml', '<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>'],
    ['xl/_rels/workbook.xml.rels', rels],
    ['xl/sharedStrings.xml', sharedStrings],
    ['xl/worksheets/sheet1.xml', sheet],
  ])
}

const rowsOf = (sheet: string, sharedStrings?: string) => sheetsOf(parts(sheet, sharedStrings)).flatMap((sheet) => [...sheet.rows()])

test('a workbook that another program wrote is read cell by cell', async () => {
  const written = await writeXlsx({
    sheets: [
      {
        name: 'Neighbours',
        rows: [
          ['LA num', 'LA Name'],
          [931, 'Oxfordshire & more'],
          [null, '-'],
        ],
      },
    ],
  })
  const unpacked = new Map(
    Object.entries(unzipSync(written))
      .filter(([name]) => isNeeded(name))
      .map(([name, bytes]) => [name, strFromU8(bytes)]),
  )

  const [sheet] = sheetsOf(unpacked)

  assert.equal(sheet?.name, 'Neighbours')
  assert.deepEqual(
    [...(sheet?.rows() ?? [])].map((row) => row.cells),
    [
      ['LA num', 'LA Name'],
      ['931', 'Oxfordshire & more'],
      ['', '-'],
    ],
  )
})

test('a number is kept as the workbook spells it, and the columns left out are empty', () => {
  const [row] = rowsOf(
    '<worksheet><sheetData><row r="7"><c r="B7"><v>7.0000000000000007E-2</v></c><c r="D7" s="1"/></row></sheetData></worksheet>',
  )

  assert.deepEqual(row, { line: 7, cells: ['', '7.0000000000000007E-2', '', ''] })
})

test('a row with nothing in its cells is no row, and those after it keep their numbers', () => {
  const rows = rowsOf(
    '<worksheet><sheetData><row r="1"/><row r="2"><c r="A2" s="4"/></row><row r="3"><c r="A3"><v>1</v></c></row></sheetData></worksheet>',
  )

  assert.deepEqual(rows, [{ line: 3, cells: ['1'] }])
})

test('text is put together from its runs, its reading aids left out, its entities read', () => {
  const shared = '<sst><si><r><t>St </t></r><r><t xml:space="preserve">Mary&#8217;s</t></r><rPh sb="0"><t>no</t></rPh></si></sst>'

  const [row] = rowsOf('<worksheet><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>a &lt; b</t></is></c></row></worksheet>', shared)

  assert.deepEqual(row?.cells, ['St Mary’s', 'a < b'])
})

test('reading aids that are never closed do not make reading endless', () => {
  const shared = `<sst><si>${'<rPh sb="0">'.repeat(100_000)}</si></sst>`
  const started = performance.now()

  const [row] = rowsOf('<worksheet><row><c t="s"><v>0</v></c></row></worksheet>', shared)

  assert.equal(row, undefined)
  assert.ok(performance.now() - started < 2000, `${Math.round(performance.now() - started)} ms`)
})

test('a workbook whose elements carry a prefix is read too', () => {
  const [row] = rowsOf('<?xml version="1.0"?><x:worksheet xmlns:x="y"><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:worksheet>')

  assert.deepEqual(row, { line: 2, cells: ['1'] })
})

test('a sheet that ends early is refused', () => {
  assert.throws(() => rowsOf('<worksheet><row r="1"><c r="A1"><v>1</v>'), /ends early/)
  assert.throws(() => rowsOf('<worksheet><row r="1"><c r="ZZZ1"><v>1</v></c></row></worksheet>'), /columns/)
})
