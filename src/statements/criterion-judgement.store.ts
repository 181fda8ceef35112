import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { CriterionJudgement, JudgementStep } from './criterion-judgement.ts'

const columns = [
  'id',
  'theme',
  'criterion',
  'number',
  'year',
  'state',
  'grade',
  'confidence',
  'reason',
  'strengths',
  'gaps',
  'better',
  'version',
  'drafted_by',
  'drafted_account',
  'drafted_at',
  'challenge',
  'challenge_grade',
  'challenge_reason',
  'challenged_by',
  'challenged_account',
  'challenged_at',
  'lead_says',
  'agreed_by',
  'agreed_at',
  'carried_from',
  'needs_look',
] as const

/** Every judgement under a framework, of one theme where one is given: by theme and criterion, the newest look first. */
export async function judgementsOf(reads: Reads, authority: AreaCode, framework: string, theme?: string): Promise<CriterionJudgement[]> {
  const all = reads
    .selectFrom('criterion_judgement')
    .select(columns)
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .orderBy('theme')
    .orderBy('criterion')
    .orderBy('number', 'desc')
  return theme === undefined ? all.execute() : all.where('theme', '=', theme).execute()
}

/** The newest judgement of each criterion that was looked at, whatever its state. By theme and criterion. */
export async function latestJudgements(
  reads: Reads,
  authority: AreaCode,
  framework: string,
  theme?: string,
): Promise<CriterionJudgement[]> {
  // prettier-ignore
  const latest = reads
    .selectFrom('criterion_judgement')
    .select(columns)
    .distinctOn(['theme', 'criterion'])
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .orderBy('theme')
    .orderBy('criterion')
    .orderBy('number', 'desc')
  return theme === undefined ? latest.execute() : latest.where('theme', '=', theme).execute()
}

/** Every look at one criterion, the newest first. */
export async function looksAt(reads: Reads, authority: AreaCode, framework: string, criterion: string): Promise<CriterionJudgement[]> {
  return reads
    .selectFrom('criterion_judgement')
    .select(columns)
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .where('criterion', '=', criterion)
    .orderBy('number', 'desc')
    .execute()
}

/** The steps of these judgements, the newest first. */
export async function stepsOf(reads: Reads, authority: AreaCode, judgements: readonly number[]): Promise<JudgementStep[]> {
  if (judgements.length === 0) return []
  const rows = await reads
    .selectFrom('judgement_step')
    .select(['judgement', 'version', 'step', 'says', 'done_by', 'done_at'])
    .where('authority', '=', authority)
    .where('judgement', 'in', [...judgements])
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, says: isRecord(row.says) ? row.says : {} }))
}

function isRecord(says: unknown): says is Readonly<Record<string, unknown>> {
  return typeof says === 'object' && says !== null && !Array.isArray(says)
}
