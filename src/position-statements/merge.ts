import { diff3Merge } from 'node-diff3'

/** A place in which two people changed the same lines of one text, each in their way. */
export interface Clash {
  readonly before: string
  readonly mine: string
  readonly theirs: string
}

type Piece = { readonly kind: 'both'; readonly lines: readonly string[] } | { readonly kind: 'clash'; readonly clash: Clash }

/** What two people made of one text, piece by piece: what stands in both, and where they clash. */
export interface TextsMerged {
  readonly pieces: readonly Piece[]
  readonly clashes: readonly Clash[]
}

/** How a clash is settled: my lines, theirs, or both, mine first. */
export const choices = ['both', 'mine', 'theirs'] as const

export type Choice = (typeof choices)[number]

/**
 * Puts together what two people made of one text, line by line:
 * - lines that only one of them changed are as they have them
 * - lines that both changed alike are so
 * - lines that both changed, each in their way, clash: nothing is decided for them
 *
 * A paragraph of Markdown is one line, so two who write in different paragraphs never clash.
 */
export function merged(before: string, mine: string, theirs: string): TextsMerged {
  const texts = [mine, before, theirs].map((text) => text.split('\n'))
  const first = alike(texts)
  const rest = texts.map((lines) => lines.slice(first))
  const last = alike(rest.map((lines) => lines.toReversed()))
  const [ours = [], base = [], others = []] = rest.map((lines) => lines.slice(0, lines.length - last))
  const between = isLong(ours, base, others) ? [clashOf(ours, base, others)] : mergedLines(ours, base, others)
  const pieces = [bothHave((texts[0] ?? []).slice(0, first)), ...between, bothHave(last > 0 ? (texts[0] ?? []).slice(-last) : [])] // prettier-ignore
  return { pieces, clashes: pieces.flatMap((piece) => (piece.kind === 'clash' ? [piece.clash] : [])) }
}

/** How many lines all texts begin with alike. */
function alike(texts: readonly (readonly string[])[]): number {
  const [first = [], ...others] = texts
  const differs = first.findIndex((line, i) => others.some((lines) => lines[i] !== line))
  return differs === -1 ? Math.min(...texts.map(({ length }) => length)) : differs
}

// Comparing takes as long as there are pairs of like lines. Beyond this, what lies between is one clash, and its writer decides.
const mostPairs = 200_000

function isLong(...[mine, before, theirs]: readonly (readonly string[])[]): boolean {
  const times = Map.groupBy(before ?? [], (line) => line)
  const pairs = [...(mine ?? []), ...(theirs ?? [])].reduce((sum, line) => sum + (times.get(line)?.length ?? 0), 0)
  return pairs > mostPairs
}

const bothHave = (lines: readonly string[]): Piece => ({ kind: 'both', lines })

function clashOf(mine: readonly string[], before: readonly string[], theirs: readonly string[]): Piece {
  return { kind: 'clash', clash: { before: before.join('\n'), mine: mine.join('\n'), theirs: theirs.join('\n') } }
}

function mergedLines(mine: string[], before: string[], theirs: string[]): readonly Piece[] {
  return diff3Merge(mine, before, theirs, { excludeFalseConflicts: true }).map(({ ok, conflict }) =>
    ok ? bothHave(ok) : clashOf(conflict?.a ?? [], conflict?.o ?? [], conflict?.b ?? []),
  )
}

/**
 * The text that two people's texts make together, each clash settled as `chosen` says, by its place among the clashes; one
 * that nobody chose for keeps both, so that nothing is lost.
 *
 * @example
 * settledText(merged('a\n\nb', 'a 1\n\nb', 'a\n\nb 2'), []) // => 'a 1\n\nb 2'
 * settledText(merged('a', 'mine', 'theirs'), []) // => 'mine\n\ntheirs'
 * settledText(merged('a', 'mine', 'theirs'), ['theirs']) // => 'theirs'
 */
export function settledText({ pieces }: TextsMerged, chosen: readonly (Choice | undefined)[]): string {
  let place = 0
  return pieces.flatMap((piece) => (piece.kind === 'both' ? piece.lines : settledClash(piece.clash, chosen[place++] ?? 'both'))).join('\n')
}

function settledClash({ mine, theirs }: Clash, choice: Choice): readonly string[] {
  const texts = choice === 'mine' ? [mine] : choice === 'theirs' ? [theirs] : [mine, theirs]
  const written = texts.filter((text) => text.trim() !== '')
  // An empty line between two makes two paragraphs of them.
  return written.length === 0 ? [] : written.join('\n\n').split('\n')
}
