import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import { count } from '../lib/count.ts'
import { tableColumns } from '../performance/published-column.ts'
import { inspectAreaFigures } from './area-inspection.import.ts'
import { sizeFindings } from './file-size.ts'
import { areaNames, importBefore, listOfRun, tableOfRun } from './quality-facts.store.ts'
import type { RuleReport } from './quality-finding.ts'
import { keepReport } from './quality-report.store.ts'
import { inspectList } from './list-inspection.import.ts'
import { repeatedRows } from './repeated-rows.store.ts'
import { repeatedReport } from './repeated-rows.ts'
import { statisticsOfRun } from './statistic-facts.store.ts'
import { inspectStatistics } from './statistic-inspection.import.ts'
import { inspectTable } from './table-inspection.import.ts'

/** The import that is looked over. */
export interface Inspected {
  readonly id: number
  readonly source: string | null
  readonly file_name: string
  readonly rows_used: number
}

/**
 * Looks over what an import gave and keeps what an officer should know of it. Done after the import was kept: it changes no figure
 * and refuses no file.
 */
export async function inspectImport(db: Db, run: Inspected, now: Date): Promise<void> {
  const reports = await reportsOn(reading(db), run)
    .then(async (found) => [...found, ...repeatedReport(run.file_name, await repeatedRows(reading(db), run.id))])
    .catch(() => [unchecked])
  await db.transaction().execute((tx) => keepReport(tx, run.id, reports, now))
}

/** A fault of ours in looking a file over is no reason to be without the file, or without the others that came with it. */
const unchecked: RuleReport = {
  rule: 'ranges',
  said: 'This import could not be checked: something went wrong in Fiveday while it was looked over. Its figures stand as published.',
  findings: [],
}

async function reportsOn(reads: Reads, run: Inspected): Promise<readonly RuleReport[]> {
  const areas = await areaNames(reads)
  const table = await tableOfRun(reads, run.id)
  if (table) return inspectTable(reads, table, areas)
  const statistics = await statisticsOfRun(reads, run.id)
  if (statistics) return inspectStatistics(statistics, areas)
  const list = await listOfRun(reads, run.id)
  if (list) return inspectList(reads, list, areas)
  if (run.source === 'lait') return inspectAreaFigures(reads, areas)
  return [await sizeAgainstLast(reads, run)]
}

/** How a file of any other kind stands to the one it took the place of. */
async function sizeAgainstLast(reads: Reads, run: Inspected): Promise<RuleReport> {
  // Each describes the columns of a table of its own, so that two of them say nothing of one another.
  if (run.source === tableColumns.key)
    return { rule: 'size', said: 'A description of columns has no rows to hold against another’s.', findings: [] }
  const before = await importBefore(reads, run.id)
  const said = before
    ? `${count(run.rows_used)} rows, held against ${count(before.rows_used)} of the file before it, ${before.file_name}.`
    : 'This is the first file of its kind, so there is nothing to hold it against.'
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one heap for a file that is of no authority in particular
  const whole = (rows: number) => new Map([['' as AreaCode, rows]])
  const findings = before
    ? sizeFindings(
        { name: run.file_name, rows: whole(run.rows_used) },
        { name: before.file_name, rows: whole(before.rows_used) },
        () => 'all areas',
      )
    : []
  return { rule: 'size', said, findings: findings.map((finding) => ({ ...finding, authority: null, behind: [] })) }
}
