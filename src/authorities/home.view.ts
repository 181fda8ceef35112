import { overdueSays } from '../actions/action.view.ts'
import { unseenView } from '../alerts/alert.view.ts'
import type { Alert } from '../alerts/alert.ts'
import type { AuditEntry } from '../accounts/audit.ts'
import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon, momentInWords } from '../lib/london.ts'
import { paths } from '../paths.ts'
import { overdueLine } from '../releases/calendar.view.ts'
import type { Freshness } from '../releases/freshness.ts'
import { timeOf, type ImportRun } from '../sources/import-run.ts'
import type { Source } from '../sources/source.ts'
import { restsOn } from '../triggers/said-alike.ts'
import type { Assessment, Light } from '../triggers/trigger.ts'

const places = [
  {
    text: 'Risk',
    href: paths.risk(),
    may: 'risk.see',
    says: 'The eight triggers that may bring an inspection of the authority, each with the sentence that earns its light.',
  },
  {
    text: 'Schools',
    href: paths.schools(),
    may: 'schools.see',
    says: 'Every state-funded school in the area, with its judgements and those of its predecessors.',
  },
  {
    text: 'Profile',
    href: paths.profile(),
    may: 'profile.see',
    says: 'What stands out of our results, from early years to leaving care, how far the best quarter of authorities is, and data reports to each theme.',
  },
  {
    text: 'Comparisons',
    href: paths.comparisons(),
    may: 'comparisons.see',
    says: 'How we compare with England, our region and our statistical neighbours, on any published measure.',
  },
  {
    text: 'Self-evaluation',
    href: paths.selfEvaluation(),
    may: 'evaluation.see',
    says: 'How we judge our own work against each criterion, who challenged it, what shows it, and what we do next.',
  },
  {
    text: 'Pack',
    href: paths.pack(),
    may: 'pack.see',
    says: 'What inspectors are handed: the triggers, the profile of the authority and its schools, as one document to save or print.',
  },
  {
    text: 'Data',
    href: paths.data(),
    may: 'data.see',
    says: 'The published files that are held, when each was imported, and every row that was not used.',
  },
] as const

/** The first page: where to go, what is held and as at when, and what changed lately. */
export function homeView(model: {
  who: Person
  authority: { readonly name: string; readonly region: string | null } | undefined
  assessed: Assessment | undefined
  sources: readonly Source[]
  held: readonly ImportRun[]
  releases: readonly Freshness[]
  lately: readonly AuditEntry[]
  unseen: readonly Alert[]
  late: { readonly all: number; readonly mine: number }
}) {
  const { who, authority, assessed, sources, held, releases, lately, unseen, late } = model
  return {
    title: authority?.name ?? `Authority ${who.authority}`,
    region: authority?.region ?? '',
    unseen: unseen.length > 0 && unseenView(unseen),
    mayFollow: mayDo(who.role, 'alerts.follow'),
    risk: assessed && riskInShort(assessed),
    // The triggers themselves stand above, once there is anything to judge them by.
    places: places.filter(({ may }) => mayDo(who.role, may) && !(assessed && may === 'risk.see')),
    held: heldByName(sources, held),
    overdue: overdueLine(releases),
    late: late.all === 0 ? '' : overdueSays(late),
    lately: lately.map(({ at, who, what, subject }) => ({ at: momentInWords(at), who, what, subject })),
    mayImport: mayDo(who.role, 'data.import'),
  }
}

/** What is held, a line for each kind of file: one of many years says its newest. */
function heldByName(sources: readonly Source[], held: readonly ImportRun[]) {
  const nameOf = (run: ImportRun) => sources.find(({ key }) => key === run.source)?.name ?? run.file_name
  return [...Map.groupBy(held, nameOf)].map(([name, runs]) => {
    const [newest] = runs.toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0) || a.id - b.id).slice(-1)
    const asAt = (newest && timeOf(newest)) ?? '–'
    return {
      name,
      asAt: runs.length === 1 ? asAt : `${runs.length} files${asAt === '–' ? '' : `, the newest of ${asAt}`}`,
      imported: newest ? inWords(dayInLondon(newest.ended_at ?? newest.started_at)) : '–',
      refused: count(runs.reduce((sum, run) => sum + run.rows_refused, 0)),
      href: runs.length === 1 && newest ? paths.importRun(newest.id) : paths.data(),
    }
  })
}

const lights: readonly Light[] = ['red', 'amber', 'green', 'grey']

function riskInShort({ on, triggers, limitsSay }: Assessment) {
  const counts = lights.map((light) => ({ light, count: triggers.filter((trigger) => trigger.light === light).length }))
  return {
    on: inWords(on),
    limitsSay,
    counts: counts.filter(({ count }) => count > 0),
    triggers: triggers.map((finding) => {
      const { number, title, light, trend } = finding
      return { number, title, light, rests: restsOn(finding), trend, href: paths.trigger(number) }
    }),
  }
}
