import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { asYaml } from './formats/yaml.ts'
import { readFrameworkFile, type FrameworkFormat, type ReadFile } from './formats/file.import.ts'
import { readFramework, withPlaces } from './framework.form.ts'
import { keyTaken } from './framework-in-use.import.ts'
import type { Framework } from './framework.ts'
import type { Checked } from '../lib/checked.ts'

/** A framework that may be loaded: as it was read, and the text that is kept of it. */
export interface Loadable {
  readonly framework: Framework
  readonly format: FrameworkFormat
  readonly content: string
  readonly checksum: string
}

/** Reads a file somebody wants to load as a framework, in any format. Says everything wrong with it, and why its key cannot be used. */
export async function loadableIn(path: string): Promise<Checked<Loadable>> {
  return loadable(await readFrameworkFile(path))
}

function loadable({ read, format, text }: ReadFile): Checked<Loadable> {
  const checked = withPlaces(read)
  if (!checked.ok) return checked
  const taken = keyTaken(checked.value.key)
  if (taken !== undefined) return { ok: false, problems: [{ field: 'file', text: taken }] }
  const content = text ?? asYaml(checked.value)
  return { ok: true, value: { framework: checked.value, format, content, checksum: checksumOf(content) } }
}

const checksumOf = (content: string) => createHash('sha256').update(content).digest('hex')

/** The most characters of a packed file: what a form can carry back. */
const mostPacked = 200_000

/** A file's text as a hidden field carries it from the preview to the loading of it. Undefined where it is too large for a form. */
export function packed(content: string): string | undefined {
  const text = gzipSync(content).toString('base64url')
  return text.length > mostPacked ? undefined : text
}

/** What a hidden field carried, checked as any file is: a form may have been made up. */
export function loadableAgain(field: string): Checked<Loadable> {
  const content = unpacked(field)
  if (content === undefined) return { ok: false, problems: [{ field: 'file', text: 'Select the file again' }] }
  return loadable({ read: readFramework(content), format: 'yaml', text: content })
}

function unpacked(field: string): string | undefined {
  try {
    return gunzipSync(Buffer.from(field, 'base64url'), { maxOutputLength: 2_000_000 }).toString('utf8')
  } catch {
    // A field that nobody packed: there is nothing in it to read.
    return undefined
  }
}
