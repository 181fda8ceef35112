import { reorganisedView } from '../authorities/reorganisation.view.ts'
import { count } from '../lib/count.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import type { Part, TopicLeftOut } from './part.ts'
import { idOf, standOutsOf } from './part.view.ts'
import { latestOf, type Profiled } from './profiled.ts'

export interface ProfilePage {
  readonly whose: Profiled
  readonly parts: readonly Part[]
  readonly leftOut: readonly TopicLeftOut[]
  readonly source: string
  readonly today: Day
}

/** How many of each kind the first page of the profile tells; the pages of its parts tell all. */
const mostOfAKind = 6

/** The authority at a glance: what stands out of all its headline measures, and in which quarter those of each part are. */
export function profileView({ whose, parts, leftOut, source, today }: ProfilePage) {
  const partOf = (code: string) => parts.find(({ headlines }) => headlines.some((one) => one.code === code))
  const href = (code: string) => `${paths.profilePart(partOf(code)?.key ?? '')}#${idOf(code)}`
  return {
    title: `Profile of ${whose.authorityName}`,
    held: whose.measures.some(({ years }) => years.length > 0),
    reorganised: reorganisedView(whose.reorganised, today),
    standOuts: standOutsOf(whose, whose.measures, href, mostOfAKind),
    parts: parts.map((part) => partRow(part, whose)),
    leftOut: leftOut.map(({ topic, because }) => `${topic}: ${because}`),
    neighbourSet: whose.neighbourSet,
    source,
  }
}

function partRow({ key, title, says, headlines }: Part, { measures }: Profiled) {
  const codes = new Set(headlines.map(({ code }) => code))
  const latest = measures.filter(({ measure }) => codes.has(measure.code)).map(latestOf)
  const inQuarter = (band: string) => latest.filter((year) => year?.band === band).length
  return {
    title,
    says,
    href: paths.profilePart(key),
    quarters: ['A', 'B', 'C', 'D'].map((band) => count(inQuarter(band))),
    unbanded: count(inQuarter('-')),
    without: count(latest.filter((year) => !year || year.value === null).length),
  }
}
