import type { Problem } from '../lib/checked.ts'
import type { Framework } from './framework.ts'

/** A piece of a framework file as it was written, and where it stands in it: `Line 12`, or `Sheet Criteria, row 5`. */
export type Part =
  | { readonly is: 'value'; readonly where: string; readonly value: string | number | boolean | null }
  | { readonly is: 'list'; readonly where: string; readonly items: readonly Part[] }
  | { readonly is: 'parts'; readonly where: string; readonly parts: ReadonlyMap<string, Part> }

/** The way to a piece: names of parts, and places in lists from 0. Names are as in the code: `inForceFrom` for `in-force-from`. */
export type Way = readonly (string | number)[]

/** Something wrong with a framework file, in words, and where. */
export interface Misplaced {
  readonly where: string
  readonly text: string
}

/** What was read of a file, and what could not be. Without a part there was nothing to go on with. */
export interface Parted {
  readonly part: Part | undefined
  readonly wrong: readonly Misplaced[]
}

/** A name as framework files spell it: `inForceFrom` is `in-force-from`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** Where a piece stands, or, where there is no such piece, the nearest that would hold it. */
export function whereIs(part: Part, way: Way): string {
  const [step, ...rest] = way
  const inside = step === undefined ? undefined : partAt(part, step)
  return inside ? whereIs(inside, rest) : part.where
}

function partAt(part: Part, step: string | number): Part | undefined {
  if (part.is === 'list' && typeof step === 'number') return part.items[step]
  return part.is === 'parts' && typeof step === 'string' ? (part.parts.get(step) ?? part.parts.get(kebab(step))) : undefined
}

/** Something wrong with a framework file: where it is (`Line 12`), and the sentence that says what. */
export interface FrameworkProblem extends Problem {
  readonly where: string
}

/** A framework that was read whole, or everything that is wrong with its file. */
export type CheckedFramework =
  { readonly ok: true; readonly value: Framework } | { readonly ok: false; readonly problems: readonly FrameworkProblem[] }
