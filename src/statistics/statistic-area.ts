import { countryOf, nationalCode, parseAreaCode, type AreaCode, type Country } from '../authorities/area.ts'
import { isMark } from './statistic-cell.ts'

interface Level {
  readonly key: string
  readonly name: string
  /** What `geographic_level` says, in small letters. */
  readonly words: readonly string[]
  /** The columns with the area's code, the one to use first; and the column with its name. */
  readonly codes: readonly string[]
  readonly named: string
}

/** The levels of Explore education statistics, from the country down. */
export const statisticLevels = [
  level('country', 'National', ['national', 'country'], ['country_code'], 'country_name'),
  level('region', 'Regional', ['regional', 'region'], ['region_code'], 'region_name'),
  level('authority', 'Local authority', ['local authority', 'la'], ['old_la_code'], 'la_name'),
  level('district', 'Local authority district', ['local authority district', 'lad'], ['lad_code'], 'lad_name'),
  level('ward', 'Ward', ['ward'], ['ward_code'], 'ward_name'),
  level('constituency', 'Parliamentary constituency', ['parliamentary constituency'], ['pcon_code'], 'pcon_name'),
  level('combined-authority', 'Combined authority', ['mayoral combined authority'], ['mayoral_combined_authority_code'], 'mayoral_combined_authority_name'), // prettier-ignore
  level('devolved-area', 'English devolved area', ['english devolved area'], ['english_devolved_area_code'], 'english_devolved_area_name'),
  level('enterprise-partnership', 'Local enterprise partnership', ['local enterprise partnership'], ['local_enterprise_partnership_code'], 'local_enterprise_partnership_name'), // prettier-ignore
  level('skills-area', 'Local skills improvement plan area', ['local skills improvement plan area'], ['lsip_code'], 'lsip_name'),
  level('opportunity-area', 'Opportunity area', ['opportunity area'], ['opportunity_area_code'], 'opportunity_area_name'),
  level('police-area', 'Police force area', ['police force area'], ['pfa_code'], 'pfa_name'),
  level('rsc-region', 'Regional schools commissioner region', ['rsc region'], ['rsc_region_lead_name'], 'rsc_region_lead_name'),
  level('planning-area', 'Planning area', ['planning area'], ['planning_area_code'], 'planning_area_name'),
  level('trust', 'Trust', ['mat', 'multi-academy trust', 'trust'], ['trust_id', 'trust_uid'], 'trust_name'),
  level('sponsor', 'Sponsor', ['sponsor'], ['sponsor_id'], 'sponsor_name'),
  level('provider', 'Provider', ['provider'], ['provider_ukprn'], 'provider_name'),
  level('institution', 'Institution', ['institution'], ['institution_id'], 'institution_name'),
  level('school', 'School', ['school'], ['school_urn'], 'school_name'),
] as const

export type StatisticLevel =
  | 'country'
  | 'region'
  | 'authority'
  | 'district'
  | 'ward'
  | 'constituency'
  | 'combined-authority'
  | 'devolved-area'
  | 'enterprise-partnership'
  | 'skills-area'
  | 'opportunity-area'
  | 'police-area'
  | 'rsc-region'
  | 'planning-area'
  | 'trust'
  | 'sponsor'
  | 'provider'
  | 'institution'
  | 'school'

function level<Key extends StatisticLevel>(
  key: Key,
  name: string,
  words: readonly string[],
  codes: readonly string[],
  named: string,
): Level & { readonly key: Key } {
  return { key, name, words, codes, named }
}

/** The columns that say where and when, which are neither filters nor indicators. */
const placeAndTime: ReadonlySet<string> = new Set([
  'time_period',
  'time_identifier',
  'geographic_level',
  'new_la_code',
  'school_laestab',
  'school_postcode',
  ...statisticLevels.flatMap(({ codes, named }) => [...codes, named]),
])

/** Whether a column says where or when. */
export function isPlaceOrTime(heading: string): boolean {
  return placeAndTime.has(headingKey(heading))
}

/** A heading as it is compared: in small letters, with no space around it. */
export function headingKey(heading: string): string {
  return heading.trim().toLowerCase()
}

export interface StatisticArea {
  readonly level: StatisticLevel
  readonly code: string
  readonly country: Country
}

/** The three digits of authorities by what else files call them: the nine-character code, and the name in small letters. */
export interface AuthorityCodes {
  readonly byGss: ReadonlyMap<string, AreaCode>
  readonly byName: ReadonlyMap<string, AreaCode>
}

