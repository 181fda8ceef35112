import { unreadable } from '../lib/encoding.ts'
import { Unusable } from '../lib/unusable.ts'

/** Kinds of file that people bring by mistake, and what to do instead. */
const others: readonly (readonly [mark: string, because: string])[] = [
  ['%PDF', 'This is a PDF. Fiveday reads the table it was printed from: a CSV file or a workbook'],
  ['\u00D0\u00CF\u0011\u00E0', 'This is a workbook of the old kind (.xls), or one locked with a password. Save it again as .xlsx or .ods'],
  ['PK', 'This is a ZIP inside a gzip file, which Fiveday does not open'],
  ['\u00FF\u00FE', unreadable.utf16],
  ['\u00FE\u00FF', unreadable.utf16],
  ['\u001F\u008B', 'This was packed with gzip twice. Unpack it once first'],
]

/** Throws `Unusable` for a file that begins as one of these, or as no text at all. `start` has a character for each byte. */
export function refuseOthers(start: string): void {
  const other = others.find(([mark]) => start.startsWith(mark))
  if (other) throw new Unusable(other[1])
  if (isUtf16(start)) throw new Unusable(unreadable.utf16)
  if (start.includes('\0')) throw new Unusable('This is not a text file, a workbook or a map we can read')
}

/** Text in UTF-16 without its mark: every second byte of the letters, digits and commas of headings is zero. */
function isUtf16(start: string): boolean {
  return /^(?:[\t\r\n -~]\0){8,}/.test(start) || /^(?:\0[\t\r\n -~]){8,}/.test(start)
}

/** Whether a ZIP of these files is a text or a presentation: those are ZIPs inside. */
export function isOffice(names: readonly string[]): boolean {
  return names.some((name) => name === 'mimetype' || name === '[Content_Types].xml')
}

/** What systems leave in a ZIP for themselves. */
export function isLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(^|\/)(\.[^/]*|Thumbs\.db)$/.test(name)
}
