import { criteriaHeld, type Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import type { Assessed } from './assess.ts'
import { atRisk, notCovered } from './at-risk.ts'
import { countsOf } from './facts.ts'
import { limitsInWords, missingSources, restsOn, saidOfRecorded, withDay, wordsExplained } from './said-alike.ts'
import { inside, printed } from './sentence.ts'
import type { AsAt } from './trigger.ts'

/** The day a page was asked for: what was typed, and what is wrong with it. */
export interface DayAsked extends AsAt {
  readonly on: Day | undefined
  readonly typed: string
  readonly problems: readonly Problem[]
}

/** The risk page: how many schools still carry a grade, then the eight triggers with light, trend and sentence. */
export function riskView(framework: Framework, found: Assessed | undefined, asked: DayAsked) {
  const common = { title: 'Risk', framework: framework.shortTitle, problems: asked.problems }
  if (found === undefined) return { ...common, held: false }
  const { assessment } = found
  return {
    ...common,
    held: true,
    authority: assessment.name,
    on: assessment.on,
    onInWords: inWords(assessment.on),
    typed: asked.typed,
    recorded: saidOfRecorded(framework, asked),
    graded: gradedView(found),
    atRisk: atRisk(assessment),
    notCovered: notCovered(found, asked),
    missing: missingSources(found),
    spelt: `${framework.aliases[0] ?? framework.shortTitle} stands for the ${inside(framework.title)}.`,
    explained: wordsExplained,
    triggers: assessment.triggers.map((finding) => {
      const { number, title, light, trend, because } = finding
      return { number, title, light, rests: restsOn(finding), trend, because, href: withDay(paths.trigger(number), asked.on) }
    }),
    limits: limitsInWords(framework.limits),
    limitsSay: framework.limits.says,
    criteria: criteriaHeld(framework),
    status: framework.status.says,
    sources: [found.facts.schoolsFile, found.facts.figuresFile].filter((file) => file !== ''),
  }
}

function gradedView({ assessment, facts, nationName }: Assessed) {
  if (facts.schools === undefined) return undefined
  const ours = countsOf(facts.schools, assessment.authority, 'all')
  const theirs = countsOf(facts.schools, facts.nation, 'all')
  if (ours.schools === 0) return undefined
  return {
    graded: ours.graded,
    schools: counted(ours.schools, 'school'),
    on: inWords(facts.schools.on),
    nation: nationName,
    national: theirs.schools === 0 ? '' : printed((100 * theirs.graded) / theirs.schools, 'percent'),
    known:
      facts.schools.how === 'rebuilt'
        ? `Rebuilt from the days reports were published: ${ours.known} of ${counted(ours.schools, 'school')} are known.`
        : '',
    newest:
      facts.schools.how === 'newest'
        ? `No file of schools covers ${inWords(facts.on)}: the newest, as at ${inWords(facts.schools.on)}, is used.`
        : '',
  }
}
