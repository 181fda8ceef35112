import type { Checked, Problem } from '../lib/checked.ts'
import { readId } from '../lib/entry.ts'
import { choices, type Choice } from './merge.ts'
import { longestText, mostLines } from './position-statement.ts'

type Body = Readonly<Record<string, string>>

/** Which statement of its theme a form is about, and the version of it that was read. */
export interface StatementSeen {
  readonly number: number
  readonly seen: number
}

/** Reads which statement and which version of it a form is about; undefined where it names none. */
export function readSeen(body: Body): StatementSeen | undefined {
  const [number, seen] = [readId(body.number), readId(body.seen)]
  return number === undefined || seen === undefined ? undefined : { number, seen }
}

/**
 * A text as it is kept: line ends of one kind, and no characters that cannot be printed. Browsers send their own line ends.
 *
 * @example
 * cleanText('a\r\nb\u0000') // => 'a\nb'
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
}

/** Reads the text of a statement. */
export function readText(body: Body): Checked<string> {
  const text = cleanText(body.text ?? '')
  const problems: Problem[] = []
  if (text.length > longestText)
    problems.push({ field: 'text', text: `The statement must be ${longestText.toLocaleString('en-GB')} characters or fewer` })
  if (text.split('\n').length > mostLines)
    problems.push({ field: 'text', text: `The statement must have ${mostLines.toLocaleString('en-GB')} lines or fewer` })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: text }
}

/** Reads how clashes are settled, by their place: `choice-1`, `choice-2` ... One without a choice keeps both texts. */
export function readChoices(body: Body, clashes: number): readonly (Choice | undefined)[] {
  return Array.from({ length: clashes }, (_, i) => choices.find((choice) => choice === body[`choice-${i + 1}`]))
}

/** Reads a text that a step needs. `field` names its box. */
export function readSays(body: Body, field: string, needed: string): Checked<string> {
  const text = cleanText(body[field] ?? '').trim()
  if (text === '') return { ok: false, problems: [{ field, text: needed }] }
  if (text.length > 4000) return { ok: false, problems: [{ field, text: 'It must be 4,000 characters or fewer' }] }
  return { ok: true, value: text }
}

/** Reads a comment: a passage that stands in the text it is about, and what is said of it. */
export function readComment(body: Body, plain: string): Checked<{ readonly passage: string; readonly says: string }> {
  const passage = readSays(body, 'passage', 'Enter the passage you comment on, as it reads in the statement')
  const says = readSays(body, 'says', 'Enter what you say of the passage')
  const problems = [...(passage.ok ? [] : passage.problems), ...(says.ok ? [] : says.problems)]
  if (passage.ok && !stands(passage.value, plain))
    problems.push({ field: 'passage', text: 'The passage is not in the statement. Copy it from the text above' })
  return passage.ok && says.ok && problems.length === 0 ? { ok: true, value: { passage: passage.value, says: says.value } } : { ok: false, problems } // prettier-ignore
}

/**
 * Whether a passage stands in a text; how either is broken into lines does not matter.
 *
 * @example
 * stands('two  words', 'These two\nwords') // => true
 */
export function stands(passage: string, text: string): boolean {
  const even = (words: string) => words.replaceAll(/\s+/g, ' ').trim()
  return even(text).includes(even(passage))
}

/** Reads a version of a theme's statements: `2.14` is the fourteenth text of the second statement. */
export function readVersion(text: string | undefined): { readonly number: number; readonly version: number } | undefined {
  const [, number, version] = /^([1-9]\d{0,5})\.([1-9]\d{0,7})$/.exec(text ?? '') ?? []
  return number === undefined ? undefined : { number: Number(number), version: Number(version) }
}
