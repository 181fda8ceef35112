import { sql } from 'kysely'
import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import type { PublishedJudgement } from './judgement.ts'

/** What a file may state of an inspection. */
const cells = [
  'inspection_type',
  'inspected_on',
  'published_on',
  'urn_then',
  'name_then',
  'type_then',
  'overall',
  'category',
  'outcome',
  'quality_of_education',
  'behaviour_and_attitudes',
  'personal_development',
  'leadership_and_management',
  'safeguarding',
  'early_years',
  'sixth_form',
] as const

const columns = ['urn', 'kind', 'inspection_number', ...cells, 'line'] as const

/** Every outcome that counts for a school, or for any of several, graded and ungraded, the newest first. */
export async function judgementsOf(reads: Reads, ...urns: readonly Urn[]) {
  return reads
    .selectFrom('judgement')
    .selectAll()
    .where('urn', 'in', urns)
    .orderBy(sql`coalesce(inspected_on, published_on)`, (order) => order.desc().nullsLast())
    .orderBy('inspection_number', 'desc')
    .execute()
}

/** Holds what a file states of inspections on its day, in place of what was held for that day, and tells the history anew. */
export async function holdJudgements(tx: Db, asAt: Day, judgements: readonly PublishedJudgement[], run: number): Promise<void> {
  await tx.deleteFrom('published_judgement').where('as_at', '=', asAt).execute()
  await copyInto(tx, 'published_judgement', ['as_at', 'run', ...columns], inChunks(lines(asAt, judgements, run)))
  await rebuildJudgements(tx)
}

/**
 * Tells the history of judgements from all files held.
 *
 * Of each cell of an inspection the newest file that states it counts, so the order in which files were imported makes no
 * difference, and a later file's NULL erases nothing.
 */
async function rebuildJudgements(tx: Db): Promise<void> {
  const { days } = await tx
    .selectFrom('published_judgement')
    .select(sql<number>`count(distinct as_at)::int`.as('days'))
    .executeTakeFirstOrThrow()
  await sql`delete from judgement`.execute(tx)
  if (days === 1) return holdOnly(tx)
  const newest = (cell: string) => sql`(array_agg(${sql.ref(cell)} order by as_at desc) filter (where ${sql.ref(cell)} is not null))[1]`
  await sql`
    insert into judgement (urn, kind, inspection_number, ${names(cells)}, as_at, run, line)
    select urn, kind, inspection_number, ${sql.join(cells.map(newest))},
      max(as_at), (array_agg(run order by as_at desc))[1], (array_agg(line order by as_at desc))[1]
    from (${stated}) s group by urn, kind, inspection_number
  `.execute(tx)
}

/**
 * What every file states, a carried grade put where it belongs.
 *
 * - It counts for the school itself, and for each school to which another file gives an inspection of that establishment.
 * - When a graded inspection of the school was published on the same day it is that inspection, and gives only the grade.
 */
const stated = sql`
  select urn, kind, inspection_number, ${names(cells)}, as_at, run, line from published_judgement where kind <> 'carried'
  union all
  select c.urn, coalesce(g.kind, c.kind), coalesce(g.inspection_number, c.inspection_number),
    ${sql.join(cells.map((cell) => (['published_on', 'overall'].includes(cell) ? sql.ref(`c.${cell}`) : sql`case when g.urn is null then ${sql.ref(`c.${cell}`)} end`)))},
    c.as_at, c.run, c.line
  from (
    select urn, kind, inspection_number, ${names(cells)}, as_at, run, line from published_judgement where kind = 'carried'
    union all
    select t.urn, p.kind, p.inspection_number,
      ${sql.join(cells.map((cell) => (cell === 'urn_then' ? sql.ref('t.urn_then') : sql.ref(`p.${cell}`))))}, p.as_at, p.run, p.line
    from published_judgement p
    join (select distinct urn, urn_then from published_judgement where urn_then <> urn) t on t.urn_then = p.urn
    where p.kind = 'carried'
  ) c
  left join (
    select urn, published_on, min(kind) as kind, min(inspection_number) as inspection_number
    from published_judgement where kind = 'graded' group by urn, published_on
  ) g on g.urn = c.urn and g.published_on = c.published_on`

/** With one file there is nothing to merge, and a plain copy takes a tenth of the time. */
async function holdOnly(tx: Db): Promise<void> {
  const all = names([...columns, 'as_at', 'run'])
  await sql`insert into judgement (${all}) select ${all} from published_judgement`.execute(tx)
}

function names(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.ref(column)))
}

function* lines(asAt: Day, judgements: readonly PublishedJudgement[], run: number): Generator<string> {
  for (const judgement of judgements) yield copyLine([asAt, run, ...columns.map((column) => judgement[column])])
}
