import { strToU8, zipSync } from 'fflate'
import { columnLetters, inXml, rowsAbove, uniqueHeadings, type Sheet, type SheetCell, type Spreadsheet } from './spreadsheet.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const mostDecimals = 9

/** The width of a sheet without a table, in characters, and the height of a line, in points. */
const alone = 100
const lineHeight = 16
/** The tallest row that Excel takes, in points. */
const tallestRow = 409

/** Places in the list of cell formats. Numbers follow, by how many decimals they show. */
const format = {
  text: 0,
  title: 1,
  heading: 2,
  rowHeading: 3,
  columnHeading: 4,
  mark: 5,
  link: 6,
  line: 7,
  lineTitle: 8,
  number: 9,
} as const

/**
 * The spreadsheet as an Office Open XML workbook.
 *
 * Written here and not by a library because the guidance asks for what those at hand leave out: titles marked up as headings,
 * the language, tables without filters. Text is written as text and nothing as a formula, whatever it begins with.
 */
export function asXlsx(spreadsheet: Spreadsheet): Uint8Array {
  const { sheets } = spreadsheet
  const tables = sheets.filter(({ table }) => table !== undefined)
  const numberOf = (sheet: Sheet) => tables.indexOf(sheet) + 1
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length, tables.length),
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships">${relation(1, `${relationships}/officeDocument`, 'xl/workbook.xml')}${relation(2, `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml')}</Relationships>`,
    'docProps/core.xml': properties(spreadsheet),
    'xl/workbook.xml': workbook(sheets),
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships">${sheets.map((_, i) => relation(i + 1, `${relationships}/worksheet`, `worksheets/sheet${i + 1}.xml`)).join('')}${relation(sheets.length + 1, `${relationships}/styles`, 'styles.xml')}</Relationships>`,
    'xl/styles.xml': styles(),
  }
  sheets.forEach((sheet, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = worksheet(sheet)
    if (!sheet.table) return
    const number = numberOf(sheet)
    parts[`xl/worksheets/_rels/sheet${i + 1}.xml.rels`] =
      `<Relationships xmlns="${packaged}/relationships">${relation(1, `${relationships}/table`, `../tables/table${number}.xml`)}</Relationships>`
    parts[`xl/tables/table${number}.xml`] = table(sheet, number)
  })
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(declared + xml)])))
}

const relation = (id: number, type: string, target: string) => `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`

function contentTypes(sheets: number, tables: number): string {
  const override = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}"/>`
  const numbered = (count: number, name: (i: number) => string, type: string) =>
    Array.from({ length: count }, (_, i) => override(name(i + 1), `${types}.${type}+xml`)).join('')
  return `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', `${types}.sheet.main+xml`)}${override('xl/styles.xml', `${types}.styles+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}${numbered(sheets, (i) => `xl/worksheets/sheet${i}.xml`, 'worksheet')}${numbered(tables, (i) => `xl/tables/table${i}.xml`, 'table')}</Types>`
}

function properties({ title, creator, keywords, made }: Spreadsheet): string {
  const at = made.toISOString().replace(/\.\d+/, '')
  return `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${inXml(title)}</dc:title><dc:creator>${inXml(creator)}</dc:creator><cp:keywords>${inXml(keywords.join(', '))}</cp:keywords><dc:language>en-GB</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
}

