import { mayDo, type Permission, type Role } from '../accounts/permission.ts'
import type { Chart } from '../charts/chart.ts'
import type { CountsFacts } from '../charts/counts.ts'
import { withImages } from '../charts/image.ts'
import { count, counted } from '../lib/count.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { carriesTooMuch, inPlace, loads, restsOnOne, themeDuty, type Duty } from './duty.ts'
import { frameworkSays, placeSays, under } from './theme.view.ts'
import { themeCounts, type FrameworkAsked, type StandsAt, type ThemeCount } from './theme.ts'

/** What the overview is made of. */
export interface OverviewFacts {
  readonly asked: FrameworkAsked
  readonly stands: readonly StandsAt[]
  readonly duties: readonly Duty[]
  readonly on: Day
  readonly chart: Chart | undefined
  readonly role: Role
}

/** What else there is to the self-evaluation; each is shown to whoever may see it. */
const places: readonly { readonly href: string; readonly text: string; readonly says: string; readonly may: Permission }[] = [
  { href: paths.coverage(), text: 'Coverage', says: 'every criterion by grade, evidence, freshness and challenge', may: 'evaluation.see' },
  { href: paths.weaknesses(), text: 'Common weaknesses', says: 'have we the same as others?', may: 'evaluation.see' },
  { href: paths.learning(), text: 'Inspected authorities', says: 'what others were told', may: 'evaluation.see' },
  {
    href: paths.away(),
    text: 'Work away from the page',
    says: 'the whole out to Word or a spreadsheet, and back in',
    may: 'evaluation.see',
  },
  { href: paths.actions(), text: 'Actions', says: 'who does what by when', may: 'actions.see' },
  { href: paths.forum(), text: 'Forum', says: 'the meetings that oversee it, with what is late or disputed', may: 'forum.see' },
  { href: paths.reviewers(), text: 'Reviewers', says: 'people from outside who read and challenge themes', may: 'reviews.invite' },
]

/** The number a theme goes by on our pages: its place in the framework. */
const numberOf = ({ framework }: FrameworkAsked, theme: string) => framework.themes.findIndex(({ key }) => key === theme) + 1

/** The self-evaluation at a glance: areas and themes, who answers for each, how far the criteria have come, what rests on whom. */
export function overviewView({ asked, stands, duties, on, chart, role }: OverviewFacts) {
  const { framework } = asked
  const counts = themeCounts(framework, stands, on)
  return {
    title: 'Self-evaluation',
    framework: frameworkSays(asked),
    says: overviewSays(counts),
    myWork: paths.myWork(),
    works: mayDo(role, 'evaluation.write'),
    assign: asked.current && mayDo(role, 'evaluation.assign') ? paths.duties() : '',
    places: places.filter(({ may }) => mayDo(role, may)),
    areas: framework.areas.map(({ key, title }) => ({
      title,
      themes: framework.themes.filter(({ area }) => area === key).flatMap((theme) => rowOf(asked, theme, counts, duties)),
    })),
    chart: chart && withImages(chart),
    warnings: warnings(asked, duties, on),
  }
}

function rowOf(
  asked: FrameworkAsked,
  theme: FrameworkAsked['framework']['themes'][number],
  counts: readonly ThemeCount[],
  duties: readonly Duty[],
) {
  // prettier-ignore
  const counted = counts.find((one) => one.theme === theme.key)
  if (!counted) return []
  const duty = themeDuty(duties, theme.key)
  return [
    {
      ...counted,
      number: numberOf(asked, theme.key),
      title: theme.title,
      href: under(asked, paths.evaluationTheme(theme.key)),
      duty: under(asked, paths.themeDuty(theme.key)),
      lead: placeSays(duty.lead),
      partner: placeSays(duty.partner),
    },
  ]
}

/** How far the whole has come, in sentences. */
export function overviewSays(counts: readonly ThemeCount[]): string {
  const sum = (of: (one: ThemeCount) => number) => counts.reduce((all, one) => all + of(one), 0)
  const [all, agreed, waiting, answers, never] = [
    sum(({ criteria }) => criteria),
    sum((one) => one.agreed),
    sum(({ ready }) => ready),
    sum(({ challenged }) => challenged),
    sum(({ notJudged }) => notJudged),
  ]
  const disputed = sum((one) => one.disputed)
  return [
    `${count(agreed)} of ${count(all)} criteria are agreed.`,
    `${counted(waiting, 'judgement')} ${waiting === 1 ? 'waits' : 'wait'} for challenge and ${count(answers)} for the lead’s answer.`,
    ...(disputed > 0 ? [`The challenge partner and the lead differ on ${count(disputed)} of those agreed, and both views are kept.`] : []),
    ...(never > 0 ? [`${count(never)} ${never === 1 ? 'was' : 'were'} never judged.`] : []),
  ].join(' ')
}

/** What the picture of the overview shows: of each theme, how many agreed criteria have each grade. Undefined while none is agreed. */
export function gradesFacts(asked: FrameworkAsked, counts: readonly ThemeCount[]): CountsFacts | undefined {
  const agreed = counts.reduce((sum, one) => sum + one.agreed, 0)
  if (agreed === 0) return undefined
  const { grades } = asked.framework.scale
  return {
    caption: 'Criteria by grade, each theme',
    of: 'Theme',
    rows: asked.framework.themes.map(({ title }, i) => `${i + 1} ${title}`),
    columns: [...grades.map(({ title }) => title), 'Not agreed yet'],
    counts: counts.map((one) => [...one.grades.map(({ criteria }) => criteria), one.criteria - one.agreed]),
    says: `Of ${count(agreed)} agreed criteria, ${grades.map(({ key, title }) => `${title}: ${count(gradeSum(counts, key))}`).join('; ')}.`,
  }
}

const gradeSum = (counts: readonly ThemeCount[], key: string) =>
  counts.reduce((sum, { grades }) => sum + (grades.find(({ grade }) => grade === key)?.criteria ?? 0), 0)

/** What could fall down: places nobody holds, who carries too much, and what rests on one person. */
function warnings(asked: FrameworkAsked, duties: readonly Duty[], on: Day): readonly string[] {
  const { themes } = asked.framework
  const named = (list: readonly string[]) => list.map((key) => String(numberOf(asked, key))).join(', ')
  const vacant = (place: 'lead' | 'partner') => themes.filter(({ key }) => !inPlace(themeDuty(duties, key)[place])).map(({ key }) => key)
  const [leads, partners] = [vacant('lead'), vacant('partner')]
  const known = duties.filter(({ theme }) => themes.some(({ key }) => key === theme))
  const heavy = loads(known).filter(carriesTooMuch)
  const alone = themes.flatMap(({ key }) => {
    const only = restsOnOne(themeDuty(known, key), on)
    return only ? [`Theme ${named([key])} rests on ${only.name} alone: nobody else has part in it.`] : []
  })
  return [
    ...(leads.length > 0 ? [`No lead: ${leads.length === themes.length ? 'every theme' : `theme ${named(leads)}`}.`] : []),
    ...(partners.length > 0 ? [`No challenge partner: ${partners.length === themes.length ? 'every theme' : `theme ${named(partners)}`}.`] : []), // prettier-ignore
    ...heavy.map(({ who, leads: led, partners: partnered }) => `${who.name} carries much: leads ${counted(led.length, 'theme')} and challenges ${count(partnered.length)}. Three to lead, or five in all, is more than one person can give time to.`), // prettier-ignore
    ...alone,
  ]
}
