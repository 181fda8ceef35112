import type { Framework } from '../frameworks/framework.ts'
import type { Problem } from '../lib/checked.ts'
import { paths } from '../paths.ts'
import { dutyField, inPlace, themeDuty, type Duty, type Holder } from './duty.ts'
import { placeSays } from './theme.view.ts'

/** What stands in the form that gives out every theme: what was typed, what is wrong, and what somebody else gave meanwhile. */
export interface DutiesForm {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly meanwhile: readonly Duty[]
}

interface DutiesFacts extends DutiesForm {
  readonly framework: Framework
  readonly duties: readonly Duty[]
  readonly people: readonly Holder[]
}

/** Every theme of the framework in use with its lead and its challenge partner, to be given out on one page. */
export function dutiesView({ framework, duties, people, typed, problems, meanwhile }: DutiesFacts) {
  return {
    title: 'Leads and challenge partners',
    back: paths.selfEvaluation(),
    action: paths.duties(),
    framework: { key: framework.key, title: framework.shortTitle },
    people: people.map(({ account, name }) => ({ value: String(account), text: name })),
    alone: people.length < 2,
    settings: paths.settings(),
    themes: framework.themes.map(({ key, title }, i) => rowOf(themeDuty(duties, key), { place: i + 1, title, typed, meanwhile })),
    problems,
  }
}

interface Row {
  readonly place: number
  readonly title: string
  readonly typed: DutiesForm['typed']
  readonly meanwhile: readonly Duty[]
}

function rowOf(duty: Duty, { place, title, typed, meanwhile }: Row) {
  const box = (field: 'lead' | 'partner') => {
    const name = dutyField(field, place)
    return { name, value: typed[name] ?? String(inPlace(duty[field])?.account ?? '') }
  }
  const seen = dutyField('seen', place)
  const moved = meanwhile.find(({ theme }) => theme === duty.theme)
  return {
    place,
    title,
    seen: { name: seen, value: String(moved?.version ?? typed[seen] ?? duty.version) },
    lead: box('lead'),
    partner: box('partner'),
    meanwhile: moved ? `Somebody else gave this meanwhile. Lead: ${placeSays(moved.lead).text}. Challenge partner: ${placeSays(moved.partner).text}. Yours is below and is not kept yet.` : '', // prettier-ignore
  }
}
