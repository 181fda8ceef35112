import type { Checked } from '../lib/checked.ts'
import { faults } from './checking/faults.ts'
import { partsOfText } from './text-parts.ts'
import type { Framework } from './framework.ts'
import { kebab, whereIs, type CheckedFramework, type FrameworkProblem, type Misplaced, type Part, type Parted, type Way } from './part.ts'
import { frameworkShape, noTriggers, type Fields, type Shape } from './checking/shape.ts'

/** Reads a framework file's text, YAML or JSON. Names every part that is missing, unknown or of the wrong shape, and every fault of what it means. */
export function readFramework(text: string): CheckedFramework {
  return checkedFramework(partsOfText(text))
}

/**
 * Checks what was read of a framework file, whatever its format, and hands back the framework it makes, or everything wrong with it.
 *
 * What cannot be read is filled in by nothing, so that the rest can be checked all the same; a fault that may only follow from such a
 * gap is not told.
 */
export function checkedFramework({ part, wrong }: Parted): CheckedFramework {
  if (part === undefined) return { ok: false, problems: inOrder(wrong) }
  const amiss: Amiss[] = []
  const withTriggers = !(part.is === 'parts' && part.parts.has('without-triggers'))
  const read = shaped(part, frameworkShape(withTriggers), [], amiss)
  const whole = withTriggers ? read : { ...(isParts(read) ? read : {}), ...noTriggers }
  if (!isFramework(whole)) return { ok: false, problems: [] }
  // Of a file with so many gaps nothing can be told that does not follow from one of them.
  const meant = part.is === 'parts' && amiss.length <= mostGaps ? firstOf(faults(whole), mostGaps) : []
  const own = meant.filter(({ at, restsOn }) => !follows(at, restsOn ?? [], amiss))
  const found = [...wrong, ...amiss, ...own.map(({ at, text }) => ({ where: whereIs(part, at), text }))]
  return found.length === 0 ? { ok: true, value: whole } : { ok: false, problems: inOrder(found) }
}

/** The most faults that are told of one file, and the most gaps in one that is still checked for what it means. */
const mostTold = 200
const mostGaps = 1000

function firstOf<T>(items: Iterable<T>, most: number): readonly T[] {
  const first: T[] = []
  for (const item of items) {
    if (first.length >= most) break
    first.push(item)
  }
  return first
}

/** A framework file that is wanted as any form is: its value, or its problems with their lines in their words. */
export function withPlaces(read: CheckedFramework, field = 'file'): Checked<Framework> {
  if (read.ok) return read
  return { ok: false, problems: read.problems.map(({ where, text }) => ({ field, text: `${where}: ${text}` })) }
}

interface Amiss extends Misplaced {
  readonly at: Way
}

/** A fault in or around a part that could not be read, or one that rests on such a part, may be no fault of its own. */
function follows(at: Way, restsOn: readonly string[], amiss: readonly Amiss[]): boolean {
  return amiss.some(
    (gap) =>
      restsOn.some((part) => part === 'everything' || gap.at[0] === part || gap.at.length === 0) ||
      gap.at.every((step, i) => at[i] === step) ||
      (at.length > 0 && at.every((step, i) => gap.at[i] === step)),
  )
}

/** Problems by their place in the file, each once. */
function inOrder(found: readonly Misplaced[]): readonly FrameworkProblem[] {
  const line = ({ where }: Misplaced) => Number(/^Line (\d+)$/.exec(where)?.[1] ?? 0)
  const once = new Map(found.map(({ where, text }) => [`${where}\n${text}`, { field: 'the file', where, text }]))
  const all = [...once.values()].toSorted((a, b) => line(a) - line(b))
  if (all.length <= mostTold) return all
  return [
    ...all.slice(0, mostTold),
    { field: 'the file', where: 'The file', text: `${all.length - mostTold} more faults are not told here` },
  ]
}

/** What was read has the shape of a framework, part by part: what was amiss was filled in by nothing. */
function isFramework(_read: unknown): _read is Framework {
  return true
}

/** The part as the shape has it. What is amiss is told, and stands as nothing of the right kind. */
function shaped(part: Part | undefined, shape: Shape, at: Way, amiss: Amiss[], around?: string): unknown {
  if (typeof shape === 'string') return plain(part, shape, at, amiss, around)
  const tell = (text: string) => amiss.push({ at, where: part?.where ?? around ?? 'The file', text: `${called(at)} ${text}` })
  if ('list' in shape) {
    if (part?.is === 'list') return part.items.map((item, i) => shaped(item, shape.list, [...at, i], amiss))
    tell('must be a list')
    return []
  }
  if (part?.is !== 'parts') tell('must have named parts')
  const parts = part?.is === 'parts' ? part.parts : new Map<string, Part>()
  if ('each' in shape) return Object.fromEntries([...parts].map(([key, inside]) => [key, shaped(inside, shape.each, [...at, key], amiss)]))
  return withFields(part?.is === 'parts' ? part : undefined, shape, at, amiss)
}

function withFields(part: Extract<Part, { is: 'parts' }> | undefined, { fields, maybe = {} }: Fields, at: Way, amiss: Amiss[]): object {
  const known = new Map(Object.entries({ ...fields, ...maybe }).map(([name, shape]) => [kebab(name), { name, shape }]))
  for (const [key, inside] of part?.parts ?? [])
    if (!known.has(key)) amiss.push({ at: [...at, '?'], where: inside.where, text: `${called(at)} has an unknown part "${short(key)}"` })
  const read: Record<string, unknown> = {}
  for (const [key, { name, shape }] of known) {
    const inside = part?.parts.get(key)
    const left = inside === undefined || (inside.is === 'list' && inside.items.length === 0)
    if (left && name in maybe) continue
    // Of a part that is no parts at all, one fault is told and not one for each of its fields.
    read[name] = shaped(inside, shape, [...at, name], part === undefined ? [] : amiss, part?.where)
  }
  return read
}

const nothing = { line: '', text: '', number: 0, 'yes or no': false } as const
const wanted = { line: 'text of one line', text: 'text', number: 'a number', 'yes or no': 'true or false' } as const

function plain(part: Part | undefined, shape: keyof typeof nothing, at: Way, amiss: Amiss[], around?: string): unknown {
  const value = part?.is === 'value' ? part.value : undefined
  if (shape === 'number' && typeof value === 'number' && Number.isFinite(value)) return value + 0
  if (shape === 'yes or no' && typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.trim() : ''
  const isText = text !== '' && (shape === 'text' || (shape === 'line' && !/[\n\r]/.test(text)))
  if (isText) return text
  amiss.push({ at, where: part?.where ?? around ?? 'The file', text: `${called(at)} must be ${wanted[shape]}` })
  return nothing[shape]
}

/**
 * A part's name in a sentence.
 *
 * @example
 * called(['themes', 0, 'criteria', 2, 'key']) // => 'themes, item 1, criteria, item 3, key'
 */
export function called(at: Way): string {
  if (at.length === 0) return 'the file'
  return at.map((step) => (typeof step === 'number' ? `item ${step + 1}` : short(kebab(step)))).join(', ')
}

const short = (name: string) => (name.length > 60 ? `${name.slice(0, 60)}…` : name)

function isParts(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
