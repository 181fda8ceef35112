import type { AreaCode } from '../authorities/area.ts'
import { count, counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import type { QualityFinding, RowBehind } from './quality-finding.ts'
import { schoolTypeInWords } from './school-type.ts'

/** A school as one file lists it. */
export interface ListedSchool {
  readonly urn: string
  readonly name: string
  readonly authority: AreaCode | null
  readonly line: number | null
  /** Where the file says so; a list of open schools gives no closing day. */
  readonly type?: string | null
  readonly phase?: string | null
  readonly dfeNumber?: string | null
  readonly lowestAge?: number | null
  readonly highestAge?: number | null
  readonly openedOn?: Day | null
  readonly closedOn?: Day | null
  /** What it became, in words, where the register's links say. */
  readonly became?: string | undefined
}

/** A file's schools, and of which day. */
export interface SchoolList {
  /** As a sentence names it: `the register`, `Ofsted’s list of schools`. */
  readonly name: string
  readonly on: Day
  readonly schools: readonly ListedSchool[]
  /** Of a table, which bears no day: the year it is of, in words. The day it is compared by is none it was published on. */
  readonly year?: string
  /** Whether it is plainly of some schools only, so that a school missing from it tells nothing. */
  readonly extract?: boolean
}

/** The whole register has many more establishments, open and closed, than this. */
const wholeRegister = 30_000

/**
 * Whether a register of so many establishments is the outcome of a search, and not the register.
 *
 * @example
 * isExtract(652) // => true
 * isExtract(52_000) // => false
 */
export const isExtract = (establishments: number): boolean => establishments < wholeRegister

/** The day or year that a sentence gives after the name of a list. */
const when = ({ on, year }: SchoolList) => year ?? inWords(on)

/** Which schools a file is meant to list, and the same in words. */
export interface Scope {
  readonly says: string
  readonly takes: (school: ListedSchool) => boolean
}

/** Why a school is not where it might be, as far as its dates tell. */
export type Absent = { readonly school: ListedSchool; readonly because: string | undefined }

/**
 * The schools of one list that another lacks, each with what explains it.
 *
 * 1. Only authorities that both lists name are compared, and schools that the other is meant to have.
 * 2. One that opened after the other's day, or closed before it, is explained by that; one that became another school, by that.
 *
 * @example
 * absentFrom({ name: 'b', on: '2019-05-01', schools: [{ urn: '2', name: 'Beech', authority: '931', line: 2 }] }, [{ urn: '1', name: 'Ash', authority: '931', line: 2, openedOn: '2020-09-01' }], { says: '', takes: () => true })[0].because // => 'opened on 1 September 2020'
 */
export function absentFrom(other: SchoolList, schools: readonly ListedSchool[], scope: Scope): readonly Absent[] {
  const there = new Set(other.schools.map(({ urn }) => urn))
  const authorities = new Set(other.schools.map(({ authority }) => authority))
  return schools
    .filter((school) => !there.has(school.urn) && school.authority !== null && authorities.has(school.authority) && scope.takes(school))
    .map((school) => ({ school, because: explanationOf(school, other.on) }))
}

function explanationOf({ openedOn, closedOn, became }: ListedSchool, day: Day): string | undefined {
  if (openedOn && openedOn > day) return `opened on ${inWords(openedOn)}`
  if (closedOn && closedOn <= day) return `closed on ${inWords(closedOn)}`
  return became
}

/** The schools that one list has and another lacks, as a finding; undefined when dates explain every one. */
export function schoolsFinding(has: SchoolList, lacks: SchoolList, absent: readonly Absent[], scope: Scope): QualityFinding | undefined {
  if (lacks.extract) return undefined
  const unexplained = absent.filter(({ because }) => because === undefined)
  const [first] = unexplained
  if (!first) return undefined
  const explained = absent.filter(({ because }) => because !== undefined)
  const also =
    explained.length === 0
      ? ''
      : ` ${counted(explained.length, 'other')} ${explained.length === 1 ? 'is' : 'are'} explained: ${heapsInWords(explained.map(kindOfReason))}.`
  const kinds = unexplained.length < 2 ? '' : ` By type: ${heapsInWords(unexplained.map(({ school }) => typeOf(school)))}.`
  const extract = unexplained.length * 10 > has.schools.length ? ' So many suggest that one of the two is an extract of some schools.' : ''
  return {
    rule: 'schools',
    weight: unexplained.length * 20 > has.schools.length ? 'look into' : 'to know',
    authority: unexplained.length === 1 ? first.school.authority : null,
    subject: `${counted(unexplained.length, 'school')} not in ${lacks.name}${lacks.year ? `, ${lacks.year}` : ''}`,
    sentence:
      `${counted(unexplained.length, 'school')} of ${has.name} (${when(has)}) ${unexplained.length === 1 ? 'is' : 'are'} not in ${lacks.name} (${when(lacks)}), ` +
      `which is meant to have ${scope.says}, and no opening or closing day explains ${unexplained.length === 1 ? 'it' : 'them'}.${kinds}${also}${extract} Look ${unexplained.length === 1 ? 'it' : 'them'} up in the register, ` +
      `and count schools from one file only.`,
    key: `schools ${has.name} ${has.on} ${lacks.name} ${lacks.on} ${unexplained.length} ${first.school.urn}`,
    behind: [
      ...unexplained.toSorted((a, b) => typeOf(a.school).localeCompare(typeOf(b.school))),
      ...explained.toSorted((a, b) => kindOfReason(a).localeCompare(kindOfReason(b))),
    ].map(behindOf),
  }
}

const typeOf = ({ type }: ListedSchool) => (type ? schoolTypeInWords(type) : 'no type given')

/** What kind of thing explains that a school is absent, without the day or the school's name. */
function kindOfReason({ because = '' }: Absent): string {
  return /^(opened|closed)\b/.exec(because)?.[1] ?? 'became another school'
}

/**
 * Things in heaps of the same, the largest first, each with how many.
 *
 * @example
 * heapsInWords(['closed', 'opened', 'closed']) // => 'closed 2, opened 1'
 */
export function heapsInWords(words: readonly string[]): string {
  const heaps = [...Map.groupBy(words, (word) => word)].map(([word, same]) => ({ word, times: same.length }))
  const sorted = heaps.toSorted((a, b) => b.times - a.times || a.word.localeCompare(b.word))
  return sorted.map(({ word, times }) => `${word} ${count(times)}`).join(', ')
}

function behindOf({ school, because }: Absent): RowBehind {
  const { line, urn, name, authority, type, phase } = school
  const cells = [
    ['type', type ? schoolTypeInWords(type) : ''],
    ['phase', phase ?? ''],
    ['explained by', because ?? 'nothing'],
  ] as const
  return { line, code: urn, name, authority, cells: cells.filter(([, cell]) => cell !== '') }
}

/** How many of a list's schools were compared, in words. */
export function listsInWords(has: SchoolList, lacks: SchoolList): string {
  const note = has.extract || lacks.extract ? ' The register held is an extract, so schools missing from it cannot be told.' : ''
  return `${count(has.schools.length)} schools of ${has.name} against ${count(lacks.schools.length)} of ${lacks.name}.${note}`
}
