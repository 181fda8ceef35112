import { parse } from 'yaml'
import type { Checked, Problem } from '../lib/checked.ts'
import type { Break, KnownBreak } from './break.ts'

/** Reads the file of known breaks, or says everything that is wrong with it. */
export function readBreaks(text: string): Checked<readonly KnownBreak[]> {
  const parsed: unknown = parse(text)
  const listed = Array.isArray(parsed) ? (parsed as readonly unknown[]) : []
  const read = listed.map(readBreak)
  const problems = read.flatMap((found, i) => (typeof found === 'string' ? [problemAt(i, found)] : []))
  if (listed.length === 0) problems.push({ field: 'breaks', text: 'The file is not a list of breaks' })
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: read.filter((found) => typeof found !== 'string') }
}

const problemAt = (i: number, text: string): Problem => ({ field: `break-${i + 1}`, text: `Break ${i + 1}: ${text}` })

function readBreak(item: unknown): KnownBreak | string {
  if (!isRecord(item)) return 'is not a list of names and values'
  const { measures, because, source, ...when } = item
  if (!isListOf(measures, isText)) return 'name the measures'
  if (!isText(because)) return 'say what changed, under because'
  if (!isText(source)) return 'name the source'

  const found = readWhen(when, because, source)
  return typeof found === 'string' ? found : { measures, break: found }
}

function readWhen(when: Readonly<Record<string, unknown>>, because: string, source: string): Break | string {
  const from = when['new-basis-from']
  const years = when['no-figures-for']
  if (isYear(from) && years === undefined) return { kind: 'new basis', from, because, source }
  if (isListOf(years, isYear) && from === undefined) return { kind: 'no figures', years, because, source }
  return 'give either new-basis-from (a year) or no-figures-for (a list of years)'
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isYear = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 1990 && Number(value) < 2100

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.length > 0 && value.every(is)
}
