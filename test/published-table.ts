import { readFile } from 'node:fs/promises'
import { parseAreaCode } from '../src/authorities/area.ts'
import { readCsv } from '../src/lib/csv.ts'
import type { TableKey } from '../src/performance/performance-row.ts'
import type { PublishedRow, PublishedTable } from '../src/quality/published-table.ts'
import { publishedFile } from './published.ts'

type Placed = Pick<PublishedRow, 'level' | 'code' | 'covers'>

/** How each table marks the publisher's own rows: by its RECTYPE, or by letters in the URN's place. */
const placed: Readonly<Record<string, (at: (heading: string) => string) => Placed>> = {
  ks2: (at) => byRecordType(at, { authority: '3', country: ['4', '5'] }),
  ks4: (at) => byRecordType(at, { authority: '4', country: ['5', '7'] }),
  'ks4-destinations': (at) => {
    const row = byRecordType(at, { authority: 'LA', country: ['NAT'] })
    return { ...row, covers: '' }
  },
  census: (at) => {
    if (at('URN') === 'LA') return { level: 'authority', code: at('LA'), covers: at('ESTAB') }
    if (at('URN') === 'NAT') return { level: 'country', code: '970', covers: at('ESTAB') }
    return { level: 'school', code: at('URN'), covers: '' }
  },
}

function byRecordType(at: (heading: string) => string, { authority, country }: { authority: string; country: readonly string[] }): Placed {
  const type = at('RECTYPE')
  if (type === authority) return { level: 'authority', code: at('LEA'), covers: '' }
  if (country.includes(type)) return { level: 'country', code: '970', covers: type }
  return { level: 'school', code: at('URN'), covers: '' }
}

/** Reads a published performance table straight from its file, so that the rules are tried without the rest of Fiveday. */
export async function aPublishedTable(name: string, table: TableKey, year: number): Promise<PublishedTable> {
  const rows: PublishedRow[] = []
  let headings: readonly string[] = []
  for await (const batch of readCsv(textOf(publishedFile(name)))) {
    for (const { line, cells } of batch) {
      if (headings.length === 0) {
        headings = cells.map((cell) => cell.trim())
        continue
      }
      const at = (heading: string) => (cells[headings.findIndex((name) => name.toUpperCase() === heading)] ?? '').trim()
      const row = placed[table]?.(at)
      const authority = parseAreaCode(at('LEA') || at('LA'))
      if (row) rows.push({ ...row, line, cells, authority: row.level === 'country' ? null : (authority ?? null) })
    }
  }
  return { table, year, headings, rows }
}

async function* textOf(file: string): AsyncGenerator<string> {
  yield (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
}
