import { readFile, stat } from 'node:fs/promises'
import { fromExcel } from '../frameworks/formats/sheets.form.ts'
import { Unusable } from '../lib/unusable.ts'
import { bytesInMemory, whole } from '../sources/bytes.import.ts'
import { isOpenDocument, isOpenDocumentPart, openDocumentSheets } from '../sources/open-document.ts'
import { entriesOf } from '../sources/unpack.import.ts'
import { isNeeded, sheetsOf } from '../sources/workbook.ts'
import { readSheets, type SheetBack } from './away-sheets.form.ts'
import { readWord } from './away-word.form.ts'
import type { BroughtFile } from './away.ts'

/** The most bytes of a file that is brought back, and of what it unpacks to. */
const most = 20_000_000
const mostUnpacked = 100_000_000

const body = 'word/document.xml'
const madeBy = 'docProps/app.xml'

/** Reads a file that was brought back from the disk. */
export async function readAwayFile(path: string): Promise<BroughtFile> {
  const { size } = await stat(path)
  if (size > most) return refused('The file is larger than 20 MB. A file that this page made is far smaller: take out what was added')
  return readAwayBytes(await readFile(path))
}

/** Reads a file that was brought back: Word, or a spreadsheet of Excel or of OpenDocument. Its content says which, not its name. */
export async function readAwayBytes(bytes: Uint8Array): Promise<BroughtFile> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return refused('This is no Word file and no spreadsheet. Bring a .docx, .xlsx or .ods file')
  try {
    const entries = await entriesOf(bytesInMemory(bytes))
    const names = entries.map(({ name }) => name)
    const isOpen = isOpenDocument(names)
    const isWord = names.includes(body)
    const wanted = (name: string) => (isWord ? name === body || name === madeBy : isOpen ? isOpenDocumentPart(name) : isNeeded(name))
    const parts = new Map<string, string>()
    let left = mostUnpacked
    for (const entry of entries.filter(({ name }) => wanted(name))) {
      const part = await whole(entry.stream(), left)
      left -= part.length
      parts.set(entry.name, part.toString('utf8'))
    }
    if (isWord) return await readWord(asWordSpells(parts))
    return readSheets(isOpen ? openDocumentSheets(parts) : sheetsOf(parts).map(spelledByExcel))
  } catch (cause) {
    if (cause instanceof Unusable) return refused(cause.message)
    throw cause
  }
}

/** LibreOffice spells an underscore before a code (`_x0041_`) as a workbook does; Word has no such spelling. */
function asWordSpells(parts: ReadonlyMap<string, string>): string {
  const xml = parts.get(body) ?? ''
  return parts.get(madeBy)?.includes('LibreOffice') ? xml.replaceAll(/_x005F_(?=x[\dA-Fa-f]{4}_)/g, '_') : xml
}

const refused = (text: string): BroughtFile => ({ rows: [], notRead: [{ place: 'The file', text }], remarks: [] })

function spelledByExcel({ name, rows }: SheetBack): SheetBack {
  return {
    name,
    *rows() {
      for (const { line, cells } of rows()) yield { line, cells: cells.map(fromExcel) }
    },
  }
}
