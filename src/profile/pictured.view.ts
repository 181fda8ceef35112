import { trendChart } from '../charts/trend.ts'
import type { Pictured } from './part.view.ts'
import { quarterStrip, trendOf } from './profiled.chart.ts'
import type { Profiled } from './profiled.ts'

/** Each measure of a profile with its pictures drawn: the trend where any year has a figure, the strip where there are quarters. */
export async function pictured(whose: Profiled, on: 'page' | 'paper'): Promise<readonly Pictured[]> {
  const { authorityName: oursName, nationName } = whose
  return Promise.all(
    whose.measures.map(async (profiled) => {
      const facts = trendOf(whose, profiled)
      return {
        profiled,
        trend: facts.lines.length > 0 ? await trendChart(facts) : undefined,
        strip: quarterStrip({ oursName, nationName, ...(on === 'paper' ? { paper: 680 } : {}) }, profiled),
      }
    }),
  )
}