function workbook(sheets: readonly Sheet[]): string {
  const listed = sheets.map(({ name }, i) => `<sheet name="${inXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')
  return `<workbook xmlns="${main}" xmlns:r="${relationships}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${listed}</sheets></workbook>`
}

/** Arial of 12 points and more, in the reader's own colours; headings bold and larger, and marked up as headings. */
function styles(): string {
  const font = (size: number, more = '') => `<font>${more}<sz val="${size}"/><name val="Arial"/><family val="2"/></font>`
  const fonts = [font(12), font(16, '<b/>'), font(14, '<b/>'), font(12, '<b/>'), font(12, '<u/>')]
  const aligned = (side: string, wrap: boolean) => `<alignment horizontal="${side}" vertical="top"${wrap ? ' wrapText="1"' : ''}/>`
  const xf = (fontId: number, side: string, { style = 0, shown = 0, wrap = true } = {}) =>
    `<xf numFmtId="${shown}" fontId="${fontId}" fillId="0" borderId="0" xfId="${style}" applyFont="1" applyNumberFormat="1" applyAlignment="1">${aligned(side, wrap)}</xf>`
  const decimals = Array.from({ length: mostDecimals + 1 }, (_, i) => i)
  const numbers = decimals.map(
    (count) => `<numFmt numFmtId="${164 + count}" formatCode="#,##0${count === 0 ? '' : `.${'0'.repeat(count)}`}"/>`,
  )
  const xfs = [
    xf(0, 'left'),
    xf(1, 'left', { style: 1 }),
    xf(2, 'left', { style: 2 }),
    xf(3, 'left'),
    xf(3, 'right'),
    xf(0, 'right'),
    xf(4, 'left'),
    xf(0, 'left', { wrap: false }),
    xf(1, 'left', { style: 1, wrap: false }),
    ...decimals.map((count) => xf(0, 'right', { shown: 164 + count })),
  ]
  const style = (fontId: number) => `<xf numFmtId="0" fontId="${fontId}" fillId="0" borderId="0"/>`
  return `<styleSheet xmlns="${main}"><numFmts count="${numbers.length}">${numbers.join('')}</numFmts><fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="3">${style(0)}${style(1)}${style(2)}</cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs><cellStyles count="3"><cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Heading 1" xfId="1" builtinId="16"/><cellStyle name="Heading 2" xfId="2" builtinId="17"/></cellStyles></styleSheet>`
}

function worksheet(sheet: Sheet): string {
  const { title, lines, table: of } = sheet
  const first = rowsAbove(sheet) + 1
  // Above a table text runs on over the columns beside it; on a sheet of its own it is wrapped.
  const rows = [
    row(1, [textCell(title, 'A1', of ? format.lineTitle : format.title)]),
    ...lines.map(({ text, heading }, i) => {
      const words = textCell(text, `A${i + 2}`, heading ? format.heading : of ? format.line : format.text)
      return row(i + 2, [words], of || heading ? 1 : linesOf(text, alone))
    }),
  ]
  const links: string[] = []
  if (of) {
    const headings = headingsOf(of.columns)
    const styled = headings.map((heading, column) => {
      return textCell(heading, at(column, first), of.columns[column]?.numeric ? format.columnHeading : format.rowHeading)
    })
    rows.push(row(first, styled, tallest(headings, of.columns)))
    of.rows.forEach((cells, i) => {
      const line = first + 1 + i
      const texts = cells.map((cell) => ('text' in cell ? cell.text : ''))
      rows.push(row(line, cells.map((cell, column) => cellAt(cell, at(column, line), column === 0)), tallest(texts, of.columns))) // prettier-ignore
      cells.forEach((cell, column) => {
        if ('text' in cell && cell.sheet !== undefined) links.push(`<hyperlink ref="${at(column, line)}" location="'${inXml(cell.sheet)}'!A1" display="${inXml(cell.text)}"/>`) // prettier-ignore
      })
    })
  }
  const widths = (of?.columns ?? []).map(
    ({ width, hidden }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}"${hidden ? ' hidden="1"' : ''} customWidth="1"/>`,
  )
  const cols = of ? widths.join('') : `<col min="1" max="1" width="${alone}" customWidth="1"/>`
  return `<worksheet xmlns="${main}" xmlns:r="${relationships}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols>${cols}</cols><sheetData>${rows.join('')}</sheetData>${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>${of ? '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' : ''}</worksheet>`
}

const at = (column: number, line: number) => `${columnLetters(column)}${line}`
/** A row tall enough for its wrapped text: not every program works that out when it opens a file. */
function row(number: number, cells: readonly string[], tall = 1): string {
  return `<row r="${number}"${tall > 1 ? ` ht="${Math.min(tall * lineHeight, tallestRow)}" customHeight="1"` : ''}>${cells.join('')}</row>`
}

/** About how many lines a text takes in a column so many characters wide. */
function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.2) / width)), 0)
}

function tallest(texts: readonly string[], columns: readonly { readonly width: number }[]): number {
  return Math.max(1, ...texts.map((text, column) => linesOf(text, columns[column]?.width ?? alone)))
}

function cellAt(cell: SheetCell, place: string, first: boolean): string {
  if ('value' in cell)
    return `<c r="${place}" s="${format.number + Math.min(cell.decimals, mostDecimals)}"><v>${String(cell.value)}</v></c>`
  if (cell.sheet !== undefined) return textCell(cell.text, place, format.link)
  return textCell(cell.text, place, first ? format.rowHeading : cell.text.startsWith('[') ? format.mark : format.text)
}

/** Text kept in its own cell, so that no program reads anything else into it. */
function textCell(text: string, place: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${inXml(plainly(text))}</t></is></c>`
}

/** In a workbook `_x000D_` is read as a line end: an underscore that would begin such a word is written out itself. */
const plainly = (text: string) => text.replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')

const headingsOf = (columns: readonly { readonly heading: string }[]) => uniqueHeadings(columns.map(({ heading }) => heading))

/** The mark-up that makes of cells a table, by which a screen reader tells its headings and its edges. It has no filter. */
function table(sheet: Sheet, number: number): string {
  const { columns, rows, name } = sheet.table ?? { columns: [], rows: [], name: '' }
  const first = rowsAbove(sheet) + 1
  const named = headingsOf(columns).map((heading, i) => `<tableColumn id="${i + 1}" name="${inXml(plainly(heading))}"/>`)
  return `<table xmlns="${main}" id="${number}" name="${inXml(name)}" displayName="${inXml(name)}" ref="A${first}:${at(columns.length - 1, first + Math.max(1, rows.length))}" totalsRowShown="0"><tableColumns count="${columns.length}">${named.join('')}</tableColumns><tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`
}
