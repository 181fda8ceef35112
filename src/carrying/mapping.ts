import type { Criterion, Framework, ScaleGrade, Theme } from '../frameworks/framework.ts'

/** What became of a theme or criterion from one version of a framework to the next. */
export const fates = ['same', 'reworded', 'split', 'merged', 'new', 'dropped'] as const

export type Fate = (typeof fates)[number]

/** Themes, or criteria, of the earlier version and what they became in the later one, both by their keys. */
export interface Became {
  readonly is: Fate
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** Why, where that is not plain. */
  readonly says?: string
}

/** What a grade of the earlier scale is on the later one; null where nothing there is like it. With `says` it is the nearest, and not the same. */
export interface GradeBecame {
  readonly from: string
  readonly to: string | null
  readonly says?: string
}

/** How the work under one version of a framework goes over to another. */
export interface Mapping {
  readonly from: string
  readonly to: string
  /** Whose comparison it is. */
  readonly says: string
  readonly grades: readonly GradeBecame[]
  readonly themes: readonly Became[]
  readonly criteria: readonly Became[]
}

/** The two versions a mapping is between. */
export interface Versions {
  readonly from: Framework
  readonly to: Framework
}

/** One theme or criterion that takes over the work of another. */
export interface Pair {
  readonly from: string
  readonly to: string
  readonly became: Became
}

/**
 * Every pair of an earlier key and the later one that takes over its work, in the order of the mapping.
 *
 * @example
 * pairsOf([{ is: 'split', from: ['a'], to: ['b', 'c'] }]).map(({ from, to }) => from + to) // => ['ab', 'ac']
 */
export function pairsOf(list: readonly Became[]): Pair[] {
  return list.flatMap((became) => became.from.flatMap((from) => became.to.map((to) => ({ from, to, became }))))
}

/**
 * The mapping between two versions that go by the same keys, as an authority's own wording of a framework does: undefined where
 * they share no criterion. A key on both sides is the same or reworded, one on the earlier side alone is dropped, one on the later new.
 */
export function mappingByKeys({ from, to }: Versions): Mapping | undefined {
  const criteria = becameByKeys(criteriaIn(from), criteriaIn(to), ({ text }) => text)
  if (!criteria.some((one) => one.from.length > 0 && one.to.length > 0)) return undefined
  return {
    from: from.key,
    to: to.key,
    says: 'Themes and criteria of one key are taken for each other: nobody compared the two versions.',
    grades: from.scale.grades.map((grade) => gradeByKey(grade, to.scale.grades)),
    themes: becameByKeys(from.themes, to.themes, ({ title }) => title),
    criteria,
  }
}

/** Every criterion of a framework, in its order. */
export const criteriaIn = ({ themes }: Pick<Framework, 'themes'>): readonly Criterion[] => themes.flatMap(({ criteria }) => criteria)

/** The theme a criterion belongs to. */
export function themeOf({ themes }: Pick<Framework, 'themes'>, criterion: string): Theme | undefined {
  return themes.find(({ criteria }) => criteria.some(({ key }) => key === criterion))
}

function becameByKeys<One extends { readonly key: string }>(
  from: readonly One[],
  to: readonly One[],
  words: (one: One) => string,
): Became[] {
  const later = new Map(to.map((one) => [one.key, one]))
  const earlier = new Set(from.map(({ key }) => key))
  const gone = from.map((one): Became => {
    const like = later.get(one.key)
    if (!like) return { is: 'dropped', from: [one.key], to: [] }
    return { is: words(like) === words(one) ? 'same' : 'reworded', from: [one.key], to: [one.key] }
  })
  return [...gone, ...to.flatMap(({ key }): Became[] => (earlier.has(key) ? [] : [{ is: 'new', from: [], to: [key] }]))]
}

function gradeByKey(grade: ScaleGrade, later: readonly ScaleGrade[]): GradeBecame {
  const like = later.find(({ key }) => key === grade.key)
  if (!like) return { from: grade.key, to: null }
  if (like.title === grade.title && like.says === grade.says && like.met === grade.met) return { from: grade.key, to: like.key }
  return { from: grade.key, to: like.key, says: `${grade.title} is told in other words on the later scale.` }
}
