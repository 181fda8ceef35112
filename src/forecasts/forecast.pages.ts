import { mayDo } from '../accounts/permission.ts'
import { nationNamed, type AreaCode } from '../authorities/area.ts'
import { calibrationChart } from '../charts/calibration.ts'
import type { Chart } from '../charts/chart.ts'
import { fanChart } from '../charts/fan.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { daysAfter, type Day } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarKey, termInShort, termsBetween, type Calendar, type Term } from '../terms/term.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { areaNames } from '../triggers/area-names.store.ts'
import { historyOf, type LineHistory } from '../triggers/history.ts'
import { pastDays } from '../triggers/history.store.ts'
import { show, type Outcome, type Page } from '../web/page.ts'
import { standingsNow } from './due.store.ts'
import { declineAhead, forecastOf } from './forecast.ts'
import { forecastView, type LineForetold, type SchoolForetold } from './forecast.view.ts'
import type { Bin, Scores } from './score.ts'
import { shippedForecast } from './shipped.import.ts'
import { countedMeasures, drawing, linesAhead, weightsIn, type Asked, type SchoolAhead } from './simulation.ts'

/** So many terms are looked ahead, and so many back. */
const termsAhead = 6
const termsBack = 21

/** Where triggers 1 to 3 may go, and which schools are due. */
export const forecastPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/forecast',
    may: 'risk.see',
    async does({ reads, query, who }) {
      const [framework, calendar] = [await frameworkOf(reads, who.authority), await calendarOf(reads, who.authority, shippedTerms())]
      const asking = {
        framework,
        calendar,
        authority: who.authority,
        phase: query.phase ?? 'all',
        maySeeSchools: mayDo(who.role, 'schools.foresee'),
      }
      const { key, limits, triggers } = framework
      const name = [who.authority, asking.phase, asking.maySeeSchools, calendarKey(calendar), JSON.stringify([key, limits, triggers])].join(
        ' ',
      )
      return kept(reads, name, () => forecastPage(reads, asking))
    },
  },
]

/** The whole outcome, for drawing the runs takes longer than a page may. */
const kept = keptUntilImport<Outcome>(60)

interface Asking {
  readonly framework: Framework
  readonly calendar: Calendar
  readonly authority: AreaCode
  readonly phase: string
  readonly maySeeSchools: boolean
}

async function forecastPage(reads: Reads, { framework, calendar, authority, phase: asked, maySeeSchools }: Asking): Promise<Outcome> {
  const shipped = shippedForecast()
  const { days, nation } = await pastDays(reads, calendar)
  const names = await areaNames(reads, [authority, nation])
  const standings = await standingsNow(reads, shipped.learntFrom.from, { authority })
  if (!standings || standings.schools.length === 0) return show('forecasts/forecast.njk', nothingHeld(names.get(authority)))

  const terms = termsAfter(standings.on, calendar)
  const schools = standings.schools.map((school): SchoolForetold => ({ ...school, forecast: forecastOf(school.stands, shipped, terms) }))
  const histories = historyOf(framework, days, { authority, nation }).filter(({ line }) => isCounted(line.measure))
  const phases = [...new Set(histories.map(({ line }) => line.phase))]
  const phase = phases.includes(asked) ? asked : 'all'
  const named = { ours: names.get(authority) ?? authority, country: names.get(nation) ?? nationNamed(nation) }
  const lines = await linesForetold(histories.filter(({ line }) => line.phase === phase), schools, terms, named) // prettier-ignore
  const view = forecastView({
    authority: named.ours,
    nation: named.country,
    on: standings.on,
    terms,
    phase,
    phases,
    lines,
    schools,
    runs: drawing.runs,
    learntFrom: shipped.learntFrom,
    scores: shipped.scores,
    country: shipped.country,
    ours: declineAhead(standings.on, schools.map(({ forecast }) => forecast)), // prettier-ignore
    calibration: await calibrationCharts(shipped.scores),
    maySeeSchools,
  })
  return show('forecasts/forecast.njk', view)
}

const nothingHeld = (authority: string | undefined) => ({ title: 'What the next terms may bring', authority: authority ?? '', held: false })

const isCounted = (measure: string): measure is Asked['measure'] => countedMeasures.some((one) => one === measure)

/** The terms that begin after a day. */
function termsAfter(on: Day, calendar: Calendar): readonly Term[] {
  return termsBetween(on, daysAfter(on, (termsAhead + 4) * 122), calendar)
    .filter(({ beginsOn }) => beginsOn > on)
    .slice(0, termsAhead)
}

async function linesForetold(
  histories: readonly LineHistory[],
  schools: readonly SchoolForetold[],
  terms: readonly Term[],
  named: { readonly ours: string; readonly country: string },
): Promise<readonly LineForetold[]> {
  const counted = schools.map((school): SchoolAhead => ({ ...school, phase: school.phase.toLowerCase(), pupils: school.pupils ?? 0 }))
  const asked = histories.flatMap(({ line }): Asked[] => (isCounted(line.measure) ? [{ measure: line.measure, phase: line.phase }] : []))
  const ahead = linesAhead(counted, asked, terms.length, drawing)
  return Promise.all(
    histories.flatMap((history, at) => {
      const [of, found] = [asked[at], ahead[at]]
      return of === undefined || found === undefined ? [] : [lineForetold(history, of, found)]
    }),
  )

  async function lineForetold(history: LineHistory, of: Asked, found: LineForetold['ahead']): Promise<LineForetold> {
    const { name, trigger, title } = history
    const chart = await fanChart({
      caption: `${name}${of.phase === 'all' ? '' : `: ${of.phase}`}, ${named.ours} and ${named.country}, and where it may go`,
      ...named,
      amount: { unit: 'percent', decimals: 1 },
      ofTen: 8,
      past: history.terms
        .slice(-termsBack)
        .map(({ term, finding }) => ({ term: termInShort(term), ours: finding.local, country: finding.comparison })),
      ahead: found.terms.map((spread, place) => ({ ...spread, term: termNamed(terms[place]) })),
    })
    return { asked: of, name, trigger, title, ahead: found, chart, weights: weightsIn(of, counted, terms.length) }
  }
}

const termNamed = (term: Term | undefined) => (term ? termInShort(term) : '')

/** Drawn once: they are of the method that ships. */
async function calibrationCharts(scores: Scores): Promise<readonly Chart[]> {
  drawnOnce ??= Promise.all(
    ([['worse', 'coming out worse'], ['better', 'coming out better'], ['category', 'a category of concern']] as const).map(([of, words]) =>
      calibrationChart({
        caption: `Chances of ${words}: given, and come about`,
        of: words,
        series: [
          { name: 'authorities held out', bins: binsOf(scores.heldOut.calibration, of) },
          { name: 'later years', bins: binsOf(scores.throughTime.calibration, of) },
        ],
      }),
    ),
  ) // prettier-ignore
  return drawnOnce
}

let drawnOnce: Promise<readonly Chart[]> | undefined

function binsOf(bins: readonly Bin[], of: Bin['of']) {
  return bins.filter((bin) => bin.of === of).map(({ schools, foretold, cameAbout }) => ({ cases: schools, foretold, cameAbout }))
}
