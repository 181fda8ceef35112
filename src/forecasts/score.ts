import type { Term } from '../terms/term.ts'
import type { Episode, Learnt, Wait, WaitedFor } from './episode.ts'
import { chancesFor, isGraded, learnOutcomes, ratesOf, settings, type Chances } from './method.ts'
import { outcomes, phases, type Phase } from './standing.ts'
import { chancesInTerms, learnTiming, termsWaited, type TermWaited } from './timing.ts'

/** How wrong chances were, once it was known what came about: less is better in both. */
export interface HowWrong {
  /** Sum over the outcomes of the squared distance between the chance and what came about: 0 to 2. */
  readonly brier: number
  /** Mean of minus the natural logarithm of the chance given to what came about. */
  readonly logLoss: number
}

/** Scores of the method and of what it has to beat, on the same schools. */
export interface Compared {
  readonly episodes: number
  readonly method: HowWrong
  /** One rate for every school, and one for each last grade, from the same episodes the method was fitted to. */
  readonly nationalRate: HowWrong
  readonly rateByGrade: HowWrong
  readonly beats: boolean
}

/** Scores of the timing, with how many inspections it expected in the terms judged and how many came. */
export interface TimingCompared extends Compared {
  readonly expected: number
  readonly came: number
}

/** One of the ways of judging: outcomes worse, same, better, and the category, as a whole and by group. */
export interface Judged {
  readonly outcome: Compared
  readonly category: Compared
  readonly byPhase: Readonly<Partial<Record<Phase, Compared>>>
  readonly byGrade: Readonly<Record<string, Compared>>
  readonly calibration: readonly Bin[]
}

/** Schools that were given about the same chance of one thing: what they were given, and of how many it came about. */
export interface Bin {
  readonly of: 'worse' | 'same' | 'better' | 'category'
  readonly from: number
  readonly to: number
  readonly schools: number
  readonly foretold: number
  readonly cameAbout: number
}

export interface Scores {
  readonly heldOut: Judged
  readonly throughTime: Judged
  /** Whether a term brought an inspection, over all terms in which a school waited. */
  readonly timing: Readonly<Record<WaitedFor, { readonly heldOut: TimingCompared; readonly throughTime: TimingCompared }>>
}

/** Fitted on what was published up to this day, and judged on what was published after it. */
export const backTestDay = '2022-08-31'

/** A school with the chances that were given it before its outcome was known to whoever gave them. */
interface Foretold {
  readonly episode: Episode
  readonly method: Chances
  readonly national: Chances
  readonly byGrade: Chances
}

/**
 * How well the method and the plain rates foretold what nobody had shown them.
 *
 * - Held out: the authorities are dealt into five by their codes modulo 5. Each fifth is foretold by a method, and by rates, fitted
 *   to the other four.
 * - Through time: fitted to outcomes published up to 31 August 2022, judged on later ones.
 * - Judged are episodes that set out from the list, so that no school is there for having lasted. Those that set out from a later
 *   graded inspection help to fit, in the authorities and the time that may be fitted to.
 */
export function scoresOf({ episodes, waits }: Pick<Learnt, 'episodes' | 'waits'>, terms: readonly Term[]): Scores {
  const judged = episodes.filter(({ from }) => from === 'listed')
  const fold = ({ authority }: Pick<Episode, 'authority'>) => Number(authority) % 5
  const folds = fifths.flatMap((at) =>
    foretell(
      episodes.filter((one) => fold(one) !== at),
      judged.filter((one) => fold(one) === at),
    ),
  )
  const isEarly = ({ publishedOn }: Episode) => publishedOn <= backTestDay
  const later = foretell(
    episodes.filter(isEarly),
    judged.filter((one) => !isEarly(one)),
  )
  return {
    heldOut: judgedOf(folds),
    throughTime: judgedOf(later),
    timing: { graded: timingScores(waits, terms, fold, 'graded'), any: timingScores(waits, terms, fold, 'any') },
  }
}

function foretell(fittedTo: readonly Episode[], asked: readonly Episode[]): readonly Foretold[] {
  const method = learnOutcomes(fittedTo)
  const national = ratesOf(fittedTo.filter(({ from }) => from === 'listed'))
  return asked.map((episode) => ({
    episode,
    method: chancesFor(episode.standing, method),
    national,
    byGrade: method.rates[episode.standing.grade - 1] ?? national,
  }))
}

const fifths = [0, 1, 2, 3, 4]

function timingScores(
  waits: readonly Wait[],
  terms: readonly Term[],
  fold: (wait: Wait) => number,
  waitedFor: WaitedFor,
): Scores['timing'][WaitedFor] {
  const waited = waits.flatMap((wait) => termsWaited(wait, terms, waitedFor).map((term) => ({ ...term, fold: fold(wait) })))
  const earlyTerms = terms.filter(({ lastsUntil }) => lastsUntil <= backTestDay).length
  const folds = fifths.map((at) => [waited.filter((one) => one.fold !== at), waited.filter((one) => one.fold === at)] as const)
  const later = [waited.filter(({ at }) => at < earlyTerms), waited.filter(({ at }) => at >= earlyTerms)] as const
  return { heldOut: timingCompared(folds), throughTime: timingCompared([later]) }
}

