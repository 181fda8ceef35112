import type { AreaCode } from '../authorities/area.ts'
import { isOfConcern } from '../establishments/school.ts'
import type { Urn } from '../establishments/urn.ts'
import { academicYearOf, calendarDay, type Day } from '../lib/day.ts'
import { figuresKnown, type SchoolFiguresHeld } from './figures-held.ts'
import { asIfGrade, gradeNumber, outcomeOf, phaseOf, schoolType, type GradeNumber, type Outcome, type Phase, type Standing } from './standing.ts' // prettier-ignore

/** A school as the newest file states it, in so far as the method looks at it. */
export interface SchoolNow {
  readonly urn: Urn
  readonly authority: AreaCode
  readonly phase: string
  readonly type: string
  readonly deprivation: number | null
}

/** A graded inspection that counts for a school. */
export interface Graded {
  readonly urn: Urn
  readonly urn_then: Urn | null
  readonly type_then: string | null
  readonly inspected_on: Day
  readonly published_on: Day
  readonly overall: string | null
  readonly category: string | null
  readonly quality_of_education: string | null
}

/** A school in the list of graded schools from which the training sets out: its grade, and its last inspection of any kind. */
export interface Listed {
  readonly urn: Urn
  readonly grade: GradeNumber
  readonly inspected_on: Day
}

/** All that the method is learnt from. */
export interface Training {
  /** The day of the list of graded schools, and that of the newest file of schools. */
  readonly from: Day
  readonly until: Day
  readonly schools: readonly SchoolNow[]
  /** Of each school, the oldest published first. */
  readonly graded: ReadonlyMap<Urn, readonly Graded[]>
  /** Days on which reports of ungraded inspections were published. */
  readonly ungraded: ReadonlyMap<Urn, readonly Day[]>
  readonly listed: ReadonlyMap<Urn, Listed>
  readonly predecessors: ReadonlyMap<Urn, readonly Urn[]>
  readonly figures: SchoolFiguresHeld
}

/** How a school stood, and what its next graded inspection gave. */
export interface Episode {
  readonly urn: Urn
  readonly authority: AreaCode
  readonly standing: Standing
  /** `listed`: from the list of graded schools. `again`: from a graded inspection since. */
  readonly from: 'listed' | 'again'
  readonly publishedOn: Day
  /** Null where no overall grade was given. */
  readonly after: GradeNumber | null
  readonly outcome: Outcome | null
  readonly category: boolean
}

/** Of what kind the inspection is that a school waits for: a graded one, or any, as far as the files tell. */
export type WaitedFor = 'graded' | 'any'

/**
 * A stretch in which a school waited for its next inspection. `until` is the day its report was published; null where it still waits.
 *
 * Of ungraded inspections the files know the last since the last graded one: one that a graded inspection followed is not seen.
 */
export interface Wait {
  readonly authority: AreaCode
  readonly phase: Phase
  readonly grade: GradeNumber
  readonly again: boolean
  readonly inspectedOn: Day
  readonly since: Day
  readonly until: Readonly<Record<WaitedFor, Day | null>>
}

export interface Learnt {
  readonly episodes: readonly Episode[]
  readonly waits: readonly Wait[]
  /** Schools without an unambiguous place in the list, and those with a place and no graded inspection since. */
  readonly withoutStart: number
  readonly stillWaiting: number
}

/**
 * What came of every school since the day of the list.
 *
 * - A school sets out from the grade it carried in the list: its own, or that of the nearest predecessor listed. Where two
 *   predecessors at the same distance are listed it has no unambiguous start, and is left out.
 * - Its outcome is its first graded inspection published after that day and made after the last inspection the list knows of.
 * - From each graded inspection since, the next is another episode; then the grade before is known.
 * - No input is of later than the inspection: the establishment and type are those inspected, figures are of academic years that
 *   had ended, and the list alone says what came before.
 */
export function learntFrom(training: Training): Learnt {
  const episodes: Episode[] = []
  const waits: Wait[] = []
  let [withoutStart, stillWaiting] = [0, 0]
  for (const school of training.schools) {
    const phase = phaseOf(school.phase)
    const start = startOf(school.urn, training)
    if (start === undefined || phase === undefined) {
      withoutStart++
      continue
    }
    const since = (training.graded.get(school.urn) ?? []).filter(
      ({ inspected_on, published_on }) => published_on > training.from && inspected_on > start.inspected_on,
    )
    if (since.length === 0) stillWaiting++
    const known = { school, phase, training }
    episodes.push(...episodesOf(known, start, since))
    waits.push(...waitsOf(known, start, since))
  }
  return { episodes, waits, withoutStart, stillWaiting }
}

