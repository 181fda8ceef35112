import { labelOfColumn } from '../statistics/statistic-column.ts'
import { labelled, type Naming } from './published-table.ts'
import type { RuleReport } from './quality-finding.ts'
import { lookingAtRanges } from './range.ts'
import { lookingAtShares } from './share.ts'
import { lookingAtSums, seeingStatistics, sharesAmong } from './statistic-check.ts'
import type { HeldStatistics } from './statistic-facts.store.ts'

/**
 * Looks over a file of Explore education statistics, of any size: its rows are read twice, a part at a time. First it is seen how
 * its figures are rounded, and then they are held against one another.
 */
export async function inspectStatistics(table: HeldStatistics, areas: ReadonlyMap<string, string>): Promise<readonly RuleReport[]> {
  if (sharesAmong(table.headings).length === 0) {
    return [
      {
        rule: 'ranges',
        said: 'No column is a percentage of two others in a way that publishers name alike, so nothing could be worked out again.',
        findings: [],
      },
    ]
  }
  const seeing = seeingStatistics(table)
  for await (const rows of table.rows()) seeing.add(rows)
  const rule = seeing.rule()
  const [ranges, shares] = [lookingAtRanges(table, rule), lookingAtShares(table, rule, seeing.decimalsOf)]
  const sums = lookingAtSums(table, rule, (row) => row.split ?? '')
  for await (const rows of table.rows()) {
    for (const looking of [ranges, shares, sums]) {
      looking.add(rows)
      await turn()
    }
  }
  const naming: Naming = {
    row: (row) => [areas.get(row.code) ?? row.code, row.split].filter(Boolean).join(', '),
    column: (heading) => labelled(heading, labelOfColumn(heading)),
  }
  const ofSums = sums.report(naming)
  return [ranges.report(naming), shares.report(naming), ...(ofSums ? [ofSums] : [])]
}

/** Lets other work have its turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve))
