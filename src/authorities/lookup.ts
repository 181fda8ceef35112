import { cell, overflows, placesOf, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'
import { countryOf, kindOfArea, parseAreaCode, type Country } from './area.ts'
import type { PublishedArea } from './published-area.ts'

const columns = { code: 'old_la_code', gss: 'new_la_code', name: 'la_name', regionCode: 'region_code', region: 'region_name' } as const

export const lookup: Source = {
  key: 'lookup',
  name: 'Lookup of local authorities and regions',
  publisher: 'Office for National Statistics and Department for Education',
  gives: "Each local authority's three-digit code, its code of nine characters, its name and its region.",
  form: 'csv',
  headings: Object.values(columns),
  // Statistics by authority have all of these columns, and a row for each period.
  unless: ['time_period'],
  kept: 'one',
  quirks: [
    'Its names stand before those of every other file.',
    'A row is refused when its code is not three digits, has no name or stands on an earlier line, or is of the other country than the first row; and when its region is called otherwise than before, as in a file that was cut off.',
  ],
}

/** Reads rows of the lookup, one after the other: a code counts once, and the first row says which country it is. */
export function lookupReader(headings: readonly string[]) {
  const at = placesOf(headings, columns)
  const lines = new Map<string, number>()
  const regions = new Map<string, { readonly name: string; readonly line: number }>()
  let country: Country | undefined
  return {
    country: () => country,
    read(row: Row): Usable<PublishedArea> {
      const text = cell(row, at.code)
      const code = parseAreaCode(text)
      if (!code || kindOfArea(code) !== 'authority')
        return { because: `${columns.code} "${text}" is not the three digits of a local authority` }
      if (overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
      if (lines.has(code)) return { because: `${columns.code} ${code} stands on line ${lines.get(code)} already` }
      country ??= countryOf(code)
      if (countryOf(code) !== country) return { because: `${columns.code} ${code} is of another country than the rows before it` }
      const name = cell(row, at.name)
      if (name === '') return { because: `${columns.name} is empty` }
      const [regionCode, region] = [cell(row, at.regionCode), cell(row, at.region)]
      const before = regions.get(regionCode)
      if (before && before.name !== region) {
        return { because: `${columns.region} "${region}" of ${regionCode} is "${before.name}" on line ${before.line}` }
      }
      regions.set(regionCode, before ?? { name: region, line: row.line })
      lines.set(code, row.line)
      return { used: { code, name, region: region || null, gss: cell(row, at.gss) || null, line: row.line } }
    },
  }
}
