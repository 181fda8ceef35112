import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { limitsInWords } from '../triggers/said-alike.ts'
import type { Assessment } from '../triggers/trigger.ts'
import { limitFields, limitsThatDiffer, limitTexts, type LimitField, type LimitTexts } from './limit-field.ts'
import { turnedBy } from './turn.ts'

/** An entry of the history of limits, as it was kept. */
interface Entry {
  readonly id: number
  readonly limits: string | null
  readonly reason: string
  readonly set_by: string
  readonly set_at: Date
}

/** What the page of limits is made of: the defaults, those that stand, and what somebody typed. */
export interface LimitsFacts {
  readonly who: Person
  readonly authority: string
  readonly defaults: Framework
  readonly standing: Framework
  readonly history: readonly Entry[]
  /** Limits out of the text of an entry, by the same reader that checked them. */
  readonly read: (text: string) => LimitTexts
  readonly given: LimitTexts
  readonly problems: readonly Problem[]
  readonly meanwhile?: Entry | undefined
}

/** The limits that stand and whose they are, the form that changes them, the defaults, and everything set before. */
export function limitsView(facts: LimitsFacts) {
  const { who, authority, defaults, standing, history, given, problems, meanwhile } = facts
  return {
    title: 'Limits of a light',
    authority,
    framework: defaults.shortTitle,
    problems,
    may: mayDo(who.role, 'limits.change'),
    says: standing.limits.says,
    own: standing.limits.own !== undefined,
    table: limitsInWords(standing.limits),
    defaultTable: limitsInWords(defaults.limits),
    defaultSays: defaults.limits.says,
    groups: groupsOf(limitFields(standing), given),
    seen: history[0]?.id ?? '',
    meanwhile: meanwhile && said(facts, meanwhile),
    history: history.map((entry, i) => ({ ...said(facts, entry), stands: i === 0 })),
    actions: { preview: paths.limitsPreview(), defaults: paths.defaultLimits(), back: paths.risk(), sets: paths.triggerSets() },
  }
}

function said({ defaults, read }: LimitsFacts, { limits, reason, set_by, set_at }: Entry) {
  const differ = limits === null ? ['The defaults'] : limitsThatDiffer(limitFields(defaults), read(limits))
  return { by: set_by, at: momentInWords(set_at), reason, what: differ.length === 0 ? ['The same as the defaults'] : differ }
}

function groupsOf(fields: readonly LimitField[], given: LimitTexts) {
  const shown = fields.map((field) => ({
    ...field,
    value: given[field.name] ?? (Object.keys(given).length > 0 && field.kind === 'line' ? '' : field.value),
  }))
  return [...Map.groupBy(shown, ({ group }) => group)].map(([name, members]) => ({ name, fields: members }))
}

/** What limits would change before anybody keeps them: which lights of ours turn, line by line, with the figures held today. */
export function previewView({ standing, judged, before, after, seen, reason, problems }: PreviewFacts) {
  const now = limitTexts(judged)
  return {
    title: 'What these limits would change',
    problems,
    authority: after?.name ?? '',
    differ: limitsThatDiffer(limitFields(standing), now),
    held: after !== undefined,
    turned: before && after ? turnedBy(before, after) : [],
    fields: Object.entries(now).map(([name, value]) => ({ name, value })),
    seen,
    reason,
    actions: { keep: paths.limits(), back: paths.limits() },
  }
}

export interface PreviewFacts {
  readonly standing: Framework
  readonly judged: Framework
  /** By the limits that stand, and by those typed. Undefined where no file names our authority. */
  readonly before: Assessment | undefined
  readonly after: Assessment | undefined
  readonly seen: string
  readonly reason: string
  readonly problems: readonly Problem[]
}
