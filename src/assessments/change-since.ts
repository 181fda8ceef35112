import { limitsThatDiffer, limitFields, limitTexts } from '../limits/limit-field.ts'
import type { Framework } from '../frameworks/framework.ts'
import { printed } from '../triggers/sentence.ts'
import type { LineFinding } from '../triggers/trigger.ts'
import type { AssessedTrigger, TermAssessment } from './term-assessment.ts'

/** What changed of a trigger, or of a line of it, since an assessment was signed off: a sentence each. */
export interface ChangeSince {
  readonly trigger: number
  readonly title: string
  readonly says: readonly string[]
}

/**
 * What an assessment would say today that it did not say when it was signed off, trigger by trigger and line by line: computed
 * lights, figures with the period they are of, and lines or triggers that came or went. What officers wrote is not computed.
 */
export function changesSince(then: Pick<TermAssessment, 'triggers'>, now: Pick<TermAssessment, 'triggers'>): ChangeSince[] {
  const numbers = [...new Set([...then.triggers, ...now.triggers].map(({ number }) => number))].toSorted((a, b) => a - b)
  return numbers.flatMap((number) => {
    const [before, after] = [then, now].map(({ triggers }) => triggers.find((one) => one.number === number))
    const title = after?.title ?? before?.title ?? ''
    const says = ofTrigger(before, after)
    return says.length === 0 ? [] : [{ trigger: number, title, says }]
  })
}

/** What of the framework and its limits is no longer what it was: a sentence each. */
export function rulesSince(then: Pick<TermAssessment, 'framework' | 'limits'>, now: Framework): string[] {
  if (then.framework.key !== now.key) return [`We are judged by ${now.title} today, and were by ${then.framework.title}.`]
  return limitsThatDiffer(limitFields({ ...now, limits: then.limits }), limitTexts(now)).map((line) => `${line}.`)
}

/**
 * Whether the framework's file is another than the one it was signed off under, though it is the same framework with the same
 * limits: its criteria were worded anew, or a trigger names its register. Empty where it is not.
 *
 * That alone changes no light. What lights and figures it does change are told by `changesSince`.
 */
export function revisedSince(then: Pick<TermAssessment, 'framework' | 'limits'>, now: Framework, checksum: string): string {
  if (then.framework.checksum === checksum || rulesSince(then, now).length > 0) return ''
  return `The file of ${now.shortTitle} has been revised since. It is the same framework, with the same limits.`
}

function ofTrigger(before: AssessedTrigger | undefined, after: AssessedTrigger | undefined): string[] {
  if (!before) return ['It was not judged then']
  if (!after) return ['It is not judged any more']
  const light = before.computed === after.computed ? [] : [`The computed light was ${before.computed} and would be ${after.computed}`]
  const recorded = before.lines.length === 0 && light.length === 0 && before.because !== after.because
  return [...light, ...(recorded ? [`Recorded was “${before.because}” and would be “${after.because}”`] : []), ...linesOf(before, after)]
}

function linesOf({ lines: before }: AssessedTrigger, { lines: after }: AssessedTrigger): string[] {
  const names = [...new Set([...before, ...after].map(named))]
  return names.flatMap((name) => {
    const [then, now] = [before, after].map((lines) => lines.find((line) => named(line) === name))
    if (!then) return [`${name}: was not a line then`]
    if (!now) return [`${name}: is not a line any more`]
    const [was, is] = [said(then), said(now)]
    return was === is && then.local === now.local && then.comparison === now.comparison ? [] : [`${name}: was ${was}; would be ${is}`]
  })
}

const named = ({ name, phase }: LineFinding) => (phase === '' ? name : `${name}, ${phase}`)

function said({ light, counts, local, comparison, unit, period }: LineFinding): string {
  const figures =
    local === null || comparison === null ? 'no figure' : `${printed(local, unit)} against ${printed(comparison, unit)}, ${period}`
  return `${light}${counts ? '' : ' beside'} (${figures})`
}
