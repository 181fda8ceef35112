import { parse } from 'yaml'
import type { Checked, Problem } from '../lib/checked.ts'
import type { Framework } from './framework.ts'

/** What a part of the file must be: text, a number, yes or no, a list of one shape, a map of one shape, or named fields. */
type Shape =
  | 'text'
  | 'number'
  | 'yes or no'
  | { readonly list: Shape }
  | { readonly each: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly maybe?: Readonly<Record<string, Shape>> }

const said: Shape = { fields: { is: 'text', says: 'text', source: 'text' } }
const limit: Shape = { fields: { green: 'number', amber: 'number' } }
const criterion: Shape = { fields: { key: 'text', words: 'text', sources: { list: 'text' }, text: 'text' } }
const measure: Shape = {
  fields: { code: 'text', from: 'text', unit: 'text', better: 'text', title: 'text' },
  maybe: { beganAnew: { list: 'number' } },
}
const line: Shape = {
  fields: { kind: 'text', measure: 'text', phase: 'text', limits: 'text' },
  maybe: { others: 'text', name: 'text', beside: 'yes or no' },
}

const shape: Shape = {
  fields: {
    key: 'text',
    title: 'text',
    edition: 'text',
    shortTitle: 'text',
    aliases: { list: 'text' },
    publisher: 'text',
    inForceFrom: 'text',
    inForceSource: 'text',
    status: said,
    notice: { fields: { workingDays: 'number', says: 'text', source: 'text' } },
    expectedCriteria: 'number',
    expectedCriteriaSource: 'text',
    outcome: { fields: { model: 'text', says: 'text', source: 'text' } },
    scale: {
      fields: {
        words: 'text',
        says: 'text',
        source: 'text',
        grades: { list: { fields: { key: 'text', title: 'text', says: 'text', met: 'yes or no' } } },
      },
    },
    stages: { list: { fields: { key: 'text', title: 'text', says: 'text', source: 'text' } } },
    areas: { list: { fields: { key: 'text', title: 'text' } } },
    areasSource: { list: 'text' },
    themeAreasAre: 'text',
    themes: { list: { fields: { key: 'text', area: 'text', title: 'text', criteria: { list: criterion } } } },
    measures: { list: measure },
    limits: {
      fields: {
        says: 'text',
        by: { each: limit },
        weakTrend: { fields: { years: 'number', by: { each: 'number' } } },
        steady: { each: 'number' },
        redAboveShare: 'number',
        schoolsKnown: 'number',
      },
    },
    triggersSource: 'text',
    triggers: {
      list: {
        fields: { number: 'number', title: 'text', asks: 'text', lines: { list: line } },
        maybe: { weakTrend: 'yes or no', recorded: 'yes or no', register: 'text' },
      },
    },
    sources: { each: 'text' },
  },
}

/** Reads a framework file's text. Says every part that is missing, unknown or of the wrong shape; what it means is for `faults`. */
export function readFramework(text: string): Checked<Framework> {
  const problems: Problem[] = []
  const read = shaped(parsedYaml(text, problems), shape, 'the file', problems)
  return isFramework(read, problems) ? { ok: true, value: read } : { ok: false, problems }
}

/** What was read has the shape above, part by part, when reading it found no problem. */
function isFramework(_read: unknown, problems: readonly Problem[]): _read is Framework {
  return problems.length === 0
}

function parsedYaml(text: string, problems: Problem[]): unknown {
  try {
    return parse(text)
  } catch (cause) {
    problems.push({ field: 'the file', text: `The file is not YAML: ${cause instanceof Error ? cause.message : String(cause)}` })
    return undefined
  }
}

function shaped(value: unknown, shape: Shape, where: string, problems: Problem[]): unknown {
  if (typeof shape === 'string') return plain(value, shape, where, problems)
  if ('list' in shape) {
    if (Array.isArray(value)) return value.map((item: unknown, i) => shaped(item, shape.list, `${where}, item ${i + 1}`, problems))
    problems.push({ field: where, text: `${where} must be a list` })
    return []
  }
  const entries = isMap(value) ? value : undefined
  if (entries === undefined) problems.push({ field: where, text: `${where} must have named parts` })
  if ('each' in shape) {
    return Object.fromEntries(
      Object.entries(entries ?? {}).map(([key, part]) => [key, shaped(part, shape.each, `${where}, ${key}`, problems)]),
    )
  }
  return entries === undefined ? {} : withFields(entries, shape, where, problems)
}

function withFields(
  entries: Readonly<Record<string, unknown>>,
  { fields, maybe = {} }: Extract<Shape, { fields: unknown }>,
  where: string,
  problems: Problem[],
): object {
  const known = new Map(Object.entries({ ...fields, ...maybe }).map(([name, part]) => [kebab(name), { name, part }]))
  for (const key of Object.keys(entries))
    if (!known.has(key)) problems.push({ field: where, text: `${where} has an unknown part "${key}"` })
  const read: Record<string, unknown> = {}
  for (const [key, { name, part }] of known) {
    if (entries[key] === undefined && name in maybe) continue
    read[name] = shaped(entries[key], part, where === 'the file' ? key : `${where}, ${key}`, problems)
  }
  return read
}

function plain(value: unknown, shape: 'text' | 'number' | 'yes or no', where: string, problems: Problem[]): unknown {
  const type = { text: 'string', number: 'number', 'yes or no': 'boolean' }[shape]
  if (typeof value === type && value !== '') return value
  problems.push({ field: where, text: `${where} must be ${shape === 'text' ? 'text' : shape === 'number' ? 'a number' : 'true or false'}` })
  return undefined
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
