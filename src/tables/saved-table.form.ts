import type { Checked, Problem } from '../lib/checked.ts'
import type { TableToSave } from './saved-table.ts'

/** Reads the form that keeps a table under a name. */
export function readSavedTable(body: Readonly<Record<string, string>>): Checked<TableToSave> {
  const problems: Problem[] = []
  const name = (body.name ?? '').trim().replaceAll(/\s+/g, ' ')
  if (name === '') problems.push({ field: 'name', text: 'Enter a name for the table' })
  if (name.length > 100) problems.push({ field: 'name', text: 'The name must be 100 characters or fewer' })

  const query = (body.query ?? '').trim()
  if (query === '' || !new URLSearchParams(query).has('measures')) problems.push({ field: 'name', text: 'Choose measures and areas before you keep the table' }) // prettier-ignore
  if (query.length > 8000) problems.push({ field: 'name', text: 'The table has too many measures and areas to be kept: choose fewer' })
  const replaces = /^\d{1,9}$/.test(body.replaces ?? '') ? Number(body.replaces) : undefined
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { name, query, replaces } }
}
