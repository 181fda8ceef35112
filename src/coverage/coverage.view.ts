import type { Chart } from '../charts/chart.ts'
import { withImages } from '../charts/image.ts'
import { counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import type { FrameworkAsked } from '../statements/theme.ts'
import { frameworkSays, gradeSays, stateSays, under } from '../statements/theme.view.ts'
import { gradeLetter, type MapFacts } from './coverage.chart.ts'
import { hangingOn, needs, type Covered, type Need, type Overtaken } from './coverage.ts'

/** What the map is narrowed to. */
export interface CoverageNarrowed {
  readonly theme: string
  readonly onlyWork: boolean
}

/** The criteria that fit. */
export const narrowedCoverage = (covered: readonly Covered[], { theme, onlyWork }: CoverageNarrowed) =>
  covered.filter((one) => (theme === '' || one.theme.key === theme) && (!onlyWork || one.needs.length > 0))

const has = (covered: readonly Covered[], need: Need) => covered.filter((one) => one.needs.includes(need)).length
const criteria = (count: number) => (count === 1 ? '1 criterion' : `${count} criteria`)

/** What is drawn of these criteria. Undefined where there is none. */
export function mapFacts({ framework }: FrameworkAsked, covered: readonly Covered[]): MapFacts | undefined {
  if (covered.length === 0) return undefined
  const { scale, areas, themes } = framework
  const placesOf = (theme: string) =>
    covered
      .filter((one) => one.theme.key === theme)
      .map((one) => ({
        number: one.theme.criteria.indexOf(one.criterion) + 1,
        rank: one.rank,
        marks: needs.flatMap(({ key, mark }) => (mark !== '' && one.needs.includes(key) ? [mark] : [])),
      }))
  const shown = new Set(covered.map(({ theme }) => theme.key))
  return {
    caption: 'Each criterion by its grade, with letters for the work it needs',
    says: coverageSays(covered, scale.grades),
    grades: scale.grades,
    marks: needs.filter(({ mark }) => mark !== ''),
    areas: areas
      .map(({ key, title }) => ({
        title,
        themes: themes
          .filter((theme) => theme.area === key && shown.has(theme.key))
          .map((theme) => ({ title: `${themes.indexOf(theme) + 1} ${theme.title}`, places: placesOf(theme.key) })),
      }))
      .filter((area) => area.themes.length > 0),
    table: {
      head: ['Theme', 'Criteria', ...needs.map(({ says }) => says)],
      rows: themes
        .filter(({ key }) => shown.has(key))
        .map((theme) => {
          const of = covered.filter((one) => one.theme.key === theme.key)
          return [`${themes.indexOf(theme) + 1} ${theme.title}`, String(of.length), ...needs.map(({ key }) => String(has(of, key)))]
        }),
      numeric: Array.from({ length: needs.length + 1 }, (_, i) => i + 1),
    },
  }
}

function coverageSays(covered: readonly Covered[], grades: MapFacts['grades']): string {
  const by = grades.flatMap(({ title }, rank) => {
    const held = covered.filter((one) => one.rank === rank).length
    return held > 0 ? [`${held} ${title}`] : []
  })
  const work = covered.filter((one) => one.needs.length > 0).length
  return `Of ${criteria(covered.length)}, ${has(covered, 'not judged')} are not judged${by.length > 0 ? ` and the others are: ${by.join(', ')}` : ''}. ${has(covered, 'no evidence')} have no evidence, ${has(covered, 'old')} were judged more than a year ago, ${has(covered, 'not agreed')} wait to be challenged and agreed. ${work} need work.`
}

/** What the page of coverage is made of. */
export interface CoverageFacts {
  readonly asked: FrameworkAsked
  readonly covered: readonly Covered[]
  readonly overtaken: readonly Overtaken[]
  readonly narrowed: CoverageNarrowed
  readonly chart: Chart | undefined
  readonly acts: boolean
}

/** How well the self-evaluation covers its framework: a map, what rests on what, and what is older than what it tells of. */
export function coverageView({ asked, covered, overtaken, narrowed, chart, acts }: CoverageFacts) {
  const { framework, current } = asked
  const shown = narrowedCoverage(covered, narrowed)
  const none = covered.filter((one) => one.needs.includes('no evidence'))
  const old = covered.filter((one) => one.needs.includes('old'))
  return {
    title: 'Coverage',
    back: under(asked, paths.selfEvaluation()),
    framework: frameworkSays(asked),
    says: coverageSays(covered, framework.scale.grades),
    chart: chart && withImages(chart),
    filter: { theme: narrowed.theme, onlyWork: narrowed.onlyWork, framework: current ? '' : framework.key },
    themes: framework.themes.map(({ key, title }, i) => ({ value: key, text: `${i + 1} ${title}` })),
    shows: shown.length === covered.length ? `All ${criteria(shown.length)}.` : `${criteria(shown.length)} of ${covered.length} shown.`,
    rows: shown.map((one) => rowOf(asked, one)),
    noEvidence: none.map((one) => linkTo(asked, one)),
    hanging: hangingOn(covered).map(({ title, alone }) => ({
      title,
      says: `Alone it shows ${criteria(alone.length)}`,
      criteria: alone.map(({ key }) => ({ key, href: under(asked, paths.criterionEvidence(key)) })),
    })),
    overtaken: overtaken.map((one) => overtakenRow(asked, one)),
    old: old.map((one) => ({ ...linkTo(asked, one), on: one.judgedOn ? inWords(one.judgedOn) : '' })),
    acts,
  }
}

const linkTo = (asked: FrameworkAsked, { criterion }: Covered) => ({
  key: criterion.key,
  text: criterion.text,
  href: under(asked, paths.criterionJudgement(criterion.key)),
  evidence: under(asked, paths.criterionEvidence(criterion.key)),
})

function rowOf(asked: FrameworkAsked, one: Covered) {
  const { framework } = asked
  const { theme, criterion, judged, rank, judgedOn, evidence } = one
  const [newest] = evidence
  const work = needs.filter(({ key }) => one.needs.includes(key)).map(({ says }) => says)
  return {
    ...linkTo(asked, one),
    theme: String(framework.themes.indexOf(theme) + 1),
    themeHref: withQuery(paths.coverage(), { theme: theme.key, framework: asked.current ? undefined : framework.key }),
    grade: judged && rank !== undefined ? `${gradeLetter(rank)}: ${gradeSays(framework, judged.grade)}` : 'Not judged',
    state: judged ? stateSays[judged.state] : '–',
    judgedOn: judgedOn ? inWords(judgedOn) : '–',
    items: newest ? `${counted(evidence.length, 'item')}, newest of ${inWords(newest.dated_on)}` : 'None',
    work,
    action: paths.newAction({ arose: 'criterion', key: criterion.key, says: `${criterion.text} (${work.join('; ')})`, framework: framework.key, theme: theme.key, criterion: criterion.key }), // prettier-ignore
  }
}

function overtakenRow(asked: FrameworkAsked, { theme, agreedOn, figures, judgedSince }: Overtaken) {
  const themes = asked.framework.themes
  const at = themes.findIndex(({ key }) => key === theme)
  return {
    title: `${at + 1} ${themes[at]?.title ?? theme}`,
    href: under(asked, paths.statement(theme)),
    on: inWords(agreedOn),
    figures: figures.map(({ says, before, now }) => `${says}: it says ${before}, and now it is ${now}`),
    judged: judgedSince === 0 ? '' : `${criteria(judgedSince)} of the theme ${judgedSince === 1 ? 'was' : 'were'} agreed since`,
  }
}
