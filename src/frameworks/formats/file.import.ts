import { open, readFile, stat } from 'node:fs/promises'
import { Unusable } from '../../lib/unusable.ts'
import { bytesInMemory, whole } from '../../sources/bytes.import.ts'
import { isOpenDocument, isOpenDocumentPart, openDocumentSheets } from '../../sources/open-document.ts'
import { entriesOf } from '../../sources/unpack.import.ts'
import { isNeeded, sheetsOf } from '../../sources/workbook.ts'
import { mostBytes, partsOfText, tooLarge } from '../text-parts.ts'
import { checkedFramework } from '../framework.form.ts'
import type { CheckedFramework, Parted } from '../part.ts'
import { isOscal, partsOfOscal } from './oscal.form.ts'
import { fromExcel, partsOfSheets, type ReadSheet } from './sheets.form.ts'

/** The formats a framework is read from and written to. */
export type FrameworkFormat = 'yaml' | 'xlsx' | 'ods' | 'oscal'

/** A framework file that was read, and the format it turned out to be in: its content says, not its name. */
export interface ReadFile {
  readonly read: CheckedFramework
  readonly format: FrameworkFormat
  /** The text of a framework file in YAML, as it was given. Undefined for the other formats. */
  readonly text: string | undefined
}

/** The most bytes a spreadsheet of a framework unpacks to. */
const mostUnpacked = 10_000_000

/** Reads a framework file of any format from the disk. One that is too large is refused by its size, before any of it is read. */
export async function readFrameworkFile(path: string): Promise<ReadFile> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return refused('There is no such file')
  if (found.size === 0) return refused('The file is empty')
  if (await isZip(path)) {
    if (found.size > mostBytes * 4) return refused(tooLarge(found.size, mostBytes * 4))
    return readSpreadsheet(await readFile(path))
  }
  return found.size > mostBytes ? refused(tooLarge(found.size)) : readFrameworkText(await readFile(path))
}

/** Reads a framework from the bytes of a file of any format. */
export async function readFrameworkBytes(bytes: Uint8Array): Promise<ReadFile> {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? readSpreadsheet(bytes) : readFrameworkText(bytes)
}

function refused(text: string): ReadFile {
  return { read: checkedFramework({ part: undefined, wrong: [{ where: 'The file', text }] }), format: 'yaml', text: undefined }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.toString('latin1') === 'PK'
  } finally {
    await file.close()
  }
}

function readFrameworkText(bytes: Uint8Array): ReadFile {
  const text = decoded(bytes)
  if (text === undefined) return refused('This is not text in UTF-8: save it again as “UTF-8”')
  const parted = partsOfText(text)
  const oscal = parted.part !== undefined && isOscal(parted.part)
  if (!oscal) return { read: checkedFramework(parted), format: 'yaml', text }
  const inside: Parted = parted.part ? partsOfOscal(parted.part) : parted
  return { read: checkedFramework({ part: inside.part, wrong: [...parted.wrong, ...inside.wrong] }), format: 'oscal', text: undefined }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // The reason does not matter to whoever brought it: the file is in another encoding, or no text.
    return undefined
  }
}

async function readSpreadsheet(bytes: Uint8Array): Promise<ReadFile> {
  try {
    const entries = await entriesOf(bytesInMemory(bytes))
    const isOpen = isOpenDocument(entries.map(({ name }) => name))
    const parts = new Map<string, string>()
    let size = 0
    for (const entry of entries.filter(({ name }) => (isOpen ? isOpenDocumentPart(name) : isNeeded(name)))) {
      const part = await whole(entry.stream(), mostUnpacked)
      size += part.length
      if (size > mostUnpacked) return refused(tooLarge(size, mostUnpacked))
      parts.set(entry.name, part.toString('utf8'))
    }
    const sheets = isOpen ? openDocumentSheets(parts) : sheetsOf(parts).map(spelledByExcel)
    return { read: checkedFramework(partsOfSheets(sheets)), format: isOpen ? 'ods' : 'xlsx', text: undefined }
  } catch (cause) {
    if (cause instanceof Unusable) return refused(cause.message)
    throw cause
  }
}

function spelledByExcel({ name, rows }: ReadSheet): ReadSheet {
  return {
    name,
    *rows() {
      for (const { line, cells } of rows()) yield { line, cells: cells.map(fromExcel) }
    },
  }
}
