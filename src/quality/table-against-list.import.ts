import type { Reads } from '../db/connect.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { performanceTables } from '../performance/performance-row.ts'
import { nameFindings, type NamedSchool } from './changed-name.ts'
import { cellAt, placesIn } from './published-table.ts'
import { successors, type HeldList, type HeldTable } from './quality-facts.store.ts'
import type { RuleReport } from './quality-finding.ts'
import { absentFrom, isExtract, listsInWords, schoolsFinding, type ListedSchool, type Scope, type SchoolList } from './school-list.ts'
import { aboutThatDay, scopeOfList, scopeOfTable } from './school-scope.ts'

export function nameOfTable(table: HeldTable): string {
  return `${titleOf(table)}, ${academicYearInWords(table.year)}`
}

const titleOf = ({ table }: HeldTable) => performanceTables.find(({ key }) => key === table)?.name ?? table

export const listName = (of: HeldList['of']) => (of === 'ofsted' ? 'Ofsted’s list of schools' : 'the register')

export const named = ({ of, on, schools }: HeldList): SchoolList => ({
  name: listName(of),
  on,
  schools,
  extract: of === 'register' && isExtract(schools.length),
})

/** A performance table against a list of schools: which schools one has and the other lacks, and in what names and numbers they differ. */
export async function tableAgainstList(reads: Reads, table: HeldTable, list: HeldList): Promise<readonly RuleReport[]> {
  const scope = scopeOfTable(table.table, table.year)
  if (!scope) return []
  const became = await successors(reads)
  const schools = schoolsIn(table).map((school) => ({ ...school, became: became.get(school.urn) }))
  const here = { name: titleOf(table), year: academicYearInWords(table.year), on: scope.on, schools }
  const reports = [schoolsReport(here, named(list), [scope, scopeOfList(list.schools)])]
  const called = schools.filter(({ name }) => name !== '')
  return called.length === 0 ? reports : [...reports, namesReport({ schools: called }, list)]
}

/** Schools that one of two lists has and the other lacks, both ways. */
export function schoolsReport(here: SchoolList, there: SchoolList, [ofHere, ofThere]: readonly [Scope, Scope]): RuleReport {
  const openHere = aboutThatDay(here.schools, there.on)
  const openThere = aboutThatDay(there.schools, here.on)
  const findings = [
    schoolsFinding(here, there, absentFrom(there, openHere, ofThere), ofThere),
    schoolsFinding(there, here, absentFrom(here, openThere, ofHere), ofHere),
  ]
  return { rule: 'schools', said: listsInWords(here, there), findings: findings.filter((finding) => finding !== undefined) }
}

export function namesReport({ schools }: { readonly schools: readonly NamedSchool[] }, before: HeldList | undefined): RuleReport {
  const findings = nameFindings(schools, before?.schools ?? [], before ? `${listName(before.of)} of ${inWords(before.on)}` : '')
  const against = before ? `, and held against ${listName(before.of)} of ${inWords(before.on)}` : ''
  return { rule: 'names', said: `Names and DfE numbers of ${count(schools.length)} schools, each number once${against}.`, findings }
}

function schoolsIn(table: HeldTable): readonly (ListedSchool & NamedSchool)[] {
  const placeOf = placesIn(table.headings)
  const [name, la, estab] = [placeOf('SCHNAME'), placeOf('LEA') ?? placeOf('LA'), placeOf('ESTAB')]
  const type = placeOf('SCHOOLTYPE') ?? placeOf('NFTYPE')
  return table.rows
    .filter(({ level }) => level === 'school')
    .map((row) => {
      const number = `${cellAt(row, la)}${cellAt(row, estab)}`
      const dfeNumber = /^\d{7}$/.test(number) ? number : null
      return { urn: row.code, name: cellAt(row, name), authority: row.authority, line: row.line, dfeNumber, type: cellAt(row, type) }
    })
}
