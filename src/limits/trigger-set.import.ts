import { parse, stringify } from 'yaml'
import { readFramework } from '../frameworks/framework.form.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Checked, Problem } from '../lib/checked.ts'

/**
 * Reads a set of triggers that somebody wants to load: a whole framework file, or local indicators `based-on` a framework that
 * ships, of which the file then says only what differs. Names each fault.
 *
 * Of a file based on another, measures and sources are added to those of the other, one of the same code in its place; every
 * other part stands instead of the other's. `shipped` is the text of each framework file that ships.
 */
export function readTriggerSet(text: string, shipped: readonly string[]): Checked<Framework> {
  const whole = completed(text, shipped)
  if (!whole.ok) return whole
  const read = readFramework(whole.value)
  // Only of a file that is whole do its own lines count.
  if (!read.ok) return { ok: false, problems: read.problems.map(({ where, text: says }) => inFile({ text: whole.value === text ? `${where}: ${says}` : says })) } // prettier-ignore
  const wrong = [...withoutTriggers(read.value), ...keyTaken(read.value, shipped)]
  return wrong.length > 0 ? { ok: false, problems: wrong.map((fault) => inFile({ text: fault })) } : read
}

const inFile = ({ text }: Pick<Problem, 'text'>): Problem => ({ field: 'file', text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` })

function completed(text: string, shipped: readonly string[]): Checked<string> {
  const own = partsOf(text)
  if (own?.['based-on'] === undefined) return { ok: true, value: text }
  const base = shipped.map(partsOf).find((parts) => parts?.key === own['based-on'])
  if (!base)
    return { ok: false, problems: [inFile({ text: `based on ${JSON.stringify(own['based-on'])}, which does not ship with Fiveday` })] }
  const { 'based-on': _, ...rest } = own
  const merged = { ...base, ...rest }
  if (isList(rest.measures) && isList(base.measures)) merged.measures = [...base.measures.filter((old) => !has(rest.measures, old)), ...rest.measures] // prettier-ignore
  if (isParts(rest.sources) && isParts(base.sources)) merged.sources = { ...base.sources, ...rest.sources }
  return { ok: true, value: stringify(merged) }
}

function has(measures: unknown, old: unknown): boolean {
  return isList(measures) && isParts(old) && measures.some((one) => isParts(one) && one.code === old.code)
}

function* withoutTriggers(framework: Framework): Generator<string> {
  if (framework.withoutTriggers !== undefined)
    yield `the framework ${framework.key} has no triggers of its own, so nobody can be judged by it`
}

function* keyTaken({ key }: Framework, shipped: readonly string[]): Generator<string> {
  if (shipped.some((text) => partsOf(text)?.key === key)) yield `the key ${key} is that of a framework that ships with Fiveday: give this one a key of its own` // prettier-ignore
}

type Parts = Record<string, unknown>

function partsOf(text: string): Parts | undefined {
  try {
    const read: unknown = parse(text)
    return isParts(read) ? read : undefined
  } catch {
    // What is wrong with it is for `readFramework` to say.
    return undefined
  }
}

const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
