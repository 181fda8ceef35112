/** A line of comma-separated values: a cell is quoted when it must be. */
export function line(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
}

export function csv(rows: readonly (readonly string[])[], ending: '\n' | '\r\n'): string {
  return rows.map((row) => line(row) + ending).join('')
}

/** The characters of windows-1252 that are not the same number in Unicode, as far as the made-up files use them. */
const elsewhere: ReadonlyMap<string, number> = new Map([
  ['’', 0x92],
  ['–', 0x96],
])

/** Text in the encoding the inspectorate publishes in. */
export function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const byte = elsewhere.get(character) ?? character.codePointAt(0) ?? 0
    if (byte > 0xff) throw new Error(`"${character}" has no place in windows-1252`)
    return byte
  })
}
