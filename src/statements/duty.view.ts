import type { Theme } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { helpsOn, inPlace, ownDuty, themeDuty, type Duty, type Helper, type Holder } from './duty.ts'
import { frameworkSays, placeSays, under } from './theme.view.ts'
import type { FrameworkAsked } from './theme.ts'

/** What stands in the forms of a duty: what was typed, what is wrong with it, and what somebody else gave meanwhile. */
export interface DutyForm {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly meanwhile?: Duty | undefined
}

export interface DutyFacts extends DutyForm {
  readonly asked: FrameworkAsked
  readonly theme: Theme
  /** The criterion whose duty is given, or empty for that of the whole theme. */
  readonly criterion: string
  readonly duties: readonly Duty[]
  readonly people: readonly Holder[]
  readonly assigns: boolean
  readonly on: Day
}

/** Who leads a theme, who challenges, who helps and who stands in; the same for single criteria. */
export function dutyView({ asked, theme, criterion, duties, people, assigns, on, typed, problems, meanwhile }: DutyFacts) {
  const duty = criterion === '' ? themeDuty(duties, theme.key) : ownDuty(duties, theme.key, criterion)
  const chosen = (field: 'lead' | 'partner') => typed[field] ?? String(inPlace(duty[field])?.account ?? '')
  return {
    title: criterion === '' ? 'Who answers for this theme' : `Who answers for criterion ${criterion}`,
    theme: theme.title,
    text: theme.criteria.find(({ key }) => key === criterion)?.text ?? '',
    framework: frameworkSays(asked),
    back: under(asked, paths.evaluationTheme(theme.key)),
    whole: criterion === '' ? '' : paths.themeDuty(theme.key),
    assigns: assigns && asked.current,
    lead: placeSays(duty.lead),
    partner: placeSays(duty.partner),
    helpers: duty.helpers.map((helper) => helperRow(helper, on)),
    actions: { give: paths.themeDuty(theme.key), add: paths.themeHelpers(theme.key, 'add'), end: paths.themeHelpers(theme.key, 'end') },
    form: {
      criterion,
      seen: String(meanwhile?.version ?? typed.seen ?? duty.version),
      lead: chosen('lead'),
      partner: chosen('partner'),
      helper: typed.helper ?? '',
      part: typed.part ?? '',
      from: typed.from ?? '',
      until: typed.until ?? '',
      people: people.map(({ account, name }) => ({ value: String(account), text: name })),
      parts: partWords,
    },
    meanwhile: meanwhile ? `Somebody else gave this duty meanwhile. Lead: ${placeSays(meanwhile.lead).text}. Challenge partner: ${placeSays(meanwhile.partner).text}. Yours is below and is not kept yet.` : '', // prettier-ignore
    criteria: criterion === '' ? theme.criteria.map(({ key, text }) => criterionRow(asked, theme, { key, text }, duties)) : [],
    problems,
  }
}

const partWords = [
  { value: 'contributor', text: 'Contributes: writes with the lead' },
  { value: 'for the lead', text: 'Stands in for the lead' },
  { value: 'for the partner', text: 'Stands in for the challenge partner' },
]

function helperRow({ id, who, part, fromOn, untilOn, ...rest }: Helper, on: Day) {
  const days = fromOn && untilOn ? `${inWords(fromOn)} to ${inWords(untilOn)}` : 'Until it is ended'
  const now = helpsOn({ id, who, part, fromOn, untilOn, ...rest }, on)
  return {
    id: String(id),
    name: who.name,
    part: partWords.find(({ value }) => value === part)?.text ?? part,
    days,
    now: now ? 'Yes' : 'No',
  }
}

function criterionRow(asked: FrameworkAsked, theme: Theme, { key, text }: { key: string; text: string }, duties: readonly Duty[]) {
  const own = ownDuty(duties, theme.key, key)
  return {
    key,
    text,
    lead: inPlace(own.lead)?.name ?? 'As the theme',
    partner: inPlace(own.partner)?.name ?? 'As the theme',
    href: under(asked, withQuery(paths.themeDuty(theme.key), { criterion: key })),
  }
}
