import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import type { PublishedCardArea, ReportCardArea } from './report-card.ts'

const columns = ['urn', 'inspection_number', 'area', 'grade', 'judged_on', 'line'] as const

/** Holds the areas of the report cards of a file, in place of those held for its day before. */
export async function holdReportCards(tx: Db, asAt: Day, areas: readonly PublishedCardArea[], run: number): Promise<void> {
  await tx.deleteFrom('report_card_area').where('as_at', '=', asAt).execute()
  await copyInto(tx, 'report_card_area', ['as_at', 'run', ...columns], inChunks(lines(asAt, areas, run)))
}

function* lines(asAt: Day, areas: readonly PublishedCardArea[], run: number): Generator<string> {
  for (const area of areas) yield copyLine([asAt, run, ...columns.map((column) => area[column])])
}

/** The areas of every report card of a school. Of each area of an inspection the newest file that has a grade counts. */
export async function reportCardsOf(reads: Reads, urn: Urn) {
  return reads
    .selectFrom('report_card_area')
    .distinctOn(['inspection_number', 'area'])
    .select(['inspection_number', 'area', 'grade', 'judged_on'])
    .where('urn', '=', urn)
    .orderBy('inspection_number')
    .orderBy('area')
    .orderBy(sql`grade is null`)
    .orderBy('as_at', 'desc')
    .execute()
}

/** How many schools of an authority have a card with just these grades. */
export interface CardsAlike {
  readonly authority: AreaCode
  readonly grades: Readonly<Partial<Record<ReportCardArea, string | null>>>
  readonly schools: number
}

/** The report cards of the schools of a file whose report was published by a day; on the file's own day, all that it has. */
export async function reportCardsOn(reads: Reads, fileAsAt: Day, on: Day): Promise<readonly CardsAlike[]> {
  return reads
    .selectFrom(
      sql<CardsAlike>`(
      select authority, grades, count(*) as schools from (
        select r.authority, a.urn, jsonb_object_agg(a.area, a.grade) as grades
        from report_card_area a
        join school_record r on r.as_at = a.as_at and r.urn = a.urn
        left join published_judgement j
          on j.as_at = a.as_at and j.urn = a.urn and j.kind = 'report card' and j.inspection_number = a.inspection_number
        where a.as_at = ${fileAsAt} and (a.as_at = ${on}::date or j.published_on <= ${on})
        group by r.authority, a.urn
      ) c group by authority, grades)`.as('alike'),
    )
    .selectAll()
    .orderBy('authority')
    .execute()
}
