import { count, counted } from '../lib/count.ts'
import type { Naming, PublishedTable } from './published-table.ts'
import type { QualityFinding, RuleReport } from './quality-finding.ts'
import type { Reproduced } from './reproduction.ts'
import type { TableRule } from './table-rule.ts'

/** A difference of less than this share, or of at most so many pupils, is told as something to know. */
const small = { share: 0.01, pupils: 5 }

/**
 * The publisher's own rows, `made` again, that do not follow from the rows of the schools they cover: of authorities and of the country, one
 * finding for the number of pupils, one for other counts and one for rates.
 */
export function addingUpReport(
  table: PublishedTable,
  rule: TableRule,
  made: readonly Reproduced[],
  naming: Naming,
): RuleReport | undefined {
  if (made.length === 0) return undefined
  const differing = made.filter(({ agreement }) => agreement === 'differs')
  const kindOf = ({ column, kind, row }: Reproduced) => `${row.level} ${column === rule.pupils ? 'pupils' : kind}`
  const tally = (agreement: Reproduced['agreement']) => made.filter((cell) => cell.agreement === agreement).length
  const rows = new Set(made.map(({ row }) => row.line)).size
  const said =
    `${counted(made.length, 'cell')} of ${counted(rows, 'row')} of the publisher’s own, made again from the rows of the schools they cover: ` +
    `${count(tally('exact'))} exact, ${count(tally('within'))} within what withheld and rounded cells leave, ${count(differing.length)} different, ` +
    `${count(tally('open'))} that nothing printed can bound.`
  const kinds = Map.groupBy(differing, kindOf)
  return { rule: 'sums', said, findings: [...kinds.values()].map((cells) => findingOf(table, rule, cells, naming)) }
}

function findingOf(table: PublishedTable, rule: TableRule, cells: readonly Reproduced[], naming: Naming): QualityFinding {
  const largest = cells.reduce((most, cell) => (shareOf(cell) > shareOf(most) ? cell : most))
  const { row, column, kind } = largest
  const [only] = cells.length === 1 ? cells : []
  const rows = new Set(cells.map((cell) => cell.row.line)).size
  const columns = new Set(cells.map((cell) => cell.column)).size
  const told = `${naming.row(row)} has ${asTold(largest.published)}, and its ${counted(largest.schools, 'school')} (${largest.rule.says}) give ${inWords(largest)}`
  const what = only
    ? `${naming.row(row)}: ${naming.column(column)} does not follow from the rows of the schools. ${told}.`
    : `${counted(cells.length, 'cell')} of ${counted(rows, 'row')} of the publisher’s own ${columns === 1 ? `under ${naming.column(column)} ` : ''}do not follow from the rows of the schools. The furthest: ${columns === 1 ? '' : `under ${naming.column(column)}, `}${told}.`
  return {
    rule: 'sums',
    weight: cells.every(isSmall) ? 'to know' : 'look into',
    authority: rows === 1 ? row.authority : null,
    subject: only ? `${column}, ${naming.row(row)}` : `${counted(cells.length, kind)} of ${counted(rows, 'row')} of the publisher’s own`,
    sentence: `${what} ${adviceOn(largest, column === rule.pupils)}`,
    key: `sums ${table.table} ${table.year} ${row.level} ${cells.length} ${row.code} ${column} ${largest.published}`,
    behind: cells.map((cell) => ({
      line: cell.row.line,
      code: cell.row.code,
      name: naming.row(cell.row),
      authority: cell.row.authority,
      cells: [
        ['column', naming.column(cell.column)],
        ['published', cell.published],
        ['from the schools', inWords(cell)],
        ['schools', String(cell.schools)],
        ['withheld', String(cell.withheld)],
      ],
    })),
  }
}

const shareOf = ({ apart, from }: Reproduced) => Math.abs(apart) / Math.max(1, from?.high ?? 1)

const isSmall = (cell: Reproduced) => shareOf(cell) < small.share || (cell.kind === 'count' && Math.abs(cell.apart) <= small.pupils)

const asTold = (published: string) => (/^\d+$/.test(published) ? count(Number(published)) : published)

function inWords({ from, kind }: Reproduced): string {
  if (!from) return 'nothing to go by'
  const told = (value: number) => (kind === 'count' ? count(Math.round(value)) : value.toFixed(2))
  return from.low === from.high ? told(from.low) : `between ${told(from.low)} and ${told(from.high)}`
}

function adviceOn({ apart }: Reproduced, ofPupils: boolean): string {
  if (!ofPupils) return 'Quote the publisher’s own row for the area, and the schools’ rows for schools; do not add schools up.'
  return apart > 0
    ? 'The pupils in no school’s row are most likely of schools that closed or became academies since: quote the publisher’s own row for the area.'
    : 'Pupils on the roll of two schools are most likely counted once in the area: quote the publisher’s own row for it.'
}
