import type { Checked, Problem } from '../lib/checked.ts'
import { count } from '../lib/count.ts'
import { printedNumber } from './published-table.ts'
import { qualityRules, type RuleKey } from './quality-finding.ts'
import type { PrintedShare } from './share.ts'

type Sent = Readonly<Record<string, string>>

/** Reads the form that explains a finding: a reason, and the newest that its writer had seen. Opening it again needs none. */
export function readExplanation(body: Sent): Checked<{ readonly reason: string | null; readonly seen: number }> {
  const seen = Number(/^\d{1,9}$/.exec(body.seen ?? '')?.[0] ?? 0)
  if (body.again === 'yes') return { ok: true, value: { reason: null, seen } }
  const reason = (body.reason ?? '').trim()
  const problems: Problem[] = []
  if (reason === '') problems.push({ field: 'reason', text: 'Enter why the figures are as they should be' })
  if (reason.length > 2000) problems.push({ field: 'reason', text: 'The reason must be 2,000 characters or fewer' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { reason, seen } }
}

/** Which findings a page is asked for. */
export interface FindingsAsked {
  readonly show: 'open' | 'explained' | 'all'
  readonly rule: RuleKey | undefined
  readonly run: number
  readonly ours: boolean
}

/**
 * Which findings are asked for. Those with rows of ours, unless all are: by the filter, or by a link from an import.
 *
 * @example
 * readFindingsAsked({}).ours // => true
 * readFindingsAsked({ ours: 'no' }).ours // => false
 * readFindingsAsked({ run: '7' }).ours // => false
 */
export function readFindingsAsked(query: Sent): FindingsAsked {
  const show = (['explained', 'all'] as const).find((known) => known === query.show) ?? 'open'
  const rule = qualityRules.find(({ key }) => key === query.rule)?.key
  const run = Number(/^\d{1,9}$/.exec(query.run ?? '')?.[0] ?? 0)
  const byLink = run > 0 || query.show === 'all'
  return { show, rule, run, ours: query.ours === 'yes' || (query.ours !== 'no' && !byLink) }
}

/**
 * Reads a share somebody wants checked: a part, its whole and the percentage printed of it. Undefined when nothing was asked.
 *
 * @example
 * readShareAsked({ part: '201', whole: '285', percent: '79%' }) // => { ok: true, value: { part: 201, whole: 285, percent: 79, decimals: 0 } }
 * readShareAsked({}) // => undefined
 */
export function readShareAsked(query: Sent): Checked<PrintedShare> | undefined {
  const typed = (['part', 'whole', 'percent'] as const).map((field) => [field, (query[field] ?? '').trim()] as const)
  if (typed.every(([, text]) => text === '')) return undefined
  const [part, whole, percent] = typed.map(([, text]) => printedNumber(text))
  const problems: Problem[] = []
  if (!part || part.value < 0) problems.push({ field: 'part', text: 'Enter the part as a number, such as 201' })
  if (!whole || whole.value <= 0) problems.push({ field: 'whole', text: 'Enter the whole as a number above 0, such as 285' })
  if (part && whole && part.value > whole.value)
    problems.push({
      field: 'part',
      text: `The part, ${count(part.value)}, is larger than the whole, ${count(whole.value)}: check both numbers`,
    })
  if (!percent) problems.push({ field: 'percent', text: 'Enter the percentage as it is printed, such as 79%' })
  if (!part || !whole || !percent || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { part: part.value, whole: whole.value, percent: percent.value, decimals: percent.decimals } }
}
