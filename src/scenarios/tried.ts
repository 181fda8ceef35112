import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { assess, type Assessed } from '../triggers/assess.ts'
import type { Assessment, LineFinding, TriggerFinding } from '../triggers/trigger.ts'
import { fewest, type Fewest } from './fewest.ts'
import { asTried, outcomes, withOutcomes, type Chosen, type OutcomeTried, type SchoolToTry } from './scenario.ts'

/** What is to be tried: what somebody chose, and perhaps the trigger that the fewest further schools shall turn green. */
export interface ToTry {
  readonly chosen: Chosen
  readonly fewest: number | undefined
  /** The most that a school may become in the search. */
  readonly best: 'good' | 'outstanding'
}

/** Today's assessment and that with the outcomes: both by the same code, and of the same other facts. */
export interface Tried {
  readonly before: Assessment
  readonly after: Assessment
  /** All that is tried: what was chosen, and what the search added. */
  readonly chosen: Chosen
  readonly found: Fewest | undefined
  readonly triggers: readonly TriggerTried[]
}

/** A trigger that schools' grades can move, before and after. */
export interface TriggerTried {
  readonly number: number
  readonly title: string
  readonly before: TriggerFinding
  readonly after: TriggerFinding
  readonly lines: readonly { readonly before: LineFinding; readonly after: LineFinding }[]
}

/** Judges an authority anew, by its own limits, as though the schools had become what is tried. */
export function tryOut(framework: Framework, found: Assessed, schools: readonly SchoolToTry[], toTry: ToTry, today: Day): Tried {
  const { assessment: before, facts } = found
  // Of the other triggers nothing can move.
  const ofSchools = { ...framework, triggers: triggersOfSchools(framework) }
  const judged = (chosen: Chosen) => {
    const tried = withOutcomes(facts, before.authority, schools, chosen)
    if (tried === facts) return { tried, after: before }
    return { tried, after: assess({ framework: ofSchools, facts: tried, authority: before.authority }, before.name, [], today) }
  }
  const picked = new Map([...toTry.chosen].filter(([urn]) => schools.some((school) => school.urn === urn)))
  const trigger = ofSchools.triggers.find(({ number }) => number === toTry.fewest)
  const { tried, after } = judged(picked)
  const finding = after.triggers.find(({ number }) => number === trigger?.number)
  if (trigger === undefined || finding === undefined) return { before, after, chosen: picked, found: undefined, triggers: pairs(framework, before, after) } // prettier-ignore

  const free = asTried(schools, picked).filter(({ urn }) => !picked.has(urn))
  const search = fewest({ framework, facts: tried, authority: before.authority, trigger, finding, schools: free, best: toTry.best })
  const added = search.kind === 'found' ? search.schools.map(({ school, outcome }): [SchoolToTry['urn'], OutcomeTried] => [school.urn, outcome]) : [] // prettier-ignore
  const chosen = new Map([...picked, ...added])
  const last = added.length === 0 ? after : judged(chosen).after
  return { before, after: last, chosen, found: search, triggers: pairs(framework, before, last) }
}

/** What is tried, as it stands in an address. */
export function writeToTry({ chosen, fewest, best }: ToTry): Readonly<Record<string, string>> {
  const bys = outcomes.flatMap(({ key }) => {
    const urns = [...chosen].flatMap(([urn, outcome]) => (outcome === key ? [urn] : [])).toSorted()
    return urns.length === 0 ? [] : [[key, urns.join(',')] as const]
  })
  const search = fewest === undefined ? {} : { fewest: String(fewest), ...(best === 'good' ? { best } : {}) }
  return { ...Object.fromEntries(bys), ...search }
}

/** The triggers with a line that counts schools: of the framework of 2014, triggers 1 to 3. */
export const triggersOfSchools = ({ triggers }: Framework) => triggers.filter(({ lines }) => lines.some(({ kind }) => kind === 'schools'))

function pairs(framework: Framework, before: Assessment, after: Assessment): TriggerTried[] {
  return triggersOfSchools(framework).flatMap(({ number, title }) => {
    const [was, is] = [before, after].map(({ triggers }) => triggers.find((one) => one.number === number))
    if (was === undefined || is === undefined) return []
    const lines = was.lines.flatMap((line, i) => {
      const then = is.lines[i]
      return then === undefined ? [] : [{ before: line, after: then }]
    })
    return [{ number, title, before: was, after: is, lines }]
  })
}
