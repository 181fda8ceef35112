import { strToU8, zipSync } from 'fflate'

/** Some files of text in one ZIP, by their names. */
export function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}
