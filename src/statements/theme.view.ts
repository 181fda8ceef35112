import { criteriaHeld, type Framework, type Theme, type Wording } from '../frameworks/framework.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import { counted } from '../lib/count.ts'
import { academicYearOf, inWords, type Day } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { freshness, isDisputed, type Confidence } from './criterion-judgement.ts'
import { dutyFor, helpsOn, inPlace, themeDuty, type Duty, type Holder } from './duty.ts'
import type { FrameworkAsked, JudgedNow, ThemeStands } from './theme.ts'

/** Who holds a place, as a page prints it; a vacancy says so, and who has left. */
export function placeSays(holder: Holder | null): { readonly text: string; readonly vacant: boolean } {
  const there = inPlace(holder)
  if (there) return { text: there.name, vacant: false }
  return { text: holder ? `Vacant: ${holder.name} has left` : 'Vacant', vacant: true }
}

/** Whom something that is ready waits for, to be challenged. */
export function waitsForChallenge(partner: Holder | null): string {
  const there = inPlace(partner)
  return there ? `It waits for ${there.name} to challenge it.` : 'It waits to be challenged, and there is no challenge partner yet.'
}

/** The words of a grade; the key where the framework has none of that key. */
export const gradeSays = ({ scale }: Pick<Framework, 'scale'>, key: string | null) =>
  key === null ? '' : (scale.grades.find((grade) => grade.key === key)?.title ?? key)

const confidenceSays = { low: 'Not sure', medium: 'Fairly sure', high: 'Sure' } as const

/** How sure a judgement is, in words; empty where nobody has said. */
export const sureSays = (confidence: Confidence | null) => (confidence === null ? '' : confidenceSays[confidence])

/** Whose words a criterion is in, where they are not the publisher’s. */
export const wordingSays: Readonly<Record<Wording, string>> = {
  official: '',
  derived: 'worded from published sources',
  local: 'in our own words',
}

export const stateSays = {
  draft: 'Draft',
  ready: 'Ready for challenge',
  challenged: 'Challenged, to be answered',
  agreed: 'Agreed',
} as const

/** An address that stays under the framework that is shown, where it is not the one in use. */
export const under = ({ framework, current }: FrameworkAsked, path: string) =>
  current ? path : withQuery(path, { framework: framework.key })

/** What every page of the self-evaluation says of the framework it shows. */
export function frameworkSays(asked: FrameworkAsked) {
  const { framework, current } = asked
  return {
    title: framework.shortTitle,
    held: `${criteriaHeld(framework)} criteria of this framework are loaded.`,
    readOnly: current ? '' : `This is the work under ${framework.shortTitle}, which is no longer in use. It can be read and not changed.`,
  }
}

/** The page of a theme: each criterion with how it was judged, what it rests on, and where partner and lead differ. */
export function themeView(asked: FrameworkAsked, theme: Theme, stands: ThemeStands, on: Day) {
  const duty = themeDuty(stands.duties, theme.key)
  const rows = theme.criteria.map((criterion) => rowOf(asked, theme, criterion, stands, on))
  const [first] = theme.criteria
  const alike = first !== undefined && theme.criteria.every(({ words }) => words === first.words)
  const agreed = stands.latest.filter(({ state }) => state === 'agreed').length
  return {
    title: theme.title,
    area: asked.framework.areas.find(({ key }) => key === theme.area)?.title ?? '',
    framework: frameworkSays(asked),
    back: under(asked, paths.selfEvaluation()),
    duty: under(asked, paths.themeDuty(theme.key)),
    statement: under(asked, paths.statement(theme.key)),
    lead: placeSays(duty.lead),
    partner: placeSays(duty.partner),
    wording: alike ? wordingSays[first.words] : '',
    helpers: duty.helpers.filter((helper) => helpsOn(helper, on)).map(({ who, part, untilOn }) => `${who.name}: ${part}${untilOn ? ` until ${inWords(untilOn)}` : ''}`), // prettier-ignore
    says: `${agreed} of ${counted(theme.criteria.length, 'criterion').replace('criterions', 'criteria')} agreed.`,
    rows,
  }
}

