import { printed } from '../charts/amount.ts'
import { count, counted } from '../lib/count.ts'
import type { SchoolKind } from './school-kind.ts'
import { kindInWords } from './school-kind.ts'
import type { SchoolMeasure } from './school-measure.ts'
import type { Standout } from './stands-out.ts'

/**
 * A figure of a measure as a page prints it, rounded here and nowhere before: to no more than one decimal of a percentage.
 *
 * @example
 * figureInWords(62, { unit: 'percent', decimals: 0 }) // => '62%'
 * figureInWords(5313, { unit: 'pounds', decimals: 0 }) // => '£5,313'
 * figureInWords(-64, { unit: 'pounds', decimals: 0 }) // => '−£64'
 * figureInWords(-0.4, { unit: 'score', decimals: 1 }) // => '−0.4'
 */
export function figureInWords(value: number, { unit, decimals }: Pick<SchoolMeasure, 'unit' | 'decimals'>): string {
  if (unit === 'pounds') return `${value < 0 ? '\u2212' : ''}£${count(Math.abs(Math.round(value)))}`
  return printed(value, { unit, decimals: unit === 'percent' ? 1 : decimals })
}

/** What stands for a country's progress where it is not published: the average pupil's is taken as 0. */
export const averageByDefinition = '0, by definition'

/**
 * What stands out in a sentence or two, the lead first.
 *
 * `Well below England for 3 years running. Reading, writing and maths at the expected standard: 45% in 2019, England 65%; 60 pupils.
 * It is in the lowest quarter of mainstream schools in England, and of the schools most like it.`
 */
export function standoutInWords(standout: Standout, { nation, kind }: { readonly nation: string; readonly kind: SchoolKind }) {
  const { measure, year, stage, side, well, running, value, england, cohort, besideMedian, byDefinition } = standout
  const beside = besideMedian ? `median of ${kindInWords(kind)} in ${nation}` : nation
  const lead = `${well ? `Well ${side}` : side === 'above' ? 'Above' : 'Below'} ${besideMedian ? `${kindInWords(kind)} in ${nation}` : nation}${running > 1 ? ` for ${running} years running` : ''}`
  const pupils = cohort === null || measure.table === 'census' ? '' : `; ${counted(cohort, 'pupil')}`
  const figures = `${measure.name}: ${figureInWords(value, measure)} in ${year}${stage === 'final' ? '' : ` (${stage})`}, ${beside} ${byDefinition ? averageByDefinition : figureInWords(england, measure)}${pupils}.`
  return { lead: `${lead}.`, says: [figures, ...whereItLies(standout, nation, kind)].join(' ') }
}

function whereItLies({ side, well, amongAlike, measure }: Standout, nation: string, kind: SchoolKind): readonly string[] {
  const quarter = `${side === 'above' ? (measure.polarity === 'High' ? 'top' : 'highest') : 'lowest'} quarter`
  const same = amongAlike === (side === 'above' ? 'highest quarter' : 'lowest quarter')
  const first = well ? `It is in the ${quarter} of ${kindInWords(kind)} in ${nation}` : ''
  if (amongAlike === undefined) return first === '' ? [] : [`${first}.`]
  if (same) return [first === '' ? `It is in the ${quarter} of the schools most like it.` : `${first}, and of the schools most like it.`]
  const other = amongAlike === 'middle half' ? 'in the middle half' : `in the ${amongAlike}`
  return [first === '' ? `It is ${other} of the schools most like it.` : `${first}, but ${other} of the schools most like it.`]
}
