import type { Country } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'
import { cell, overflows, type Usable } from '../sources/cells.ts'
import type { Row } from '../sources/source.ts'
import { groupColumns, readGroupDay, type PublishedGroup, type PublishedMembership } from './group.ts'
import { countryOfUrn, parseUrn } from './urn.ts'

/** What one row of a file of groups gives: a group, and in a file that names establishments who belongs to it. */
export interface GroupRow {
  readonly group: PublishedGroup
  readonly membership: PublishedMembership | undefined
}

type Places = Readonly<Record<keyof typeof groupColumns, number>>

/** Reads rows of a file of groups, one after the other. `eachOnce`: a group stands on one line, as in the file of all groups. */
export function groupReader(headings: readonly string[], eachOnce: boolean) {
  const at = placesIn(headings)
  const lines = new Map<string, number>()
  let country: Country | undefined

  function read(row: Row): Usable<GroupRow> {
    if (overflows(row, headings)) return { because: 'The row has more cells than there are headings' }
    const days = daysIn(row, at, headings)
    const group = groupIn(row, at, days)
    if (typeof group === 'string') return { because: group }
    const membership = membershipIn(row, group.uid, days)
    if (typeof membership === 'string') return { because: membership }
    const fault = days.fault()
    if (fault !== undefined) return { because: fault }
    const key = membership ? `${membership.urn} ${group.uid} ${membership.joined_on} ${membership.left_on}` : group.uid
    const first = lines.get(key)
    if (first !== undefined && (membership !== undefined || eachOnce)) return { because: twice(group, membership, first) }
    lines.set(key, row.line)
    return { used: { group, membership } }
  }

  function membershipIn(row: Row, uid: string, days: Days): PublishedMembership | string | undefined {
    const text = cell(row, at.urn)
    if (at.urn === -1 || text === '') return undefined
    const urn = parseUrn(text)
    if (!urn) return `URN "${text}" is not six digits`
    country ??= countryOfUrn(urn)
    if (countryOfUrn(urn) !== country) return `URN ${urn} is of another country than the rows before it`
    return { urn, uid, joined_on: days.of('joinedOn'), left_on: days.of('leftOn'), line: row.line }
  }

  return { read, country: () => country }
}

function twice({ uid }: PublishedGroup, membership: PublishedMembership | undefined, line: number): string {
  const what = membership ? `That ${membership.urn} belongs to the group ${uid}` : `The group ${uid}`
  return `${what} stands on line ${line} already`
}

function groupIn(row: Row, at: Places, days: Days): PublishedGroup | string {
  const text = (column: keyof Places) => (at[column] === -1 ? '' : cell(row, at[column])) || null
  const [uid, name, type] = [text('uid') ?? '', text('name'), text('type')]
  if (!/^\d{1,9}$/.test(uid)) return `The UID "${uid}" of the group is no number`
  if (name === null || type === null) return 'The name or the type of the group is empty'
  return {
    uid,
    name,
    type,
    group_id: text('groupId'),
    status: text('status'),
    companies_house_number: text('company'),
    // In a file that names establishments the plain heading is the establishment's own.
    ukprn: at.urn === -1 ? text('ukprn') : null,
    opened_on: days.of('incorporatedOn') ?? days.of('openedOn'),
    closed_on: days.of('closedOn'),
    line: row.line,
  }
}

interface Days {
  readonly of: (column: keyof Places) => Day | null
  readonly fault: () => string | undefined
}

/** The days of a row, and why the first that cannot be read makes the row unusable. */
function daysIn(row: Row, at: Places, headings: readonly string[]): Days {
  let fault: string | undefined
  return {
    of(column) {
      const text = at[column] === -1 ? '' : cell(row, at[column])
      const day = readGroupDay(text)
      if (text !== '' && day === undefined) fault ??= `${headings[at[column]]} "${text}" is not a day like 31-08-2025`
      return day ?? null
    },
    fault: () => fault,
  }
}

function placesIn(headings: readonly string[]): Places {
  const place = (names: readonly string[]) => names.map((name) => headings.indexOf(name)).find((at) => at !== -1) ?? -1
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a place for every column, from the list of all of them
  return Object.fromEntries(Object.entries(groupColumns).map(([name, names]) => [name, place(names)])) as Places
}
