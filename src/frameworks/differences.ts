import type { Criterion, Framework } from './framework.ts'

/** How one framework differs from another in its criteria: those it adds, drops, words otherwise, or gives other words' owner. */
export interface Differences {
  readonly added: readonly Criterion[]
  readonly dropped: readonly Criterion[]
  readonly reworded: readonly { readonly before: Criterion; readonly after: Criterion }[]
  readonly same: number
}

/** The criteria of a framework set against those of the one it was made from, by their keys. */
export function differences(before: Pick<Framework, 'themes'>, after: Pick<Framework, 'themes'>): Differences {
  const of = ({ themes }: Pick<Framework, 'themes'>) => new Map(themes.flatMap(({ criteria }) => criteria).map((one) => [one.key, one]))
  const [was, is] = [of(before), of(after)]
  const kept = [...is.values()].flatMap((one) => {
    const old = was.get(one.key)
    return old ? [{ before: old, after: one }] : []
  })
  const reworded = kept.filter((pair) => pair.before.text !== pair.after.text || pair.before.words !== pair.after.words)
  return {
    added: [...is.values()].filter(({ key }) => !was.has(key)),
    dropped: [...was.values()].filter(({ key }) => !is.has(key)),
    reworded,
    same: kept.length - reworded.length,
  }
}
