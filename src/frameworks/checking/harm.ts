import type { Fault } from './faults.ts'
import type { Framework } from '../framework.ts'
import type { Way } from '../part.ts'

/** The longest text of a framework, in characters: a cell of a spreadsheet holds eight times as much. */
export const longestText = 4000

/**
 * What a text must not have in it: pages, files and spreadsheets show it as it is, so whatever looks like more than words is refused
 * rather than left to whoever opens it.
 */
const harms: readonly (readonly [RegExp, string])[] = [
  [/<[!/?]?\p{L}[^>]*>|<!--/u, 'has HTML in it: write it in plain words'],
  [/!?\[[^\]]*\]\s*[([]|\]:\s*\S/u, 'has a Markdown link in it: write the address out'],
  [/\b(javascript|vbscript|data)\s*:\s*\S/iu, 'has an address in it that would run something'],
  [/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u, 'has characters in it that cannot be seen or printed'],
  [/[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/u, 'has characters in it that hide or turn round what it says'],
]

/** Texts of a framework that could do harm where they are shown or opened, or that are longer than any that is read. */
export function* harmIn(framework: Framework): Generator<Fault> {
  for (const { at, text } of textsIn(framework, [])) {
    for (const [harm, says] of harms) if (harm.test(text.replaceAll('\n', ' '))) yield { at, text: `“${beginning(text)}” ${says}` }
    if (text.length > longestText)
      yield { at, text: `“${beginning(text)}” has ${text.length} characters: a text of a framework has at most ${longestText}` }
  }
}

function* textsIn(value: unknown, at: Way): Generator<{ readonly at: Way; readonly text: string }> {
  if (typeof value === 'string') yield { at, text: value }
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* textsIn(item, [...at, i])
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) yield* textsIn(item, [...at, name])
}

/** So much of a text that one knows which it is, without what is wrong with it. */
function beginning(text: string): string {
  const plain = text.replaceAll(/[^\p{L}\p{N}\p{P}\p{Zs}<>]/gu, ' ').trim()
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain
}
