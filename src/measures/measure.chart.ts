import { printed } from '../charts/amount.ts'
import type { Boundary, MapFacts } from '../charts/map.ts'
import type { RankFacts } from '../charts/rank.ts'
import type { TrendFacts, TrendLine } from '../charts/trend.ts'
import { bandOf } from './band.ts'
import { shades, spansInWords } from './band-words.ts'
import { isTotal, type MeasureFacts, type YearCompared } from './measure-facts.ts'
import type { Measure } from './measure.ts'

/** Our figure year by year beside the country, the region and the neighbours' mean, with the known breaks. */
export function trendOf(facts: MeasureFacts): TrendFacts {
  const { measure, years, beside, authorityName, nationName, set } = facts
  const line = (role: TrendLine['role'], name: string, of: (year: YearCompared) => number | null) => ({ role, name, values: years.map(of) })
  const lines = [
    line('ours', authorityName, (year) => year.value),
    ...(drawsNation(facts) ? [line('england', nationName, (year) => year.england)] : []),
    ...(beside.region && drawsNation(facts) ? [line('region', beside.region.name, (year) => year.region)] : []),
    ...(set ? [line('neighbours', 'Mean of statistical neighbours', (year) => year.neighbourMean)] : []),
  ]
  return {
    caption: `${measure.title}: ${authorityName} over the years`,
    amount: measure,
    better: betterOf(measure),
    years: years.map(({ year }) => year),
    lines: lines.filter(({ values }) => values.some((value) => value !== null)),
    breaks: breaksAmong(measure, years),
  }
}

/** Every authority in the latest year, from best to worst. */
export function rankOfAll(facts: MeasureFacts): RankFacts {
  const { measure, years, authority, authorityName, nationName, latest, neighbours } = facts
  const year = years.findLast((one) => one.latest)
  const near = new Set(neighbours.map(({ code }) => code))
  return {
    caption: `${measure.title}: every authority, ${year?.year ?? 'latest year'}`,
    amount: measure,
    better: betterOf(measure),
    ours: authority,
    oursName: authorityName,
    areas: latest.flatMap(({ code, name, value, band }) =>
      value === null ? [] : [{ code, name, value, neighbour: near.has(code), band }],
    ),
    nation: drawsNation(facts) ? (year?.england ?? null) : null,
    nationName,
    rank: year?.rank ?? null,
    of: year?.of ?? null,
    band: year?.band ?? null,
  }
}

/** The latest year on a map, in quarters. Undefined when nobody has a figure. */
export function mapOf(
  { measure, years, authority, authorityName, latest }: MeasureFacts,
  boundaries: readonly Boundary[],
): MapFacts | undefined {
  const year = years.findLast((one) => one.latest)
  const cuts = year?.quartiles
  if (!year || !cuts) return undefined

  const direction = measure.polarity === '-' ? 'High' : measure.polarity
  const spans = spansInWords([printed(cuts[0], measure), printed(cuts[1], measure), printed(cuts[2], measure)])
  return {
    caption: `${measure.title}: authorities in quarters, ${year.year}`,
    boundaries,
    ours: authority,
    oursName: authorityName,
    shades: shades(spans, measure.polarity),
    shadeOf: Object.fromEntries(latest.flatMap(({ code, value }) => (value === null ? [] : [[code, bandOf(value, cuts, direction)]]))),
  }
}

/** A country's total is not drawn beside one authority, nor its region's. */
function drawsNation({ years, latest }: MeasureFacts): boolean {
  const national = years.findLast((year) => year.latest)?.england ?? null
  return !isTotal(
    national,
    latest.map(({ value }) => value),
  )
}

function betterOf({ polarity }: Measure): 'higher' | 'lower' | undefined {
  if (polarity === '-') return undefined
  return polarity === 'High' ? 'higher' : 'lower'
}

/** Breaks that fall between two years of the chart. */
function breaksAmong({ breaks }: Measure, years: readonly YearCompared[]): TrendFacts['breaks'] {
  return breaks.flatMap((found) => {
    if (found.kind !== 'new basis') return []
    const at = years.findIndex(({ endsIn }) => endsIn >= found.from)
    const before = at > 0 ? years[at]?.year : undefined
    return before === undefined ? [] : [{ before, label: `new basis ${found.from}`, because: found.because.replace(/\.$/, '') }]
  })
}
