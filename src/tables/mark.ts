import { withheldMark } from '../disclosure/pupil-table.ts'

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

interface Mark {
  readonly shorthand: Shorthand
  readonly means: string
}

/** What each publisher prints in place of a number, and what it says that it means. */
const published: Readonly<Record<'areas' | 'schools' | 'statistics', Readonly<Record<string, Mark>>>> = {
  areas: {
    '-': { shorthand: 'x', means: 'missing, or withheld by the publisher, who prints the same for both' },
    c: { shorthand: 'c', means: 'withheld by the publisher to protect confidentiality' },
  },
  schools: {
    SUPP: { shorthand: 'c', means: 'withheld by the publisher: usually 5 pupils or fewer' },
    NE: { shorthand: 'z', means: 'no entries' },
    NA: { shorthand: 'z', means: 'does not apply' },
    NP: { shorthand: 'x', means: 'not published' },
    LOWCOV: { shorthand: 'u', means: 'fewer than half of the pupils could be counted' },
    SP: { shorthand: 'low', means: 'more than 0% and less than 0.5%' },
    RE: { shorthand: 'x', means: 'taken out by the publisher' },
    NEW: { shorthand: 'z', means: 'a new school without a figure yet' },
    LOW: { shorthand: 'low', means: 'rounds to 0, but is not 0' },
    DNS: { shorthand: 'x', means: 'the school did not send it' },
    NR: { shorthand: 'x', means: 'not returned' },
    UNAVAIL: { shorthand: 'x', means: 'not available' },
    '': { shorthand: 'x', means: 'left empty by the publisher' },
  },
  statistics: {
    c: { shorthand: 'c', means: 'withheld by the publisher to protect confidentiality' },
    z: { shorthand: 'z', means: 'does not apply' },
    x: { shorthand: 'x', means: 'not available' },
    k: { shorthand: 'low', means: 'rounds to 0, but is not 0' },
    low: { shorthand: 'low', means: 'rounds to 0, but is not 0' },
    u: { shorthand: 'u', means: 'too unreliable to be published' },
    ':': { shorthand: 'x', means: 'not available' },
    '.': { shorthand: 'z', means: 'does not apply' },
    '~': { shorthand: 'low', means: 'rounds to 0, but is not 0' },
    '': { shorthand: 'x', means: 'left empty by the publisher' },
  },
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
 * gapOf('QQ', 'schools').means // => 'a mark of the publisher that Fiveday does not know'
 */
export function gapOf(cell: string, from: keyof typeof published): Gap {
  const known = published[from][cell] ?? published[from][cell.toUpperCase()] ?? published[from][cell.toLowerCase()]
  if (known) return { mark: known.shorthand, published: cell, means: known.means }
  return { mark: 'x', published: cell, means: 'a mark of the publisher that Fiveday does not know' }
}

/** A cell for which no file that is held has anything: no row, or no column in that year. */
export const noFigure: Gap = { mark: 'x', published: '', means: 'no figure in the files held' }

/** A measure published of areas alone has none of a school. */
export const notOfSchools: Gap = { mark: 'z', published: '', means: 'published for areas and not for schools' }
