import type { Framework } from '../frameworks/framework.ts'
import type { FrozenFigure, FrozenFigures } from './position-statement.ts'

/** A figure that a mark in a text stands for, as it is now: what it is of, its value, and where and of when that comes from. */
export interface LiveFigure extends FrozenFigure {
  readonly key: string
  /** What it is listed under among those that can be placed. */
  readonly group: string
}

/** How a figure has gone since the statement that cites it was agreed. */
export type Since = 'the same' | 'moved' | 'gone' | 'new'

/** A figure of a statement: as it was agreed, where it was, and as it is now. */
export interface PlacedFigure {
  readonly key: string
  /** What the text prints: as agreed, or while it is not, as it is now. */
  readonly shown: FrozenFigure
  readonly now: FrozenFigure
  /** Undefined while nothing is agreed. */
  readonly since: Since | undefined
}

/** What can be asked for by a key. */
export type FigureAsked =
  | { readonly kind: 'light'; readonly trigger: number }
  | { readonly kind: 'line'; readonly trigger: number; readonly line: number }
  | { readonly kind: 'measure'; readonly code: string }
  | { readonly kind: 'met' | 'judged'; readonly of: 'theme' | 'framework' }

const counts = { 'criteria-met': ['met', 'theme'], 'criteria-judged': ['judged', 'theme'], 'all-criteria-met': ['met', 'framework'], 'all-criteria-judged': ['judged', 'framework'] } as const // prettier-ignore

/**
 * What a key asks for; undefined where there is no such figure.
 *
 * @example
 * parseFigureKey('trigger.3') // => { kind: 'light', trigger: 3 }
 * parseFigureKey('trigger.3.line.2') // => { kind: 'line', trigger: 3, line: 2 }
 * parseFigureKey('measure.KS1P_all') // => { kind: 'measure', code: 'KS1P_all' }
 * parseFigureKey('weather') // => undefined
 */
export function parseFigureKey(key: string): FigureAsked | undefined {
  const count = Object.entries(counts).find(([name]) => name === key)?.[1]
  if (count) return { kind: count[0], of: count[1] }
  const [, trigger, line] = /^trigger\.(\d{1,2})(?:\.line\.(\d{1,2}))?$/.exec(key) ?? []
  if (trigger !== undefined) return line === undefined ? { kind: 'light', trigger: Number(trigger) } : { kind: 'line', trigger: Number(trigger), line: Number(line) } // prettier-ignore
  return key.startsWith('measure.') && key.length > 8 ? { kind: 'measure', code: key.slice(8) } : undefined
}

/** The keys of all that the list of figures offers: the criteria, each trigger and its lines, and some measures. */
export function keysOffered({ triggers }: Pick<Framework, 'triggers'>, measures: readonly string[]): readonly string[] {
  const ofTriggers = triggers.flatMap(({ number, lines }) => [`trigger.${number}`, ...lines.map((_, i) => `trigger.${number}.line.${i + 1}`)]) // prettier-ignore
  return [...Object.keys(counts), ...ofTriggers, ...measures.map((code) => `measure.${code}`)]
}

const unknown: FrozenFigure = {
  says: 'A figure we do not know',
  value: null,
  why: 'there is no figure of this name',
  source: '',
  dated: '',
}

/** The figures a text places, in its order, as they were when it was agreed and as they are now. */
export function placedFigures(keys: readonly string[], live: readonly LiveFigure[], frozen: FrozenFigures | null): readonly PlacedFigure[] {
  const now = new Map(live.map((figure) => [figure.key, figure]))
  return keys.map((key) => {
    const current = now.get(key) ?? unknown
    const agreed = frozen && Object.hasOwn(frozen, key) ? frozen[key] : undefined
    return { key, shown: agreed ?? current, now: current, since: agreed && sinceAgreed(agreed, current) }
  })
}

// Printed values are compared: what a reader of the statement would see changed.
function sinceAgreed(agreed: FrozenFigure, now: FrozenFigure): Since {
  if (agreed.value === now.value) return 'the same'
  if (now.value === null) return 'gone'
  return agreed.value === null ? 'new' : 'moved'
}

/** Live figures as they are kept with a statement that is agreed. */
export function frozenFigures(keys: readonly string[], live: readonly LiveFigure[]): FrozenFigures {
  return Object.fromEntries(placedFigures(keys, live, null).map(({ key, shown: { says, value, why, source, dated } }) => [key, { says, value, why, source, dated }])) // prettier-ignore
}
