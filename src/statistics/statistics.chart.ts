import type { RankFacts } from '../charts/rank.ts'
import type { TrendFacts, TrendLine } from '../charts/trend.ts'
import { withMissingYears } from '../charts/years.ts'
import { latestPeriod, type PeriodShown, type Shown } from './shown.ts'

/**
 * Our figure over the periods beside the region's, the country's and the neighbours' mean. A count is drawn by itself: beside a
 * country's it would be nothing. Undefined when there are not two periods to draw.
 */
export function trendShown(shown: Shown): TrendFacts | undefined {
  const { choice, periods, authorityName, country, region, neighbourSet } = shown
  const { indicator } = choice
  const wholeYears = periods.every(({ period }) => period.sorts % 1000 === 999)
  const labels = periods.map(({ period }) => period)
  const years = wholeYears ? withMissingYears(labels) : labels.map(({ label }) => label)
  const line = (role: TrendLine['role'], name: string, of: (period: PeriodShown) => number | null | undefined): TrendLine => ({
    role,
    name,
    values: years.map((year) => {
      const at = periods.find(({ period }) => period.label === year)
      return (at && of(at)) ?? null
    }),
  })
  const beside = [
    line('england', country.name, (period) => period.country?.value),
    ...(region ? [line('region', region.name, (period) => period.region?.value)] : []),
    ...(neighbourSet === undefined ? [] : [line('neighbours', 'Mean of statistical neighbours', (period) => period.neighbourMean)]),
  ]
  const lines = [line('ours', authorityName, ({ ours }) => ours?.value), ...(indicator.rate ? beside : [])]
  const drawn = lines.filter(({ role, values }) => role === 'ours' || values.some((value) => value !== null))
  if (years.length < 2 || drawn.every(({ values }) => values.every((value) => value === null))) return undefined
  return {
    caption: `${indicator.label}: ${authorityName} over the years`,
    amount: indicator,
    better: betterOf(shown),
    years,
    lines: drawn,
    breaks: breaksShown(shown),
  }
}

/** Every authority in the latest period, from best to worst. */
export function rankShown(shown: Shown): RankFacts | undefined {
  const { choice, rank, authority, authorityName, country, neighbours, periods, nameOf } = shown
  if (!rank) return undefined
  const near = new Set(neighbours)
  return {
    caption: `${choice.indicator.label}: every authority, ${rank.period.label}`,
    amount: choice.indicator,
    better: betterOf(shown),
    ours: authority,
    oursName: authorityName,
    areas: rank.figures.map(({ code, value, band }) => ({ code, name: nameOf(code), value, neighbour: near.has(code), band })),
    nation: latestPeriod(periods)?.country?.value ?? null,
    nationName: country.name,
    rank: rank.rank,
    of: rank.of,
    band: rank.band,
  }
}

function betterOf({ choice }: Shown): 'higher' | 'lower' | undefined {
  const { polarity } = choice.indicator
  if (polarity === '-') return undefined
  return polarity === 'High' ? 'higher' : 'lower'
}

/** Breaks that fall between two periods shown. */
function breaksShown({ set, periods }: Shown): TrendFacts['breaks'] {
  return set.breaks.flatMap(({ from, because }) => {
    const at = periods.findIndex(({ period }) => period.endsIn >= from)
    const before = at > 0 ? periods[at]?.period.label : undefined
    return before === undefined ? [] : [{ before, label: `new basis ${from}`, because: because.replace(/\.$/, '') }]
  })
}
