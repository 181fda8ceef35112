import type { Day } from '../../lib/day.ts'
import { inWords } from '../../lib/day.ts'
import type { Finding, Inspection } from '../told.ts'
import type { LetterOutcome, PassageKind } from '../own-position.ts'

/** The letter of another authority's inspection as somebody hands it in. */
export interface LetterGiven {
  readonly inspected: string
  readonly began_on: Day | null
  readonly published_on: Day | null
  readonly outcome: LetterOutcome
  readonly source: string
  readonly text: string
}

export interface Letter extends LetterGiven {
  readonly id: number
  readonly added_by: string
  readonly added_at: Date
  readonly removed_at: Date | null
}

/** A passage that was marked, tied to one criterion; one tied to two is there twice. */
export interface MarkedPassage {
  readonly id: number
  readonly letter: number
  readonly passage: string
  readonly kind: PassageKind
  readonly framework: string
  readonly criterion: string
}

/** Passages to be marked alike: of one kind, and tied to the same criteria. */
export interface Marking {
  readonly passages: readonly string[]
  readonly kind: PassageKind
  readonly criteria: readonly string[]
}

/** The most passages of a letter that are offered one by one; the rest is marked by quoting it. */
export const mostOffered = 300

/** Text with every run of white space as one space, as passages are compared. */
export const evened = (text: string) => text.replace(/\s+/g, ' ').trim()

/**
 * The sentences of a letter, in its order and each once, to be chosen from. A sentence ends with a full stop, a question or an
 * exclamation mark before a space, or where its paragraph or point ends.
 *
 * @example
 * sentencesOf('Members know schools. Officers do not.\n- Data is late') // => ['Members know schools.', 'Officers do not.', '- Data is late']
 */
export function sentencesOf(text: string): readonly string[] {
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n\s*\n|\n(?=\s*(?:[-*•–]|\d+\.)\s)/)
  const sentences = paragraphs.flatMap((paragraph) => evened(paragraph).split(/(?<=[.!?][”’"')\]]?) (?=[A-Z“‘"'(\d])/))
  return [...new Set(sentences.filter((one) => /\p{L}/u.test(one) && one.length <= 4000))]
}

/** Whether a passage occurs in a letter, however the lines of both are broken. */
export const occursIn = (passage: string, text: string) => evened(passage) !== '' && evened(text).includes(evened(passage))

/** The passages of a letter as findings: one for each passage and kind, with all the criteria it is tied to. */
export function findingsOf(passages: readonly MarkedPassage[]): Finding[] {
  const alike = Map.groupBy(passages, ({ letter, passage, kind }) => JSON.stringify([letter, passage, kind]))
  return [...alike.values()].flatMap((rows) => {
    const [first] = rows
    if (!first) return []
    const criteria: Record<string, string[]> = {}
    for (const { framework, criterion } of rows) (criteria[framework] ??= []).push(criterion)
    return [{ key: `letter.${Math.min(...rows.map(({ id }) => id))}`, kind: first.kind, text: first.passage, criteria }]
  })
}

/** A letter that was pasted in, as an inspection among the others. */
export function letterInspection(letter: Letter, passages: readonly MarkedPassage[]): Inspection {
  const { id, inspected, began_on: beganOn, published_on: publishedOn, outcome, source } = letter
  return {
    key: `letter-${id}`,
    authority: inspected,
    when: beganOn ? `from ${inWords(beganOn)}` : 'the day was not entered',
    beganOn: beganOn ?? undefined,
    published: publishedOn ? inWords(publishedOn) : '',
    outcome,
    note: `Letter added by ${letter.added_by}.`,
    sources: source === '' ? [] : [source],
    findings: findingsOf(passages.filter((one) => one.letter === id)),
    letter: id,
  }
}