function rowOf(asked: FrameworkAsked, theme: Theme, criterion: Theme['criteria'][number], stands: ThemeStands, on: Day) {
  const judged = stands.latest.find((one) => one.criterion === criterion.key)
  const items = stands.evidence[criterion.key] ?? 0
  const own = stands.duties.find((one) => one.criterion === criterion.key && inPlace(one.lead))
  const before = stands.looks.filter((one) => one.criterion === criterion.key && one.number !== judged?.number && one.grade !== null)
  return {
    key: criterion.key,
    judged: judged !== undefined,
    text: criterion.text,
    words: wordingSays[criterion.words],
    href: under(asked, paths.criterionJudgement(criterion.key)),
    grade: judged ? gradeSays(asked.framework, judged.grade) || 'No grade yet' : 'Not judged',
    state: judged ? stateSays[judged.state] : '–',
    confidence: sureSays(judged?.confidence ?? null) || '–',
    fresh: judged ? freshness(judged.year, academicYearOf(on)) : '–',
    evidence: items === 0 ? 'None' : String(items),
    before: before.map(({ year, grade }) => `${academicYearInWords(year)}: ${gradeSays(asked.framework, grade)}`),
    differs: judged ? differs(asked.framework, judged) : '',
    needsLook: judged?.needs_look ?? '',
    lead: own ? dutyFor(stands.duties, theme.key, criterion.key).lead?.name : '',
  }
}

/** Where the challenge partner sees it otherwise: while that waits for an answer, and for ever where the lead let it stand. */
export function differs(
  framework: Framework,
  judged: Pick<JudgedNow, 'state' | 'lead_says' | 'challenge' | 'challenge_grade' | 'challenge_reason' | 'challenged_by'>,
): string {
  // prettier-ignore
  const open = judged.state === 'challenged'
  if (!open && !isDisputed(judged)) return ''
  const grade = judged.challenge_grade === null ? '' : ` would say “${gradeSays(framework, judged.challenge_grade)}”`
  const how = judged.challenge === 'disagree' ? 'disagrees' : 'asked for a change'
  return `${judged.challenged_by ?? 'The challenge partner'} ${how}${grade === '' ? '' : ` and${grade}`}: ${judged.challenge_reason ?? ''}`
}

/** The same as data: the theme, who answers for it, and each criterion with its newest judgement, earlier looks and evidence. */
export function themeJson({ framework, current }: FrameworkAsked, theme: Theme, stands: ThemeStands, authority: string): string {
  const latest = new Map(stands.latest.map((one) => [one.criterion, one]))
  const looks = Map.groupBy(stands.looks, ({ criterion }) => criterion)
  const duty = themeDuty(stands.duties, theme.key)
  return JSON.stringify({
    authority,
    framework: { key: framework.key, title: framework.title, inUse: current },
    theme: { key: theme.key, title: theme.title, area: theme.area },
    ...dutyJson(duty),
    criteria: theme.criteria.map(({ key, text, words }) => {
      const own = stands.duties.find((one) => one.criterion === key)
      return {
        key,
        text,
        words,
        ...(own ? dutyJson(own) : {}),
        evidence: stands.evidence[key] ?? 0,
        judgement: latest.get(key) ?? null,
        looks: (looks.get(key) ?? []).map(({ number, year, grade, state }) => ({ number, year, grade, state })),
      }
    }),
  })
}

const dutyJson = ({ lead, partner, helpers }: Duty) => ({
  lead: inPlace(lead)?.name ?? null,
  partner: inPlace(partner)?.name ?? null,
  helpers: helpers.map(({ who, part, fromOn, untilOn }) => ({ name: who.name, part, fromOn, untilOn })),
})
