import { counted } from '../lib/count.ts'
import { momentInWords } from '../lib/london.ts'
import { paging, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import type { AuditEntry } from './audit.ts'

export const entriesOnAPage = 50

/** The audit trail, a page of it, with before and after as lines of `name: value`. */
export function auditView(model: { words: string; page: number; count: number; entries: readonly AuditEntry[] }) {
  const { words, page, count, entries } = model
  return {
    title: 'Audit',
    words,
    found: counted(count, 'change'),
    entries: entries.map(({ at, who, what, subject, before, after }) => ({
      at: momentInWords(at),
      who,
      what,
      subject,
      sides: [
        { name: 'Before', lines: lines(before) },
        { name: 'After', lines: lines(after) },
      ].filter((side) => side.lines.length > 0),
    })),
    pages: paging(page, Math.ceil(count / entriesOnAPage), (other) => withQuery(paths.audit(), { words, page: other })),
  }
}

function lines(facts: unknown): readonly string[] {
  if (facts === null || facts === undefined) return []
  if (typeof facts !== 'object') return [inText(facts)]
  return Object.entries(facts).map(([name, value]) => `${name.replaceAll('_', ' ')}: ${inText(value)}`)
}

function inText(value: unknown): string {
  if (value === null) return 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
