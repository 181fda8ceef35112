import { parse } from 'yaml'
import type { Checked, Problem } from '../lib/checked.ts'
import { parseDay } from '../lib/day.ts'
import { termKeys, type Calendar, type TermKey } from './term.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads a file of the academic calendar, or says everything that is wrong with it. */
export function readTermCalendar(text: string): Checked<Calendar> {
  const problems: Problem[] = []
  const fields = fieldsOf(parse(text))
  const [title, says] = ['title', 'says'].map((name) => textIn(fields, name))
  if (!title || !says) problems.push({ field: 'title', text: 'The calendar has a title, and says what its days rest on' })
  const firstYear = fields['first-year']
  if (typeof firstYear !== 'number')
    problems.push({ field: 'first-year', text: 'first-year is the first academic year of which history is told' })
  const listed = Array.isArray(fields.terms) ? fields.terms.map(fieldsOf) : []
  const beginsOf = (key: TermKey) => textIn(listed.find((term) => term.key === key) ?? {}, 'begins')
  for (const key of termKeys)
    if (!isDayOfYear(beginsOf(key))) problems.push({ field: key, text: `The ${key} term begins on a month and day like 09-01` })
  const inOrder = beginsOf('autumn') >= '08-01' && beginsOf('spring') < beginsOf('summer') && beginsOf('summer') < '08-01'
  if (!inOrder) problems.push({ field: 'terms', text: 'Autumn begins from August on, and spring before summer' })
  if (!title || !says || typeof firstYear !== 'number' || problems.length > 0) return { ok: false, problems }
  const defaults = { autumn: beginsOf('autumn'), spring: beginsOf('spring'), summer: beginsOf('summer') }
  return { ok: true, value: { title, says, firstYear, defaults, own: new Map() } }
}

const isDayOfYear = (text: string) => /^\d\d-\d\d$/.test(text) && parseDay(`2025-${text}`) !== undefined

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function textIn(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value.trim() : ''
}
