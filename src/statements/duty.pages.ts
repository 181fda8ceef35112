import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Problem } from '../lib/checked.ts'
import type { Day } from '../lib/day.ts'
import { readId } from '../lib/entry.ts'
import { withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readDuties, readDuty, readHelp, readVersion } from './duty.form.ts'
import { addHelper, dutiesOf, endHelper, giveDuties, giveDuty, mayBeGiven } from './duty.store.ts'
import { ownDuty, themeDuty, type Duty } from './duty.ts'
import { dutiesView, type DutiesForm } from './duties.view.ts'
import { dutyView, type DutyForm } from './duty.view.ts'
import { frameworkInUse } from '../frameworks/framework-in-use.import.ts'
import { frameworkAsked } from './framework-asked.import.ts'

interface Asked {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly theme: string
  readonly criterion: string
  readonly framework: string | undefined
}

/** What the pages of a duty rest on; undefined where there is no such theme or criterion. */
async function ground({ reads, who, theme: key, criterion, framework }: Asked) {
  const asked = await frameworkAsked(reads, who.authority, framework)
  const theme = asked?.framework.themes.find((one) => one.key === key)
  if (!asked || !theme || (criterion !== '' && !theme.criteria.some((one) => one.key === criterion))) return undefined
  const duties = await dutiesOf(reads, who.authority, asked.framework.key)
  const people = await mayBeGiven(reads, who.authority)
  const duty = criterion === '' ? themeDuty(duties, key) : ownDuty(duties, key, criterion)
  return { asked, theme, duties, people, duty }
}

async function thePage(of: Asked, form: DutyForm): Promise<Outcome> {
  const found = await ground(of)
  if (!found) return missing
  const assigns = mayDo(of.who.role, 'evaluation.assign')
  const view = dutyView({ ...found, ...form, criterion: of.criterion, assigns, on: of.today })
  return show('statements/duty.njk', view, form.problems.length > 0 ? 400 : 200)
}

const untouched: DutyForm = { typed: {}, problems: [] }

/** Where a duty is given: of a whole theme, or of one criterion. */
const dutyAt = (theme: string, criterion: string) => withQuery(paths.themeDuty(theme), { criterion: criterion || undefined })

/** Every theme with who leads and who challenges it, to be given out in one go. */
async function allThemes({ reads, who }: Pick<Asked, 'reads' | 'who'>, form: DutiesForm): Promise<Outcome> {
  const framework = await frameworkInUse(reads, who.authority)
  const duties = await dutiesOf(reads, who.authority, framework.key)
  const people = await mayBeGiven(reads, who.authority)
  return show('statements/duties.njk', dutiesView({ framework, duties, people, ...form }), form.problems.length > 0 ? 400 : 200)
}

export const dutyPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/duties',
    may: 'evaluation.assign',
    does: (asked) => allThemes(asked, { typed: {}, problems: [], meanwhile: [] }),
  },
  {
    method: 'POST',
    path: '/self-evaluation/duties',
    may: 'evaluation.assign',
    async does({ db, reads, who, body, now }) {
      const framework = await frameworkInUse(reads, who.authority)
      const again = (problems: readonly Problem[], meanwhile: readonly Duty[] = []) => allThemes({ reads, who }, { typed: body, problems, meanwhile }) // prettier-ignore
      if (body.framework !== framework.key) {
        return allThemes({ reads, who }, { typed: {}, problems: [{ field: 'lead-1', text: 'Another framework was chosen meanwhile. These are its themes' }], meanwhile: [] }) // prettier-ignore
      }
      const form = readDuties(
        body,
        await mayBeGiven(reads, who.authority),
        framework.themes.map(({ key }) => key),
      )
      if (!form.ok) return again(form.problems)
      const given = form.value.map((one) => ({ ...one, criterion: '' }))
      const meanwhile = await giveDuties(db, who, { framework: framework.key, now }, given)
      if (meanwhile.length === 0) return go(paths.selfEvaluation())
      const place = (theme: string) => framework.themes.findIndex(({ key }) => key === theme) + 1
      const text = 'somebody else gave this meanwhile. Nothing is kept yet: read what they gave, then keep yours again to confirm it'
      return again(meanwhile.map(({ theme }) => ({ field: `lead-${place(theme)}`, text: `Theme ${place(theme)}: ${text}` })), meanwhile) // prettier-ignore
    },
  },
  {
    method: 'GET',
    path: '/self-evaluation/themes/:theme/duty',
    may: 'evaluation.see',
    does({ reads, who, params, query, today }) {
      return thePage(
        { reads, who, today, theme: params.theme ?? '', criterion: query.criterion ?? '', framework: query.framework },
        untouched,
      )
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/themes/:theme/duty',
    may: 'evaluation.assign',
    async does({ db, reads, who, params, body, today, now }) {
      const of = { reads, who, today, theme: params.theme ?? '', criterion: body.criterion ?? '', framework: undefined }
      const found = await ground(of)
      if (!found) return missing
      const form = readDuty(body, found.people)
      if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
      const { theme, criterion } = of
      const meanwhile = await giveDuty(db, who, {
        ...form.value,
        framework: found.asked.framework.key,
        theme,
        criterion,
        seen: readVersion(body.seen),
        now,
      })
      if (!meanwhile) return go(dutyAt(theme, criterion))
      const text = 'Somebody else gave this duty meanwhile. Read what they gave, then keep yours again to confirm it'
      return thePage(of, { typed: body, problems: [{ field: 'lead', text }], meanwhile })
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/themes/:theme/duty/helpers/add',
    may: 'evaluation.assign',
    async does({ db, reads, who, params, body, today, now }) {
      const of = { reads, who, today, theme: params.theme ?? '', criterion: body.criterion ?? '', framework: undefined }
      const found = await ground(of)
      if (!found) return missing
      const form = readHelp(body, found.people, found.duty)
      if (!form.ok) return thePage(of, { typed: body, problems: form.problems })
      const { theme, criterion } = of
      await addHelper(db, who, { ...form.value, framework: found.asked.framework.key, theme, criterion, now })
      return go(dutyAt(theme, criterion))
    },
  },
  {
    method: 'POST',
    path: '/self-evaluation/themes/:theme/duty/helpers/end',
    may: 'evaluation.assign',
    async does({ db, who, params, body, now }) {
      const id = readId(body.id)
      if (id !== undefined) await endHelper(db, who, { id, now })
      return go(dutyAt(params.theme ?? '', body.criterion ?? ''))
    },
  },
]
