import { labelOfColumn } from '../statistics/statistic-column.ts'
import { labelled, type Naming, type PublishedRow } from './published-table.ts'
import type { RuleReport } from './quality-finding.ts'
import { rangeReport } from './range.ts'
import { shareReport } from './share.ts'
import { areaSumReport, ruleOfStatistics } from './statistic-check.ts'
import type { HeldStatistics } from './statistic-facts.store.ts'

/** Looks over a file of Explore education statistics. */
export function inspectStatistics(table: HeldStatistics, areas: ReadonlyMap<string, string>): readonly RuleReport[] {
  const rule = ruleOfStatistics(table)
  const splitOf = (row: PublishedRow) => table.splits.get(row.line) ?? ''
  const naming: Naming = {
    row: (row) => [areas.get(row.code) ?? row.code, splitOf(row)].filter(Boolean).join(', '),
    column: (heading) => labelled(heading, labelOfColumn(heading)),
  }
  const sums = areaSumReport(table, rule, splitOf, naming)
  if (rule.shares.length === 0 && !sums) {
    return [
      {
        rule: 'ranges',
        said: 'No column is a percentage of two others in a way that publishers name alike, so nothing could be worked out again.',
        findings: [],
      },
    ]
  }
  return [rangeReport(table, rule, naming), shareReport(table, rule, naming), ...(sums ? [sums] : [])]
}
