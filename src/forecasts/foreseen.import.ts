import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import type { Term } from '../terms/term.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { standingsNow } from './due.store.ts'
import { forecastOf, type Forecast } from './forecast.ts'
import { shippedForecast } from './shipped.import.ts'
import { termsAfter } from './terms-ahead.ts'

export interface Foreseen {
  readonly forecast: Forecast
  readonly terms: readonly Term[]
}

/** What the next terms may bring for one school of the authority. Undefined where nothing can be foretold of it. */
export async function foreseenOf(reads: Reads, authority: AreaCode, urn: Urn): Promise<Foreseen | undefined> {
  const shipped = shippedForecast()
  const standings = await standingsNow(reads, shipped.learntFrom.from, { authority, urn })
  const [school] = standings?.schools ?? []
  if (!standings || !school) return undefined
  const terms = termsAfter(standings.on, await calendarOf(reads, authority, shippedTerms()))
  const forecast = forecastOf(school.stands, shipped, terms)
  return forecast && { forecast, terms }
}
