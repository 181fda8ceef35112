import type { Country } from '../authorities/area.ts'
import { parseDay, parsePublishedDay, type Day } from '../lib/day.ts'
import { cell, overflows, placesOf, type Usable } from '../sources/cells.ts'
import type { Row, Source } from '../sources/source.ts'
import { countryOfUrn, parseUrn, type Urn } from './urn.ts'

const columns = { urn: 'urn', name: 'name', openedOn: 'open_date', closedOn: 'close_date', town: 'town', postcode: 'postcode' } as const

export const reducedRegister: Source = {
  key: 'register-reduced',
  name: 'Register of establishments, cut to names, days and places',
  publisher: 'Department for Education; cut by others',
  gives: 'What an establishment was called, and when it opened and closed, where no other file that is held says.',
  form: 'csv',
  headings: Object.values(columns),
  kept: 'one',
  quirks: [
    'It says less than the register, so it never stands before it: what the register, its links or an inspection call an establishment is what it is called.',
    'No cell says the day the file is of. A closing day may lie ahead of it.',
    '01-01-1900 stands for a day nobody knows, and is read as none.',
    'A row is refused when its URN is not six digits, stands on an earlier line or is of another country than the first row, when its name is empty, or when a day cannot be read.',
  ],
}

/** An establishment as a copy of the register that is cut to its name, days and place states it. */
export interface NamedEstablishment {
  readonly urn: Urn
  readonly name: string
  readonly opened_on: Day | null
  readonly closed_on: Day | null
  readonly town: string | null
  readonly postcode: string | null
  readonly line: number
}

const nobodyKnows = parseDay('1900-01-01')

/** Reads rows of the reduced register, one after the other: a URN counts once, and the first row says which country it is. */
export function reducedReader(headings: readonly string[]) {
  const at = placesOf(headings, columns)
  const lines = new Map<Urn, number>()
  let country: Country | undefined

  function read(row: Row): Usable<NamedEstablishment> {
    if (overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
    const urn = parseUrn(cell(row, at.urn))
    if (!urn) return { because: `${columns.urn} "${cell(row, at.urn)}" is not six digits` }
    if (lines.has(urn)) return { because: `${columns.urn} ${urn} stands on line ${lines.get(urn)} already` }
    const name = cell(row, at.name)
    if (name === '') return { because: `${columns.name} is empty` }
    const [opened, closed] = [dayIn(row, at.openedOn), dayIn(row, at.closedOn)]
    if (opened === undefined) return { because: `${columns.openedOn} "${cell(row, at.openedOn)}" is not a day like 31-08-2025` }
    if (closed === undefined) return { because: `${columns.closedOn} "${cell(row, at.closedOn)}" is not a day like 31-08-2025` }
    country ??= countryOfUrn(urn)
    if (countryOfUrn(urn) !== country) return { because: `${columns.urn} ${urn} is of another country than the rows before it` }
    lines.set(urn, row.line)
    const place = { town: cell(row, at.town) || null, postcode: cell(row, at.postcode) || null }
    return { used: { urn, name, opened_on: opened, closed_on: closed, ...place, line: row.line } }
  }

  return { read, country: () => country }
}

/** Null where there is none; undefined where it cannot be read. */
function dayIn(row: Row, place: number): Day | null | undefined {
  const text = cell(row, place)
  const day = parsePublishedDay(text)
  return text === '' || day === nobodyKnows ? null : day
}
