import type { Framework } from '../frameworks/framework.ts'
import { criteriaIn, pairsOf, themeOf, type Became, type Mapping, type Pair, type Versions } from './mapping.ts'

/** The work under one framework, counted before any of it is carried. */
export interface WorkHeld {
  readonly judgements: readonly {
    readonly criterion: string
    readonly looks: number
    readonly grade: string | null
    readonly state: string
  }[]
  readonly statements: readonly { readonly theme: string; readonly statements: number; readonly texts: number; readonly comments: number }[]
  /** The evidence items that speak to each criterion. */
  readonly links: readonly { readonly criterion: string; readonly items: readonly number[] }[]
  readonly actions: readonly { readonly theme: string; readonly criterion: string; readonly actions: number }[]
  readonly duties: number
}

/** How much was carried, or would be. What is split is counted at each place it goes to. */
export interface Amounts {
  readonly judgements: number
  readonly statements: number
  readonly texts: number
  readonly comments: number
  readonly links: number
  readonly actions: number
}

/** Work at a theme or criterion that has no successor: it stays where it is. */
export interface Left {
  readonly key: string
  readonly says: string
  readonly judgements: number
  readonly statements: number
  readonly links: number
  readonly actions: number
}

/** A criterion and what it becomes, with how it stands and why it needs another look. */
export interface Foreseen {
  readonly became: Became
  readonly from: string
  readonly to: string
  readonly looks: number
  readonly grade: string | null
  readonly becomes: string | null
  readonly needsLook: string
}

/** What carrying would do. */
export interface Preview {
  readonly amounts: Amounts
  readonly criteria: readonly Foreseen[]
  readonly left: readonly Left[]
  readonly fresh: readonly string[]
}

/** What a carrying did, as it is kept for ever. */
export interface Account extends Amounts {
  readonly steps: number
  readonly duties: number
  readonly helpers: number
  /** How many judgements and statements needed another look when they had been carried, and how many judgements lost their grade. */
  readonly toLookAt: number
  readonly withoutGrade: number
  readonly left: readonly Left[]
  readonly fresh: readonly string[]
  /** People who answered for something that went together with another's, and are not its lead or partner now. */
  readonly relieved: readonly string[]
  readonly chosen: boolean
  readonly mapping: string
}

/** The way of one theme or criterion as the store takes it: where it goes, in which order, what its history says, and why it needs another look. */
export interface Leg {
  readonly from_key: string
  readonly to_theme: string
  readonly to_key: string
  readonly place: number
  readonly was: string
  readonly looks: string | null
}

/** Every way of a mapping, ready to be carried along. */
export interface Legs {
  readonly criteria: readonly Leg[]
  readonly themes: readonly Leg[]
  readonly grades: readonly {
    readonly from_key: string
    readonly title: string
    readonly to_key: string | null
    readonly looks: string | null
  }[]
}

export function legsOf(mapping: Mapping, versions: Versions): Legs {
  const { from, to } = versions
  const legs = (list: readonly Became[], kind: 'criterion' | 'theme') =>
    pairsOf(list).flatMap((pair, place): Leg[] => {
      const theme = kind === 'theme' ? pair.to : themeOf(to, pair.to)?.key
      const was = `${kind} ${kind === 'theme' ? themeNumber(from, pair.from) : pair.from} of ${from.shortTitle}`
      const looks = whyLook(pair, versions, kind) ?? null
      return theme === undefined ? [] : [{ from_key: pair.from, to_theme: theme, to_key: pair.to, place, was, looks }]
    })
  const titles = new Map(from.scale.grades.map(({ key, title }) => [key, title]))
  const grades = mapping.grades.map((one) => ({ from_key: one.from, title: titles.get(one.from) ?? one.from, to_key: one.to, looks: one.says ?? null })) // prettier-ignore
  return { criteria: legs(mapping.criteria, 'criterion'), themes: legs(mapping.themes, 'theme'), grades }
}

/** A theme as our pages number it. */
function themeNumber({ themes }: Framework, key: string): string {
  return String(themes.findIndex((theme) => theme.key === key) + 1)
}

/** Why what is carried from one to the other needs another look, in words; undefined where nothing became of it. */
function whyLook({ from, to, became }: Pair, versions: Versions, kind: 'criterion' | 'theme'): string | undefined {
  const named = (version: Framework, key: string) => (kind === 'theme' ? `“${titleOf(version, key)}”` : key)
  const rest = became.says === undefined ? '' : ` ${became.says}`
  if (became.is === 'reworded') {
    const was = kind === 'theme' ? `was called ${named(versions.from, from)}.` : `read: ${quoted(textOf(versions.from, from))}`
    return `It was written for ${kind === 'theme' ? 'a theme' : from} of ${versions.from.shortTitle}, which ${was} Say whether it still fits.${rest}`
  }
  if (became.is === 'split') return `${named(versions.from, from)} of ${versions.from.shortTitle} was split into ${inList(became.to.map((key) => named(versions.to, key)))}. Keep here what speaks to ${named(versions.to, to)}.${rest}` // prettier-ignore
  if (became.is === 'merged') return `${inList(became.from.map((key) => named(versions.from, key)))} of ${versions.from.shortTitle} were merged. This was said of ${named(versions.from, from)}; what was said of the others is in the history.${rest}` // prettier-ignore
  return undefined
}

