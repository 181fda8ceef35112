import type { AreaCode } from '../authorities/area.ts'
import { categoryInWords } from '../establishments/school.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import type { Light } from '../triggers/trigger.ts'

/** One thing that changed, of a trigger's light or of a school's category of concern, and what brought it. */
export interface Alert {
  readonly id: number
  readonly authority: AreaCode
  readonly kind: 'light' | 'school'
  readonly trigger: number | null
  readonly urn: Urn | null
  /** The title of the trigger, or the name of the school. */
  readonly name: string
  /** A light, or a category of concern; null where there was none, or is none any more. */
  readonly was: string | null
  readonly became: string | null
  readonly because: string
  readonly was_as_at: Day | null
  readonly as_at: Day
  readonly cause: string
  readonly run: number | null
  readonly raised_at: Date
}

export type Raised = Omit<Alert, 'id' | 'authority' | 'raised_at' | 'cause' | 'run'>

/** What a person follows, and what of it goes to them by e-mail. */
export interface Following {
  readonly lights: 'all' | 'chosen' | 'none'
  /** The numbers of the triggers chosen. */
  readonly triggers: readonly number[]
  readonly schools: boolean
  readonly mail: 'none' | 'each' | 'daily'
}

/** What somebody follows who has not said otherwise: everything, on the home page only. */
export const usualFollowing: Following = { lights: 'all', triggers: [], schools: true, mail: 'none' }

/** Whether somebody who follows this is told of that. */
export function follows({ lights, triggers, schools }: Following, { kind, trigger }: Pick<Alert, 'kind' | 'trigger'>): boolean {
  if (kind === 'school') return schools
  return lights === 'all' || (lights === 'chosen' && trigger !== null && triggers.includes(trigger))
}

export type MailKind = 'each' | 'daily' | 'test'

/** `sending` is one a server has been given and has not answered for. `dropped` has nobody left to go to. */
export type MailState = 'waiting' | 'sending' | 'sent' | 'given up' | 'dropped'

/** The light of a trigger, as it was last told. */
export interface LightTold {
  readonly number: number
  readonly title: string
  readonly light: Light
  readonly because: string
}

export interface SchoolTold {
  readonly urn: Urn
  readonly name: string
  readonly category: string
}

/** The lights of an authority and its schools in a category of concern. `schools` is null where no file that is held has categories. */
export interface Picture {
  readonly on: Day
  readonly lights: readonly LightTold[]
  readonly schools: { readonly on: Day; readonly inCategory: readonly SchoolTold[] } | null
}

/**
 * What changed from one picture to the next, in the order of the page: triggers by number, then schools that went in, changed
 * category, or left.
 *
 * - A trigger is the same while its number and title are. One that the set before did not have went from no light to its light.
 * - Where either side holds no categories, nothing is said of schools: not known is not none.
 * - A school that left is one that the newer file lists without a category (`listed`), or does not list at all.
 */
export function changesBetween(before: Picture, after: Picture, listed: ReadonlySet<Urn>): readonly Raised[] {
  return [...lightsChanged(before, after), ...schoolsChanged(before, after, listed)]
}

function lightsChanged(before: Picture, after: Picture): Raised[] {
  const key = ({ number, title }: LightTold) => `${number} ${title}`
  const stood = new Map(before.lights.map((one) => [key(one), one]))
  const stands = new Map(after.lights.map((one) => [key(one), one]))
  const days = { was_as_at: before.on, as_at: after.on }
  const of = ({ number, title }: LightTold) => ({ kind: 'light' as const, trigger: number, urn: null, name: title, ...days })
  const now = after.lights.flatMap((one): Raised[] => {
    const was = stood.get(key(one))?.light ?? null
    return was === one.light ? [] : [{ ...of(one), was, became: one.light, because: one.because }]
  })
  const gone = before.lights.filter((one) => !stands.has(key(one)))
  const because = 'It is no part of the set of triggers that stands now'
  return [...now, ...gone.map((one): Raised => ({ ...of(one), was: one.light, became: null, because }))]
}

function schoolsChanged(before: Picture, after: Picture, listed: ReadonlySet<Urn>): Raised[] {
  if (before.schools === null || after.schools === null) return []
  const days = { was_as_at: before.schools.on, as_at: after.schools.on }
  const stood = new Map(before.schools.inCategory.map((school) => [school.urn, school.category]))
  const stands = new Set(after.schools.inCategory.map(({ urn }) => urn))
  const of = ({ urn, name }: SchoolTold) => ({ kind: 'school' as const, trigger: null, urn, name, ...days })
  const now = after.schools.inCategory.flatMap((school): Raised[] => {
    const was = stood.get(school.urn) ?? null
    const because = was === null ? 'Its last judgement puts it there' : 'Its last judgement changed its category'
    return was === school.category ? [] : [{ ...of(school), was, became: school.category, because }]
  })
  const gone = before.schools.inCategory.filter(({ urn }) => !stands.has(urn))
  const left = gone.map((school): Raised => {
    const because = listed.has(school.urn)
      ? 'The newest file gives it no category'
      : 'The newest file does not list it: it may have closed, or become an academy under another number'
    return { ...of(school), was: school.category, became: null, because }
  })
  const place = ({ was, became }: Raised) => (was === null ? 0 : became === null ? 2 : 1)
  return [...now, ...left].toSorted((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
}

/**
 * What an alert says in one sentence. Where schools may not be named, one is "a school".
 *
 * @example
 * saidOf({ kind: 'light', trigger: 4, name: 'Attainment', was: 'amber', became: 'red' }) // => 'Trigger 4, Attainment, went from amber to red'
 * saidOf({ kind: 'school', trigger: null, name: 'Larks School', was: null, became: 'SM' }, false) // => 'A school of ours went into a category of concern: special measures'
 */
export function saidOf(
  { kind, trigger, name, was, became }: Pick<Alert, 'kind' | 'trigger' | 'name' | 'was' | 'became'>,
  named = true,
): string {
  if (kind === 'light') {
    const subject = `Trigger ${trigger}, ${name},`
    if (was === null) return `${subject} is new, and is ${became}`
    return became === null ? `${subject} was ${was}, and is not one of ours any more` : `${subject} went from ${was} to ${became}`
  }
  const subject = named ? name : 'A school of ours'
  const words = (category: string | null) =>
    (categoryInWords(category) ?? category ?? '').replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())
  if (was === null) return `${subject} went into a category of concern: ${words(became)}`
  if (became === null) return `${subject} is in a category of concern no longer. It was: ${words(was)}`
  return `${subject} went from one category of concern to another: from ${words(was)} to ${words(became)}`
}
