import { createHash } from 'node:crypto'
import { readCsv } from '../lib/csv.ts'
import { decoded, EncodingFinder } from '../lib/encoding.ts'
import { Unusable } from '../lib/unusable.ts'
import { bytesInMemory, bytesOfFile, inMegabytes, whole, type Bytes } from './bytes.import.ts'
import { readMap } from './geojson.ts'
import { limits } from './limits.ts'
import { isLitter, isOffice, refuseOthers } from './mistaken-file.ts'
import { isOpenDocument, isOpenDocumentPart, openDocumentSheets } from './open-document.ts'
import { openParquet, parquetRows } from './parquet.import.ts'
import type { Form, Row, TableFile } from './source.ts'
import { entriesOf, gunzipped, type Entry } from './unpack.import.ts'
import { isNeeded, sheetsOf, type Sheet } from './workbook.ts'

/** A file opened far enough to be recognised. Its content is read again each time it is asked for. */
export interface Opened {
  readonly form: Form
  /** Rows that may be headings: the first of a table of text, and the first twenty of each sheet. */
  readonly headings: readonly Row[]
  /** Reads it through without keeping it: what its content comes to, and that it is sound. */
  readonly lookOver: (progress: (bytes: number) => void, signal: AbortSignal) => Promise<LookedOver>
  /** The table under one of its `headings`. `progress` is told how much of it has been read, from 0 to 1. */
  readonly table: (under: Row, lookedOver: LookedOver, progress: (done: number) => void) => TableFile
}

export interface LookedOver {
  /** SHA-256 of the content once unpacked; of a workbook, of its cells. */
  readonly checksum: string
  readonly bytes: number
  readonly encoding: 'UTF-8' | 'Windows-1252'
}

/** What a file on disk holds: itself, or the files of a ZIP, each opened when its turn comes. */
export interface Held {
  readonly size: number
  readonly archive: boolean
  /** `size` is that of the file itself, as it was published: of one in a ZIP, once unpacked. */
  readonly files: readonly { readonly name: string; readonly size: number; readonly open: () => Promise<Opened> }[]
}

/**
 * Opens a file by what it contains, whatever it is called: gzip, ZIP, workbook (Excel or OpenDocument), Parquet, map or text.
 *
 * A gzip file, a workbook or a Parquet file inside a ZIP is opened too; a ZIP inside a ZIP is not.
 */
export async function openFile(path: string, name: string): Promise<Held> {
  const bytes = await bytesOfFile(path)
  const start = await bytes.part(0, 4)
  if (!startsWith(start, 'PK')) {
    const open = startsWith(start, parquet) ? () => openTable(path, bytes) : () => openStream(() => bytes.stream(0, bytes.size), bytes.size)
    return { size: bytes.size, archive: false, files: [{ name, size: bytes.size, open }] }
  }
  const entries = await entriesOf(bytes)
  if (isWorkbook(entries))
    return { size: bytes.size, archive: false, files: [{ name, size: bytes.size, open: () => openWorkbook(entries) }] }
  if (isOffice(entries.map(({ name }) => name)))
    throw new Unusable('This is an office document, but not a spreadsheet. Bring the CSV file, or the .xlsx or .ods that was published')
  if (entries.length === 0) throw new Unusable('The ZIP is empty')
  const files = entries.filter((entry) => !isLitter(entry.name))
  return {
    size: bytes.size,
    archive: true,
    files: files.map((entry) => ({ name: entry.name, size: entry.size, open: () => openEntry(entry) })),
  }
}

async function openEntry(entry: Entry): Promise<Opened> {
  if (entry.size === 0) throw new Unusable('The file is empty')
  const start = await beginning(entry.stream())
  if (startsWith(start, parquet)) return openPacked(entry.stream())
  if (!startsWith(start, 'PK')) return openStream(entry.stream, entry.size)
  const inner = await entriesOf(bytesInMemory(await whole(entry.stream())))
  if (!isWorkbook(inner)) throw new Unusable('This is a ZIP inside a ZIP, which Fiveday does not open')
  return openWorkbook(inner)
}

