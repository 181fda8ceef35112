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

/**
 * Who a school is, with its groups where the page names its trust, or else at the end. What other files call such a group, which
 * is its name alone, is left out.
 */
export function withGroups(
  facts: readonly (readonly [string, string])[],
  groups: readonly GroupOfSchool[],
): readonly (readonly [string, string])[] {
  const now = new Set(groups.filter((group) => group.left_on === null).map((group) => group.name.toLowerCase()))
  const isTold = ([what, text]: readonly [string, string]) => groupFacts.has(what) && now.has(text.toLowerCase())
  const place = facts.findIndex(([what]) => groupFacts.has(what))
  const before = place === -1 ? facts : facts.slice(0, place)
  const after = place === -1 ? [] : facts.slice(place).filter((fact) => !isTold(fact))
  return [...before, ...groupLines(groups).map(({ what, text }) => [what, text] as const), ...after]
}

const groupFacts: ReadonlySet<string> = new Set(['Trust', 'Federation', 'Sponsor'])

/** Where the groups of a school are published; undefined for a school without any. */
export function groupSource(groups: readonly GroupOfSchool[]): string | undefined {
  if (groups.length === 0) return undefined
  return 'Source of its trusts and other groups, with their days: Department for Education, groups in the register of establishments.'
}
