import { diffArrays, diffWordsWithSpace } from 'diff'

/** Some words of a text, and whether only this text has them. */
export interface Words {
  readonly text: string
  readonly only: boolean
}

/** Two texts side by side, paragraph by paragraph: what stands on the left, and in its place on the right. */
export interface ComparedRow {
  readonly kind: 'same' | 'changed' | 'added' | 'removed'
  readonly left: readonly Words[]
  readonly right: readonly Words[]
}

// Beyond this two texts have hardly a word in common, and to look for one takes too long.
const mostEdits = 2000

/**
 * Two texts side by side:
 * - paragraphs that stand in both are beside each other
 * - paragraphs that changed in the same place are, with the words that only one has
 * - others stand alone, as added or removed
 */
export function compared(left: string, right: string): readonly ComparedRow[] {
  const [before, after] = [paragraphs(left), paragraphs(right)]
  const found = diffArrays(before, after, { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ]
  return found.flatMap(({ value, removed, added }, i) => {
    if (!removed && !added) return value.map((text): ComparedRow => ({ kind: 'same', left: whole(text, false), right: whole(text, false) }))
    const next = removed ? found[i + 1] : undefined
    if (next?.added === true) return besideEachOther(value, next.value)
    if (added && found[i - 1]?.removed === true) return []
    return value.map((text): ComparedRow => (removed ? gone(text) : come(text)))
  })
}

const paragraphs = (text: string) => text.split(/\n(?:[ \t]*\n)+/).filter((paragraph) => paragraph.trim() !== '')
const whole = (text: string, only: boolean): readonly Words[] => [{ text, only }]
const gone = (text: string): ComparedRow => ({ kind: 'removed', left: whole(text, true), right: [] })
const come = (text: string): ComparedRow => ({ kind: 'added', left: [], right: whole(text, true) })

function besideEachOther(before: readonly string[], after: readonly string[]): readonly ComparedRow[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i): ComparedRow => {
    const [left, right] = [before[i], after[i]]
    if (left === undefined) return come(right ?? '')
    return right === undefined ? gone(left) : changed(left, right)
  })
}

function changed(left: string, right: string): ComparedRow {
  const words = diffWordsWithSpace(left, right, { maxEditLength: mostEdits })
  if (!words) return { kind: 'changed', left: whole(left, true), right: whole(right, true) }
  return {
    kind: 'changed',
    left: words.flatMap(({ value, removed, added }) => (added ? [] : [{ text: value, only: removed }])),
    right: words.flatMap(({ value, removed, added }) => (removed ? [] : [{ text: value, only: added }])),
  }
}
