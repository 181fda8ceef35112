import { rankChart } from '../charts/rank.ts'
import { trendChart, type TrendLine } from '../charts/trend.ts'
import { withMissingYears } from '../charts/years.ts'
import type { Chart } from '../charts/chart.ts'
import { yearsAsked, type Plan } from './layout.ts'
import { figureKey, type Figures, type Place, type TabledMeasure } from './tabled.ts'

/** Whom a chart of a table is drawn about: us, and what we are set beside. */
export interface Drawn {
  readonly ours: string
  readonly oursName: string
}

/** Authorities enough for a strip of them to say something. */
const enough = 10

/** The places whose figures a table's chart needs; none where a chart would say nothing. */
export function placesDrawn({ measures, places, query }: Plan, { ours }: Drawn): readonly Place[] {
  const [measure] = measures
  if (measures.length !== 1 || !measure || !places.some(({ code }) => code === ours)) return []
  if (yearsAsked(measure.years, query.years).length > 2)
    return places.filter(({ code, kind }) => code === ours || kind === 'country' || kind === 'region').slice(0, 3)
  const authorities = places.filter(({ kind }) => kind === 'authority' || kind === 'country')
  return authorities.length >= enough && yearsAsked(measure.years, query.years).length === 1 ? authorities : []
}

/** One measure through the years, ours beside the country and our region; or every authority of the table in one year. */
export async function tableChart(plan: Plan, drawn: Drawn, figures: Figures): Promise<Chart | undefined> {
  const places = placesDrawn(plan, drawn)
  const [measure] = plan.measures
  if (!measure || places.length === 0) return undefined
  const years = yearsAsked(measure.years, plan.query.years)
  return years.length > 2 ? trendOf(measure, { plan, drawn, places }, figures) : rankOf(measure, { plan, drawn, places }, figures)
}

interface Of {
  readonly plan: Plan
  readonly drawn: Drawn
  readonly places: readonly Place[]
}

async function trendOf(measure: TabledMeasure, { plan, drawn, places }: Of, figures: Figures): Promise<Chart | undefined> {
  const asked = yearsAsked(measure.years, plan.query.years)
  const labels = withMissingYears(asked)
  const keyOf = new Map(asked.map(({ label, key }) => [label, key]))
  const lines = places.map(({ code, name, kind }): TrendLine => ({
    role: code === drawn.ours ? 'ours' : kind === 'country' ? 'england' : 'region',
    name,
    values: labels.map((label) => figures.get(figureKey(measure.key, code, keyOf.get(label) ?? ''))?.value ?? null),
  })) // prettier-ignore
  const known = lines.filter(({ values }) => values.some((value) => value !== null))
  if (!known.some(({ role }) => role === 'ours')) return undefined
  const bases = measure.breaks.flatMap((one) => (one.kind === 'new basis' ? [one] : []))
  const breaks = bases.flatMap(({ from, because }) => {
    const at = asked.findIndex(({ endsIn }) => endsIn >= from)
    const before = at > 0 ? asked[at]?.label : undefined
    return before === undefined ? [] : [{ before, label: `new basis ${from}`, because: because.replace(/\.$/, '') }]
  })
  return trendChart({ caption: `${measure.title}: ${drawn.oursName} over the years`, amount: measure, better: undefined, years: labels, lines: comparable(known), breaks }) // prettier-ignore
}

/** A country's total is not drawn beside one authority: it would press our line flat. */
function comparable(lines: readonly TrendLine[]): readonly TrendLine[] {
  const most = (values: readonly (number | null)[]) => Math.max(0, ...values.map((value) => Math.abs(value ?? 0)))
  const ours = most(lines.find(({ role }) => role === 'ours')?.values ?? [])
  return lines.filter(({ role, values }) => role === 'ours' || ours === 0 || most(values) <= ours * 10)
}

async function rankOf(measure: TabledMeasure, { plan, drawn, places }: Of, figures: Figures): Promise<Chart | undefined> {
  const year = yearsAsked(measure.years, plan.query.years).at(-1)
  const valueOf = (code: string) => figures.get(figureKey(measure.key, code, year?.key ?? ''))?.value ?? null
  const areas = places.flatMap(({ code, name, kind }) => {
    const value = valueOf(code)
    return kind === 'authority' && value !== null ? [{ code, name, value, neighbour: false, band: null }] : []
  })
  const country = places.find(({ kind }) => kind === 'country')
  const national = country ? valueOf(country.code) : null
  const isTotal = national !== null && areas.every(({ value }) => value < national)
  if (!year || areas.length < enough) return undefined
  return rankChart({
    caption: `${measure.title}: the authorities of this table, ${year.label}`,
    amount: measure,
    better: undefined,
    ours: drawn.ours,
    oursName: drawn.oursName,
    areas,
    nation: isTotal ? null : national,
    nationName: country?.name ?? 'The country',
    rank: null,
    of: null,
    band: null,
  })
}
