import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import type { Problem } from '../lib/checked.ts'
import { paths } from '../paths.ts'
import type { FrameworkAsked } from '../statements/theme.ts'
import { frameworkSays, under } from '../statements/theme.view.ts'
import { anchorOf, answerSays, criteriaLinks, positionRow } from './learning.view.ts'
import { answers, type OwnPosition, type PositionKind } from './own-position.ts'
import { criteriaUnder, themesUnder, type CommonPoint, type CommonPoints } from './told.ts'

/** What the checklist is made of. */
export interface ChecklistFacts {
  readonly asked: FrameworkAsked
  readonly weaknesses: CommonPoints
  readonly strengths: CommonPoints
  readonly positions: readonly OwnPosition[]
  readonly writes: boolean
}

/** The common weaknesses and strengths as a checklist: have we the same, and what do we do about it? */
export function checklistView({ asked, weaknesses, strengths, positions, writes }: ChecklistFacts) {
  const of = (kind: 'weakness' | 'strength', points: CommonPoints) =>
    points.groups.map(({ title, points: all }) => ({ title, rows: all.map((point) => pointRow(asked, kind, point, positions)) }))
  const all = weaknesses.groups.flatMap(({ points }) => points)
  const said = (answer: string) => positions.filter((one) => one.kind === 'weakness' && one.answer === answer && all.some(({ key }) => key === one.key)).length // prettier-ignore
  const answered = answers.reduce((sum, answer) => sum + said(answer), 0)
  return {
    title: 'Have we the same weakness?',
    back: under(asked, paths.selfEvaluation()),
    framework: frameworkSays(asked),
    says: `Of ${all.length} common weaknesses we have ${said('yes')}, have ${said('partly')} in part, do not have ${said('no')}, and do not know of ${said('not known')}. ${all.length - answered} are not answered yet.`,
    source: `From paragraph ${weaknesses.paragraph} (weaknesses) and ${strengths.paragraph} (strengths) of: ${weaknesses.source}. In our own words; which criteria each speaks to is our reading of it.`,
    weaknesses: of('weakness', weaknesses),
    strengths: of('strength', strengths),
    learning: under(asked, paths.learning()),
    writes,
  }
}

function pointRow(asked: FrameworkAsked, kind: 'weakness' | 'strength', point: CommonPoint, positions: readonly OwnPosition[]) {
  const position = positions.find((one) => one.kind === kind && one.key === point.key)
  const [criterion] = criteriaUnder(point.criteria, asked.framework)
  const [theme] = themesUnder(point.criteria, asked.framework)
  return {
    anchor: anchorOf(kind, point.key),
    text: point.text,
    criteria: criteriaLinks(asked, point),
    position: positionRow(position),
    answer: paths.ownPosition(kind, point.key),
    action: paths.newAction({ arose: 'weakness', key: point.key, says: point.text, framework: asked.framework.key, theme, criterion }),
  }
}

/** What a position is on, and how the form of it stands. */
export interface PositionFacts {
  readonly asked: FrameworkAsked
  readonly kind: PositionKind
  readonly point: CommonPoint
  /** What others were told, and who. */
  readonly from: string
  readonly stands: OwnPosition | undefined
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** What somebody else wrote meanwhile. */
  readonly theirs?: OwnPosition
  readonly writes: boolean
}

/** How we stand to one finding, weakness or strength, and the form to say it. */
export function positionView({ asked, kind, point, from, stands, typed, problems, theirs, writes }: PositionFacts) {
  const list = kind === 'finding' ? paths.learning() : paths.weaknesses()
  return {
    title: kind === 'strength' ? 'Have we the same strength?' : 'How do we stand to it?',
    back: `${list}#${anchorOf(kind, point.key)}`,
    from,
    text: point.text,
    criteria: criteriaLinks(asked, point),
    question:
      kind === 'strength' ? 'Have we the same strength?' : kind === 'weakness' ? 'Have we the same weakness?' : 'Is it the same with us?',
    stands: positionRow(stands),
    theirs:
      theirs && `${theirs.written_by} wrote on ${inWords(dayInLondon(theirs.written_at))}: ${answerSays[theirs.answer]}. ${theirs.says}`,
    answers: answers.map((value) => ({ value, text: answerSays[value] })),
    form: {
      answer: typed.answer ?? stands?.answer ?? '',
      says: typed.says ?? stands?.says ?? '',
      // A form that is shown again after a mistake keeps the version its writer had seen; after a clash they have seen theirs.
      seen: theirs ? String(theirs.version) : (typed.seen ?? String(stands?.version ?? 0)),
    },
    problems,
    writes,
    action: paths.ownPosition(kind, point.key),
  }
}
