import { syllable } from 'syllable'
import { plainOf, type Inline, type Part } from './markdown.ts'

/** How long a text is, and how old a reader has to be for it; null where it is too short to tell. */
export interface Readability {
  readonly words: number
  readonly readingAge: number | null
}

const wordsIn = new Intl.Segmenter('en-GB', { granularity: 'word' })
const sentencesIn = new Intl.Segmenter('en-GB', { granularity: 'sentence' })

/** The formula was made from passages of about this many words, and says little of a shorter one. */
const fewest = 100

/**
 * The words of a text and its reading age: Flesch-Kincaid (Kincaid and others, 1975), as a grade of American schools, and five
 * years more, because their first grade is of six-year-olds.
 *
 * - Words are counted wherever they are read: in headings, lists, tables and quotations. Marks and live figures are none.
 * - The age is told from sentences only: paragraphs and items of lists. Headings, tables, code and numbers have no part in it.
 * - A text of fewer than 100 words of sentences has no reading age.
 *
 * The worked example is in `docs/methods/reading-age.md`.
 */
export function readability(parts: readonly Part[]): Readability {
  const words = parts.flatMap(everything).flatMap(wordsOf).length
  const sentences = parts
    .flatMap(prose)
    .flatMap(sentencesOf)
    .map((sentence) => wordsOf(sentence).filter((word) => /\p{L}/u.test(word)))
    .filter((sentence) => sentence.length > 0)
  const read = sentences.flat()
  if (read.length < fewest) return { words, readingAge: null }
  const grade = fleschKincaid({ sentences: sentences.length, words: read.length, syllables: read.reduce((sum, word) => sum + syllables(word), 0) }) // prettier-ignore
  return { words, readingAge: Math.max(5, Math.round(grade + 5)) }
}

/**
 * The Flesch-Kincaid grade level: 0.39 words a sentence + 11.8 syllables a word − 15.59.
 *
 * @example
 * fleschKincaid({ sentences: 10, words: 150, syllables: 240 }).toFixed(2) // => '9.14'
 */
export function fleschKincaid({ sentences, words, syllables: spoken }: { sentences: number; words: number; syllables: number }): number {
  return 0.39 * (words / sentences) + 11.8 * (spoken / words) - 15.59
}

// A word that the counter finds no syllable in is spoken somehow.
const syllables = (word: string) => Math.max(1, syllable(word))

function everything(part: Part): readonly string[] {
  if (part.kind === 'heading' || part.kind === 'paragraph') return [line(part.inside)]
  if (part.kind === 'list') return part.items.flat().flatMap(everything)
  if (part.kind === 'quote') return part.parts.flatMap(everything)
  if (part.kind === 'table') return [...part.head, ...part.rows.flat()].map(line)
  return part.kind === 'code' ? [part.text] : []
}

function prose(part: Part): readonly string[] {
  if (part.kind === 'paragraph') return [line(part.inside)]
  if (part.kind === 'list') return part.items.flat().flatMap(prose)
  return part.kind === 'quote' ? part.parts.flatMap(prose) : []
}

const line = (inside: readonly Inline[]) => plainOf(inside, () => ' ')

function sentencesOf(text: string): readonly string[] {
  return [...sentencesIn.segment(text)].map(({ segment }) => segment)
}

function wordsOf(text: string): readonly string[] {
  return [...wordsIn.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike === true ? [segment] : []))
}
