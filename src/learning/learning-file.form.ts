import { parse } from 'yaml'
import { parseDay } from '../lib/day.ts'
import { outcomes, passageKinds } from './own-position.ts'
import type { CommonPoint, CommonPoints, Finding, Inspection, PointGroup, Ties } from './told.ts'

/** What was read, or everything wrong with it. */
export type LearningRead<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly string[] }

type Faults = string[]

/** Reads the file of inspections of other authorities. Refused: a key given twice, a source that is not listed, an unknown word. */
export function readInspections(text: string): LearningRead<readonly Inspection[]> {
  const faults: Faults = []
  const file = record(parse(text), 'the file', faults)
  const sources = texts(file.sources, 'sources', faults)
  const value = list(file.inspections, 'inspections', faults).map((one) => inspectionOf(one, sources, faults))
  once(value.flatMap(({ key, findings }) => [key, ...findings.map((finding) => finding.key)]), faults) // prettier-ignore
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value }
}

/** Reads a file of common weaknesses or strengths. */
export function readPoints(text: string): LearningRead<CommonPoints> {
  const faults: Faults = []
  const file = record(parse(text), 'the file', faults)
  const sources = texts(file.sources, 'sources', faults)
  const groups = list(file.groups, 'groups', faults).map((one) => groupOf(one, faults))
  once(groups.flatMap(({ points }) => points.map(({ key }) => key)), faults) // prettier-ignore
  const source = sources[String(file.source)] ?? ''
  if (source === '') faults.push('source: it is not listed under sources')
  const value = { source, paragraph: Number(file.paragraph), groups }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value }
}

function inspectionOf(one: unknown, sources: Readonly<Record<string, string>>, faults: Faults): Inspection {
  const row = record(one, 'an inspection', faults)
  const key = word(row.key, 'key of an inspection', faults)
  const began = row['began-on']
  const beganOn = typeof began === 'string' ? parseDay(began) : undefined
  if (began !== undefined && !beganOn) faults.push(`${key}: began-on is not a day`)
  return {
    key,
    authority: word(row.authority, `authority of ${key}`, faults),
    when: word(row.when, `when of ${key}`, faults),
    beganOn,
    published: typeof row.published === 'string' ? row.published : '',
    outcome: oneOf(outcomes, row.outcome, `outcome of ${key}`, faults),
    note: typeof row.note === 'string' ? row.note : '',
    sources: list(row.sources, `sources of ${key}`, faults).map((source) => {
      const found = sources[String(source)]
      if (found === undefined) faults.push(`${key}: the source ${String(source)} is not listed under sources`)
      return found ?? ''
    }),
    findings: list(row.findings, `findings of ${key}`, faults).map((finding) => findingOf(key, finding, faults)),
  }
}

function findingOf(inspection: string, one: unknown, faults: Faults): Finding {
  const row = record(one, `a finding of ${inspection}`, faults)
  const key = `${inspection}.${word(row.key, `key of a finding of ${inspection}`, faults)}`
  return { ...pointOf(row, key, faults), kind: oneOf(passageKinds, row.kind, `kind of ${key}`, faults) }
}

function groupOf(one: unknown, faults: Faults): PointGroup {
  const row = record(one, 'a group', faults)
  const key = word(row.key, 'key of a group', faults)
  const points = list(row.points, `points of ${key}`, faults).map((point) => {
    const inside = record(point, `a point of ${key}`, faults)
    return pointOf(inside, word(inside.key, `key of a point of ${key}`, faults), faults)
  })
  return { key, title: word(row.title, `title of ${key}`, faults), points }
}

function pointOf(row: Readonly<Record<string, unknown>>, key: string, faults: Faults): CommonPoint {
  const ties = record(row.criteria, `criteria of ${key}`, faults)
  const criteria: Ties = Object.fromEntries(
    Object.entries(ties).map(([framework, keys]) => [framework, list(keys, `criteria of ${key}`, faults).map(String)]),
  )
  return { key, text: word(row.text, `text of ${key}`, faults), criteria }
}

function once(keys: readonly string[], faults: Faults): void {
  const seen = new Set<string>()
  for (const key of keys) {
    if (seen.has(key)) faults.push(`The key ${key} is given twice`)
    seen.add(key)
  }
}

function record(value: unknown, where: string, faults: Faults): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.fromEntries(Object.entries(value))
  faults.push(`${where}: its parts are missing`)
  return {}
}

function texts(value: unknown, where: string, faults: Faults): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record(value, where, faults)).map(([key, text]) => [key, word(text, `${where} ${key}`, faults)]))
}

function list(value: unknown, where: string, faults: Faults): readonly unknown[] {
  if (Array.isArray(value)) return value.map((one: unknown) => one)
  faults.push(`${where}: a list is missing`)
  return []
}

function word(value: unknown, where: string, faults: Faults): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  faults.push(`${where}: a text is missing`)
  return ''
}

function oneOf<T extends string>(all: readonly [T, ...T[]], value: unknown, where: string, faults: Faults): T {
  const found = all.find((one) => one === value)
  if (found === undefined) faults.push(`${where}: “${String(value)}” is none of ${all.join(', ')}`)
  return found ?? all[0]
}
