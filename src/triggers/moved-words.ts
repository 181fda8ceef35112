import { categoryInWords, standingOf } from '../establishments/school.ts'
import type { Urn } from '../establishments/urn.ts'
import { count, counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import type { Facts, SchoolDay } from './facts.ts'
import { causes, type Part } from './moved.ts'
import type { SchoolOnDay, SchoolThrough } from './same-school.ts'

/** The school a part is of: as it is on the second day, and else as it was. */
export const urnOf = ({ before, after }: SchoolThrough): Urn | undefined => (after ?? before)?.urn

/** Why a school moved a line, in words. */
export const causeInWords = (cause: Part['cause']): string => causes.find(({ key }) => key === cause)?.text ?? cause

/** What a school had on the two days that bears on the line: `Good, then Requires improvement`. */
export function changeInWords({ cause, school: { before, after } }: Part): string {
  if (cause === 'pupils') return `${pupils(before)}, then ${pupils(after)}`
  if (cause === 'phase') return `${before?.phase ?? ''}, then ${after?.phase ?? ''}`
  const [was, is] = [hadInWords(before), hadInWords(after)]
  if (before === undefined) return is
  return after === undefined ? `${was}, then not there` : `${was}, then ${is}`
}

const pupils = (school: SchoolOnDay | undefined) =>
  school?.pupils == null ? 'number of pupils not known' : counted(school.pupils, 'pupil')

function hadInWords(school: SchoolOnDay | undefined): string {
  if (school === undefined) return 'not there'
  const category = categoryInWords(school.category)
  if (!school.known) return school.overall === null ? 'not known' : `${standingOf(school.overall).text}, category not known`
  return [standingOf(school.overall).text, ...(category === undefined ? [] : [category])].join(', ')
}

/** How a day's schools are known, as a sentence. */
export function dayInWords(facts: Facts): string {
  const { schools: day, schoolsFile, on } = facts
  if (day === undefined) return `${inWords(on)}: no file of schools covers it.`
  const how = {
    whole: 'as the file of that day has them',
    listed: 'as the list of graded schools of that day has them',
    rebuilt: 'rebuilt from the days reports were published',
    newest: `as the newest file has them, of ${inWords(day.on)}`,
  }[day.how]
  return `${inWords(on)}: schools ${how}. ${schoolsFile}.`
}

/** What cannot be said about schools that opened, closed or converted between two days, a sentence each. */
export function notKnownBetween(before: SchoolDay | undefined, after: SchoolDay | undefined, unplaced: number): readonly string[] {
  if (before === undefined || after === undefined) return []
  const says: string[] = []
  if (before.how === 'rebuilt')
    says.push(
      `The schools of ${inWords(before.on)} are those of the file of ${inWords(before.fileAsAt)}, for no file of that day is held. A school that closed in between with nothing in its place is in neither state: what it would have moved is not known.`,
    )
  if (after.how === 'rebuilt' && before.fileAsAt !== after.fileAsAt)
    says.push(
      `The schools of ${inWords(after.on)} are those of the file of ${inWords(after.fileAsAt)}. Of a school that is in the first file and not in that one, the day it closed is known only from the register.`,
    )
  if (before.how === 'listed' || after.how === 'listed')
    says.push(
      `A list of graded schools names no authority. ${unplaced === 0 ? '' : `${counted(unplaced, 'school')} of the country’s that no other file places ${unplaced === 1 ? 'counts' : 'count'} in no authority: a school that closed with nothing in its place is among them, and what it moved here is not known.`}`.trim(),
    )
  if (before.fileAsAt === after.fileAsAt) says.push('Numbers of pupils are those of one file on both days, so none of the move is theirs.')
  return says
}

/** The schools a cause took in, as a note: `19 schools`. A school counts once. */
export function schoolsIn(parts: readonly Part[]): string {
  return counted(new Set(parts.map(({ school }) => urnOf(school))).size, 'school')
}

/** When a school's judgement was published, for a table; nothing where its judgement is not what moved the line. */
export function publishedInWords({ cause }: Part, on: Day | null | undefined): string {
  return judged.includes(cause) && on ? inWords(on) : ''
}

const judged: readonly string[] = ['better', 'worse', 'first', 'no-grade', 'left-category', 'into-category']

/** A fraction's two sides as people read them: `255 of 268`. */
export const shareInWords = ({ count: part, of }: { readonly count: number; readonly of: number }) => `${count(part)} of ${count(of)}`
