import { kindOfArea, nationalCode, countryOf, type AreaCode } from '../authorities/area.ts'
import { isSameRegion } from '../measures/region.ts'

/** What an authority's statistics are set beside: its country, and its region where it is known. */
export interface BesideArea {
  readonly code: string
  readonly name: string
}

/** England's regions, for where no file that is held names them. */
const regions: readonly BesideArea[] = [
  { code: '980', name: 'North East' },
  { code: '981', name: 'North West' },
  { code: '982', name: 'Yorkshire and The Humber' },
  { code: '983', name: 'East Midlands' },
  { code: '984', name: 'West Midlands' },
  { code: '985', name: 'East of England' },
  { code: '986', name: 'London' },
  { code: '987', name: 'Inner London' },
  { code: '988', name: 'Outer London' },
  { code: '989', name: 'South East' },
  { code: '990', name: 'South West' },
]

interface NamedArea {
  readonly code: AreaCode
  readonly name: string
  readonly region: string | null
}

/**
 * The regions an authority lies in, the narrowest first: of Outer London and of London. Statistics give one or both.
 *
 * `areas` are the authority and the regions, as the files that are held name them.
 */
export function regionsAbout(areas: readonly NamedArea[], authority: AreaCode): readonly BesideArea[] {
  const liesIn = areas.find(({ code }) => code === authority)?.region
  if (liesIn === null || liesIn === undefined) return []
  const named = [...areas.filter(({ code }) => kindOfArea(code) === 'region'), ...(countryOf(authority) === 'real' ? regions : [])]
  const found = named.find(({ name }) => isSameRegion(name, liesIn))
  if (!found) return []
  const inLondon = found.code === '987' || found.code === '988'
  return [{ code: found.code, name: liesIn }, ...(inLondon ? regions.filter(({ code }) => code === '986') : [])]
}

export function countryAbout(areas: readonly NamedArea[], authority: AreaCode): BesideArea {
  const code = nationalCode(countryOf(authority))
  return { code, name: areas.find((area) => area.code === code)?.name ?? (code === '970' ? 'England' : 'The country') }
}
