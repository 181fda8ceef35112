/** About how wide a text prints, in pixels: a little more than Arial needs, so that nothing is cut in another font. */
export function widthOf(text: string, size = 15): number {
  let ems = 0
  for (const character of text) ems += widthInEms(character)
  return ems * size
}

function widthInEms(character: string): number {
  if (/[iljtfI.,:;'|()[\] ]/.test(character)) return 0.32
  if (/[mwMW%@]/.test(character)) return 0.92
  if (/[A-Z0-9\u2212]/.test(character)) return 0.67
  return character.charCodeAt(0) > 0x2000 ? 1.1 : 0.57
}

/** The text in lines no wider than `width`; a word that is too long is broken, and beyond `most` lines it is cut with an ellipsis. */
export function wrapped(text: string, width: number, most: number, size = 15): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((word) => broken(word, width, size))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line)
      line = word
      continue
    }
    line = longer
  }
  lines.push(line)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `${(lines[most - 1] ?? '').slice(0, -1)}\u2026`]
}

function broken(word: string, width: number, size: number): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const character of word) {
    if (part !== '' && widthOf(part + character, size) > width) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}

/** Something with a height that wants its middle at a place. */
export interface Wanting {
  readonly middle: number
  readonly height: number
}

/**
 * Middles for labels in one column so that none overlaps another, each as near as may be to where it wants to be.
 *
 * Labels that overlap become a group around the mean of what they want; groups that then overlap are joined, until none
 * does. They stay between `top` and `bottom` as long as there is room.
 */
export function spread(wanting: readonly Wanting[], top: number, bottom: number): readonly number[] {
  const order = wanting.map((want, index) => ({ ...want, index })).sort((a, b) => a.middle - b.middle || a.index - b.index)
  const groups: { members: typeof order; from: number; height: number }[] = []
  for (const want of order) {
    let group = settledIn([want], top, bottom)
    for (let last = groups.at(-1); last && last.from + last.height > group.from; last = groups.at(-1)) {
      groups.pop()
      group = settledIn([...last.members, ...group.members], top, bottom)
    }
    groups.push(group)
  }
  const middles: number[] = wanting.map((want) => want.middle)
  for (const group of groups) {
    let at = group.from
    for (const member of group.members) {
      middles[member.index] = at + member.height / 2
      at += member.height
    }
  }
  return middles
}

function settledIn<W extends Wanting>(members: W[], top: number, bottom: number) {
  const height = members.reduce((sum, member) => sum + member.height, 0)
  let before = 0
  let wanted = 0
  for (const member of members) {
    wanted += member.middle - member.height / 2 - before
    before += member.height
  }
  const from = Math.max(top, Math.min(wanted / members.length, bottom - height))
  return { members, from, height }
}