async function openStream(packed: () => AsyncIterable<Uint8Array>, packedSize: number): Promise<Opened> {
  const isGzip = startsWith(await beginning(packed()), '\u001F\u008B')
  const stream = isGzip ? () => gunzipped(packed(), packedSize) : packed
  const first = await beginning(stream())
  if (startsWith(first, parquet)) return openPacked(stream())
  refuseOthers(first)
  if (!isGzip) refuseLarger(packedSize)
  return /^(\u00EF\u00BB\u00BF)?\s*[{[]/.test(first) ? openMap(stream) : openText(stream)
}

function refuseLarger(bytes: number): void {
  if (bytes > limits.tableBytes)
    throw new Unusable(`The table is larger than ${inMegabytes(limits.tableBytes)}, the most that Fiveday reads of one`)
}

async function openText(stream: () => AsyncIterable<Uint8Array>): Promise<Opened> {
  let top = ''
  for await (const text of textOf(stream())) top += text
  // As old programs of the Macintosh end their lines.
  const inReturns = top.includes('\r') && !top.includes('\n')
  const lines = (text: AsyncIterable<string>) => (inReturns ? feeding(text) : text)
  return {
    form: 'csv',
    headings: await firstRecord(lines(textOf(stream()))),
    async lookOver(progress, signal) {
      const hash = createHash('sha256')
      const finder = new EncodingFinder()
      let bytes = 0
      for await (const piece of stream()) {
        signal.throwIfAborted()
        bytes += piece.length
        refuseLarger(bytes)
        hash.update(piece)
        finder.see(piece)
        progress(bytes)
      }
      return { checksum: hash.digest('hex'), bytes, encoding: finder.found() }
    },
    table: (under, { encoding, bytes }, progress) => ({
      headings: under.cells.map((cell) => cell.trim()),
      batches: textRows(lines(decoded(counted(stream(), bytes, progress), encoding)), under.cells.length),
    }),
  }
}

async function* feeding(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of text) yield piece.replaceAll('\r', '\n')
}

async function firstRecord(text: AsyncIterable<string>): Promise<readonly Row[]> {
  for await (const [record] of readCsv(text)) if (record) return [record]
  return []
}

/** Enough of a text to find its headings, whatever its encoding: headings are plain letters. */
async function* textOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    yield decoder.decode(piece, { stream: true })
    if (size > 1_000_000) return
  }
}

/**
 * The rows under the headings. A last row cut short, with no line end, is the mark of a file that was half written: unless a
 * row before it stops where it does, as in files whose publisher cuts the empty cells at the end of rows.
 */
async function* textRows(text: AsyncIterable<string>, width: number): AsyncGenerator<readonly Row[]> {
  let first = true
  const lengths = new Set<number>()
  for await (const records of readCsv(text)) {
    const rows = first ? records.slice(1) : records
    first = false
    for (const { cells, ended } of rows) if (ended && cells.length > 1) lengths.add(cells.length)
    const last = rows.at(-1)
    if (last && !last.ended && last.cells.length < width && !lengths.has(last.cells.length)) {
      const cells = last.cells.length === 1 ? '1 cell' : `${last.cells.length} cells`
      throw new Unusable(`The file looks half-written: its last row, line ${last.line}, stops after ${cells} of ${width}`)
    }
    if (rows.length > 0) yield rows
  }
}

async function* counted(stream: AsyncIterable<Uint8Array>, bytes: number, progress: (done: number) => void): AsyncGenerator<Uint8Array> {
  let seen = 0
  for await (const piece of stream) {
    yield piece
    seen += piece.length
    progress(seen / bytes)
  }
}

async function openMap(stream: () => AsyncIterable<Uint8Array>): Promise<Opened> {
  const bytes = await whole(stream())
  const finder = new EncodingFinder()
  finder.see(bytes)
  if (finder.found() !== 'UTF-8') throw new Unusable('This map is not UTF-8 text, as every GeoJSON file must be')
  const { headings, rows } = readMap(new TextDecoder().decode(bytes))
  return {
    form: 'geojson',
    headings: [{ line: 0, cells: headings }],
    lookOver: async () => ({ checksum: checksumOf(bytes), bytes: bytes.length, encoding: 'UTF-8' }),
    table: () => ({ headings, batches: inBatches(rows) }),
  }
}

async function openPacked(stream: AsyncIterable<Uint8Array>): Promise<Opened> {
  const bytes = await whole(stream, limits.tableBytes)
  return openTable(bytes, bytesInMemory(bytes))
}