export const noAuthorityCodes: AuthorityCodes = { byGss: new Map(), byName: new Map() }

/** The region of each of its codes: the Office for National Statistics' and, on the right, the Department for Education's. */
const regionCodes: Readonly<Record<string, string>> = {
  '12000001': '80',
  '12000002': '81',
  '12000003': '82',
  '12000004': '83',
  '12000005': '84',
  '12000006': '85',
  '12000007': '86',
  '13000001': '87',
  '13000002': '88',
  '12000008': '89',
  '12000009': '90',
}

/**
 * Which area a row is of, or why that cannot be told.
 *
 * - The country: 970 for England. Another country of the United Kingdom keeps its own code.
 * - A region: 980 to 990, by its code.
 * - An authority: its three digits, which stand in `old_la_code`. They do not change when the nine-character code does. In a row
 *   without them the nine-character code tells which, where a file that is held gives it with its digits; in a row without
 *   either, the name. An unknown code is not looked for by its name: a new authority may be called as the one it replaced.
 * - A school by its URN, a trust by its UID, any other area by the publisher's code.
 * - The made-up country's codes begin with Z where the real one's begin with E, and its three digits with 0.
 */
export function areaOf(
  cellUnder: (heading: string) => string,
  known: AuthorityCodes = noAuthorityCodes,
): StatisticArea | { readonly because: string } {
  const said = cellUnder('geographic_level')
  const level = statisticLevels.find(({ words }) => words.includes(said.toLowerCase()))
  if (!level) return { because: `geographic_level "${said}" is not a level that Fiveday knows` }

  const column = level.codes.find((heading) => cellUnder(heading) !== '') ?? level.codes[0] ?? ''
  const published = cellUnder(column)
  const isBare = level.key === 'authority' && (published === '' || isMark(published))
  const code = isBare ? authorityOtherwise(cellUnder, known) : codeOf(level.key, published)
  if (code === undefined && isBare) return { because: whyNoAuthority(cellUnder, published) }
  if (code === undefined) return { because: `${column} "${published}" does not say which ${level.name.toLowerCase()} the row is of` }
  const country = countryNamed(level.key, code, cellUnder('country_code'))
  return { level: level.key, code, country }
}

/** The three digits of an authority of which a row gives only the nine-character code, or only the name. */
function authorityOtherwise(cellUnder: (heading: string) => string, known: AuthorityCodes): AreaCode | undefined {
  const gss = cellUnder('new_la_code')
  if (gss !== '' && !isMark(gss)) return known.byGss.get(gss.toUpperCase())
  return known.byName.get(cellUnder('la_name').toLowerCase())
}

function whyNoAuthority(cellUnder: (heading: string) => string, published: string): string {
  const gss = cellUnder('new_la_code')
  if (gss !== '' && !isMark(gss))
    return `new_la_code ${gss} is of no authority in the files held, and old_la_code is empty. Import the lookup of local authorities first`
  return `old_la_code "${published}" does not say which local authority the row is of`
}

function codeOf(level: StatisticLevel, published: string): string | undefined {
  if (published === '' || isMark(published)) return undefined
  if (level === 'authority') return parseAreaCode(published)
  if (level === 'country') return countryCode(published)
  if (level === 'region') return regionCode(published)
  if (level === 'school') return /^[1-9]\d{5}$/.test(published) ? published : undefined
  return published.length <= 100 ? published.replaceAll(/\s+/g, ' ') : undefined
}

function countryCode(published: string): string | undefined {
  if (/^E92000001$/i.test(published)) return nationalCode('real')
  if (/^Z92000001$/i.test(published)) return nationalCode('made-up')
  return /^[A-Z]\d{8}$/i.test(published) ? published.toUpperCase() : undefined
}

function regionCode(published: string): string | undefined {
  const [, country, digits = ''] = /^([EZ])(\d{8})$/i.exec(published) ?? []
  const code = regionCodes[digits]
  return code === undefined ? undefined : `${country?.toUpperCase() === 'Z' ? '0' : '9'}${code}`
}

function countryNamed(level: StatisticLevel, code: string, countryCell: string): Country {
  const digits = level === 'authority' || level === 'region' || level === 'country' ? parseAreaCode(code) : undefined
  if (digits) return countryOf(digits)
  return /^Z/i.test(countryCell) && !isMark(countryCell) ? 'made-up' : 'real'
}
