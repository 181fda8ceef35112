/** What one school adds to the part and to the whole of a line. */
export interface Gain {
  readonly part: number
  readonly whole: number
}

/** A school, and what it adds to each line. */
export interface Helping<School> {
  readonly school: School
  readonly gains: readonly Gain[]
}

/** Schools that help the same lines in the same way, the largest first. */
export interface Group<School> {
  readonly schools: readonly School[]
  /** By line: what the first 0, 1, 2 ... of them add together. */
  readonly parts: readonly (readonly number[])[]
  readonly wholes: readonly (readonly number[])[]
}

/** Whether a line is green when so much is added to its part and its whole. */
export type IsGreen = (part: number, whole: number) => boolean

export interface Short {
  readonly kind: 'out of reach'
  /** The places of the lines that stay short with every school. */
  readonly lines: readonly number[]
}

/** So many combinations are looked at before the search is given up: about a tenth of a second. */
const most = 60_000

/**
 * Schools in groups: in one are those that add to the same lines, to the part or to part and whole alike.
 *
 * Within a group a school with more pupils does at least as much as one with fewer on every line: where schools are counted it does
 * the same, and where pupils are, adding `n` to our part and the country's (or to both parts and both wholes) brings a line that is
 * behind closer the more, the larger `n` is, since our whole is no larger than the country's. So if any schools of a group will do,
 * as many of its largest will, and only how many of each group has to be searched for.
 */
export function alikeGroups<School>(helping: readonly Helping<School>[], sizeOf: (school: School) => number): Group<School>[] {
  const alike = Map.groupBy(helping, ({ gains }) => gains.map(({ part, whole }) => `${Math.sign(part)}${Math.sign(whole)}`).join(' '))
  const groups = [...alike.values()].map((of) => of.toSorted((a, b) => sizeOf(b.school) - sizeOf(a.school)))
  const helps = (of: readonly Helping<School>[]) => of[0]?.gains.filter(({ part }) => part > 0).length ?? 0
  return groups
    .toSorted((a, b) => helps(b) - helps(a))
    .map((of) => ({
      schools: of.map(({ school }) => school),
      parts: (of[0]?.gains ?? []).map((_, i) => runningSums(of.map(({ gains }) => gains[i]?.part ?? 0))),
      wholes: (of[0]?.gains ?? []).map((_, i) => runningSums(of.map(({ gains }) => gains[i]?.whole ?? 0))),
    }))
}

/**
 * The fewest schools of all groups together with which every line is green.
 *
 * To take whatever helps most, one after another, is right only where every school helps every line alike; a secondary school does
 * nothing for a primary line, and a large one may do more for all schools than a small one that its own line needs. So every way of
 * taking 0, 1, 2 ... of each group is searched, for 0 schools, then 1, then 2, until there is one: no fewer can do.
 *
 * A way is given up early when some line would not be green with the best of all schools that may still be taken, taken for that line
 * alone. That is never too hopeful by too little: `part` is the most that so many can add, and between no more `whole` and the
 * most that so many can add the least behind is at one of the two ends (its slope in `whole` goes from positive to negative once).
 */
export function fewestOfGroups<School>(
  groups: readonly Group<School>[],
  lines: readonly IsGreen[],
): Short | { readonly kind: 'not found in time' } | { readonly kind: 'found'; readonly taken: readonly School[] } {
  const ahead = groups.map((_, from) => mostOf(groups.slice(from), lines.length))
  const nothing = lines.map(() => 0)
  const reach = (line: number, from: number, schools: number, added: Added) => {
    const part = (added.parts[line] ?? 0) + nth(ahead[from]?.parts[line], schools)
    const whole = added.wholes[line] ?? 0
    const isGreen = lines[line] ?? (() => true)
    return isGreen(part, whole) || isGreen(part, whole + nth(ahead[from]?.wholes[line], schools))
  }
  const all = groups.reduce((sum, { schools }) => sum + schools.length, 0)
  const none = { parts: nothing, wholes: nothing }
  const short = lines.flatMap((_, i) => (reach(i, 0, all, none) ? [] : [i]))
  if (short.length > 0) return { kind: 'out of reach', lines: short }

  let looked = 0
  const search = (from: number, left: number, added: Added): readonly number[] | undefined => {
    looked += 1
    if (looked > most || !lines.every((_, i) => reach(i, from, left, added))) return undefined
    if (lines.every((isGreen, i) => isGreen(added.parts[i] ?? 0, added.wholes[i] ?? 0))) return []
    const group = groups[from]
    if (group === undefined) return undefined
    for (let taken = Math.min(left, group.schools.length); taken >= 0; taken -= 1) {
      const rest = search(from + 1, left - taken, plus(added, group, taken))
      if (rest !== undefined) return [taken, ...rest]
    }
    return undefined
  }
  for (let schools = 0; schools <= all; schools += 1) {
    const counts = search(0, schools, none)
    if (counts !== undefined) return { kind: 'found', taken: groups.flatMap((group, i) => group.schools.slice(0, counts[i] ?? 0)) }
    if (looked > most) return { kind: 'not found in time' }
  }
  return { kind: 'out of reach', lines: [] }
}

interface Added {
  readonly parts: readonly number[]
  readonly wholes: readonly number[]
}

function plus<School>({ parts, wholes }: Added, group: Group<School>, taken: number): Added {
  return {
    parts: parts.map((part, i) => part + (group.parts[i]?.[taken] ?? 0)),
    wholes: wholes.map((whole, i) => whole + (group.wholes[i]?.[taken] ?? 0)),
  }
}

/** By line: the most that 0, 1, 2 ... schools of any of these groups can add to its part, and to its whole. */
function mostOf<School>(groups: readonly Group<School>[], lines: number): Ahead {
  const largestFirst = (sums: (group: Group<School>) => readonly number[] | undefined) =>
    runningSums(groups.flatMap((group) => stepsOf(sums(group) ?? [])).toSorted((a, b) => b - a))
  const each = Array.from({ length: lines }, (_, i) => i)
  return { parts: each.map((i) => largestFirst((group) => group.parts[i])), wholes: each.map((i) => largestFirst((group) => group.wholes[i])) } // prettier-ignore
}

interface Ahead {
  readonly parts: readonly (readonly number[])[]
  readonly wholes: readonly (readonly number[])[]
}

/** What so many can add; more than there are can add no more than all. */
const nth = (sums: readonly number[] | undefined, schools: number) => sums?.[Math.min(schools, sums.length - 1)] ?? 0

const stepsOf = (sums: readonly number[]) => sums.slice(1).map((sum, i) => sum - (sums[i] ?? 0))

function runningSums(amounts: readonly number[]): number[] {
  const sums = [0]
  for (const amount of amounts) sums.push((sums.at(-1) ?? 0) + amount)
  return sums
}
