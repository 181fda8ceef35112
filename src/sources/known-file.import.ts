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
 * Throws `Unusable` when none is known, with the list of what is.
 */
export async function knownFiles(
  held: Held,
  given: string,
  importers: readonly Importer[],
  signal: AbortSignal,
): Promise<readonly Known[]> {
  const known: Known[] = []
  const others: string[] = []
  for (const file of held.files) {
    signal.throwIfAborted()
    const name = held.archive ? `${given}: ${file.name}` : given
    const what = await lookAt(file.open, importers, held.archive).catch((problem: unknown) => {
      if (held.archive && problem instanceof Unusable) return problem.message
      throw problem
    })
    if (typeof what === 'string') others.push(held.archive ? `${file.name}: ${what}` : what)
    else known.push({ ...what, name, size: file.size, open: file.open, message: null })
  }
  if (known.length === 0) throw new Unusable(held.archive ? nothingKnown(others, importers) : others.join('. '))
  return others.length === 0 ? known : known.map((file) => ({ ...file, message: `Also in the ZIP and left alone: ${few(others)}` }))
}

function nothingKnown(others: readonly string[], importers: readonly Importer[]): string {
  return `Nothing in this ZIP can be used. ${few(others)}. ${whatIsKnown(importers)}`
}

/** The first ten of a list, and how many more there are. */
function few(items: readonly string[]): string {
  const more = items.length - 10
  return `${items.slice(0, 10).join('; ')}${more > 0 ? ` and ${more} more` : ''}`
}

async function lookAt(
  open: () => Promise<Opened>,
  importers: readonly Importer[],
  short: boolean,
): Promise<{ importer: Importer; under: Row } | string> {
  const { form, headings } = await open()
  let near: string | undefined
  for (const under of headings) {
    const recognised = recognise(under.cells, form, importers)
    if (recognised.known) return { importer: recognised.as, under }
    near ??= recognised.near
  }
  return short ? whyUnknown(near) : `${whyUnknown(near)}. ${whatIsKnown(importers)}`
}
