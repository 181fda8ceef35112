import { counted } from '../lib/count.ts'
import { cell, overflows, placesOf, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'
import { countryOf, kindOfArea, parseAreaCode, type AreaCode, type Country } from './area.ts'
import type { PublishedArea } from './published-area.ts'

const columns = { code: 'LEA', name: 'LA Name', part: 'REGION', partName: 'REGION NAME' } as const

export const areaCodes: Source = {
  key: 'area-codes',
  name: 'Codes of local authorities, beside the performance tables',
  publisher: 'Department for Education',
  gives: "Each local authority's three-digit code, its name and its region, for what no other file that is held names.",
  form: 'csv',
  headings: Object.values(columns),
  kept: 'one',
  quirks: [
    'Its regions are those in which schools were once overseen, parts of England’s regions: “South East A”, “London West”. They are held as the region they are part of.',
    'The names of every other file stand before its own. The import says which of its rows differ from the areas that are held.',
    'A row is refused when its code is not the three digits of a local authority, has no name, or stands on an earlier line; and when it is of the other country than the first row.',
  ],
}

/**
 * The region that a part of one lies in, as this file names the parts.
 *
 * @example
 * regionOfPart('South East A') // => 'South East'
 * regionOfPart('London West') // => 'London'
 * regionOfPart('South and West Yorkshire') // => 'Yorkshire and The Humber'
 */
export function regionOfPart(part: string): string {
  if (/\byorkshire\b/i.test(part)) return 'Yorkshire and The Humber'
  if (/^london\b/i.test(part)) return 'London'
  return part.replace(/ [A-Z]$/, '')
}

/** Reads the rows, one after the other: a code counts once, and the first row says which country it is. */
export function areaCodesReader(headings: readonly string[]) {
  const at = placesOf(headings, columns)
  const lines = new Map<AreaCode, number>()
  let country: Country | undefined
  return {
    country: () => country,
    read(row: Row): Usable<PublishedArea> {
      const text = cell(row, at.code)
      const code = parseAreaCode(text)
      if (!code || kindOfArea(code) !== 'authority') return { because: `LEA "${text}" is not the three digits of a local authority` }
      if (overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
      const before = lines.get(code)
      if (before !== undefined) return { because: `LEA ${code} stands on line ${before} already` }
      country ??= countryOf(code)
      if (countryOf(code) !== country) return { because: `LEA ${code} is of another country than the rows before it` }
      const name = cell(row, at.name)
      if (name === '') return { because: 'LA Name is empty' }
      lines.set(code, row.line)
      return { used: { code, name, region: regionOfPart(cell(row, at.partName)) || null, gss: null, line: row.line } }
    },
  }
}

/** What an area that is held already is called, and where it lies. */
type Held = Pick<PublishedArea, 'code' | 'name' | 'region'>

/**
 * What the file says otherwise than the areas held, in a sentence: each row by its line. Capitals, and commas and the like, make
 * no difference.
 */
export function differencesFrom(held: readonly Held[], found: readonly PublishedArea[]): string {
  const known = new Map(held.map((area) => [area.code, area]))
  const others = found.flatMap((area) => {
    const before = known.get(area.code)
    if (!before) return [`line ${area.line}: ${area.code} ${area.name} is named by no other file`]
    if (!isAlike(before.name, area.name)) return [`line ${area.line}: ${area.code} is ${area.name} here and ${before.name} elsewhere`]
    if (before.region === null || area.region === null || isAlike(before.region, area.region)) return []
    return [`line ${area.line}: ${area.code} ${area.name} lies in ${area.region} here and in ${before.region} elsewhere`]
  })
  const rows = `${found.length} names and regions of local authorities, checked against the areas that other files give`
  if (held.length === 0) return `${found.length} names and regions of local authorities. No other file that is held names any`
  return others.length === 0
    ? `${rows}: none differs`
    : `${rows}: ${counted(others.length, 'row')} ${others.length === 1 ? 'differs' : 'differ'}. ${few(others)}`
}

/** The first forty of a list, and how many more there are: of a file of another country every row differs. */
function few(items: readonly string[]): string {
  const more = items.length - 40
  return `${items.slice(0, 40).join('; ')}${more > 0 ? ` and ${more} more` : ''}`
}

const isAlike = (a: string, b: string) => plain(a) === plain(b)

/** Inner and Outer London are London: this file does not tell them apart. */
function plain(name: string): string {
  const words = (name.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => word !== 'and' && word !== 'the')
  return words.includes('london') && words.some((word) => word === 'inner' || word === 'outer') ? 'london' : words.sort().join(' ')
}
