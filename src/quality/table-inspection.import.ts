import type { Reads } from '../db/connect.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import { counted } from '../lib/count.ts'
import { newBases } from '../measures/break.ts'
import { figuresReader } from '../performance/figures-in.ts'
import { publishedColumns } from '../performance/published-column.store.ts'
import { shippedSchoolMeasures } from '../performance/school-measure.import.ts'
import type { SchoolMeasure } from '../performance/school-measure.ts'
import { addingUpReport } from './adding-up.ts'
import { sizeFindings } from './file-size.ts'
import { listOn, nearest, rowsByAuthority } from './list-inspection.import.ts'
import { cellAt, labelled, placesIn, type Naming } from './published-table.ts'
import { daysOfLists, runOfTable, schoolNames, schoolSizes, tableOfRun, type HeldTable } from './quality-facts.store.ts'
import type { RuleReport } from './quality-finding.ts'
import { rangeReport } from './range.ts'
import { scopeOfTable } from './school-scope.ts'
import { shareReport } from './share.ts'
import { nameOfTable, tableAgainstList } from './table-against-list.import.ts'
import { changeFinding, sharpForSchools, togetherAsOne, type Change } from './sharp-change.ts'
import { reproducing } from './reproduction.ts'
import { ruleOf } from './table-rule.ts'
import { shippedTableRules } from './table-rule.import.ts'
import { codesReport } from './unknown-code.ts'
import { withheldReport } from './withheld-share.ts'

/** Looks over a file of the performance tables: its figures, its sums, the year before, and its schools. */
export async function inspectTable(reads: Reads, table: HeldTable, areas: ReadonlyMap<string, string>): Promise<readonly RuleReport[]> {
  const authorities = [...new Set(table.rows.flatMap(({ authority }) => authority ?? []))]
  const runBefore = authorities.length > 0 ? await runOfTable(reads, table.table, table.year - 1, authorities) : undefined
  const before = runBefore === undefined ? undefined : await tableOfRun(reads, runBefore)
  // A provisional table differs from a settled one for reasons of its own.
  const alike = before?.stage === table.stage ? before : undefined
  const naming = await namingOf(reads, table, areas)
  const rule = ruleOf(shippedTableRules(), table.table, table.year)
  const sums = rule && addingUpReport(table, rule, await inTurns(reproducing(table, rule)), naming)
  await turn()
  const ofRows = rule ? [rangeReport(table, rule, naming), shareReport(table, rule, naming)] : []
  await turn()
  return [
    ...ofRows,
    ...(sums ? [sums] : []),
    ...(alike ? [changesReport(table, alike, naming, await schoolSizes(reads))] : []),
    ...(await schoolsReports(reads, table)),
    codesReport({ name: nameOfTable(table), rows: table.rows }, areas, naming),
    ...(rule ? [withheldReport(table, alike, rule, { ...naming, isExpected: (column) => isWithoutFigures(column, table) })] : []),
    sizeReport(table, before, areas),
  ]
}

/** Lets other work have its turn: a national table keeps this up for seconds. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Carries out work that stops now and then, with turns for other work between. */
async function inTurns<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await turn()
  }
}

/** What rows and columns are called: as the file calls them, or else as a list of schools, the areas or the publisher's metadata do. */
async function namingOf(reads: Reads, table: HeldTable, areas: ReadonlyMap<string, string>): Promise<Naming> {
  const placeOf = placesIn(table.headings)
  const place = placeOf('SCHNAME') ?? placeOf('TRUST_NAME')
  const names = place === undefined ? await schoolNames(reads) : new Map<string, string>()
  const labels = new Map((await publishedColumns(reads, table)).map(({ heading, label }) => [heading, label]))
  return {
    column: (heading) => labelled(heading, labels.get(heading.toUpperCase())),
    row(row) {
      if (row.level !== 'school' && row.level !== 'trust') return [areas.get(row.code) ?? row.code, row.covers].filter(Boolean).join(', ')
      return cellAt(row, place) || (names.get(row.code) ?? `URN ${row.code}`)
    },
  }
}

