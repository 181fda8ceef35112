import type { AreaCode } from '../authorities/area.ts'
import type { Framework, Limits } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { termInWords, type Term, type TermKey } from '../terms/term.ts'
import { trendOf, trendOfLights } from '../triggers/trend.ts'
import type { RegisterSays } from '../triggers/register-says.ts'
import type { Assessment, Light, LineFinding, Trend, TriggerFinding } from '../triggers/trigger.ts'

/** A term's assessment is drafted, challenged by somebody else, and signed off. */
export const assessmentStates = ['draft', 'challenged', 'signed off'] as const

export type AssessmentState = (typeof assessmentStates)[number]

/** The phases of which an officer may comment on a trigger. */
export const commentedPhases = ['all', 'primary', 'secondary', 'special'] as const

export type Comments = Readonly<Record<(typeof commentedPhases)[number], string>>

/** What officers wrote of a trigger: their light, or null to leave it as computed, why it differs, and comments by phase. */
export interface WrittenTrigger {
  readonly trigger: number
  readonly light: Light | null
  readonly reason: string
  readonly comments: Comments
  readonly version: number
  readonly by: string
  readonly at: Date
}

/** How a trigger stood in another term: its light, where that is known from, and which way the lines went since. */
export interface Against {
  readonly term: string
  readonly light: Light
  /** `signed off`: from the assessment of that term. `held files`: counted now for that term's last day. */
  readonly from: 'signed off' | 'held files'
  readonly direction: Trend
}

/** One trigger of a term's assessment. The computed light and the officer's stand side by side and are never merged. */
export interface AssessedTrigger {
  readonly number: number
  readonly title: string
  readonly computed: Light
  readonly because: string
  readonly officer: Light | null
  readonly reason: string
  readonly lastTerm: Against | null
  readonly lastYear: Against | null
  readonly comments: Comments
  readonly lines: readonly LineFinding[]
  /** What the register beside a recorded light said, as it may leave officers' hands. Assessments frozen earlier have none. */
  readonly register?: readonly string[]
}

/** Somebody who took a step, and when: an instant, as text. */
export interface Step {
  readonly by: string
  readonly at: string
}

/** A published file the figures rest on. */
export interface FileHeld {
  readonly source: string
  readonly file: string
  readonly checksum: string
  readonly asAt: Day | null
}

/** All that a term's assessment says: what is shown, printed, and, when it is signed off, frozen. */
export interface TermAssessment {
  readonly kind: 'fiveday term assessment'
  readonly edition: 1
  readonly authority: AreaCode
  readonly name: string
  readonly nation: string
  readonly term: { readonly key: TermKey; readonly year: number; readonly words: string; readonly beginsOn: Day; readonly lastsUntil: Day }
  readonly on: Day
  readonly number: number
  readonly framework: Pick<Framework, 'key' | 'title' | 'shortTitle' | 'edition'> & { readonly checksum: string }
  readonly limits: Limits
  readonly files: readonly FileHeld[]
  readonly triggers: readonly AssessedTrigger[]
  readonly drafted: Step
  readonly challenged: (Step & { readonly said: string }) | null
  readonly signedOff: Step | null
  readonly corrects: { readonly number: number; readonly reason: string } | null
}

/** The light that stands for a trigger: the officer's where one was given, else the computed one. */
export const standingOf = ({ officer, computed }: Pick<AssessedTrigger, 'officer' | 'computed'>): Light => officer ?? computed

/** The trigger of another term that one is set against: its lines and its light as computed then, and the light that stood. */
export interface Then {
  readonly term: Pick<Term, 'key' | 'year'>
  readonly from: Against['from']
  readonly triggers: readonly {
    readonly number: number
    readonly computed: Light
    readonly stood: Light
    readonly lines: readonly LineFinding[]
  }[]
}

/** A computed assessment as another term is set against it. */
export function asThen(term: Then['term'], { triggers }: Pick<Assessment, 'triggers'>): Then {
  return {
    term,
    from: 'held files',
    triggers: triggers.map(({ number, light, lines }) => ({ number, computed: light, stood: light, lines })),
  }
}

/** A signed-off assessment as another term is set against it. */
export function asSignedOff({ term, triggers }: Pick<TermAssessment, 'term' | 'triggers'>): Then {
  return { term, from: 'signed off', triggers: triggers.map((one) => ({ ...one, stood: standingOf(one) })) }
}

/**
 * How a trigger stands against another term.
 *
 * - The direction is that of its lines which count, by the rules of the trend: closer is improving, further behind worsening,
 *   and unknown where no figure newer than that term's has been published. Figures of a term that was signed off are as frozen.
 * - A trigger without lines goes by the lights the authority recorded.
 */
export function againstTerm(framework: Framework, now: TriggerFinding, then: Then | undefined): Against | null {
  const before = then?.triggers.find(({ number }) => number === now.number)
  if (!then || !before) return null
  const trigger = framework.triggers.find(({ number }) => number === now.number)
  const known = (light: Light) => (light === 'grey' ? undefined : light)
  const direction =
    now.lines.length === 0
      ? trendOfLights(known(now.light), known(before.computed))
      : trendOf(now.lines.flatMap((line, i) => standings(framework, trigger?.lines[i], line, before.lines)))
  return { term: termInWords(then.term), light: before.stood, from: then.from, direction }
}

type Standings = Parameters<typeof trendOf>[0][number]

function standings(
  framework: Framework,
  ruled: { limits: string; measure: string } | undefined,
  now: LineFinding,
  lines: readonly LineFinding[],
): Standings[] {
  // prettier-ignore
  const then = lines.find(({ name, phase }) => name === now.name && phase === now.phase)
  if (!now.counts || !then || !ruled) return []
  const steady = framework.limits.steady[ruled.limits] ?? 0
  const best = framework.measures.find(({ code }) => code === ruled.measure)?.better === 'high' ? 100 : 0
  const standing = { behind: now.behind, period: now.period, steady, atBest: now.unit === 'percent' && now.local === best }
  return [[standing, { behind: then.behind, period: then.period, steady }] as const]
}

const nothingSaid: Comments = { all: '', primary: '', secondary: '', special: '' }

/** The triggers of an assessment: what was computed, what officers wrote, and how each stands against last term and last year. */
export function assessedTriggers(asked: {
  readonly framework: Framework
  readonly assessment: Assessment
  readonly written: readonly WrittenTrigger[]
  readonly lastTerm: Then | undefined
  readonly lastYear: Then | undefined
  readonly registers?: readonly RegisterSays[]
}): AssessedTrigger[] {
  const { framework, assessment, written, lastTerm, lastYear, registers = [] } = asked
  return assessment.triggers.map((finding) => {
    const said = written.find(({ trigger }) => trigger === finding.number)
    const { number, title, light, because, lines } = finding
    const register = registers.find(({ trigger }) => trigger === number)?.says
    return {
      number,
      title,
      computed: light,
      because,
      officer: said?.light ?? null,
      reason: said?.reason ?? '',
      lastTerm: againstTerm(framework, finding, lastTerm),
      lastYear: againstTerm(framework, finding, lastYear),
      comments: said?.comments ?? nothingSaid,
      lines,
      ...(register === undefined ? {} : { register }),
    }
  })
}

/** Triggers whose officer's light differs from the computed one without a reason: an assessment with one cannot be signed off. */
export function withoutReason(triggers: readonly AssessedTrigger[]): AssessedTrigger[] {
  return triggers.filter(({ officer, computed, reason }) => officer !== null && officer !== computed && reason.trim() === '')
}
