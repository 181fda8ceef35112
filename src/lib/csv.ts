import { Unusable } from './unusable.ts'

/** A record of a table of text: its cells, and the line of the file on which it begins. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
  /** False for a last record with no line end after it. */
  readonly ended: boolean
}

/** No record of a published file comes near this many characters; a quotation mark nobody closed does. */
const longestRecord = 4_000_000

/**
 * Reads comma-separated text as it arrives, in batches of records, one batch for each piece of text.
 *
 * - Lines end in LF or CRLF. A cell in quotation marks may hold commas, line ends and doubled quotation marks.
 * - A quotation mark inside an unquoted cell is a plain character; text after a closing one is kept as it stands.
 * - `line` counts line ends inside quoted cells too, so that it is the line a text editor shows.
 * - Throws `Unusable` when a quoted cell is never closed: the file was cut off while it was being written.
 */
export async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<readonly CsvRecord[]> {
  let rest = ''
  let line = 1
  for await (const piece of pieces) {
    const text = rest === '' ? piece : rest + piece
    const batch: CsvRecord[] = []
    let at = 0
    let quote = text.indexOf('"')
    for (;;) {
      const end = text.indexOf('\n', at)
      if (end === -1) break
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at)
      if (quote === -1 || quote > end) {
        batch.push({ line, cells: text.slice(at, lineEnd(text, at, end)).split(','), ended: true })
        at = end + 1
        line += 1
        continue
      }
      const found = quotedRecord(text, at)
      if (found.next === undefined) break
      batch.push({ line, cells: found.cells, ended: true })
      line += lineEnds(text, at, found.next)
      at = found.next
    }
    rest = text.slice(at)
    if (rest.length > longestRecord)
      throw new Unusable(`The row that begins on line ${line} never ends: a quotation mark in it is not closed, or this is no table`)
    if (batch.length > 0) yield batch
  }
  if (rest !== '') yield [lastRecord(rest, line)]
}

/** One record that a line end does not follow. */
function lastRecord(text: string, line: number): CsvRecord {
  const found = quotedRecord(`${text}\n`, 0)
  if (found.next === undefined) throw neverClosed(line)
  return { line, cells: found.cells, ended: false }
}

/** Reads one record that may have quoted cells. `next` is undefined when the text ends before the record does. */
function quotedRecord(text: string, start: number): { readonly cells: string[]; readonly next: number | undefined } {
  const cells: string[] = []
  let at = start
  let end = -1
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      if (close === -1) return { cells, next: undefined }
      cell = text.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
    }
    // Each looked for no further than the row goes: a row of a million cells would be read a million times.
    if (end < at) end = text.indexOf('\n', at)
    if (end === -1) return { cells, next: undefined }
    const comma = text.slice(at, end).indexOf(',')
    if (comma !== -1) {
      cells.push(cell + text.slice(at, at + comma))
      at += comma + 1
      continue
    }
    cells.push(cell + text.slice(at, lineEnd(text, at, end)))
    return { cells, next: end + 1 }
  }
}

/** Where the quotation mark is that closes a cell; doubled ones stand for themselves. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

/** Where the characters of a line end, a carriage return before the line feed left out. */
function lineEnd(text: string, start: number, feed: number): number {
  return feed > start && text[feed - 1] === '\r' ? feed - 1 : feed
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function neverClosed(line: number): Unusable {
  return new Unusable(`The file looks half-written: a quotation mark opened in the row that begins on line ${line} is never closed`)
}
