import { strToU8, zipSync, type Zippable } from 'fflate'
import { columnLetters, inXml, rowsAbove, uniqueHeadings, type Sheet, type SheetCell, type Spreadsheet } from './spreadsheet.ts'

const type = 'application/vnd.oasis.opendocument.spreadsheet'
const named = (name: string, of: string) => ` xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${of}:1.0"`
const spaces = `${named('office', 'office')}${named('table', 'table')}${named('text', 'text')}${named('style', 'style')}${named('fo', 'xsl-fo-compatible')}${named('number', 'datastyle')}${named('meta', 'meta')} xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"`
const declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
const mostDecimals = 9

/** The spreadsheet as OpenDocument, the open format that the guidance asks for first. Text is text and nothing is a formula. */
export function asOds(spreadsheet: Spreadsheet): Uint8Array {
  const xml = (text: string) => strToU8(declared + text)
  const parts: Zippable = {
    // First and not compressed, so that any program knows what the file is from its beginning.
    mimetype: [strToU8(type), { level: 0 }],
    'content.xml': xml(content(spreadsheet)),
    'styles.xml': xml(styles()),
    'meta.xml': xml(meta(spreadsheet)),
    'META-INF/manifest.xml': xml(manifest()),
  }
  return zipSync(parts)
}

function manifest(): string {
  const entry = (path: string, media: string) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${media}"/>`
  return `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">${entry('/', type)}${['content.xml', 'styles.xml', 'meta.xml'].map((path) => entry(path, 'text/xml')).join('')}</manifest:manifest>`
}

function meta({ title, creator, keywords, made }: Spreadsheet): string {
  const words = keywords.map((word) => `<meta:keyword>${inXml(word)}</meta:keyword>`).join('')
  const at = made.toISOString().replace(/\.\d+Z/, '')
  return `<office:document-meta${spaces}><office:meta><dc:title>${inXml(title)}</dc:title><meta:initial-creator>${inXml(creator)}</meta:initial-creator><dc:creator>${inXml(creator)}</dc:creator>${words}<dc:language>en-GB</dc:language><meta:creation-date>${at}</meta:creation-date><dc:date>${at}</dc:date></office:meta></office:document-meta>`
}

/** Arial of 12 points and more in the reader's own colours, the language, and the styles that mark headings up. */
function styles(): string {
  const font = (size: number, more = '') => `<style:text-properties fo:font-family="Arial" fo:font-size="${size}pt"${more}/>`
  const heading = (level: number, size: number) =>
    `<style:style style:name="Heading_20_${level}" style:display-name="Heading ${level}" style:family="table-cell" style:parent-style-name="Default">${font(size, ' fo:font-weight="bold"')}</style:style>`
  return `<office:document-styles${spaces}><office:styles><style:default-style style:family="table-cell">${font(12, ' fo:language="en" fo:country="GB"')}</style:default-style><style:style style:name="Default" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>${font(12)}</style:style>${heading(1, 16)}${heading(2, 14)}</office:styles><office:automatic-styles><style:page-layout style:name="pages"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="pages"/></office:master-styles></office:document-styles>`
}

function content({ sheets }: Spreadsheet): string {
  const widths = [...new Set(sheets.flatMap(widthsOf))]
  const columns = widths.map(
    (width) => `<style:style style:name="w${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * 0.24).toFixed(2)}cm"/></style:style>`, // prettier-ignore
  )
  const cell = (name: string, align: string, { bold = false, shown = '', parent = 'Default', wrap = true } = {}) =>
    `<style:style style:name="${name}" style:family="table-cell" style:parent-style-name="${parent}"${shown === '' ? '' : ` style:data-style-name="${shown}"`}>${wrap ? '' : '<style:table-cell-properties fo:wrap-option="no-wrap"/>'}<style:paragraph-properties fo:text-align="${align}"/>${bold ? '<style:text-properties fo:font-weight="bold"/>' : ''}</style:style>`
  const decimals = Array.from({ length: mostDecimals + 1 }, (_, i) => i)
  const numbers = decimals.map((count) => `<number:number-style style:name="n${count}"><number:number number:decimal-places="${count}" number:min-decimal-places="${count}" number:min-integer-digits="1" number:grouping="true"/></number:number-style>${cell(`d${count}`, 'end', { shown: `n${count}` })}`) // prettier-ignore
  const rows = '<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style><style:style style:name="sheet" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style>' // prettier-ignore
  const named = [cell('row-heading', 'start', { bold: true }), cell('column-heading', 'end', { bold: true }), cell('mark', 'end'), cell('words', 'start'), cell('line', 'start', { wrap: false }), cell('line-title', 'start', { wrap: false, parent: 'Heading_20_1' })] // prettier-ignore
  return `<office:document-content${spaces}><office:automatic-styles>${columns.join('')}${rows}${numbers.join('')}${named.join('')}</office:automatic-styles><office:body><office:spreadsheet>${sheets.map(sheetXml).join('')}${ranges(sheets)}</office:spreadsheet></office:body></office:document-content>`
}

