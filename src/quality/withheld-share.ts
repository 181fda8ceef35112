import { count, counted } from '../lib/count.ts'
import { meaningOfMark } from '../measures/mark.ts'
import { cellAt, placesIn, printedNumber, type Naming, type PublishedTable } from './published-table.ts'
import { someOf, type QualityFinding, type RuleReport } from './quality-finding.ts'
import type { TableRule } from './table-rule.ts'

/** A column is told of when it is withheld from so much more of the schools than the year before, and from twice as many. */
const more = 0.2

/** How many schools of a table a column is withheld from, by mark; an empty cell is counted too. */
interface Withheld {
  readonly share: number
  readonly marks: ReadonlyMap<string, number>
}

/** How columns are called, and which are known to have no figures this year. */
export interface NamingWithheld extends Naming {
  readonly isExpected: (column: string) => boolean
}

/**
 * Columns that give fewer schools a figure than the table of the year before did, and, in one finding, those that give none any
 * more. Most often the publisher stopped giving the figure, changed how small groups are withheld, or the file was cut. Of a column
 * that is known to have no figures this year nothing is said.
 */
export function withheldReport(
  table: PublishedTable,
  before: PublishedTable | undefined,
  rule: TableRule,
  naming: NamingWithheld,
): RuleReport {
  const placeOf = placesIn(table.headings)
  const columns = [...new Set([...rule.counts, ...rule.rates].map(({ column }) => column))].filter((column) => placeOf(column) !== undefined) // prettier-ignore
  const had = before && placesIn(before.headings)
  const both = new Set(before?.rows.map(({ authority }) => authority))
  const told = columns.flatMap((column) => {
    if (naming.isExpected(column)) return []
    const earlier = before && had?.(column) !== undefined ? withheldIn(before, column) : undefined
    const now = withheldIn(earlier ? { ...table, rows: table.rows.filter(({ authority }) => both.has(authority)) } : table, column)
    const sudden = earlier !== undefined && now.share > earlier.share + more && now.share > 2 * earlier.share
    return sudden || (now.share === 1 && earlier?.share !== 1) ? [{ column, now, earlier }] : []
  })
  const none = told.filter(({ now }) => now.share === 1)
  const some = told.filter(({ now }) => now.share < 1)
  const findings = [...some.map((one) => findingOf(table, one, naming)), ...(none.length > 0 ? [emptyFinding(table, none, naming)] : [])]
  const against = before ? ' and held against the year before' : ''
  return {
    rule: 'withheld',
    said: `How many schools have no figure in each of ${counted(columns.length, 'column')}, counted${against}.`,
    findings,
  }
}

interface Told {
  readonly column: string
  readonly now: Withheld
  readonly earlier: Withheld | undefined
}

function emptyFinding(table: PublishedTable, none: readonly Told[], naming: Naming): QualityFinding {
  const columns = none.map(({ column }) => column)
  return {
    rule: 'withheld',
    weight: 'to know',
    authority: null,
    subject: `${counted(none.length, 'column')} without any figure`,
    sentence: `${someOf(columns.map(naming.column))} ${none.length === 1 ? 'has' : 'have'} no figure for any school. Look up whether the publisher stopped giving ${none.length === 1 ? 'it' : 'them'}, and draw no trend across the change.`,
    key: `withheld ${table.table} ${table.year} none ${columns.join(' ')}`,
    behind: none.map(({ column, now, earlier }) => ({
      line: null,
      code: column,
      name: naming.column(column),
      authority: null,
      cells: [
        ['this year', marksOf(now)],
        ['withheld the year before', earlier ? inPercent(earlier.share) : 'not held'],
      ],
    })),
  }
}

function withheldIn(table: PublishedTable, column: string): Withheld {
  const place = placesIn(table.headings)(column)
  const schools = table.rows.filter(({ level }) => level === 'school' || level === 'trust')
  const marks = new Map<string, number>()
  for (const row of schools) {
    const cell = cellAt(row, place)
    if (!printedNumber(cell)) marks.set(cell, (marks.get(cell) ?? 0) + 1)
  }
  const withheld = [...marks.values()].reduce((sum, times) => sum + times, 0)
  return { share: schools.length === 0 ? 0 : withheld / schools.length, marks }
}

const inPercent = (share: number) => `${Math.round(share * 100)}%`

function marksOf({ marks }: Withheld): string {
  const most = [...marks].toSorted((a, b) => b[1] - a[1]).slice(0, 4)
  return most
    .map(([mark, times]) =>
      mark === '' ? `empty ${count(times)}` : `${mark} ${count(times)}, ${meaningOfMark(mark, 'performance tables').means}`,
    )
    .join('; ')
}

function findingOf(table: PublishedTable, { column, now, earlier }: Told, naming: Naming): QualityFinding {
  const was = earlier === undefined ? '' : `, ${inPercent(earlier.share)} the year before`
  return {
    rule: 'withheld',
    weight: 'look into',
    authority: null,
    subject: `${naming.column(column)}, withheld from ${inPercent(now.share)} of schools`,
    sentence: `${naming.column(column)} has no figure for ${inPercent(now.share)} of schools${was} (${marksOf(now)}). Look up whether the publisher withholds it in another way than before, and draw no trend across the change.`,
    key: `withheld ${table.table} ${table.year} ${column} ${inPercent(now.share)}`,
    behind: [],
  }
}
