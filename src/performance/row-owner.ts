import { kindOfArea, parseAreaCode, type AreaCode } from '../authorities/area.ts'
import { parseUrn } from '../establishments/urn.ts'
import type { Level } from './performance-row.ts'

/**
 * Whose figures a row gives. `code` is empty for the country, whose code hangs on which country the file is of, and for an
 * authority that the row only `named`.
 */
export interface RowOwner {
  readonly level: Level
  readonly code: string
  readonly covers: string
  readonly authority: AreaCode | null
  readonly named?: string
}

/** A row's cell under a heading, trimmed; undefined where the file has no such column. */
export type CellsOf = (heading: string) => string | undefined

/** Tells from a row's cells whose figures it gives, or why that cannot be told. */
export type OwnerReader = (cell: CellsOf) => RowOwner | string

const country = (covers: string): RowOwner => ({ level: 'country', code: '', covers, authority: null })

/**
 * Results and destinations: `RECTYPE` says whose row it is, in numbers that mean one thing at key stage 2 and another at key
 * stage 4. The country's rows are told apart by their number.
 */
export function byRecordType(types: { school: string[]; authority: string[]; country: string[] }): OwnerReader {
  return (cell) => {
    const type = cell('RECTYPE') ?? ''
    if (types.school.includes(type)) return aSchool(cell, 'LEA')
    if (types.authority.includes(type)) return anAuthority(cell, 'LEA', '')
    if (types.country.includes(type)) return country(/^\d$/.test(type) ? type : '')
    return `RECTYPE "${type}" is none that the publisher explains`
  }
}

/**
 * Pupils and absence: `NAT` stands for the country and `LA` for an authority, in the column of the URN or of the authority,
 * and `ESTAB` then says of which schools: `PRI`, `SEC`, `SPE`.
 */
export const byAreaWord: OwnerReader = (cell) => {
  const [urn, authority, covers = ''] = [cell('URN'), cell('LA'), cell('ESTAB')]
  if (urn === 'NAT' || authority === 'NAT') return country(covers)
  if (urn === 'LA') return anAuthority(cell, 'LA', covers)
  return urn === '' && /^[A-Z]+$/.test(covers) ? anAuthority(cell, 'LA', covers) : aSchool(cell, 'LA')
}

/**
 * Income and spending: the column of the authority says whose row it is. An authority's stands under its name, in the column of the
 * URN. London's and the rest of the country's are the publisher's own of parts of the country, and cover those.
 *
 * The publisher's words for which schools a row covers: `Primary Low` is primary schools with few pupils on free school meals.
 */
export const bySpendingWord: OwnerReader = (cell) => {
  const word = cell('LA') ?? ''
  if (/^\d/.test(word)) return aSchool(cell, 'LA')
  const schools = [cell('MEDIAN'), cell('FSMBAND')].filter(Boolean).join(' ')
  if (/^LA(-|$)/.test(word)) return { level: 'authority', code: '', covers: schools, authority: null, named: cell('URN') ?? '' }
  if (/^NAT(-|$)/.test(word)) return country(schools)
  if (/^(NON-)?LONDON(-|$)/.test(word)) return country(`${word.startsWith('NON') ? 'Non-London' : 'London'} ${schools}`)
  return `LA "${word}" is neither the three digits of an authority nor a word the publisher explains`
}

/** Schools, each in its authority, and nothing else. */
export const bySchool: OwnerReader = (cell) => aSchool(cell, 'LA')

/** Trusts, by their numbers in the register of groups. */
export const byTrust: OwnerReader = (cell) => {
  const code = cell('TRUST_UID') ?? ''
  if (!/^\d{1,7}$/.test(code)) return `TRUST_UID "${code}" is not the number of a trust`
  return { level: 'trust', code, covers: '', authority: null }
}

function aSchool(cell: CellsOf, column: string): RowOwner | string {
  const urn = parseUrn(cell('URN') ?? '')
  if (!urn) return `URN "${cell('URN') ?? ''}" is not six digits`
  const printed = cell(column)
  if (printed === undefined) return { level: 'school', code: urn, covers: '', authority: null }
  const authority = authorityIn(printed)
  return authority ? { level: 'school', code: urn, covers: '', authority } : notAnAuthority(column, printed)
}

function anAuthority(cell: CellsOf, column: string, covers: string): RowOwner | string {
  const printed = cell(column)
  if (printed === undefined) return `The row is an authority’s and does not say which: the file has no column ${column}`
  const authority = authorityIn(printed)
  return authority ? { level: 'authority', code: authority, covers, authority } : notAnAuthority(column, printed)
}

function authorityIn(text: string): AreaCode | undefined {
  const code = parseAreaCode(text)
  return code && kindOfArea(code) === 'authority' ? code : undefined
}

const notAnAuthority = (column: string, text: string): string => `${column} "${text}" is not the three digits of an authority`
