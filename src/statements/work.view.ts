import { count } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { dutiesHeld, isLate, waitingFor, type Waiting, type WorkAbout, type WorkFacts } from './work.ts'

/** What is mine, what waits for me, and what is late. */
export function workView(facts: WorkFacts, account: number, on: Day) {
  const { framework } = facts
  const waiting = waitingFor(facts, account, on)
  const late = waiting.filter((one) => isLate(one, on))
  const mine = dutiesHeld(facts, account, on)
  return {
    title: 'My work',
    back: paths.selfEvaluation(),
    framework: framework.shortTitle,
    says: says(waiting.length, late.length),
    late: late.map((one) => rowOf(facts, one)),
    waiting: waiting.filter((one) => !isLate(one, on)).map((one) => rowOf(facts, one)),
    mine: mine.map(({ theme, criterion, parts }) => ({
      text: criterion === '' ? titleOf(facts, theme) : `Criterion ${criterion}: ${criterionText(facts, theme, criterion)}`,
      href: criterion === '' ? paths.evaluationTheme(theme) : paths.criterionJudgement(criterion),
      parts: parts.map((part) => partSays[part]).join(', '),
    })),
  }
}

const partSays = {
  lead: 'Lead',
  partner: 'Challenge partner',
  contributor: 'Contributor',
  'for the lead': 'Standing in for the lead',
  'for the partner': 'Standing in for the challenge partner',
} as const

function says(waiting: number, late: number): string {
  if (waiting === 0) return 'Nothing waits for you.'
  return `${count(waiting)} ${waiting === 1 ? 'thing waits' : 'things wait'} for you. ${late === 0 ? 'Nothing is late.' : `${count(late)} ${late === 1 ? 'is' : 'are'} late.`}` // prettier-ignore
}

const titleOf = ({ framework }: WorkFacts, theme: string) => framework.themes.find(({ key }) => key === theme)?.title ?? theme

const criterionText = ({ framework }: WorkFacts, theme: string, criterion: string) =>
  framework.themes.find(({ key }) => key === theme)?.criteria.find(({ key }) => key === criterion)?.text ?? ''

function rowOf(facts: WorkFacts, { about, what, since, dueOn }: Waiting) {
  return {
    what,
    about: aboutSays(facts, about),
    href: hrefOf(about),
    since: since ? inWords(since) : '–',
    due: dueOn ? inWords(dueOn) : 'No day set',
  }
}

function aboutSays(facts: WorkFacts, about: WorkAbout): string {
  if (about.kind === 'action') return 'An action of yours'
  if (about.kind === 'criterion') return `${about.criterion} ${criterionText(facts, about.theme, about.criterion)}`
  return titleOf(facts, about.theme)
}

function hrefOf(about: WorkAbout): string {
  if (about.kind === 'action') return `/actions/${about.action}`
  if (about.kind === 'criterion') return paths.criterionJudgement(about.criterion)
  return about.kind === 'theme' ? paths.evaluationTheme(about.theme) : paths.statement(about.theme)
}
