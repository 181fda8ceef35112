import { inWords } from '../lib/day.ts'
import { isTrust, type GroupOfSchool } from './group.ts'

/** A group as the school's page lists it: `Trust`, `Ash Learning Trust (company 01234567), since 1 September 2014`. */
export interface GroupLine {
  readonly what: string
  readonly text: string
}

/** The groups of a school, those of now first, and those it has left. */
export function groupLines(groups: readonly GroupOfSchool[]): readonly GroupLine[] {
  return groups.map((group) => {
    const { name, type, companies_house_number: company, joined_on: joined, left_on: left } = group
    const number = company === null ? '' : ` (company ${company})`
    const from = joined === null ? '' : `${left === null ? 'since' : 'from'} ${inWords(joined)}`
    const until = left === null ? '' : `until ${inWords(left)}`
    const when = [from, until].filter(Boolean).join(' ')
    return { what: isTrust(group) ? (left === null ? 'Trust' : 'Earlier trust') : type, text: `${name}${number}${when && `, ${when}`}` }
  })
}
