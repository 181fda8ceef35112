import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { inWords, type Day } from '../lib/day.ts'
import { sizeFindings } from './file-size.ts'
import { daysOfLists, newestTables, ofstedList, registerList, tableOfRun, type HeldList } from './quality-facts.store.ts'
import type { QualityFinding, RuleReport } from './quality-finding.ts'
import type { ListedSchool } from './school-list.ts'
import { scopeOfList, scopeOfTable } from './school-scope.ts'
import { listName, named, namesReport, schoolsReport, tableAgainstList } from './table-against-list.import.ts'

type ListDay = Pick<HeldList, 'of' | 'on'>

/** Looks over a list of schools, Ofsted's or the register's, against the list of the same kind before it and the nearest of the other kind. */
export async function inspectList(reads: Reads, day: ListDay, areas: ReadonlyMap<string, string>): Promise<readonly RuleReport[]> {
  const list = await listOn(reads, day)
  const days = (await daysOfLists(reads)).filter(({ of, on }) => of !== day.of || on !== day.on)
  const earlier = days.find(({ of, on }) => of === day.of && on < day.on)
  const other = nearest(
    days.filter(({ of }) => of !== day.of),
    day.on,
  )
  const before = earlier && (await listOn(reads, earlier))
  const against = other && (await listOn(reads, other))
  const reports: readonly RuleReport[] = against
    ? [schoolsReport(named(list), named(against), [scopeOfList(list.schools), scopeOfList(against.schools)])]
    : []
  const others = await againstTables(reads, list)
  return [...reports, ...others, namesReport(list, before ?? against), sizeReport(list, before, areas)]
}

/** The list against the newest performance tables that its day is near enough to. */
async function againstTables(reads: Reads, list: HeldList): Promise<readonly RuleReport[]> {
  const near = (await newestTables(reads)).filter(({ table, year }) => nearest([list], scopeOfTable(table, year)?.on))
  const reports: RuleReport[] = []
  for (const { run } of near) {
    const table = await tableOfRun(reads, run)
    if (table) reports.push(...(await tableAgainstList(reads, table, list)))
  }
  return reports.filter(({ rule }) => rule === 'schools')
}

export function listOn(reads: Reads, { of, on }: ListDay): Promise<HeldList> {
  return of === 'ofsted' ? ofstedList(reads, on) : registerList(reads, on)
}

/** The list nearest to a day. The register says when schools opened and closed, so a later one serves as well as one of the day. */
export function nearest(days: readonly ListDay[], day: Day | undefined): ListDay | undefined {
  if (day === undefined) return undefined
  const apart = ({ of, on }: ListDay) =>
    Math.abs(Date.parse(on) - Date.parse(day)) / 86_400_000 + (of === 'register' && on >= day ? -100_000 : 0)
  const [first] = days.filter((one) => apart(one) < 400).toSorted((a, b) => apart(a) - apart(b))
  return first
}

function sizeReport(list: HeldList, before: HeldList | undefined, areas: ReadonlyMap<string, string>): RuleReport {
  const sizeOf = ({ of, on, schools }: HeldList) => ({ name: `${listName(of)} of ${inWords(on)}`, rows: rowsByAuthority(schools) })
  const findings: readonly QualityFinding[] = before ? sizeFindings(sizeOf(list), sizeOf(before), (code) => areas.get(code) ?? code) : []
  const said = before
    ? `Rows of each authority held against those of ${inWords(before.on)}.`
    : 'No earlier list is held to hold its rows against.'
  return { rule: 'size', said, findings }
}

export function rowsByAuthority(schools: readonly Pick<ListedSchool, 'authority'>[]): ReadonlyMap<AreaCode, number> {
  const rows = new Map<AreaCode, number>()
  for (const { authority } of schools) if (authority !== null) rows.set(authority, (rows.get(authority) ?? 0) + 1)
  return rows
}