/** A Parquet file is a table of text, though it is not written as text. `file` is its path, or its bytes. */
async function openTable(file: string | Uint8Array, bytes: Bytes): Promise<Opened> {
  refuseLarger(bytes.size)
  const { headings, rows } = await openParquet(file)
  return {
    form: 'csv',
    headings: [{ line: 1, cells: headings }],
    async lookOver(progress, signal) {
      const hash = createHash('sha256')
      for await (const piece of bytes.stream(0, bytes.size)) {
        signal.throwIfAborted()
        hash.update(piece)
        progress(bytes.size)
      }
      return { checksum: hash.digest('hex'), bytes: bytes.size, encoding: 'UTF-8' }
    },
    table: (under, _lookedOver, progress) => ({
      headings: under.cells.map((cell) => cell.trim()),
      batches: told(parquetRows(file), (read) => progress(read / rows)),
    }),
  }
}

async function* told(batches: AsyncIterable<readonly Row[]>, progress: (rows: number) => void): AsyncGenerator<readonly Row[]> {
  let read = 0
  for await (const batch of batches) {
    yield batch
    read += batch.length
    progress(read)
  }
}

async function openWorkbook(entries: readonly Entry[]): Promise<Opened> {
  const isOpen = isOpenDocument(entries.map(({ name }) => name))
  const parts = new Map<string, string>()
  let size = 0
  for (const entry of entries.filter(({ name }) => (isOpen ? isOpenDocumentPart(name) : isNeeded(name)))) {
    const part = await whole(entry.stream())
    size += part.length
    if (size > limits.wholeBytes)
      throw new Unusable(`The workbook unpacks to more than ${inMegabytes(limits.wholeBytes)}, the most that Fiveday reads of one`)
    parts.set(entry.name, part.toString('utf8'))
  }
  const sheets = isOpen ? openDocumentSheets(parts) : sheetsOf(parts)
  const tops = sheets.map((sheet) => ({ sheet, rows: [...first(sheet.rows(), 20)] }))
  const topOf = (under: Row) => tops.find(({ rows }) => rows.includes(under))
  return {
    form: 'workbook',
    headings: tops.flatMap(({ rows }) => rows),
    async lookOver(_progress, signal) {
      const hash = createHash('sha256')
      for await (const batch of inBatches(cellsOf(sheets))) {
        signal.throwIfAborted()
        for (const piece of batch) hash.update(piece)
      }
      return { checksum: hash.digest('hex'), bytes: size, encoding: 'UTF-8' }
    },
    table: (under) => ({
      headings: under.cells.map((cell) => cell.trim()),
      above: topOf(under)?.rows.filter((row) => row.line < under.line) ?? [],
      batches: inBatches(rowsUnder(topOf(under)?.sheet, under)),
    }),
  }
}

function* rowsUnder(sheet: Sheet | undefined, under: Row): Generator<Row> {
  for (const row of sheet?.rows() ?? []) if (row.line > under.line) yield row
}

function* cellsOf(sheets: readonly Sheet[]): Generator<string> {
  for (const sheet of sheets) for (const { line, cells } of sheet.rows()) yield `${JSON.stringify([sheet.name, line, cells])}\n`
}

/** Hands things on a thousand at a time, with a turn for other work between. */
async function* inBatches<T>(all: Iterable<T>): AsyncGenerator<readonly T[]> {
  let batch: T[] = []
  for (const one of all) {
    batch.push(one)
    if (batch.length < 1_000) continue
    yield batch
    batch = []
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (batch.length > 0) yield batch
}

function* first<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0
  for (const item of items) {
    if (taken++ >= count) return
    yield item
  }
}

function checksumOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The first bytes of a stream, each as one character, so that they can be compared with text. */
async function beginning(stream: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const piece of stream) if (piece.length > 0) return Buffer.from(piece.subarray(0, 1_000)).toString('latin1')
  throw new Unusable('The file is empty')
}

function startsWith(bytes: Uint8Array | string, mark: string): boolean {
  return (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1')).startsWith(mark)
}

function isWorkbook(entries: readonly Entry[]): boolean {
  return entries.some(({ name }) => name === 'xl/workbook.xml') || isOpenDocument(entries.map(({ name }) => name))
}

/** How a Parquet file begins. */
const parquet = 'PAR1'
