import { authorities, places, type Authority } from './country.ts'
import { dice, type Dice } from './dice.ts'
import { csv, windows1252 } from './file.ts'
import { schoolHeadings, type SchoolRow } from './headings.ts'
import { inspectionsOf } from './inspections.ts'
import { nameOf, typeOf, trustsOf, type Phase, type Trust, type Type } from './names.ts'

/** A school before it is printed: who it is. */
export interface MadeSchool {
  readonly urn: string
  readonly number: string
  readonly name: string
  readonly phase: Phase
  readonly type: Type
  /** `2019-09-01`, where it opened in our time. */
  readonly opened: string | undefined
  readonly lowestAge: number
  readonly highestAge: number
  readonly pupils: number
  readonly authority: Authority
  /** The school it took over from, when an academy. */
  readonly before: { readonly urn: string; readonly number: string; readonly type: Type } | undefined
}

/** Every school of the made-up country, as the inspectorate publishes them, in its encoding. */
export function schools(): Uint8Array {
  const rows = authorities.flatMap((authority, index) => schoolsOf(authority, index).map(({ row }) => row))
  return windows1252(csv([schoolHeadings, ...rows.map((row) => schoolHeadings.map((heading) => row[heading] ?? 'NULL'))], '\r\n'))
}

/** Every school of the made-up country, with its row of that file. */
export function madeRows(): readonly { readonly school: MadeSchool; readonly row: SchoolRow }[] {
  return authorities.flatMap((authority, index) => schoolsOf(authority, index))
}

/** Every school of the made-up country, before it is printed. */
export function allSchools(): readonly MadeSchool[] {
  return authorities.flatMap((authority, index) => schoolsOf(authority, index).map(({ school }) => school))
}

function schoolsOf(authority: Authority, index: number): { readonly school: MadeSchool; readonly row: SchoolRow }[] {
  const luck = dice(9200 + index)
  const trusts = trustsOf(authority, luck)
  const perAuthority = Math.floor(places.length / authorities.length)
  const here = dice(31)
    .shuffled(places)
    .slice(index * perAuthority, (index + 1) * perAuthority)
  const taken = new Set<string>()
  return phasesOf(authority.schools, luck).map((phase, at) => {
    const place = here[at % here.length] ?? authority.name
    const school = aSchool({ authority, phase, place, at, taken }, luck)
    return {
      school,
      row: { ...identity(school, school.type.academy ? luck.pick(trusts) : undefined, luck), ...inspectionsOf(school, luck) },
    }
  })
}

function phasesOf(count: number, luck: Dice): Phase[] {
  const shares: readonly (readonly [Phase, number])[] = [
    ['Secondary', 0.158],
    ['Special', 0.05],
    ['Nursery', 0.022],
    ['PRU', 0.017],
  ]
  const others = shares.flatMap(([phase, share]) => Array.from({ length: Math.round(count * share) }, () => phase))
  const primary = Array.from({ length: count - others.length }, (): Phase => 'Primary')
  return luck.shuffled([...primary, ...others])
}

interface Making {
  readonly authority: Authority
  readonly phase: Phase
  readonly place: string
  readonly at: number
  readonly taken: Set<string>
}

function aSchool({ authority, phase, place, at, taken }: Making, luck: Dice): MadeSchool {
  const type = typeOf(phase, luck)
  const [name, lowestAge, highestAge] = nameOf({ phase, type, place, taken }, luck)
  const nth = Number(authority.code) * 1000 + at * 3
  const opened = type.academy ? `${luck.whole(2011, 2026)}-${luck.pick(['09', '09', '04', '02', '07'])}-01` : undefined
  const openedInTime = opened !== undefined && opened > '2026-08-01' ? '2026-08-01' : opened
  const before = type.took ? { urn: String(900_001 + nth), number: authority.code + String(2000 + at), type: type.took } : undefined
  return {
    urn: String(900_000 + nth),
    number: authority.code + String(type.academy ? 4000 + at : 3000 + at),
    name,
    phase,
    type,
    opened: openedInTime ?? (luck.chance(0.12) ? `${luck.whole(1996, 2015)}-09-01` : undefined),
    lowestAge,
    highestAge,
    pupils: pupilsOf(phase, highestAge - lowestAge, luck),
    authority,
    before,
  }
}

function pupilsOf(phase: Phase, years: number, luck: Dice): number {
  const typical = { Primary: 33 * years, Secondary: 165 * years, Special: 118, Nursery: 82, PRU: 46 }[phase]
  return Math.max(9, Math.round(typical * (1 + 0.32 * luck.scatter())))
}

function identity(school: MadeSchool, trust: Trust | undefined, luck: Dice): SchoolRow {
  const faith =
    school.type.faith && luck.chance(school.type.faith)
      ? luck.pick(['Church of England', 'Church of England', 'Roman Catholic'])
      : undefined
  const { region } = school.authority
  return {
    'Web Link (opens in new window)': `http://reports.invalid/${school.urn}`,
    URN: school.urn,
    LAESTAB: school.number,
    'School name': school.name,
    'Ofsted phase': school.phase,
    'Type of education': school.type.name,
    'School open date': school.opened ? ofsted(school.opened) : 'NULL',
    'Admissions policy':
      school.phase === 'Secondary' ? luck.pick(['Non-selective', 'Non-selective', 'Non-selective', 'Selective']) : 'Not applicable',
    'Sixth form': sixthForm(school),
    'Designated religious character': faith ?? 'Does not apply',
    'Religious ethos': 'Does not apply',
    'Faith grouping': faith ? 'Christian' : 'Non-faith',
    'Ofsted region': region.inspected,
    Region: region.name,
    'Local authority': school.authority.name,
    'Parliamentary constituency': `${school.authority.name.replace(', City of', '')} ${luck.pick(['North', 'South', 'East', 'West', 'Central'])}`,
    'Multi-academy trust UID': trust?.uid ?? 'NULL',
    'Multi-academy trust name': trust?.name ?? 'NULL',
    'Academy sponsor UID': trust?.sponsorUid ?? 'NULL',
    'Academy sponsor name': trust?.sponsor ?? 'NULL',
    Postcode: `ZZ${Number(school.authority.code)} ${luck.whole(1, 9)}${luck.pick(['AB', 'DE', 'FG', 'HJ', 'LN', 'PQ', 'RS', 'TU'])}`,
    'Number of warning notices issued in 2024/25 academic year': luck.chance(0.002) ? '1' : 'NULL',
    'The income deprivation affecting children index (IDACI) quintile': asTyped(quintile(school, luck), luck),
    'Total number of pupils': asTyped(school.pupils, luck),
    'Statutory lowest age': String(school.lowestAge),
    'Statutory highest age': String(school.highestAge),
  }
}

function sixthForm(school: MadeSchool): string {
  if (school.phase === 'Nursery' || school.phase === 'PRU') return 'Not applicable'
  return school.highestAge > 16 ? 'Has a sixth form' : 'Does not have a sixth form'
}

function quintile(school: MadeSchool, luck: Dice): number {
  return Math.min(5, Math.max(1, Math.round(3 + school.authority.hardship + luck.scatter())))
}

/** Some copies of the published file went through a spreadsheet, which wrote a few whole numbers as `2.0`. */
export function asTyped(value: number, luck: Dice): string {
  return luck.chance(0.03) ? `${value}.0` : String(value)
}

/** A day as the inspectorate prints it. */
export function ofsted(day: string): string {
  return day.split('-').reverse().join('/')
}
