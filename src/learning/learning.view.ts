import type { Chart } from '../charts/chart.ts'
import type { CountsFacts } from '../charts/counts.ts'
import { withImages } from '../charts/image.ts'
import { counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { paths } from '../paths.ts'
import type { FrameworkAsked } from '../statements/theme.ts'
import { frameworkSays, under } from '../statements/theme.view.ts'
import type { OwnPosition, PositionKind } from './own-position.ts'
import { passageKinds } from './own-position.ts'
import { countsByTheme, criteriaUnder, themesUnder, type CommonPoint, type Finding, type Inspection, type Narrowed } from './told.ts'

export const outcomeSays = {
  effective: 'Effective',
  ineffective: 'Ineffective',
  narrative: 'Told in words, without a judgement',
  'not known': 'Not known',
} as const

export const kindSays = { strength: 'Strength', weakness: 'Weakness', recommendation: 'Recommendation' } as const

export const answerSays = { yes: 'Yes', partly: 'Partly', no: 'No', 'not known': 'Not known' } as const

/** Where a row of a list is, so that a page leads back to it. */
export const anchorOf = (kind: PositionKind, key: string) => `${kind}-${key.replace(/[^a-z0-9]+/gi, '-')}`

/** The criteria something speaks to under a framework, each as a link. */
export const criteriaLinks = (asked: FrameworkAsked, { criteria }: Pick<CommonPoint, 'criteria'>) =>
  criteriaUnder(criteria, asked.framework).map((key) => ({ key, href: under(asked, paths.criterionJudgement(key)) }))

/** Our position as a page prints it; without one, what is there to be said. */
export function positionRow(position: OwnPosition | undefined) {
  if (!position) return { answer: 'Not answered', says: '', by: '', answered: false }
  const { answer, says, written_by: name, written_at: at } = position
  return { answer: answerSays[answer], says, by: `${name}, ${inWords(dayInLondon(at))}`, answered: true }
}

/** What the page of other authorities' inspections is made of. */
export interface LearningFacts {
  readonly asked: FrameworkAsked
  readonly inspections: readonly Inspection[]
  readonly shown: readonly Inspection[]
  readonly positions: readonly OwnPosition[]
  readonly narrowed: Narrowed
  readonly chart: Chart | undefined
  readonly writes: boolean
}

/** Inspections of other authorities: what each was told, and how we stand to it. */
export function learningView({ asked, inspections, shown, positions, narrowed, chart, writes }: LearningFacts) {
  const all = inspections.flatMap(({ findings }) => findings)
  const some = shown.flatMap(({ findings }) => findings)
  const answered = all.filter(({ key }) => positions.some((one) => one.key === key)).length
  return {
    title: 'Learning from inspected authorities',
    back: under(asked, paths.selfEvaluation()),
    framework: frameworkSays(asked),
    says: `${counted(inspections.length, 'inspection')} of other authorities, with ${counted(all.length, 'finding')}. We have said how we stand to ${answered}.`,
    shows: some.length === all.length ? '' : `${counted(shown.length, 'inspection')} with ${counted(some.length, 'finding')} shown.`,
    filters: filtersOf(asked, narrowed),
    chart: chart && withImages(chart),
    inspections: shown.map((inspection) => inspectionRow(asked, inspection, positions)),
    weaknesses: under(asked, paths.weaknesses()),
    add: paths.letters(),
    writes,
  }
}

function filtersOf({ framework, current }: FrameworkAsked, { theme, outcome, kind }: Narrowed) {
  return {
    framework: current ? '' : framework.key,
    theme,
    outcome,
    kind,
    themes: framework.themes.map(({ key, title }, i) => ({ value: key, text: `${i + 1} ${title}` })),
    outcomes: Object.entries(outcomeSays).map(([value, text]) => ({ value, text })),
    kinds: passageKinds.map((value) => ({ value, text: kindSays[value] })),
  }
}

function inspectionRow(asked: FrameworkAsked, inspection: Inspection, positions: readonly OwnPosition[]) {
  const { authority, when, published, outcome, note, sources, findings, letter } = inspection
  return {
    authority,
    when,
    published,
    outcome: outcomeSays[outcome],
    note,
    sources,
    letter: letter === undefined ? '' : paths.letter(letter),
    findings: findings.map((finding) => findingRow(asked, finding, positions)),
  }
}

function findingRow(asked: FrameworkAsked, finding: Finding, positions: readonly OwnPosition[]) {
  const [criterion] = criteriaUnder(finding.criteria, asked.framework)
  const [theme] = themesUnder(finding.criteria, asked.framework)
  return {
    anchor: anchorOf('finding', finding.key),
    kind: kindSays[finding.kind],
    text: finding.text,
    criteria: criteriaLinks(asked, finding),
    position: positionRow(positions.find(({ key }) => key === finding.key)),
    answer: paths.ownPosition('finding', finding.key),
    action: paths.newAction({ arose: 'finding', key: finding.key, says: finding.text, framework: asked.framework.key, theme, criterion }),
  }
}

/** What is drawn: how many findings of each kind speak to each theme. Undefined where nothing speaks to any. */
export function findingsFacts({ framework }: FrameworkAsked, inspections: readonly Inspection[]): CountsFacts | undefined {
  const counts = countsByTheme(inspections, framework, passageKinds)
  const sums = counts.map((row) => row.reduce((sum, one) => sum + one, 0))
  const most = Math.max(...sums)
  if (most <= 0) return undefined
  const top = framework.themes[sums.indexOf(most)]
  return {
    caption: 'Findings by theme: one that speaks to two themes is counted in both, and twice among all',
    of: 'Theme',
    rows: framework.themes.map(({ title }, i) => `${i + 1} ${title}`),
    columns: ['Strengths', 'Weaknesses', 'Recommendations'],
    counts,
    says: `Most findings, ${most}, speak to theme ${sums.indexOf(most) + 1}: ${top?.title ?? ''}.`,
  }
}

/** What other authorities were told on one criterion, for its page: `others were told ..., our position is ...`. */
export function toldRows(told: readonly { inspection: Inspection; finding: Finding }[], positions: readonly OwnPosition[]) {
  return told.map(({ inspection, finding }) => ({
    authority: inspection.authority,
    when: inspection.when,
    kind: kindSays[finding.kind],
    text: finding.text,
    position: positionRow(positions.find(({ key }) => key === finding.key)),
    answer: paths.ownPosition('finding', finding.key),
  }))
}
