import type { Checked, Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import type { EvidenceGiven } from './evidence.ts'

/** Reads the form of an evidence item: what it is, what it shows, where it is, and of what day it is. */
export function readEvidence(body: Readonly<Record<string, string>>, today: Day): Checked<EvidenceGiven> {
  const problems: Problem[] = []
  const typed = (name: string) => (body[name] ?? '').replaceAll('\r\n', '\n').trim()
  const [title, shows, place] = [typed('title'), typed('shows'), typed('place')]
  if (title === '') problems.push({ field: 'title', text: 'Enter what it is' })
  else if (title.length > 300) problems.push({ field: 'title', text: 'What it is must be 300 characters or fewer' })
  if (shows.length > 4000) problems.push({ field: 'shows', text: 'What it shows must be 4,000 characters or fewer' })
  if (place === '') problems.push({ field: 'place', text: 'Enter where it is' })
  else if (place.length > 2000) problems.push({ field: 'place', text: 'Where it is must be 2,000 characters or fewer' })
  const dated = readDay(body.dated ?? '')
  if (!dated) problems.push({ field: 'dated', text: 'Enter the day it is of, like 27/11/2026' })
  else if (dated > today) problems.push({ field: 'dated', text: 'The day it is of must be today or in the past' })
  if (!dated || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { title, shows, place, dated_on: dated } }
}
