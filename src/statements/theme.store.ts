import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { Duty, Helper, HelperPart, Holder } from './duty.ts'
import type { JudgedNow, Look, StandsAt, ThemeStands } from './theme.ts'

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
  readonly looks: readonly (Look & { readonly criterion: string })[]
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
  const used = asked === undefined ? sql`coalesce(${chosen}, ${standard}::text)` : sql`${asked}::text`
  const here = sql`authority = ${authority} and framework = used.framework and theme = ${theme}`
  const stands = sql<Found>`(
    select used.framework,
      (select coalesce(json_agg(one), '[]') from (
        select distinct on (criterion) criterion, number, year, state, grade, confidence, reason, strengths, gaps, better,
          drafted_by, (drafted_at at time zone 'Europe/London')::date as drafted_on, challenge, challenge_grade, challenge_reason,
          challenged_by, lead_says, agreed_by, (agreed_at at time zone 'Europe/London')::date as agreed_on, needs_look
        from criterion_judgement where ${here} order by criterion, number desc) one) as latest,
      (select coalesce(json_agg(one), '[]') from (
        select criterion, number, year, grade, state from criterion_judgement where ${here} order by criterion, number desc) one) as looks,
      (select coalesce(json_object_agg(criterion, items), '{}') from (
        select c.criterion, count(*) as items from evidence_criterion c join evidence_item e on e.id = c.evidence
        where c.authority = ${authority} and c.framework = used.framework and c.theme = ${theme} and e.removed_at is null
        group by c.criterion) one) as evidence,
      (select coalesce(json_agg(json_build_object('criterion', d.criterion, 'version', d.version,
          'lead', ${personOf('l')}, 'partner', ${personOf('p')}) order by d.criterion), '[]')
        from duty d left join account l on l.id = d.lead left join account p on p.id = d.partner
        where d.authority = ${authority} and d.framework = used.framework and d.theme = ${theme}) as duties,
      (select coalesce(json_agg(json_build_object('id', h.id, 'criterion', h.criterion, 'part', h.part,
          'fromOn', h.from_on, 'untilOn', h.until_on, 'who', ${personOf('a')}) order by h.id), '[]')
        from duty_helper h join account a on a.id = h.account
        where h.authority = ${authority} and h.framework = used.framework and h.theme = ${theme} and h.ended_at is null) as helpers
    from (select ${used} as framework) used)`
  const found = await reads.selectFrom(stands.as('stands')).selectAll().executeTakeFirstOrThrow()
  const { duties, helpers, ...rest } = found
  return { ...rest, duties: withHelpers(theme, duties, helpers) }
}

const personOf = (account: string) => {
  const [id, name, left] = ['id', 'name', 'withdrawn_on'].map((column) => sql.ref(`${account}.${column}`))
  return sql`case when ${id} is null then null else json_build_object('account', ${id}, 'name', ${name}, 'left', ${left} is not null) end`
}

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
