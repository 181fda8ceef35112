import { criteriaHeld, type Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { termInWords, termOf, type Calendar } from '../terms/term.ts'
import type { Assessed } from './assess.ts'
import { atRisk, notCovered } from './at-risk.ts'
import { gradesHeld } from './grades-held.view.ts'
import { limitsInWords, missingSources, restsOn, saidOfRecorded, withDay, wordsExplained } from './said-alike.ts'
import { inside } from './sentence.ts'
import type { RegisterSays } from './register-says.ts'
import { registerView } from './register.view.ts'
import type { AsAt } from './trigger.ts'

/** The day a page was asked for: what was typed, and what is wrong with it. */
export interface DayAsked extends AsAt {
  readonly on: Day | undefined
  readonly typed: string
  readonly problems: readonly Problem[]
}

/** The risk page: how many schools still carry a grade, then the eight triggers with light, trend and sentence. */
export function riskView(
  framework: Framework,
  found: Assessed | undefined,
  asked: DayAsked,
  calendar: Calendar,
  registers: { readonly says: readonly RegisterSays[]; readonly officer: boolean } = { says: [], officer: false },
) {
  const common = { title: 'Risk', framework: framework.shortTitle, problems: asked.problems }
  if (found === undefined) return { ...common, held: false }
  const { assessment } = found
  return {
    ...common,
    held: true,
    authority: assessment.name,
    on: assessment.on,
    onInWords: inWords(assessment.on),
    term: termInWords(termOf(assessment.on, calendar)),
    typed: asked.typed,
    recorded: saidOfRecorded(framework, asked),
    graded: gradesHeld(found),
    atRisk: atRisk(assessment),
    notCovered: notCovered(found, asked),
    missing: missingSources(found),
    spelt: `${framework.aliases[0] ?? framework.shortTitle} stands for the ${inside(framework.title)}.`,
    explained: wordsExplained,
    triggers: assessment.triggers.map((finding) => {
      const { number, title, light, trend, because } = finding
      const register = registers.says.find((one) => one.trigger === number)
      return { number, title, light, rests: restsOn(finding), trend, because, register: register && registerView(register, registers.officer), href: withDay(paths.trigger(number), asked.on) } // prettier-ignore
    }),
    limits: limitsInWords(framework.limits),
    limitsSay: framework.limits.says,
    criteria: criteriaHeld(framework),
    status: framework.status.says,
    sources: [found.facts.schoolsFile, found.facts.figuresFile].filter((file) => file !== ''),
  }
}
