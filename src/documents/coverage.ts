/** Which characters a font can print, read from its own table of characters (`cmap`, formats 4 and 12, as OpenType defines them). */
export function coverageOf(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const covered = new Set<number>()
  const cmap = tableAt(view, 'cmap')
  if (cmap === undefined) return covered
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const at = cmap + view.getUint32(cmap + 4 + index * 8 + 4)
    for (const [first, last] of rangesAt(view, at)) {
      for (let code = first; code <= last; code += 1) covered.add(code)
    }
  }
  return covered
}

function tableAt(view: DataView, name: string): number | undefined {
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(entry + byte)))
    if (tag === name) return view.getUint32(entry + 8)
  }
  return undefined
}

function rangesAt(view: DataView, at: number): readonly (readonly [number, number])[] {
  const format = view.getUint16(at)
  if (format === 12) {
    const groups = view.getUint32(at + 12)
    return Array.from(
      { length: groups },
      (_, index) => [view.getUint32(at + 16 + index * 12), view.getUint32(at + 20 + index * 12)] as const,
    )
  }
  if (format !== 4) return []
  const twice = view.getUint16(at + 6)
  const segments = Array.from({ length: twice / 2 }, (_, index) => {
    return [view.getUint16(at + 16 + twice + index * 2), view.getUint16(at + 14 + index * 2)] as const
  })
  return segments.filter(([first]) => first !== 0xffff)
}

const longest = 24

/**
 * Text as a font can print it.
 *
 * A character the font lacks is printed by its number, `[U+1F600]`: an accessible PDF may not hold a character that cannot
 * be shown, and leaving it out would lose it in silence. Characters that only steer other characters are left out. A very
 * long word may be broken, so that it stays in its column.
 */
export function printable(text: string, covered: ReadonlySet<number>): string {
  let out = ''
  let run = 0
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0
    if (/\s/.test(character)) {
      out += code === 10 ? '\n' : ' '
      run = 0
      continue
    }
    if (/[\p{Cc}\p{Cf}\p{Variation_Selector}]/u.test(character)) continue
    if (run > 0 && run % longest === 0) out += '\u200b'
    run += 1
    out += covered.has(code) ? character : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  }
  return out
}
