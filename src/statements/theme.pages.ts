import { mayDo } from '../accounts/permission.ts'
import { countsChart } from '../charts/counts.ts'
import { frameworkByKey } from '../frameworks/framework-in-use.import.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { json, missing, show, type Page } from '../web/page.ts'
import { dutiesOf } from './duty.store.ts'
import { frameworkAsked } from './framework-asked.import.ts'
import { gradesFacts, overviewView } from './overview.view.ts'
import { criteriaStand, themeStands } from './theme.store.ts'
import { themeCounts } from './theme.ts'
import { themeJson, themeView } from './theme.view.ts'

/** The self-evaluation at a glance, and each of its themes, as a page or as data. */
export const themePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation',
    may: 'evaluation.see',
    async does({ reads, who, query, today: on }) {
      const asked = await frameworkAsked(reads, who.authority, query.framework)
      if (!asked) return missing
      const [stands, duties] = [
        await criteriaStand(reads, who.authority, asked.framework.key),
        await dutiesOf(reads, who.authority, asked.framework.key),
      ]
      const drawn = gradesFacts(asked, themeCounts(asked.framework, stands, on))
      const chart = drawn && (await countsChart(drawn))
      return show('statements/overview.njk', overviewView({ asked, stands, duties, on, chart, role: who.role }))
    },
  },
  {
    method: 'GET',
    path: '/self-evaluation/themes/:theme',
    may: 'evaluation.see',
    async does({ reads, who, params, query, today, asJson }) {
      const standard = workingFramework().key
      const key = params.theme ?? ''
      const stands = await themeStands(reads, who.authority, { asked: undefined, standard, theme: key })
      const current = query.framework === undefined || query.framework === stands.framework
      const shown = current ? stands : await themeStands(reads, who.authority, { asked: query.framework, standard, theme: key })
      const framework = await frameworkByKey(reads, who.authority, shown.framework)
      const theme = framework?.themes.find((one) => one.key === key)
      if (!framework || !theme) return missing
      const asked = { framework, current }
      if (asJson === true) return json(themeJson(asked, theme, shown, who.authority))
      const assigns = current && mayDo(who.role, 'evaluation.assign')
      return show('statements/theme.njk', { ...themeView(asked, theme, shown, today), assigns })
    },
  },
]
