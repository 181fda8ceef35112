import type { TableKey } from '../performance/performance-row.ts'
import { parseDay, type Day } from '../lib/day.ts'
import { someOf } from './quality-finding.ts'
import type { ListedSchool, Scope } from './school-list.ts'

/** Kinds of school that a file may leave out altogether. */
export type SchoolKind = 'mainstream' | 'special' | 'alternative' | 'nursery' | 'independent' | 'other'

const kinds: readonly (readonly [RegExp, SchoolKind])[] = [
  [
    /centre|further education|higher education|offshore|online|british|welsh|secure|institution|miscellaneous|early year|16[ -]plus|16-19/i,
    'other',
  ],
  [/independent|^IND(SPEC|SS)?$/i, 'independent'],
  [/special|^(CYS|FDS|NMSS|ACS|ACCS|FS|CHS|FHS)$/i, 'special'],
  [/pupil referral|alternative provision|AP school|^(PRU|FAP|ACAP|ACCAP|AP)$/i, 'alternative'],
  [/nursery/i, 'nursery'],
  [/^(FESI|F1619|AC1619|ACC1619|MODFC)$/, 'other'],
]

/**
 * What kind of school a type is, in the words of Ofsted or the register or in the letters of the performance tables; where a file
 * gives no type, by the last four digits of the DfE number, which say so.
 *
 * @example
 * kindOfSchool({ type: 'Academy converter', dfeNumber: null }) // => 'mainstream'
 * kindOfSchool({ type: 'INDSPEC', dfeNumber: null }) // => 'independent'
 * kindOfSchool({ type: '', dfeNumber: '9317001' }) // => 'special'
 */
export function kindOfSchool({ type, dfeNumber }: { readonly type?: string | null; readonly dfeNumber?: string | null }): SchoolKind {
  const text = type ?? ''
  if (text !== '') return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'mainstream'
  const place = Number((dfeNumber ?? '').slice(3))
  if (place >= 7000 && place < 8000) return 'special'
  if (place >= 6000 && place < 7000) return 'independent'
  if (place >= 8000) return 'other'
  return place >= 1100 && place < 1200 ? 'alternative' : place >= 1000 && place < 1100 ? 'nursery' : 'mainstream'
}

const hasAges =
  (from: number, to: number) =>
  ({ lowestAge, highestAge }: ListedSchool) =>
    typeof lowestAge === 'number' && typeof highestAge === 'number' && lowestAge <= from && highestAge >= to

const isOf =
  (...these: readonly SchoolKind[]) =>
  (school: ListedSchool) =>
    these.includes(kindOfSchool(school))

/** Which schools the performance tables list, and the day of the year at which a school is in them. Others are not compared. */
const tables: Partial<Record<TableKey, Scope & { readonly day: string }>> = {
  ks2: {
    day: '05-15',
    says: 'state-funded schools with pupils of 10 and 11',
    takes: (school) => isOf('mainstream', 'special')(school) && hasAges(10, 11)(school),
  },
  ks4: {
    day: '05-15',
    says: 'state-funded schools with pupils of 15 and 16',
    takes: (school) => isOf('mainstream', 'special')(school) && hasAges(15, 16)(school),
  },
  census: { day: '01-20', says: 'every school', takes: isOf('mainstream', 'special', 'alternative', 'nursery', 'independent') },
  absence: { day: '07-01', says: 'mainstream and special schools', takes: (school) => isOf('mainstream', 'special')(school) && (school.lowestAge ?? 0) < 16 }, // prettier-ignore
}

/** Which schools a performance table of a year is meant to have, and on which day; undefined for a table that lists no schools for that. */
export function scopeOfTable(table: TableKey, year: number): (Scope & { readonly on: Day }) | undefined {
  const scope = tables[table]
  const on = scope && parseDay(`${year}-${scope.day}`)
  return scope && on ? { says: scope.says, takes: scope.takes, on } : undefined
}

const inWords: Readonly<Record<SchoolKind, string>> = {
  mainstream: 'mainstream schools',
  special: 'special schools',
  alternative: 'alternative provision',
  nursery: 'nursery schools',
  independent: 'independent schools',
  other: 'other establishments',
}

/** A list of schools is meant to have all schools of the kinds that it has any of: an extract of the register may be of a few. */
export function scopeOfList(schools: readonly ListedSchool[]): Scope {
  const has = new Set(schools.map(kindOfSchool))
  const told = Object.entries(inWords).flatMap(([kind, words]) => ([...has].some((one) => one === kind) ? [words] : []))
  return { says: someOf(told, 6), takes: (school) => has.has(kindOfSchool(school)) }
}

/**
 * The schools that may have been in a list of a day: none that closed more than a year before or opened more than a year after, of
 * whom nobody would expect it.
 */
export function aboutThatDay(schools: readonly ListedSchool[], day: Day): readonly ListedSchool[] {
  const year = (by: number) => `${Number(day.slice(0, 4)) + by}${day.slice(4)}`
  return schools.filter(({ openedOn, closedOn }) => (!openedOn || openedOn < year(1)) && (!closedOn || closedOn > year(-1)))
}
