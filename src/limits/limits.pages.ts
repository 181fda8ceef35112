import { tellingOf } from '../alerts/tell.import.ts'
import type { Person } from '../accounts/person.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import type { Reads } from '../db/connect.ts'
import type { Problem } from '../lib/checked.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { assessment } from '../triggers/assessment.store.ts'
import { go, show, type Outcome, type Page } from '../web/page.ts'
import { defaultFrameworkOf, frameworkOf } from './framework-of.import.ts'
import { withLimits, type LimitTexts } from './limit-field.ts'
import { keptLimits, readLimits, readReason } from './limits.form.ts'
import { limitsSet, setLimits, type LimitsSet } from './limits.store.ts'
import { limitsView, previewView } from './limits.view.ts'

/** The limits by which our lights turn: seen by all, tried out and set by those who may, with the defaults one press away. */
export const limitsPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/risk/limits',
    may: 'risk.see',
    does({ reads, who }) {
      return theLimits(reads, who, { given: {}, problems: [] })
    },
  },
  {
    method: 'GET',
    path: '/risk/limits/preview',
    may: 'limits.change',
    does({ reads, who, query, today }) {
      return thePreview({ reads, who, today, given: query, problems: [], status: 200 })
    },
  },
  {
    method: 'POST',
    path: '/risk/limits',
    may: 'limits.change',
    async does({ db, reads, who, body, today, now }) {
      const defaults = await defaultFrameworkOf(reads, who.authority)
      const [limits, reason] = [readLimits(defaults, body), readReason(body)]
      if (!limits.ok) return theLimits(reads, who, { given: body, problems: limits.problems })
      if (!reason.ok) return thePreview({ reads, who, today, given: body, problems: reason.problems, status: 400 })
      const asked = { framework: defaults.key, limits: limits.value, reason: reason.value, seen: entryIn(body.seen), now }
      const event = { cause: `${who.name} set the limits`, run: null, today, now }
      const meanwhile = await tellingOf(db, who.authority, { ...event, work: () => setLimits(db, who, asked) })
      return meanwhile ? clash(reads, who, body, meanwhile) : go(paths.limits())
    },
  },
  {
    method: 'POST',
    path: '/risk/limits/default',
    may: 'limits.change',
    async does({ db, reads, who, body, today, now }) {
      const { key } = await defaultFrameworkOf(reads, who.authority)
      const asked = { framework: key, limits: null, reason: 'Back to the defaults', seen: entryIn(body.seen), now }
      const event = { cause: `${who.name} set the limits back to the defaults`, run: null, today, now }
      const meanwhile = await tellingOf(db, who.authority, { ...event, work: () => setLimits(db, who, asked) })
      return meanwhile ? clash(reads, who, {}, meanwhile) : go(paths.limits())
    },
  },
]

function clash(reads: Reads, who: Person, given: LimitTexts, meanwhile: LimitsSet): Promise<Outcome> {
  const text = `${meanwhile.set_by} set other limits meanwhile: they are below. Yours are in the form and are not set yet`
  return theLimits(reads, who, { given, problems: [{ field: 'limits', text }], meanwhile })
}

interface Given {
  readonly given: LimitTexts
  readonly problems: readonly Problem[]
  readonly meanwhile?: LimitsSet
}

async function theLimits(reads: Reads, who: Person, { given, problems, meanwhile }: Given): Promise<Outcome> {
  const defaults = await defaultFrameworkOf(reads, who.authority)
  const standing = await frameworkOf(reads, who.authority)
  const authority = (await authorityNamed(reads, who.authority))?.name ?? `Authority ${who.authority}`
  const history = await limitsSet(reads, who.authority, defaults.key)
  const read = (text: string) => keptLimits(defaults, text)
  const view = limitsView({ who, authority, defaults, standing, history, read, given, problems, meanwhile })
  return show('limits/limits.njk', view, problems.length > 0 ? 400 : 200)
}

interface Previewed {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly given: LimitTexts
  readonly problems: readonly Problem[]
  readonly status: number
}

async function thePreview({ reads, who, today, given, problems, status }: Previewed): Promise<Outcome> {
  const defaults = await defaultFrameworkOf(reads, who.authority)
  const standing = await frameworkOf(reads, who.authority)
  const limits = readLimits(Object.keys(given).length === 0 ? standing : defaults, given)
  if (!limits.ok) return theLimits(reads, who, { given, problems: limits.problems })
  const judged = withLimits(defaults, limits.value, undefined)
  const before = await assessment(reads, standing, who.authority, { today })
  const after = await assessment(reads, judged, who.authority, { today })
  const [newest] = await limitsSet(reads, who.authority, defaults.key)
  const seen = given.seen ?? String(newest?.id ?? '')
  return show('limits/preview.njk', previewView({ standing, judged, before, after, seen, reason: given.reason ?? '', problems }), status)
}

const entryIn = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null)
