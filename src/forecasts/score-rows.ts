import { count } from '../lib/count.ts'
import type { Compared, Scores } from './score.ts'

export const scoreHead = ['Judged', 'Schools', 'Brier: method', 'national rate', 'rate by grade', 'Log loss: method', 'national rate', 'rate by grade', 'Beats both'] as const // prettier-ignore

/** Scores as they are printed: to four places, less being better. A row for each thing judged, with its groups if they are asked for. */
export function scoreRows(
  { heldOut, throughTime, timing }: Scores,
  way: 'heldOut' | 'throughTime',
  withGroups: boolean,
): readonly (readonly string[])[] {
  const judged = way === 'heldOut' ? heldOut : throughTime
  const groups = [
    ...Object.entries(judged.byPhase).map(([phase, of]) => row(`- ${phase}`, of)),
    ...Object.entries(judged.byGrade).map(([grade, of]) => row(`- last graded ${grade}`, of)),
  ]
  return [
    row('Worse, same or better', judged.outcome),
    ...(withGroups ? groups : []),
    row('Into a category', judged.category),
    row('Graded inspection in a term', timing.graded[way]),
    row('Any inspection in a term', timing.any[way]),
  ]
}

function row(what: string, { episodes, method, nationalRate, rateByGrade, beats }: Compared): readonly string[] {
  const scores = [method.brier, nationalRate.brier, rateByGrade.brier, method.logLoss, nationalRate.logLoss, rateByGrade.logLoss]
  return [what, count(episodes), ...scores.map((score) => score.toFixed(4)), beats ? 'yes' : 'no']
}
