import { auditEntries } from '../accounts/audit.store.ts'
import { overdueCount } from '../actions/action.store.ts'
import { unseenAlerts } from '../alerts/alert.store.ts'
import { mayDo } from '../accounts/permission.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { shippedCalendar } from '../releases/calendar.import.ts'
import { releasesOn } from '../releases/release.store.ts'
import { held } from '../sources/import-run.store.ts'
import type { Source } from '../sources/source.ts'
import { assessment } from '../triggers/assessment.store.ts'
import { show, type Page } from '../web/page.ts'
import { authorityNamed } from './authority.store.ts'
import { homeView } from './home.view.ts'

/** The first page: our authority at a glance. `sources` are the published files there can be. */
export function homePages(sources: readonly Source[]): readonly Page[] {
  return [
    {
      method: 'GET',
      path: '/',
      may: 'home.see',
      async does({ who, reads, today }) {
        const authority = await authorityNamed(reads, who.authority)
        const lately = mayDo(who.role, 'audit.see') ? await auditEntries(reads, { words: '', limit: 5, offset: 0 }) : []
        const assessed = await assessment(reads, await frameworkOf(reads, who.authority), who.authority, { today })
        const releases = mayDo(who.role, 'data.see') ? await releasesOn(reads, shippedCalendar(), today) : []
        const unseen = mayDo(who.role, 'alerts.follow') ? await unseenAlerts(reads, who) : []
        const late = mayDo(who.role, 'actions.see') ? await overdueCount(reads, who, today) : { all: 0, mine: 0 }
        const shown = { who, authority, assessed, sources, held: await held(reads), releases, lately, unseen, late }
        return show('authorities/home.njk', homeView(shown))
      },
    },
  ]
}