const quoted = (text: string) => (/[.?!]$/.test(text) ? `“${text}”` : `“${text}”.`)
const titleOf = ({ themes }: Framework, key: string) => themes.find((theme) => theme.key === key)?.title ?? key
const textOf = (framework: Framework, key: string) => criteriaIn(framework).find((one) => one.key === key)?.text ?? key

/**
 * Words in a row, as a sentence has them.
 *
 * @example
 * inList(['a', 'b', 'c']) // => 'a, b and c'
 */
export function inList(words: readonly string[]): string {
  const [last = '', ...before] = words.toReversed()
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`
}

/** What carrying the work held under one version would do, before any of it is done. */
export function previewOf(mapping: Mapping, versions: Versions, held: WorkHeld): Preview {
  const byCriterion = new Map(held.judgements.map((one) => [one.criterion, one]))
  const reasons = new Map(legsOf(mapping, versions).criteria.map((leg) => [`${leg.from_key}\n${leg.to_key}`, leg.looks ?? '']))
  const criteria = pairsOf(mapping.criteria).map(({ from, to, became }): Foreseen => {
    const now = byCriterion.get(from)
    const grade = now?.grade ?? null
    const like = mapping.grades.find((one) => one.from === grade)
    const lost = grade !== null && (like?.to ?? null) === null
    const title = versions.from.scale.grades.find(({ key }) => key === grade)?.title ?? grade
    const why = lost
      ? `It is graded “${title ?? ''}”, which has no like on the later scale: it becomes a draft without a grade.`
      : (like?.says ?? '')
    const needsLook = now === undefined ? '' : [reasons.get(`${from}\n${to}`) ?? '', why].filter(Boolean).join(' ')
    return { became, from, to, looks: now?.looks ?? 0, grade, becomes: like?.to ?? null, needsLook }
  })
  return { amounts: amountsOf(mapping, held), criteria, left: leftBehind(mapping, held), fresh: freshIn(mapping) }
}

/** The criteria of the later version that nothing was carried to, because it is new there. */
export const freshIn = ({ criteria }: Mapping) => criteria.flatMap(({ is, to }) => (is === 'new' ? to : []))

function amountsOf({ criteria, themes }: Mapping, held: WorkHeld): Amounts {
  const places = (list: readonly Became[]) => new Map(list.flatMap(({ from, to }) => from.map((key) => [key, to.length] as const)))
  const [ofCriteria, ofThemes] = [places(criteria), places(themes)]
  const sum = <One>(list: readonly One[], amount: (one: One) => number) => list.reduce((all, one) => all + amount(one), 0)
  const copies = (theme: string) => ofThemes.get(theme) ?? 0
  return {
    judgements: sum(held.judgements, (one) => one.looks * (ofCriteria.get(one.criterion) ?? 0)),
    statements: sum(held.statements, (one) => one.statements * copies(one.theme)),
    texts: sum(held.statements, (one) => one.texts * copies(one.theme)),
    comments: sum(held.statements, (one) => one.comments * copies(one.theme)),
    links: linksTo(criteria, held),
    actions: sum(held.actions, (one) => ((one.criterion === '' ? copies(one.theme) : (ofCriteria.get(one.criterion) ?? 0)) > 0 ? one.actions : 0)), // prettier-ignore
  }
}

/** An item that speaks to two criteria which are merged speaks to what they became once. */
function linksTo(criteria: readonly Became[], { links }: WorkHeld): number {
  const items = new Map(links.map((one) => [one.criterion, one.items]))
  return new Set(pairsOf(criteria).flatMap(({ from, to }) => (items.get(from) ?? []).map((item) => `${item}\n${to}`))).size
}

/** The work at every theme and criterion that is dropped: it stays under the earlier version, and is told. */
export function leftBehind({ criteria, themes }: Mapping, held: WorkHeld): Left[] {
  const dropped = (list: readonly Became[]) => list.flatMap(({ is, from, says = '' }) => (is === 'dropped' ? from.map((key) => ({ key, says })) : [])) // prettier-ignore
  const nothing = { judgements: 0, statements: 0, links: 0, actions: 0 }
  const ofThemes = dropped(themes).map((one) => ({
    ...nothing,
    ...one,
    statements: held.statements.find(({ theme }) => theme === one.key)?.statements ?? 0,
    actions: held.actions.find(({ theme, criterion }) => theme === one.key && criterion === '')?.actions ?? 0,
  }))
  const ofCriteria = dropped(criteria).map((one) => ({
    ...nothing,
    ...one,
    judgements: held.judgements.find(({ criterion }) => criterion === one.key)?.looks ?? 0,
    links: held.links.find(({ criterion }) => criterion === one.key)?.items.length ?? 0,
    actions: held.actions.find(({ criterion }) => criterion === one.key)?.actions ?? 0,
  }))
  return [...ofThemes, ...ofCriteria]
}

/** A carrying that was done: from and to which framework, by whom, when, and what it did. */
export interface Done {
  readonly from: string
  readonly to: string
  readonly by: string
  readonly at: Date
  readonly account: Account
}

/** Something carried that needs another look, at which theme or criterion, and where it came from. */
export interface ToLookAt {
  readonly kind: 'judgement' | 'statement'
  readonly id: number
  readonly key: string
  readonly theme: string
  readonly number: number
  readonly needsLook: string
  /** Whether it can be settled as it stands. What lost its grade has to be graded anew. */
  readonly stands: boolean
  readonly from: string
  readonly fromKey: string
}
