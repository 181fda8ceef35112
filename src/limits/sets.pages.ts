import { tellingOf } from '../alerts/tell.import.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import type { Problem } from '../lib/checked.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { assessment } from '../triggers/assessment.store.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { frameworkOf, frameworkIf, triggerSetIn } from './framework-of.import.ts'
import { readReason } from './limits.form.ts'
import { setPreviewView, setsView } from './sets.view.ts'
import { chooseTriggerSet, loadTriggerSet, setsChosen, triggerSets } from './trigger-set.store.ts'

/** The largest file of triggers that is taken: the one that ships has 32 kilobytes. */
const mostBytes = 1_000_000

/** The sets of triggers an authority can be judged by: load one from a file, see what it would say, and choose. */
export const setPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/risk/sets',
    may: 'risk.see',
    does({ reads, who }) {
      return theSets(reads, who, [])
    },
  },
  {
    method: 'POST',
    path: '/risk/sets',
    may: 'limits.change',
    takesFiles: true,
    async does({ db, reads, who, uploads, now }) {
      const [given] = uploads
      if (!given || given.bytes === 0) return theSets(reads, who, [{ field: 'file', text: 'Select a file' }])
      if (given.bytes > mostBytes) return theSets(reads, who, [{ field: 'file', text: 'The file must be smaller than 1 MB' }])
      const read = await triggerSetIn(given.path)
      if (!read.ok) return theSets(reads, who, read.problems)
      const set = await loadTriggerSet(db, who, { ...read.value, now })
      return go(`${paths.triggerSetPreview()}?set=${set}`)
    },
  },
  {
    method: 'GET',
    path: '/risk/sets/preview',
    may: 'limits.change',
    does({ reads, who, query, today }) {
      return thePreview({ reads, who, today, given: query, problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/risk/sets/choose',
    may: 'limits.change',
    async does({ db, reads, who, body, today, now }) {
      const reason = readReason(body)
      if (!reason.ok) return thePreview({ reads, who, today, given: body, problems: reason.problems })
      const set = body.set === 'shipped' ? null : numberIn(body.set)
      if (set !== null && !(await triggerSets(reads, who.authority)).some(({ id }) => id === set)) return missing
      const choice = { set, reason: reason.value, seen: numberIn(body.seen), now }
      const event = { cause: `${who.name} chose another set of triggers`, run: null, today, now }
      const meanwhile = await tellingOf(db, who.authority, { ...event, work: () => chooseTriggerSet(db, who, choice) })
      if (!meanwhile) return go(paths.triggerSets())
      const text = `${meanwhile.chosen_by} chose another set meanwhile (${meanwhile.reason}). Yours is not chosen yet: choose again to confirm it`
      const given = { ...body, seen: String(meanwhile.id) }
      return thePreview({ reads, who, today, given, problems: [{ field: 'reason', text }] })
    },
  },
]

async function theSets(reads: Reads, who: Person, problems: readonly Problem[]): Promise<Outcome> {
  const [loaded, chosen] = [await triggerSets(reads, who.authority), await setsChosen(reads, who.authority)]
  return show('limits/sets.njk', setsView({ who, shipped: workingFramework(), loaded, chosen, problems }), problems.length > 0 ? 400 : 200)
}

interface Previewed {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly given: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

async function thePreview({ reads, who, today, given, problems }: Previewed): Promise<Outcome> {
  const set = given.set ?? 'shipped'
  const number = numberIn(set)
  const framework = set === 'shipped' || number !== null ? await frameworkIf(reads, who.authority, number) : undefined
  if (!framework) return missing
  const standing = await frameworkOf(reads, who.authority)
  const now = await assessment(reads, standing, who.authority, { today })
  const wouldBe = await assessment(reads, framework, who.authority, { today })
  const [newest] = await setsChosen(reads, who.authority)
  const seen = given.seen ?? String(newest?.id ?? '')
  const view = setPreviewView({ set, framework, standing, now, wouldBe, seen, reason: given.reason ?? '', problems })
  return show('limits/set-preview.njk', view, problems.length > 0 ? 400 : 200)
}

const numberIn = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null)
