import { sql } from 'kysely'
import { by } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import type { SignedIn } from '../accounts/person.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import { mostBehind, qualityRules, weights, type QualityFinding, type RuleKey, type RuleReport } from './quality-finding.ts'

/** A finding as it is held, with why somebody says it is as it should be. */
export interface HeldFinding extends QualityFinding {
  readonly id: number
  readonly run: number
  readonly rowsBehind: number
  readonly explained: Explanation | undefined
}

export interface Explanation {
  readonly reason: string
  readonly by: string
  readonly at: Date
}

/** What was made of an import: undefined while it has not been checked. */
export interface QualityReport {
  readonly checks: readonly { readonly rule: RuleKey; readonly said: string }[]
  readonly findings: readonly HeldFinding[]
  /** Undefined of one that was checked before this was kept. */
  readonly checkedAt: Date | undefined
}

/** Keeps what the rules made of an import, in place of what they made of it before. */
export async function keepReport(tx: Db, run: number, reports: readonly RuleReport[], now: Date): Promise<void> {
  await tx.deleteFrom('quality_finding').where('run', '=', run).execute()
  await tx.deleteFrom('quality_check').where('run', '=', run).execute()
  for (const [place, { rule, said }] of merged(reports).entries()) {
    await tx.insertInto('quality_check').values({ run, rule, said, place, checked_at: now }).execute()
  }
  for (const finding of reports.flatMap(({ findings }) => findings)) {
    const { behind, rowsBehind = behind.length, ...rest } = finding
    await tx
      .insertInto('quality_finding')
      .values({ ...rest, run, rows_behind: rowsBehind, behind: sql`${JSON.stringify(behind.slice(0, mostBehind))}::jsonb` })
      .execute()
  }
}

/** One report a rule: what two parts of an import were looked at by one rule is said together. */
function merged(reports: readonly RuleReport[]): readonly Pick<RuleReport, 'rule' | 'said'>[] {
  return qualityRules.flatMap(({ key }) => {
    const said = reports.filter(({ rule }) => rule === key).map((report) => report.said)
    return said.length > 0 ? [{ rule: key, said: said.join(' ') }] : []
  })
}

const newestReason = sql<{ reason: string | null; by: string; at: string } | null>`(
  select jsonb_build_object('reason', e.reason, 'by', e.explained_by, 'at', e.explained_at)
  from quality_explanation e where e.key = f.key order by e.id desc limit 1)`

function findingsIn(reads: Reads) {
  return reads
    .selectFrom('quality_finding as f')
    .select(['f.id', 'f.run', 'f.rule', 'f.weight', 'f.authority', 'f.subject', 'f.sentence', 'f.key', 'f.rows_behind', 'f.behind'])
    .select(newestReason.as('newest'))
}

type FoundRow = Awaited<ReturnType<ReturnType<typeof findingsIn>['execute']>>[number]

function asHeld({ newest, rows_behind: rowsBehind, ...row }: FoundRow): HeldFinding {
  const explained =
    newest !== null && newest.reason !== null ? { reason: newest.reason, by: newest.by, at: new Date(newest.at) } : undefined
  return { ...row, rowsBehind, explained }
}

/** What was made of an import: what was checked and what was found, by rule and then by weight. Undefined while it has not been checked. */
export async function reportOf(reads: Reads, run: number): Promise<QualityReport | undefined> {
  const checks = await reads
    .selectFrom('quality_check')
    .select(['rule', 'said', 'checked_at'])
    .where('run', '=', run)
    .orderBy('place')
    .execute()
  const [first] = checks
  if (!first) return undefined
  const rows = await findingsIn(reads).where('f.run', '=', run).orderBy('f.id').execute()
  return {
    checks: checks.map(({ rule, said }) => ({ rule, said })),
    findings: inOrder(rows.map(asHeld)),
    checkedAt: first.checked_at ?? undefined,
  }
}

/** One finding by its number. */
export async function findingNumbered(reads: Reads, id: number): Promise<HeldFinding | undefined> {
  const row = await findingsIn(reads).where('f.id', '=', id).executeTakeFirst()
  return row && asHeld(row)
}

/** A finding of an import that still stands, with the import's file and source. */
export interface StandingFinding extends HeldFinding {
  readonly file: string
  readonly source: string | null
}

/**
 * Findings of every import that stands, the newest import first, then by weight and rule. One that two imports have, as the schools
 * of one that the other lacks, is told once.
 */
export async function standingFindings(reads: Reads): Promise<readonly StandingFinding[]> {
  const rows = await findingsIn(reads)
    .innerJoin('import_run as r', 'r.id', 'f.run')
    .select(['r.file_name', 'r.source'])
    .where('r.stands', '=', true)
    .orderBy('f.run', 'desc')
    .orderBy('f.id')
    .execute()
  const newest = new Map(rows.toReversed().map((row) => [row.key, row.id]))
  const found = rows
    .filter(({ id, key }) => newest.get(key) === id)
    .map(({ file_name, source, ...row }) => ({ ...asHeld(row), file: file_name, source }))
  return inOrder(found).toSorted((a, b) => b.run - a.run)
}

function inOrder<Found extends HeldFinding>(findings: readonly Found[]): readonly Found[] {
  const place = ({ rule, weight }: Found) => weights.indexOf(weight) * 100 + qualityRules.findIndex(({ key }) => key === rule)
  return findings.toSorted((a, b) => place(a) - place(b))
}

/** How many findings of imports that stand nobody has explained. */
export async function openFindings(reads: Reads): Promise<number> {
  const { open } = await reads
    .selectFrom('quality_finding as f')
    .innerJoin('import_run as r', 'r.id', 'f.run')
    .select(({ fn }) => fn.count<number>('f.key').distinct().as('open'))
    .where('r.stands', '=', true)
    .where(sql<boolean>`(select e.reason from quality_explanation e where e.key = f.key order by e.id desc limit 1) is null`)
    .executeTakeFirstOrThrow()
  return open
}

/** What was said of a finding through time, the newest first. A null reason opened it again. */
export async function explanationsOf(reads: Reads, key: string) {
  return reads
    .selectFrom('quality_explanation')
    .select(['id', 'reason', 'explained_by as by', 'explained_at as at'])
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .execute()
}

/**
 * Says why a finding is as it should be, or with no reason opens it again. What was said before is kept, and the audit trail
 * says who, when and what stood.
 *
 * `seen` is the newest that its writer had before them. When somebody said something since, nothing is kept and false comes back.
 */
export async function explainFinding(
  db: Db,
  who: SignedIn,
  {
    finding,
    reason,
    seen,
    now,
  }: { readonly finding: HeldFinding; readonly reason: string | null; readonly seen: number; readonly now: Date },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // Two who explain at once take turns.
    await sql`select pg_advisory_xact_lock(hashtext(${`quality ${finding.key}`}))`.execute(tx)
    const [newest] = await explanationsOf(reading(tx), finding.key)
    if ((newest?.id ?? 0) !== seen) return false
    await tx.insertInto('quality_explanation').values({ key: finding.key, reason, explained_by: who.name, explained_at: now }).execute()
    await record(tx, {
      ...by(who),
      authority: null,
      at: now,
      what: reason === null ? 'Opened a finding of data quality again' : 'Explained a finding of data quality',
      subject: finding.subject,
      before: finding.explained ? { reason: finding.explained.reason, by: finding.explained.by } : null,
      after: { reason, finding: finding.sentence },
    })
    return true
  })
}
