import { councilName } from '../accounts/account.store.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import type { KnownBreak } from '../measures/break.ts'
import { assessed } from '../triggers/assessment.store.ts'
import type { Headline, Part } from './part.ts'
import { asItMayLeave } from './leaving.ts'
import { profiled } from './profile.store.ts'
import type { Subject } from './theme-report.ts'

/** What a data report is asked for. `parts` say where the numbers of pupils are. */
export interface ReportAsked {
  readonly authority: AreaCode
  readonly subject: Subject
  readonly framework: Framework
  readonly parts: readonly Part[]
  readonly breaks: readonly KnownBreak[]
  readonly today: Day
}

/** All that the data report of a subject is written from, but for its pictures; nothing in it that may not leave officers' hands. */
export async function reportFacts(reads: Reads, asked: ReportAsked) {
  const { authority, subject, framework, parts, breaks, today } = asked
  const whose = await profiled(reads, authority, breaks, headlinesOf(subject, parts))
  return {
    whose: { ...whose, measures: whose.measures.map(asItMayLeave) },
    found: await assessed(reads, framework, authority, { today }),
    council: (await councilName(reads, authority)) ?? '',
  }
}

/** The measures of a subject in its order, each with where its number of pupils is published. */
export function headlinesOf({ measures }: Subject, parts: readonly Part[]): readonly Headline[] {
  const known = parts.flatMap(({ headlines }) => headlines)
  return measures.map((code) => known.find((one) => one.code === code) ?? { code, pupilsIn: undefined })
}
