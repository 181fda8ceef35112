import { withheldMark } from '../disclosure/pupil-table.ts'
import { meaningOfMark, type MarkFamily } from '../measures/mark.ts'

/**
 * Why a table has no number in a cell, in the shorthand of the Government Analysis Function's *Symbols in tables*, and what it
 * means. In spreadsheets and on pages it stands in square brackets.
 */
export const shorthands = [
  { mark: withheldMark, means: 'withheld to protect confidentiality' },
  { mark: 'low', means: 'rounds to 0, but is not 0' },
  { mark: 'u', means: 'too unreliable to be published' },
  { mark: 'x', means: 'not available' },
  { mark: 'z', means: 'does not apply' },
] as const

export type Shorthand = (typeof shorthands)[number]['mark']

/** Where a measure's figures come from, and whose marks stand in them. */
const families = { areas: 'interactive tool', schools: 'performance tables', statistics: 'statistics' } as const satisfies Readonly<
  Record<string, MarkFamily>
>

/** Which shorthand each mark of a publisher's comes to. One that is not here is not available: `x`. */
const shorthandOf: Readonly<Record<keyof typeof families, Readonly<Record<string, Shorthand>>>> = {
  areas: { c: 'c' },
  schools: { supp: 'c', 'supp!': 'c', suppmat: 'c', ne: 'z', na: 'z', lowcov: 'u', sp: 'low', new: 'z' },
  statistics: { c: 'c', z: 'z', k: 'low', low: 'low', u: 'u', '.': 'z', '~': 'low' },
}

/** What stands in a cell without a number: our shorthand, what the publisher printed there, and what that means. */
export interface Gap {
  readonly mark: Shorthand
  readonly published: string
  readonly means: string
}

/**
 * Why a published cell has no number.
 *
 * @example
 * gapOf('SUPP', 'schools').mark // => 'c'
 * gapOf('-', 'areas').mark // => 'x'
 * gapOf('QQ', 'schools').means // => 'the mark QQ, which the publisher does not explain'
 */
export function gapOf(cell: string, from: keyof typeof families): Gap {
  return { mark: shorthandOf[from][cell.trim().toLowerCase()] ?? 'x', published: cell, means: meaningOfMark(cell, families[from]).means }
}

/** A cell for which no file that is held has anything: no row, or no column in that year. */
export const noFigure: Gap = { mark: 'x', published: '', means: 'no figure in the files held' }

/** A measure published of areas alone has none of a school. */
export const notOfSchools: Gap = { mark: 'z', published: '', means: 'published for areas and not for schools' }