/** Changes of each measure since the year before, but across a break or between a provisional table and a settled one. */
function changesReport(table: HeldTable, before: HeldTable, naming: Naming, sizes: ReadonlyMap<string, number>): RuleReport {
  const measures = shippedSchoolMeasures().filter((measure) => measure.table === table.table && comparesIn(measure, table.year))
  const now = figuresBySchool(table, measures)
  const then = figuresBySchool(before, measures)
  const findings = measures.flatMap((measure) => {
    const relative = measure.unit === 'number' || measure.unit === 'pounds'
    const changes = [...now].flatMap(([urn, { row, figure }]): readonly Change[] => {
      const [after, earlier] = [figure(measure.code), then.get(urn)?.figure(measure.code)]
      if (after?.value == null || earlier?.value == null) return []
      const pupils = smaller(after.cohort, earlier.cohort) ?? sizes.get(urn) ?? null
      return [
        {
          code: urn,
          name: naming.row(row),
          authority: row.authority,
          line: row.line,
          before: earlier.value,
          now: after.value,
          pupils,
          relative,
        },
      ]
    })
    const years = `${academicYearInWords(before.year)} and ${academicYearInWords(table.year)}`
    const unit = measure.unit === 'percent' ? '%' : measure.unit === 'pounds' ? '£' : ''
    return changeFinding({ code: measure.code, name: measure.name, unit, years, of: 'schools' }, changes, sharpForSchools) ?? []
  })
  const said =
    `${counted(measures.length, 'measure')} of each school held against the year before, across no break: a change is told when it is further than ` +
    `${sharpForSchools.times} times the spread of the middle half of schools outside that half, and rests on ${sharpForSchools.leastPupils} pupils or more (of the school, where the table gives no number).`
  return { rule: 'changes', said, findings: table.table === 'spending' ? togetherAsOne(findings, nameOfTable(table)) : findings }
}

const smaller = (a: number | null, b: number | null) => (a === null || b === null ? undefined : Math.min(a, b))

/** Whether no figures are published under a column this year by design: progress in a year whose pupils sat no tests before. */
function isWithoutFigures(heading: string, { table, year }: HeldTable): boolean {
  const same = ({ column }: { readonly column: string }) => column.toUpperCase() === heading.toUpperCase()
  const measures = shippedSchoolMeasures().filter(
    (measure) => measure.table === table && [...measure.columns, ...measure.cohort].some(same),
  )
  return measures.some(({ breaks }) => breaks.some((known) => known.kind === 'no figures' && known.years.includes(year)))
}

function comparesIn({ breaks }: SchoolMeasure, year: number): boolean {
  return !newBases(breaks).includes(year)
}

/** The schools of a table by URN, each with what it says of a measure. */
function figuresBySchool(table: HeldTable, measures: readonly SchoolMeasure[]) {
  const schools = table.rows.filter(({ level }) => level === 'school')
  const { read } = figuresReader(table.headings, table, measures)
  return new Map(schools.map((row) => [row.code, { row, figure: (measure: string) => read({ ...row, run: table.run }, measure) }] as const))
}

/** Schools that the table has and the nearest list of schools lacks, the other way about, and names and numbers in which they differ. */
async function schoolsReports(reads: Reads, table: HeldTable): Promise<readonly RuleReport[]> {
  const day = nearest(await daysOfLists(reads), scopeOfTable(table.table, table.year)?.on)
  const list = day && (await listOn(reads, day))
  return list ? tableAgainstList(reads, table, list) : []
}

function sizeReport(table: HeldTable, before: HeldTable | undefined, areas: ReadonlyMap<string, string>): RuleReport {
  const schools = ({ rows }: HeldTable) => rows.filter(({ level }) => level === 'school')
  const sizeOf = (held: HeldTable) => ({ name: nameOfTable(held), rows: rowsByAuthority(schools(held)) })
  const said = before
    ? `Schools of each authority held against those of ${academicYearInWords(before.year)}.`
    : 'No table of the year before is held to hold its rows and figures against.'
  return { rule: 'size', said, findings: before ? sizeFindings(sizeOf(table), sizeOf(before), (code) => areas.get(code) ?? code) : [] }
}
