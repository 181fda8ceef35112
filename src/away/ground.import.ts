import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { whyNotWrite, type PositionStatement } from '../position-statements/position-statement.ts'
import { statementsOf, writersOf } from '../position-statements/position-statement.store.ts'
import { latestJudgements } from '../statements/criterion-judgement.store.ts'
import { confidences, nothingJudged, type CriterionJudgement, type Judged } from '../statements/criterion-judgement.ts'
import { dutiesOf } from '../statements/duty.store.ts'
import { dutyFor, themeDuty, whyNotJudge, type Duty } from '../statements/duty.ts'
import { criterionIn } from '../statements/theme.ts'
import { judgementChanges, statementChanges, type AwayChange, type AwayPlan, type RowChanges } from './away-change.ts'
import { saidThen, textThen } from './away.store.ts'
import type { Brought, BroughtFile, Left, NotRead } from './away.ts'

/** All that would come of a file: every change, what would be written, what cannot be read, and what to know. */
export interface AwayPreview {
  readonly changes: readonly AwayChange[]
  readonly plans: readonly AwayPlan[]
  readonly notRead: readonly NotRead[]
  readonly remarks: readonly string[]
  /** How many rows came back, and how many of those that left are not in the file. */
  readonly rows: number
  readonly missing: number
}

interface Ground {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly framework: Framework
  readonly judgements: readonly CriterionJudgement[]
  readonly statements: readonly PositionStatement[]
  readonly duties: readonly Duty[]
  readonly earlier: ReadonlyMap<string, Readonly<Record<string, unknown>>>
}

type Asking = Pick<Ground, 'reads' | 'who' | 'today' | 'framework'>

/** Holds a file against what stands now. Asked anew when the changes are taken in. */
export async function awayPreview(asking: Asking, file: BroughtFile): Promise<AwayPreview> {
  const { reads, who, framework } = asking
  const ground: Ground = {
    ...asking,
    judgements: await latestJudgements(reads, who.authority, framework.key),
    statements: await statementsOf(reads, who.authority, framework.key),
    duties: await dutiesOf(reads, who.authority, framework.key),
    earlier: await saidThen(reads, who.authority, framework.key),
  }
  const { once, twice } = eachOnce(file.rows)
  const all: RowChanges[] = []
  for (const row of inFrameworkOrder(framework, once)) all.push(await changesOf(ground, row))
  const out = framework.themes.length + framework.themes.reduce((sum, { criteria }) => sum + criteria.length, 0)
  return {
    changes: all.flatMap(({ changes }) => changes),
    plans: all.flatMap(({ plan }) => plan ?? []),
    notRead: [...file.notRead, ...twice, ...all.flatMap(({ notRead }) => notRead)],
    remarks: file.remarks,
    rows: once.length,
    missing: out - once.filter(({ left }) => isIn(framework, left)).length - twice.length,
  }
}

const isIn = (framework: Framework, { kind, key }: Left) =>
  kind === 'criterion' ? criterionIn(framework, key) !== undefined : framework.themes.some((theme) => theme.key === key)

/** Rows whose code stands once. Where it stands twice with other words, nobody knows which are meant, and neither counts. */
function eachOnce(rows: readonly Brought[]): { readonly once: readonly Brought[]; readonly twice: readonly NotRead[] } {
  const by = Map.groupBy(rows, ({ left }) => `${left.kind} ${left.key}`)
  const once: Brought[] = []
  const twice: NotRead[] = []
  for (const [first, ...others] of by.values()) {
    if (!first) continue
    const other = others.find(({ says }) => JSON.stringify(says) !== JSON.stringify(first.says))
    if (other)
      twice.push({ place: other.place, text: `${first.left.key} stands here and at ${first.place} with other words: neither is taken in` }) // prettier-ignore
    else once.push(first)
  }
  return { once, twice }
}

function inFrameworkOrder({ themes }: Framework, rows: readonly Brought[]): readonly Brought[] {
  const order = new Map(themes.flatMap((theme) => [theme.key, ...theme.criteria.map(({ key }) => key)]).map((key, i) => [key, i]))
  return rows.toSorted((a, b) => (order.get(a.left.key) ?? -1) - (order.get(b.left.key) ?? -1))
}

const unread = ({ place }: Brought, text: string): RowChanges => ({ changes: [], notRead: [{ place, text }] })

async function changesOf(ground: Ground, row: Brought): Promise<RowChanges> {
  const { who, framework } = ground
  const { left } = row
  if (left.authority !== who.authority) return unread(row, 'This left from another authority')
  if (left.framework !== framework.key) return unread(row, `This left under another framework, ${left.framework}`)
  return left.kind === 'criterion' ? criterionChanges(ground, row) : themeChanges(ground, row)
}

function criterionChanges({ framework, judgements, duties, earlier, who, today }: Ground, row: Brought): RowChanges {
  const found = criterionIn(framework, row.left.key)
  if (!found) return unread(row, `The framework has no criterion ${row.left.key}`)
  const base = baseOf(earlier, row.left)
  if (!base) return unread(row, `Judgement ${row.left.number}, version ${row.left.version} of ${row.left.key} was never here`)
  const duty = dutyFor(duties, found.theme.key, found.criterion.key)
  const standing = judgements.find(({ criterion }) => criterion === found.criterion.key)
  return judgementChanges(row, { framework, theme: found.theme.key, base, standing, whyNot: whyNotJudge(duty, who, today) })
}

function baseOf(earlier: Ground['earlier'], { key, number, version }: Left): Judged | undefined {
  if (number === 0) return nothingJudged
  const says = earlier.get(`${key} ${number}.${version}`)
  if (!says) return undefined
  const text = (part: string) => {
    const said = says[part]
    return typeof said === 'string' ? said : ''
  }
  return {
    grade: text('grade') === '' ? null : text('grade'),
    confidence: confidences.find((one) => one === says.confidence) ?? null,
    reason: text('reason'),
    strengths: text('strengths'),
    gaps: text('gaps'),
    better: text('better'),
  }
}

async function themeChanges({ reads, who, today, framework, statements, duties }: Ground, row: Brought): Promise<RowChanges> {
  const theme = framework.themes.find(({ key }) => key === row.left.key)
  if (!theme) return unread(row, `The framework has no theme ${row.left.key}`)
  const base = row.left.number === 0 ? '' : await textThen(reads, who.authority, row.left)
  if (base === undefined) return unread(row, `Statement ${row.left.number}, version ${row.left.version} of this theme was never here`)
  const standing = statements.find((one) => one.theme === theme.key)
  const writers = standing ? await writersOf(reads, who.authority, standing.id) : []
  const open = standing?.state === 'draft' || standing?.state === 'challenge' ? { ...standing, writers } : undefined
  return statementChanges(row, { title: theme.title, base, standing, whyNot: whyNotWrite(themeDuty(duties, theme.key), who, today, open) })
}
