import type { TableKey } from '../performance/performance-row.ts'

/**
 * Where it is published how many pupils of the authority a percentage is of: in a column of the performance tables' row for
 * the authority, or of a row of Explore education statistics with these values of its filters.
 */
export type PupilsIn =
  | { readonly table: TableKey; readonly column: string }
  | { readonly dataSet: string; readonly column: string; readonly where: Readonly<Record<string, string>> }

/** A measure that a part of the profile shows first. */
export interface Headline {
  readonly code: string
  readonly pupilsIn: PupilsIn | undefined
}

/** A part of an authority's profile: a phase of education, a group of children, or what concerns them all. */
export interface Part {
  readonly key: string
  readonly title: string
  readonly says: string
  /** Topics of the publisher's dictionary: each of their measures belongs to this part. */
  readonly topics: readonly string[]
  readonly headlines: readonly Headline[]
}

/** A topic of the dictionary that the profile leaves out, and why. */
export interface TopicLeftOut {
  readonly topic: string
  readonly because: string
}

/** The parts of the profile in the order of its page. */
export interface ProfileParts {
  readonly parts: readonly Part[]
  readonly leftOut: readonly TopicLeftOut[]
}

/** The codes of the headlines of some parts, each once. */
export function headlineCodes(parts: readonly Part[]): readonly string[] {
  return [...new Set(parts.flatMap(({ headlines }) => headlines.map(({ code }) => code)))]
}

/** What is wrong with the parts of the profile, a sentence each. Sound ones yield nothing. */
export function* partFaults({ parts, leftOut }: ProfileParts): Generator<string> {
  yield* repeated(
    parts.map(({ key }) => key),
    'part',
  )
  yield* repeated([...parts.flatMap(({ topics }) => topics), ...leftOut.map(({ topic }) => topic)], 'topic')
  for (const { key, headlines } of parts)
    yield* repeated(
      headlines.map(({ code }) => code),
      `headline of ${key}`,
    )
}

/**
 * What a publisher's dictionary does not know of the profile, or the profile of it, a sentence each.
 *
 * - A measure shown first that the dictionary lacks. One that no installation may hold is a slip of the pen.
 * - A topic of the dictionary that is neither in a part nor left out for a reason.
 */
export function* unknownTo(
  { parts, leftOut }: ProfileParts,
  dictionary: { readonly codes: ReadonlySet<string>; readonly topics: ReadonlySet<string> },
): Generator<string> {
  const named = new Set([...parts.flatMap(({ topics }) => topics), ...leftOut.map(({ topic }) => topic)])
  for (const { key, headlines } of parts) {
    for (const { code } of headlines) if (!dictionary.codes.has(code)) yield `${key}: no measure is called ${code}`
  }
  for (const topic of named) if (!dictionary.topics.has(topic)) yield `no topic is called ${topic}`
  for (const topic of dictionary.topics) if (!named.has(topic)) yield `topic ${topic} is in no part, and not left out`
}

function* repeated(names: readonly string[], what: string): Generator<string> {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) yield `${what} ${name} is named twice`
    seen.add(name)
  }
}
