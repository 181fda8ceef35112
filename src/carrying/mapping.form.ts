import { partsOfText } from '../frameworks/text-parts.ts'
import type { FrameworkProblem } from '../frameworks/part.ts'
import type { Misplaced, Part } from '../frameworks/part.ts'
import { mappingFaults } from './mapping-faults.ts'
import { fates, type Became, type Fate, type GradeBecame, type Mapping, type Versions } from './mapping.ts'

/** A mapping that was read whole, or everything that is wrong with its file, in its order. */
export type CheckedMapping =
  { readonly ok: true; readonly value: Mapping } | { readonly ok: false; readonly problems: readonly FrameworkProblem[] }

/** The keys of the two frameworks a mapping file is between, as far as it says: to find them before it is checked. */
export function mappingEnds(text: string): { readonly from: string; readonly to: string } {
  const { part } = partsOfText(text)
  return { from: textIn(part, 'from'), to: textIn(part, 'to') }
}

/** Reads a mapping file between two versions, YAML or JSON. Names every part that is missing, unknown or of the wrong shape, and every fault of what it means. */
export function readMapping(text: string, versions: Versions): CheckedMapping {
  const { part, wrong } = partsOfText(text)
  if (part === undefined) return refused(wrong)
  const reading: Misplaced[] = [...wrong]
  const mapping = mappingIn(part, reading)
  const meant = reading.length > 0 ? [] : [...mappingFaults(mapping.value, versions)].map(({ at, text: says }) => ({ where: mapping.where(at), text: says })) // prettier-ignore
  const found = [...reading, ...meant]
  return found.length === 0 ? { ok: true, value: mapping.value } : refused(found)
}

function refused(found: readonly Misplaced[]): CheckedMapping {
  const line = ({ where }: Misplaced) => Number(/^Line (\d+)$/.exec(where)?.[1] ?? 0)
  return { ok: false, problems: found.map((one) => ({ field: 'the file', ...one })).toSorted((a, b) => line(a) - line(b)) }
}

function mappingIn(part: Part, wrong: Misplaced[]) {
  const parts = fieldsOf(part, 'the mapping', ['from', 'to', 'says', 'grades', 'themes', 'criteria'], [], wrong)
  const lists = { grades: itemsOf(parts, 'grades', wrong), themes: itemsOf(parts, 'themes', wrong), criteria: itemsOf(parts, 'criteria', wrong) } // prettier-ignore
  const value: Mapping = {
    from: lineOf(parts, 'from', 'the mapping', wrong),
    to: lineOf(parts, 'to', 'the mapping', wrong),
    says: lineOf(parts, 'says', 'the mapping', wrong),
    grades: lists.grades.map((item, i) => gradeIn(item, `grades, item ${i + 1}`, wrong)),
    themes: lists.themes.map((item, i) => becameIn(item, `themes, item ${i + 1}`, wrong)),
    criteria: lists.criteria.map((item, i) => becameIn(item, `criteria, item ${i + 1}`, wrong)),
  }
  const where = ({ list, item }: { readonly list?: 'grades' | 'themes' | 'criteria'; readonly item?: number | string }) => {
    if (list !== undefined) return (typeof item === 'number' ? lists[list][item]?.where : parts.get(list)?.where) ?? part.where
    return (typeof item === 'string' ? parts.get(item)?.where : undefined) ?? part.where
  }
  return { value, where }
}

function gradeIn(item: Part, called: string, wrong: Misplaced[]): GradeBecame {
  const parts = fieldsOf(item, called, ['from', 'to'], ['says'], wrong)
  const to = lineOf(parts, 'to', called, wrong)
  return { from: lineOf(parts, 'from', called, wrong), to: to === 'none' ? null : to, ...saysIn(parts, called, wrong) }
}

function becameIn(item: Part, called: string, wrong: Misplaced[]): Became {
  const parts = fieldsOf(item, called, ['is', 'from', 'to'], ['says'], wrong)
  const given = lineOf(parts, 'is', called, wrong)
  const is = fates.find((fate) => fate === given)
  const where = parts.get('is')?.where
  if (is === undefined && given !== '' && where !== undefined) wrong.push({ where, text: `${called}: “${short(given)}” is none of ${fates.join(', ')}` }) // prettier-ignore
  const fate: Fate = is ?? 'same'
  return { is: fate, from: keysOf(parts, 'from', called, wrong), to: keysOf(parts, 'to', called, wrong), ...saysIn(parts, called, wrong) }
}

type Parts = ReadonlyMap<string, Part>

/** The named parts of a piece. Told: that it has none, a name nobody knows, and one that is wanted and missing. */
function fieldsOf(part: Part, called: string, wanted: readonly string[], maybe: readonly string[], wrong: Misplaced[]): Parts {
  if (part.is !== 'parts') {
    wrong.push({ where: part.where, text: `${called} must have named parts` })
    return new Map()
  }
  for (const [name, { where }] of part.parts)
    if (!wanted.includes(name) && !maybe.includes(name)) wrong.push({ where, text: `${called} has an unknown part “${short(name)}”` })
  for (const name of wanted) if (!part.parts.has(name)) wrong.push({ where: part.where, text: `${called} has no “${name}”` })
  return part.parts
}

function itemsOf(parts: Parts, name: string, wrong: Misplaced[]): readonly Part[] {
  const part = parts.get(name)
  if (part?.is === 'list') return part.items
  if (part) wrong.push({ where: part.where, text: `${name} must be a list` })
  return []
}

function keysOf(parts: Parts, name: string, called: string, wrong: Misplaced[]): readonly string[] {
  const part = parts.get(name)
  if (part && part.is !== 'list') wrong.push({ where: part.where, text: `${called}: “${name}” must be a list of keys` })
  if (part?.is !== 'list') return []
  return part.items.map((item) => {
    const key = item.is === 'value' && typeof item.value === 'string' ? item.value.trim() : ''
    if (key === '') wrong.push({ where: item.where, text: `${called}: “${name}” has something that is no key: put keys that look like numbers in quotation marks` }) // prettier-ignore
    return key
  })
}

function lineOf(parts: Parts, name: string, called: string, wrong: Misplaced[]): string {
  const part = parts.get(name)
  if (part === undefined) return ''
  const text = part.is === 'value' && typeof part.value === 'string' ? part.value.trim() : ''
  if (text === '') wrong.push({ where: part.where, text: `${called}: “${name}” must be text` })
  return text
}

function saysIn(parts: Parts, called: string, wrong: Misplaced[]): { says?: string } {
  return parts.has('says') ? { says: lineOf(parts, 'says', called, wrong) } : {}
}

function textIn(part: Part | undefined, name: string): string {
  const inside = part?.is === 'parts' ? part.parts.get(name) : undefined
  return inside?.is === 'value' && typeof inside.value === 'string' ? inside.value.trim() : ''
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