const widthsOf = ({ table }: Sheet): readonly number[] => (table ? table.columns.map(({ width }) => width) : [100])

function sheetXml(sheet: Sheet): string {
  const { name, title, lines, table: of } = sheet
  // Above a table text runs on over the columns beside it; on a sheet of its own it is wrapped.
  const columns = widthsOf(sheet).map((width, i) => `<table:table-column table:style-name="w${width}"${of?.columns[i]?.hidden ? ' table:visibility="collapse"' : ''}/>`) // prettier-ignore
  const rows = [
    row([textCell(title, of ? 'line-title' : 'Heading_20_1')]),
    ...lines.map(({ text, heading }) => row([textCell(text, heading ? 'Heading_20_2' : of ? 'line' : 'words')])),
  ]
  if (of) {
    const headings = uniqueHeadings(of.columns.map(({ heading }) => heading))
    rows.push(`<table:table-header-rows>${row(headings.map((heading, i) => textCell(heading, of.columns[i]?.numeric ? 'column-heading' : 'row-heading')))}</table:table-header-rows>`) // prettier-ignore
    for (const cells of of.rows) rows.push(row(cells.map((cell, i) => cellXml(cell, i === 0))))
  }
  return `<table:table table:name="${inXml(name)}" table:style-name="sheet">${columns.join('')}${rows.join('')}</table:table>`
}

const row = (cells: readonly string[]) => `<table:table-row table:style-name="row">${cells.join('')}</table:table-row>`

function cellXml(cell: SheetCell, first: boolean): string {
  if ('value' in cell) {
    const shown = Math.min(cell.decimals, mostDecimals)
    return `<table:table-cell table:style-name="d${shown}" office:value-type="float" office:value="${String(cell.value)}"><text:p>${cell.value.toFixed(shown)}</text:p></table:table-cell>`
  }
  const style = first ? 'row-heading' : cell.text.startsWith('[') ? 'mark' : 'words'
  return textCell(cell.text, style, cell.sheet)
}

function textCell(text: string, style: string, sheet?: string): string {
  // A paragraph to a line: LibreOffice drops the line breaks within one.
  const paragraphs = text.split(/\r\n?|\n/).map((line) => {
    const words = inOdf(line)
    return `<text:p>${sheet === undefined ? words : `<text:a xlink:type="simple" xlink:href="#${inXml(sheet)}.A1">${words}</text:a>`}</text:p>`
  })
  return `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraphs.join('')}</table:table-cell>`
}

/** OpenDocument takes runs of spaces for one, and tabs for spaces, unless they are marked up. */
function inOdf(text: string): string {
  return inXml(text)
    .replaceAll('\t', '<text:tab/>')
    .replaceAll(/^ |(?<= ) | $/g, '<text:s/>')
}

/** The names of the tables, by which they are found, each with its heading row and without a filter. */
function ranges(sheets: readonly Sheet[]): string {
  const each = sheets.flatMap((sheet) => {
    const { table: of, name } = sheet
    if (!of) return []
    const first = rowsAbove(sheet) + 1
    const last = `${columnLetters(of.columns.length - 1)}${first + of.rows.length}`
    return [`<table:database-range table:name="${inXml(of.name)}" table:target-range-address="${inXml(name)}.A${first}:${inXml(name)}.${last}" table:contains-header="true" table:display-filter-buttons="false"/>`] // prettier-ignore
  })
  return each.length === 0 ? '' : `<table:database-ranges>${each.join('')}</table:database-ranges>`
}
