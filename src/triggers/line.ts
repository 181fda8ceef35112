import type { Framework, Line, Trigger } from '../frameworks/framework.ts'
import { lightOfLine } from './light.ts'
import type { Measured } from './measured.ts'
import { apart } from './sentence.ts'
import type { Standing } from './trend.ts'
import type { LineFinding } from './trigger.ts'
import { isWeak } from './weak-trend.ts'

/** How a line stood on a day, for the trend. */
export function standingOf({ limits, measures }: Framework, line: Line, found: Measured): Standing {
  const { period, unit } = found
  const steady = limits.steady[line.limits] ?? 0
  if (!found.known) return { behind: null, period, steady }
  const best = measures.find(({ code }) => code === line.measure)?.better === 'high' ? 100 : 0
  return { behind: found.behind, period, steady, atBest: unit === 'percent' && found.local === best }
}

/** A line of a trigger as it was measured: its figures, its light and the sentence that earns it. */
export function lineFinding({ limits, measures }: Framework, trigger: Trigger, line: Line, found: Measured): LineFinding {
  const { unit, period, source, because, beside } = found
  const named = {
    name: line.name ?? measures.find(({ code }) => code === line.measure)?.title ?? line.measure,
    phase: line.phase,
    unit,
    period,
    source,
    beside,
    counts: line.beside !== true,
  }
  if (!found.known) return { ...named, local: null, comparison: null, behind: null, light: 'grey', because: `${because}.` }

  const { local, comparison, behind, count, of } = found
  const figures = { local, comparison, behind, ...(count === undefined || of === undefined ? {} : { count, of }) }
  const light = lightOfLine(behind, limits.by[line.limits] ?? { green: 0, amber: 0 })
  const weak = trigger.weakTrend === true && isWeak(found.trendBehind, limits.weakTrend.by[unit] ?? Infinity)
  if (light !== 'green' || !weak) return { ...named, ...figures, light, because: `${because}.` }
  const slower = apart(found.trendBehind ?? 0, unit, ['less', 'more'])
  return {
    ...named,
    ...figures,
    light: 'amber',
    because: `${because}. The trend is weak: over three years we gained ${slower} than the country, so this is amber and not green.`,
  }
}