/** Each pair: the terms fitted to, and those judged. */
function timingCompared(pairs: readonly (readonly [readonly TermWaited[], readonly TermWaited[]])[]): TimingCompared {
  const judged = pairs.flatMap(([fittedTo, asked]) => {
    const chance = chancesInTerms(learnTiming(fittedTo, settings))
    const rate = (of: readonly TermWaited[]) => (of.length === 0 ? 0.5 : of.filter(({ inspected }) => inspected).length / of.length)
    const [national, byGrade] = [rate(fittedTo), [1, 2, 3, 4].map((grade) => rate(fittedTo.filter((one) => one.grade === grade)))]
    return asked.map((one) => ({ came: one.inspected, method: chance(one), national, byGrade: byGrade[one.grade - 1] ?? national }))
  })
  const mean = (of: 'method' | 'national' | 'byGrade') => meanScore(judged.map((one) => yesOrNo(one.came, one[of])))
  return {
    ...comparedOf(judged.length, mean('method'), mean('national'), mean('byGrade')),
    expected: Math.round(judged.reduce((sum, { method }) => sum + method, 0)),
    came: judged.filter(({ came }) => came).length,
  }
}

function yesOrNo(came: boolean, chance: number): HowWrong {
  const given = came ? chance : 1 - chance
  return { brier: 2 * (1 - given) ** 2, logLoss: -Math.log(Math.max(1e-15, given)) }
}

function meanScore(scores: readonly HowWrong[]): HowWrong {
  let [brier, logLoss] = [0, 0]
  for (const score of scores) {
    brier += score.brier
    logLoss += score.logLoss
  }
  return { brier: rounded(brier / scores.length), logLoss: rounded(logLoss / scores.length) }
}

function comparedOf(episodes: number, method: HowWrong, nationalRate: HowWrong, rateByGrade: HowWrong): Compared {
  return { episodes, method, nationalRate, rateByGrade, beats: beats(method, nationalRate) && beats(method, rateByGrade) }
}

function judgedOf(foretold: readonly Foretold[]): Judged {
  const graded = foretold.filter(({ episode }) => isGraded(episode))
  const grouped = (keep: (episode: Episode) => boolean) => compared(graded.filter(({ episode }) => keep(episode)), outcomeScore) // prettier-ignore
  const present = phases.filter((phase) => graded.some(({ episode }) => episode.standing.phase === phase))
  return {
    outcome: compared(graded, outcomeScore),
    category: compared(foretold, categoryScore),
    byPhase: Object.fromEntries(present.map((phase) => [phase, grouped(({ standing }) => standing.phase === phase)])),
    byGrade: Object.fromEntries([1, 2, 3, 4].map((grade) => [grade, grouped(({ standing }) => standing.grade === grade)])),
    calibration: [
      ...outcomes.flatMap((of) => bins(of, graded, ({ outcome }) => outcome === of)),
      ...bins('category', foretold, ({ category }) => category),
    ],
  }
}

type ScoreOf = (episode: Episode, chances: Chances) => HowWrong

const outcomeScore: ScoreOf = (episode, chances) => {
  const brier = outcomes.reduce((sum, outcome) => sum + (chances[outcome] - (episode.outcome === outcome ? 1 : 0)) ** 2, 0)
  return { brier, logLoss: -Math.log(Math.max(1e-15, episode.outcome === null ? 1 : chances[episode.outcome])) }
}

const categoryScore: ScoreOf = ({ category }, chances) => yesOrNo(category, chances.category)

function compared(foretold: readonly Foretold[], scoreOf: ScoreOf): Compared {
  const mean = (of: 'method' | 'national' | 'byGrade') => meanScore(foretold.map((one) => scoreOf(one.episode, one[of])))
  return comparedOf(foretold.length, mean('method'), mean('national'), mean('byGrade'))
}

/** Better in both metrics, and not level. */
const beats = (one: HowWrong, other: HowWrong) => one.brier < other.brier && one.logLoss < other.logLoss

/** Scores are kept to six places: what lies beyond them tells nobody anything. */
const rounded = (score: number): number => Math.round(score * 1e6) / 1e6

/** Schools by the chance they were given, in tenths; a tenth in which nobody is has no bin. Categories are rare: in fiftieths to a fifth. */
function bins(of: Bin['of'], foretold: readonly Foretold[], cameAbout: (episode: Episode) => boolean): Bin[] {
  const edges = of === 'category' ? [0, 0.01, 0.02, 0.04, 0.08, 0.16, 1] : [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
  return edges.slice(0, -1).flatMap((from, at) => {
    const to = edges[at + 1] ?? 1
    const within = foretold.filter(({ method }) => method[of] >= from && (method[of] < to || (to === 1 && method[of] === 1)))
    if (within.length === 0) return []
    const chances = within.reduce((sum, { method }) => sum + method[of], 0)
    const came = within.filter(({ episode }) => cameAbout(episode)).length
    return [{ of, from, to, schools: within.length, foretold: rounded(chances / within.length), cameAbout: rounded(came / within.length) }]
  })
}