/** The list's entry for a school, or for the nearest predecessor it names; undefined for none, or for two equally near. */
export function startOf(urn: Urn, { listed, predecessors }: Pick<Training, 'listed' | 'predecessors'>): Listed | undefined {
  const met = new Set<Urn>()
  let reached: readonly Urn[] = [urn]
  while (reached.length > 0) {
    const found = reached.flatMap((one) => listed.get(one) ?? [])
    if (found.length > 0) return found.length === 1 ? found[0] : undefined
    for (const one of reached) met.add(one)
    reached = [...new Set(reached.flatMap((one) => predecessors.get(one) ?? []))].filter((one) => !met.has(one))
  }
  return undefined
}

interface Known {
  readonly school: SchoolNow
  readonly phase: Phase
  readonly training: Training
}

/** Where an episode sets out: the grade, who carried it, its last inspection, the day from which it is looked at. */
interface SetOut {
  readonly urn: Urn
  readonly grade: GradeNumber
  readonly inspectedOn: Day
  readonly on: Day
  readonly before: GradeNumber | null
  readonly from: Episode['from']
}

function episodesOf(known: Known, start: Listed, since: readonly Graded[]): readonly Episode[] {
  const first = { urn: start.urn, grade: start.grade, inspectedOn: start.inspected_on, on: known.training.from, before: null }
  let out: SetOut | undefined = { ...first, from: 'listed' }
  const found: Episode[] = []
  for (const next of since) {
    if (out) found.push(episodeOf(known, out, next))
    const grade = gradeNumber(next.overall)
    out = grade && {
      urn: next.urn_then ?? next.urn,
      grade,
      inspectedOn: next.inspected_on,
      on: endOfYear(next.published_on),
      before: out?.grade ?? null,
      from: 'again',
    }
  }
  return found
}

function episodeOf({ school, phase, training }: Known, out: SetOut, next: Graded): Episode {
  const inspected = next.urn_then ?? school.urn
  const after = gradeNumber(next.overall) ?? null
  return {
    urn: school.urn,
    authority: school.authority,
    from: out.from,
    publishedOn: next.published_on,
    after,
    outcome: after && outcomeOf(out.grade, after),
    category: isOfConcern(next.category),
    standing: {
      phase,
      grade: out.grade,
      yearsSince: yearsBetween(out.inspectedOn, out.on),
      again: out.from === 'again',
      before: out.before,
      type: schoolType(next.type_then ?? school.type),
      converted: out.urn !== inspected,
      deprivation: school.deprivation,
      ...figuresKnown(training.figures, [out.urn, inspected, school.urn], next.inspected_on),
      earlierFramework: next.inspected_on < newFramework,
    },
  }
}

/** The education inspection framework took the place of the common one on 1 September 2019. */
const newFramework = '2019-09-01'

function waitsOf({ school, phase, training }: Known, start: Listed, since: readonly Graded[]): readonly Wait[] {
  const ungraded = training.ungraded.get(school.urn) ?? []
  const begun = [
    { grade: start.grade, again: false, inspectedOn: start.inspected_on, since: training.from },
    ...since.map((one) => ({ grade: asIfGrade(one), again: true, inspectedOn: one.inspected_on, since: one.published_on })),
  ]
  return begun.flatMap(({ grade, ...wait }, at): Wait[] => {
    if (grade === undefined) return []
    const graded = since[at]?.published_on ?? null
    const any = [...ungraded, ...(graded === null ? [] : [graded])].filter((day) => day > wait.since).toSorted()[0] ?? null
    return [{ authority: school.authority, phase, grade, ...wait, until: { graded, any } }]
  })
}

const endOfYear = (day: Day): Day => calendarDay(academicYearOf(day), 8, 31)

/** Years from one day to another, as a fraction; below 0 where the second comes first. */
export function yearsBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / (365.25 * 24 * 60 * 60 * 1000)
}
