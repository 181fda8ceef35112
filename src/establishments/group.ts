import { readDay, type Day } from '../lib/day.ts'
import type { Source } from '../sources/source.ts'
import type { Urn } from './urn.ts'

/** A group of establishments as one file of the register states it: a trust, a federation, a sponsor. */
export interface PublishedGroup {
  readonly uid: string
  readonly group_id: string | null
  readonly name: string
  readonly type: string
  readonly status: string | null
  readonly companies_house_number: string | null
  readonly ukprn: string | null
  readonly opened_on: Day | null
  readonly closed_on: Day | null
  readonly line: number
}

/** That an establishment belongs to a group, or did: from and until when, where the file says. */
export interface PublishedMembership {
  readonly urn: Urn
  readonly uid: string
  readonly joined_on: Day | null
  readonly left_on: Day | null
  readonly line: number
}

/**
 * What each file calls what Fiveday takes from it, the name it has now first. A file from before 2018 says `Linked UID` for the
 * `Group UID` of now.
 */
export const groupColumns = {
  uid: ['Group UID', 'Linked UID', 'GroupUID'],
  groupId: ['Group ID'],
  name: ['Group Name', 'Linked Name'],
  type: ['Group Type', 'Group Type (name)'],
  status: ['Group Status', 'Group Status (name)'],
  company: ['Companies House Number'],
  ukprn: ['Group UKPRN', 'UKPRN'],
  incorporatedOn: ['Incorporated on (open date)'],
  openedOn: ['Open date', 'Group Open Date'],
  closedOn: ['Closed Date', 'Group Closed Date'],
  urn: ['URN'],
  joinedOn: ['Joined date', 'Date Joined Group'],
  leftOn: ['Date Left Group'],
} as const

const common = { publisher: 'Department for Education', form: 'csv', kept: 'one' } as const

const quirks = [
  'A group is known by its UID. Names of people, addresses and telephone numbers are never taken.',
  'The day a trust opened is that of its incorporation, where the file gives one.',
  'No cell says the day the file is of.',
] as const

export const registerGroups: Source = {
  ...common,
  key: 'register-groups',
  name: 'Get Information about Schools: all groups',
  gives: 'Every trust, federation and sponsor, open or closed: its name, type, days and number at Companies House.',
  headings: ['Group UID', 'Group Name', 'Group Type', 'Closed Date'],
  unless: ['URN'],
  quirks: [
    ...quirks,
    'A row is refused when its UID is no number or stands on an earlier line, when its name or type is empty, or when a day cannot be read.',
  ],
}

const belonging =
  'A row is refused when its UID is no number, when its name or type is empty, when a day cannot be read, when its URN is not six digits or of another country than the first, or when the same membership stands on an earlier line.'

export const registerGroupLinks: Source = {
  ...common,
  key: 'register-group-links',
  name: 'Get Information about Schools: links between groups and establishments',
  gives: 'Which trust, federation and sponsor each establishment belongs to, and since when.',
  headings: ['URN', 'Group Name', 'Group Type', 'Companies House Number'],
  unless: ['Date Joined Group'],
  quirks: [...quirks, 'A file from before 2018 calls the UID of a group "Linked UID".', belonging],
}

export const registerMembership: Source = {
  ...common,
  key: 'register-membership',
  name: 'Get Information about Schools: membership of trusts through time',
  gives: 'Which trusts each academy has belonged to: from when, and until when.',
  headings: ['URN', 'Group UID', 'Group Name', 'Group Type', 'Date Joined Group', 'Date Left Group'],
  quirks: [...quirks, 'A trust without academies has a row without a URN. It is used for the trust.', belonging],
}

/**
 * A day as these files write it: `01-09-2014`, and in that of membership with a time of day, or the other way round.
 *
 * @example
 * readGroupDay('01-09-2014') // => '2014-09-01'
 * readGroupDay('2014-09-01 00:00:00') // => '2014-09-01'
 */
export function readGroupDay(text: string): Day | undefined {
  return readDay(text.replace(/[ T]00:00(:00)?(\.0+)?$/, ''))
}

/** A group that a school belongs to, or did, as its page says it: what the register's files together state. */
export interface GroupOfSchool {
  readonly uid: string
  readonly name: string
  readonly type: string
  readonly status: string | null
  readonly companies_house_number: string | null
  readonly joined_on: Day | null
  readonly left_on: Day | null
}

/** Whether a group is an academy trust. */
export function isTrust({ type }: Pick<GroupOfSchool, 'type'>): boolean {
  return /\bacademy trust\b/i.test(type)
}
