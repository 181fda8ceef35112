import type { ScaleGrade } from '../frameworks/framework.ts'
import { criteriaIn, type Became, type Fate, type Mapping, type Versions } from './mapping.ts'

/** Something wrong with what a mapping means, and the item of the list it is at, or the part of that name. */
export interface MappingFault {
  readonly at: { readonly list?: 'grades' | 'themes' | 'criteria'; readonly item?: number | string }
  readonly text: string
}

/**
 * What is wrong with a mapping between two versions. A sound one yields nothing:
 * - it is between those two versions, and they differ
 * - every theme and every criterion of both sides is accounted for exactly once
 * - the same and what is reworded are one for one, what is split becomes several, what is merged was several, new was none, dropped is none
 * - the same has the same words, and reworded has other ones
 * - every grade of the earlier scale has its like, or none, on the later one
 */
export function* mappingFaults(mapping: Mapping, { from, to }: Versions): Generator<MappingFault> {
  if (mapping.from !== from.key) yield { at: { item: 'from' }, text: `the mapping is from ${mapping.from}, which is not ${from.key}` }
  if (mapping.to !== to.key) yield { at: { item: 'to' }, text: `the mapping is to ${mapping.to}, which is not ${to.key}` }
  if (mapping.from === mapping.to) yield { at: { item: 'to' }, text: 'a mapping is between two versions, and not from one to itself' }
  const titles = (list: readonly { readonly key: string; readonly title: string }[]) => new Map(list.map(({ key, title }) => [key, title]))
  yield* accountFaults(mapping.themes, { list: 'themes', one: 'theme', from: titles(from.themes), to: titles(to.themes) })
  const texts = (of: typeof from) => new Map(criteriaIn(of).map(({ key, text }) => [key, text]))
  yield* accountFaults(mapping.criteria, { list: 'criteria', one: 'criterion', from: texts(from), to: texts(to) })
  yield* gradeFaults(mapping, from.scale.grades, to.scale.grades)
}

/** What is accounted for: the words of each side by key. */
interface Sides {
  readonly list: 'themes' | 'criteria'
  readonly one: string
  readonly from: ReadonlyMap<string, string>
  readonly to: ReadonlyMap<string, string>
}

function* accountFaults(became: readonly Became[], sides: Sides): Generator<MappingFault> {
  for (const [item, one] of became.entries()) {
    const wrong = countFault(one)
    if (wrong) yield { at: { list: sides.list, item }, text: wrong }
    else yield* wordFaults(one, { list: sides.list, item }, sides)
  }
  for (const side of ['from', 'to'] as const) {
    const seen = new Set<string>()
    for (const [item, one] of became.entries()) {
      for (const key of one[side]) {
        const at = { list: sides.list, item }
        if (!sides[side].has(key)) yield { at, text: `${key} is not a ${sides.one} of the ${versionSays[side]} version` }
        else if (seen.has(key)) yield { at, text: `${key} of the ${versionSays[side]} version is accounted for twice` }
        seen.add(key)
      }
    }
    for (const key of sides[side].keys())
      if (!seen.has(key)) yield { at: { list: sides.list }, text: `${key} of the ${versionSays[side]} version is not accounted for` }
  }
}

const versionSays = { from: 'earlier', to: 'later' } as const

/** How many keys each fate has on the earlier and on the later side. */
const sidesOf: Readonly<Record<Fate, { readonly fits: (from: number, to: number) => boolean; readonly rule: string }>> = {
  same: { fits: (from, to) => from === 1 && to === 1, rule: 'is one for one' },
  reworded: { fits: (from, to) => from === 1 && to === 1, rule: 'is one for one' },
  split: { fits: (from, to) => from === 1 && to > 1, rule: 'was one and becomes two or more' },
  merged: { fits: (from, to) => from > 1 && to === 1, rule: 'was two or more and becomes one' },
  new: { fits: (from, to) => from === 0 && to > 0, rule: 'was none and becomes one or more' },
  dropped: { fits: (from, to) => from > 0 && to === 0, rule: 'was one or more and becomes none' },
}

function countFault({ is, from, to }: Became): string | undefined {
  const { fits, rule } = sidesOf[is]
  return fits(from.length, to.length) ? undefined : `what is ${is} ${rule}: this is ${from.length} to ${to.length}`
}

function* wordFaults({ is, from: [from = ''], to: [to = ''] }: Became, at: MappingFault['at'], sides: Sides): Generator<MappingFault> {
  const [before, after] = [sides.from.get(from), sides.to.get(to)]
  if (before === undefined || after === undefined) return
  if (is === 'same' && before !== after)
    yield { at, text: `${from} and ${to} are said to be the same, but their words differ: say reworded` }
  if (is === 'reworded' && before === after) yield { at, text: `${from} and ${to} are said to be reworded, but their words are the same: say same` } // prettier-ignore
}

function* gradeFaults({ grades }: Mapping, from: readonly ScaleGrade[], to: readonly ScaleGrade[]): Generator<MappingFault> {
  const seen = new Set<string>()
  for (const [item, one] of grades.entries()) {
    const at = { list: 'grades' as const, item }
    if (!from.some(({ key }) => key === one.from)) yield { at, text: `${one.from} is not a grade of the earlier scale` }
    else if (seen.has(one.from)) yield { at, text: `the grade ${one.from} is accounted for twice` }
    if (one.to !== null && !to.some(({ key }) => key === one.to)) yield { at, text: `${one.to} is not a grade of the later scale` }
    seen.add(one.from)
  }
  for (const { key } of from)
    if (!seen.has(key)) yield { at: { list: 'grades' }, text: `the grade ${key} of the earlier scale is not accounted for` }
}
