import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { Duty, Helper, HelperPart, Holder } from './duty.ts'
import type { JudgementState } from './criterion-judgement.ts'
import type { JudgedNow, StandsAt, ThemeStands } from './theme.ts'

/** The newest judgement of each criterion under a framework, without its words: what an overview counts. */
export async function criteriaStand(reads: Reads, authority: AreaCode, framework: string): Promise<StandsAt[]> {
  return reads
    .selectFrom('criterion_judgement')
    .select(['theme', 'criterion', 'number', 'year', 'state', 'grade', 'lead_says'])
    .distinctOn(['theme', 'criterion'])
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .orderBy('theme')
    .orderBy('criterion')
    .orderBy('number', 'desc')
    .execute()
}

interface Found {
  readonly framework: string
  readonly latest: readonly JudgedNow[]
  readonly looks: readonly (readonly [criterion: string, number: number, year: number, grade: string | null, state: JudgementState])[]
  readonly evidence: Readonly<Record<string, number>>
  readonly duties: readonly {
    readonly criterion: string
    readonly version: number
    readonly lead: Holder | null
    readonly partner: Holder | null
  }[]
  readonly helpers: readonly {
    readonly id: number
    readonly criterion: string
    readonly who: Holder
    readonly part: HelperPart
    readonly fromOn: Day | null
    readonly untilOn: Day | null
  }[]
}

/**
 * How a theme stands, under the framework asked for, or the one the authority chose, or else `standard`: in one question, since
 * programs ask for this page many hundred times a second.
 */
export async function themeStands(
  reads: Reads,
  authority: AreaCode,
  { asked, standard, theme }: { readonly asked: string | undefined; readonly standard: string; readonly theme: string },
): Promise<ThemeStands> {
  const chosen = sql`(select framework from chosen_framework where authority = ${authority} order by id desc limit 1)`
  const used = sql`coalesce(${asked ?? null}::text, ${chosen}, ${standard}::text)`
  const here = sql`authority = ${authority} and framework = (select framework from used) and theme = ${theme}`
  const stands = sql<Found>`(/* kept: theme-stands */
    with used as materialized (select ${used} as framework),
      judged as materialized (select * from criterion_judgement where ${here})
    select used.framework,
      (select coalesce(json_agg(one), '[]') from (
        select criterion, number, year, state, grade, confidence, reason, strengths, gaps, better, drafted_by,
          ${dayOf('drafted_at')} as drafted_on, challenge, challenge_grade, challenge_reason, challenged_by, lead_says, agreed_by,
          ${dayOf('agreed_at')} as agreed_on, needs_look
        from (select distinct on (criterion) * from judged order by criterion, number desc) newest) one) as latest,
      (select coalesce(json_agg(json_build_array(criterion, number, year, grade, state) order by criterion, number desc), '[]')
        from judged) as looks,
      (select coalesce(json_object_agg(criterion, items), '{}') from (
        select criterion, count(*) as items from evidence_criterion
        where ${here} and evidence not in (select id from evidence_item where authority = ${authority} and removed_at is not null)
        group by criterion) one) as evidence,
      (select coalesce(json_agg(json_build_object('criterion', d.criterion, 'version', d.version,
          'lead', ${personOf('lead')}, 'partner', ${personOf('partner')}) order by d.criterion), '[]')
        from duty d where ${here}) as duties,
      (select coalesce(json_agg(json_build_object('id', d.id, 'criterion', d.criterion, 'part', d.part,
          'fromOn', d.from_on, 'untilOn', d.until_on, 'who', ${personOf('account')}) order by d.id), '[]')
        from duty_helper d where ${here} and d.ended_at is null) as helpers
    from used)`
  const found = await reads.selectFrom(stands.as('stands')).selectAll().executeTakeFirstOrThrow()
  const { duties, helpers, looks, ...rest } = found
  const lookAt = looks.map(([criterion, number, year, grade, state]) => ({ criterion, number, year, grade, state }))
  return { ...rest, looks: lookAt, duties: withHelpers(theme, duties, helpers) }
}

const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone 'Europe/London')::date`

const personOf = (column: string) =>
  sql`(select json_build_object('account', id, 'name', name, 'left', withdrawn_on is not null) from account where id = ${sql.ref(`d.${column}`)})`

function withHelpers(theme: string, duties: Found['duties'], helpers: Found['helpers']): Duty[] {
  const criteria = new Set([...duties.map(({ criterion }) => criterion), ...helpers.map(({ criterion }) => criterion)])
  const nobody = { lead: null, partner: null, version: 0 }
  return [...criteria].map((criterion) => ({
    ...(duties.find((one) => one.criterion === criterion) ?? nobody),
    theme,
    criterion,
    helpers: helpers.flatMap((one): Helper[] => (one.criterion === criterion ? [one] : [])),
  }))
}
