import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import type { Assessment } from '../triggers/trigger.ts'

interface Loaded {
  readonly id: number
  readonly key: string
  readonly title: string
  readonly checksum: string
  readonly loaded_by: string
  readonly loaded_at: Date
}

interface Chosen {
  readonly id: number
  readonly trigger_set: number | null
  readonly title: string | null
  readonly reason: string
  readonly chosen_by: string
  readonly chosen_at: Date
}

/** What the page of trigger sets is made of. */
export interface SetsFacts {
  readonly who: Person
  readonly shipped: Framework
  readonly loaded: readonly Loaded[]
  readonly chosen: readonly Chosen[]
  readonly problems: readonly Problem[]
}

/** The sets of triggers there are: the one that ships and those the authority loaded, which stands, and every choice made. */
export function setsView({ who, shipped, loaded, chosen, problems }: SetsFacts) {
  const standing = chosen[0]?.trigger_set ?? null
  const ours = loaded.map(({ id, key, title, checksum, loaded_by, loaded_at }) => ({
    value: String(id),
    title,
    says: `${key}, loaded by ${loaded_by} on ${momentInWords(loaded_at)}. Checksum ${checksum.slice(0, 12)}.`,
    stands: id === standing,
    preview: `${paths.triggerSetPreview()}?set=${id}`,
  }))
  const ship = { value: 'shipped', title: shipped.title, says: `${shipped.key}, which comes with Fiveday.`, stands: standing === null, preview: `${paths.triggerSetPreview()}?set=shipped` } // prettier-ignore
  return {
    title: 'Sets of triggers',
    problems,
    may: mayDo(who.role, 'limits.change'),
    sets: [ship, ...ours],
    chosen: chosen.map(({ title, reason, chosen_by, chosen_at }) => ({
      title: title ?? shipped.title,
      reason,
      by: chosen_by,
      at: momentInWords(chosen_at),
    })),
    actions: { load: paths.triggerSets(), back: paths.limits() },
  }
}

/** What another set of triggers would say of us, beside what the one that stands says. */
export interface SetPreviewFacts {
  readonly set: string
  readonly framework: Framework
  readonly standing: Framework
  readonly now: Assessment | undefined
  readonly wouldBe: Assessment | undefined
  readonly seen: string
  readonly reason: string
  readonly problems: readonly Problem[]
}

/** The lights of the set that stands, and those of the set somebody thinks of choosing, with the figures held today. */
export function setPreviewView({ set, framework, standing, now, wouldBe, seen, reason, problems }: SetPreviewFacts) {
  const lights = (assessment: Assessment | undefined) =>
    (assessment?.triggers ?? []).map(({ number, title, light, because }) => ({ number, title, light, because }))
  return {
    title: `What ${framework.shortTitle} would say`,
    problems,
    set,
    held: wouldBe !== undefined,
    name: framework.title,
    standing: { name: standing.title, triggers: lights(now) },
    wanted: { name: framework.title, triggers: lights(wouldBe) },
    seen,
    reason,
    actions: { choose: paths.chooseTriggerSet(), back: paths.triggerSets() },
  }
}
