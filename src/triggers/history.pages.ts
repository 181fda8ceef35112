import type { AreaCode } from '../authorities/area.ts'
import { nationNamed } from '../authorities/area.ts'
import { trendChart } from '../charts/trend.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarKey, type Calendar } from '../terms/term.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { show, type Outcome, type Page } from '../web/page.ts'
import { areaNames } from './area-names.store.ts'
import { historyOf, judgedKey, type LineHistory } from './history.ts'
import { pastDays } from './history.store.ts'
import { historyChartFacts, historyView, phasesOf } from './history.view.ts'

/** Triggers 1 to 3 through the terms of which enough is held. */
export const historyPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/risk/history',
    may: 'risk.see',
    async does({ reads, query, who }) {
      const [framework, calendar] = [await frameworkOf(reads, who.authority), await calendarOf(reads, who.authority, shippedTerms())]
      const phase = query.phase ?? 'all'
      const key = `${who.authority} ${phase} ${calendarKey(calendar)} ${judgedKey(framework)}`
      return kept(reads, key, () => history(reads, { framework, calendar, authority: who.authority, phase }))
    },
  },
]

/** The whole outcome: its body is then printed and compressed once. */
const kept = keptUntilImport<Outcome>(60)

interface Asked {
  readonly framework: Framework
  readonly calendar: Calendar
  readonly authority: AreaCode
  readonly phase: string
}

async function history(reads: Reads, { framework, calendar, authority, phase: asked }: Asked): Promise<Outcome> {
  const { days, nation } = await pastDays(reads, calendar)
  const names = await areaNames(reads, [authority, nation])
  const [ours, theirs] = [names.get(authority) ?? authority, names.get(nation) ?? nationNamed(nation)]
  const all = historyOf(framework, days, { authority, nation })
  const phases = phasesOf(all)
  const phase = phases.includes(asked) ? asked : 'all'
  const lines = await Promise.all(all.filter(({ line }) => line.phase === phase).map(drawn))
  const view = historyView({ framework, authority: ours, nation: theirs, calendarSays: calendar.says, phase, phases, lines })
  return show('triggers/history.njk', view)

  async function drawn(line: LineHistory) {
    return { history: line, chart: await trendChart(historyChartFacts(line, ours, theirs)) }
  }
}
