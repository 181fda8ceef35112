import type { Reads } from '../db/connect.ts'
import type { Calendar } from '../terms/term.ts'
import { countryAhead } from './country-ahead.ts'
import { standingsNow } from './due.store.ts'
import { learntFrom } from './episode.ts'
import { countsOf, declineAhead, forecastOf, type ShippedMethod } from './forecast.ts'
import { learnMethod, settings, termsLearntFrom } from './method.ts'
import { scoresOf, type Scores } from './score.ts'
import { asCounted } from './simulation.ts'
import { termsAfter } from './terms-ahead.ts'
import { filesLearntFrom, trainingHeld } from './training.store.ts'

/** The method with the scores by which it may speak. */
export interface Fitted extends ShippedMethod {
  readonly scores: Scores
}

/** Learns the method from the published files that are held. Undefined where they do not hold what it needs. */
export async function fitted(reads: Reads, calendar: Calendar): Promise<Fitted | undefined> {
  const training = await trainingHeld(reads)
  if (training === undefined) return undefined
  const learnt = learntFrom(training)
  const terms = termsLearntFrom(calendar, training)
  const [method, scores] = [learnMethod(learnt, terms), scoresOf(learnt, terms)]
  const now = await standingsNow(reads, training.from)
  const { from, until } = training
  const coming = termsAfter(until, calendar)
  const schools = now?.schools.map((school) => ({ ...school, forecast: forecastOf(school.stands, { method, scores }, coming) })) ?? []
  return {
    learntFrom: { from, until, files: await filesLearntFrom(reads), settings, counts: countsOf(learnt) },
    method,
    scores,
    country: declineAhead(until, schools.map(({ forecast }) => forecast)), // prettier-ignore
    ahead: countryAhead(until, schools.map(asCounted), coming),
  }
}

/** How well the method does on what is held that nobody had shown it. Undefined where nothing can be learnt from what is held. */
export async function scored(reads: Reads, calendar: Calendar): Promise<Scores | undefined> {
  const training = await trainingHeld(reads)
  return training && scoresOf(learntFrom(training), termsLearntFrom(calendar, training))
}
