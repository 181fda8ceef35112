import { Unusable } from '../lib/unusable.ts'
import type { Importer } from './importer.import.ts'
import type { Held, Opened } from './opened.import.ts'
import { recognise, whatIsKnown, whyUnknown } from './recognise.ts'
import type { Row } from './source.ts'

/** A file that is known: which source it is, the row of its headings, and how to open it. */
export interface Known {
  readonly name: string
  readonly size: number
  readonly importer: Importer
  readonly under: Row
  readonly open: () => Promise<Opened>
  readonly message: string | null
}

/**
 * The files to import of what was brought: the one given, or the known ones of a ZIP. Its others are left alone, and named.
 *
 * Throws `Unusable` when none is known: with what comes nearest, or with the list of what is known where nothing is near.
 */
export async function knownFiles(
  held: Held,
  given: string,
  importers: readonly Importer[],
  signal: AbortSignal,
): Promise<readonly Known[]> {
  const known: Known[] = []
  const others: string[] = []
  let anyNear = false
  for (const file of held.files) {
    signal.throwIfAborted()
    const name = held.archive ? `${given}: ${file.name}` : given
    const what = await lookAt(file.open, importers).catch((problem: unknown) => {
      if (held.archive && problem instanceof Unusable) return { because: problem.message, near: false }
      throw problem
    })
    if (!('because' in what)) known.push({ ...what, name, size: file.size, open: file.open, message: null })
    else others.push(held.archive ? `${file.name}: ${what.because}` : what.because)
    anyNear ||= 'because' in what && what.near
  }
  if (known.length === 0) {
    const because = held.archive ? `Nothing in this ZIP can be used. ${few(others)}` : others.join('. ')
    throw new Unusable(anyNear ? because : `${because}. ${whatIsKnown(importers)}`)
  }
  return others.length === 0 ? known : known.map((file) => ({ ...file, message: `Also in the ZIP and left alone: ${few(others)}` }))
}

/** The first ten of a list, and how many more there are. */
function few(items: readonly string[]): string {
  const more = items.length - 10
  return `${items.slice(0, 10).join('; ')}${more > 0 ? ` and ${more} more` : ''}`
}

async function lookAt(
  open: () => Promise<Opened>,
  importers: readonly Importer[],
): Promise<{ readonly importer: Importer; readonly under: Row } | { readonly because: string; readonly near: boolean }> {
  const { form, headings } = await open()
  let near: string | undefined
  for (const under of headings) {
    const recognised = recognise(under.cells, form, importers)
    if (recognised.known) return { importer: recognised.as, under }
    near ??= recognised.near
  }
  return { because: whyUnknown(near), near: near !== undefined }
}
