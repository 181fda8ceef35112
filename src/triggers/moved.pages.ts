import { waterfallChart } from '../charts/waterfall.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarKey } from '../terms/term.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { show, type Outcome, type Page } from '../web/page.ts'
import { judgedKey } from './history.ts'
import { movedBetween, type MovedAsked, type MovedBetween } from './moved-between.store.ts'
import type { LineMoved, TriggerMoved } from './moved-line.ts'
import { toldOf } from './moved.store.ts'
import { readTwoDays } from './moved.form.ts'
import { fallOf, movedForm, movedView, type DaysTyped } from './moved.view.ts'
import { urnOf } from './moved-words.ts'
import { recordedLights } from './recorded-light.store.ts'

/** Why the triggers moved between two days. */
export const movedPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/risk/moved',
    may: 'risk.see',
    async does({ reads, query, who, today }) {
      const typed = { from: query.from ?? '', to: query.to ?? '', problems: [] }
      const days = readTwoDays(query)
      if (!days.ok) return show('triggers/moved.njk', movedForm({ ...typed, problems: days.problems }), 400)

      const asked = { ...days.value, number: query.trigger ?? '', who, today, typed }
      const [framework, calendar] = [await frameworkOf(reads, who.authority), await calendarOf(reads, who.authority, shippedTerms())]
      const recorded = await recordedLights(reads, framework.key, who.authority)
      const entered = recorded.map(({ id }) => id).join(',')
      const key = [who.authority, asked.from, asked.to, asked.number, today, entered, calendarKey(calendar), judgedKey(framework)].join(' ')
      return kept(reads, key, () => moved(reads, { ...asked, authority: who.authority, framework, calendar }))
    },
  },
]

/** The whole outcome, so that its body is printed and compressed once. Its key says what of an authority's own work decides it. */
const kept = keptUntilImport<Outcome>(60)

interface Asked extends MovedAsked {
  readonly number: string
  readonly who: Person
  readonly today: Day
  readonly typed: DaysTyped
}

async function moved(reads: Reads, asked: Asked): Promise<Outcome> {
  const found = await movedBetween(reads, asked)
  const shown = found && shownOf(found, asked.number)
  if (!found || !shown) return show('triggers/moved.njk', movedForm(asked.typed))
  const lines = await Promise.all(shown.lines.map(async (line) => ({ line, chart: await chartOf(line, asked.framework) })))
  const urns = shown.lines.flatMap(({ move }) =>
    (move?.parts ?? []).flatMap(({ school }) => [urnOf(school) ?? [], school.kin ?? []].flat()),
  )
  const told = await toldOf(reads, [...new Set(urns)], found.after.facts.on)
  return show('triggers/moved.njk', movedView({ ...found, shown, lines, told }, asked.typed))
}

/** The trigger asked for; or the first whose light changed, or the first of all. */
function shownOf({ triggers }: MovedBetween, number: string): TriggerMoved | undefined {
  const asked = triggers.find(({ trigger }) => String(trigger.number) === number)
  return asked ?? triggers.find(({ before, after }) => before.light !== after.light && after.lines.length > 0) ?? triggers[0]
}

async function chartOf(line: LineMoved, framework: Framework) {
  const measure = framework.measures.find(({ code }) => code === line.line.measure)
  // A distance is worse the further it is.
  const lower = measure?.better === 'low' || line.line.kind === 'distance'
  const facts = fallOf(line, lower ? 'lower' : 'higher')
  return facts && waterfallChart(facts)
}
