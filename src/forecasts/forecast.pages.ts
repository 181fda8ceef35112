import { mayDo } from '../accounts/permission.ts'
import { nationalCode, nationNamed, type AreaCode } from '../authorities/area.ts'
import { calibrationChart } from '../charts/calibration.ts'
import type { Chart } from '../charts/chart.ts'
import { fanChart } from '../charts/fan.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { frameworkOf } from '../limits/framework-of.import.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarKey, termInShort, type Calendar, type Term } from '../terms/term.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { areaNames } from '../triggers/area-names.store.ts'
import { historyOf, type LineHistory } from '../triggers/history.ts'
import { pastDays } from '../triggers/history.store.ts'
import { lineNamed } from '../triggers/line-named.ts'
import { show, type Outcome, type Page } from '../web/page.ts'
import { standingsNow } from './due.store.ts'
import { bandsOf, type CountryAhead } from './country-ahead.ts'
import { weightsIn } from './exactly.ts'
import { declineAhead, forecastOf } from './forecast.ts'
import { forecastView, type LineForetold, type SchoolForetold } from './forecast.view.ts'
import type { Bin, Scores } from './score.ts'
import { shippedForecast } from './shipped.import.ts'
import { asCounted, countedMeasures, drawing, linesAhead, type Asked } from './simulation.ts'
import { termsAfter } from './terms-ahead.ts'

/** So many terms are looked back. */
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
  const country = nation === nationalCode('real') ? shipped.ahead : undefined
  const lines = await linesForetold(histories.filter(({ line }) => line.phase === phase), schools, { ...named, on: standings.on, terms, ahead: country }) // prettier-ignore
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

/** What the lines are drawn with: the terms ahead, how both are called, and where the country's lines may go, of a real one. */
interface Ahead {
  readonly on: Day
  readonly terms: readonly Term[]
  readonly ours: string
  readonly country: string
  readonly ahead: CountryAhead | undefined
}

async function linesForetold(
  histories: readonly LineHistory[],
  schools: readonly SchoolForetold[],
  { on, terms, ours, country, ahead: countrys }: Ahead,
): Promise<readonly LineForetold[]> {
  const counted = schools.map(asCounted)
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
    const theirs = countrys ? bandsOf(countrys, of, { on, terms }) : []
    const chart = await fanChart({
      caption: `${lineNamed(name, of.phase)}, ${ours} and ${country}, and where they may go`,
      ours,
      country,
      amount: { unit: 'percent', decimals: 1 },
      ofTen: 8,
      past: history.terms
        .slice(-termsBack)
        .map(({ term, finding }) => ({ term: termInShort(term), ours: finding.local, country: finding.comparison })),
      ahead: found.terms.map((spread, place) => ({ ...spread, term: termNamed(terms[place]), country: theirs[place] ?? null })),
    })
    return { asked: of, name, trigger, title, ahead: found, country: theirs, chart, weights: weightsIn(of, counted, terms.length) }
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
