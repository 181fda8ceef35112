import { withImages, type ImagedChart } from '../charts/image.ts'
import type { Table } from '../charts/chart.ts'
import { trendChart, type TrendFacts, type TrendLine } from '../charts/trend.ts'
import { count } from '../lib/count.ts'
import { markInCell, marksExplained, whyNone } from './school-absent.view.ts'
import {
  areaFigure,
  isAverageByDefinition,
  spreadAlike,
  spreadKey,
  told,
  type Figure,
  type SchoolFacts,
  type ToldYear,
} from './school-page.ts'
import { kindInWords } from './school-kind.ts'
import type { SchoolMeasure } from './school-measure.ts'
import { placeIn, placeInWords, type Spread } from './spread.ts'
import { averageByDefinition, figureInWords } from './stands-out.view.ts'
import { leaversInWords } from './table-year.ts'

/** A measure through the years: a picture, the table under it, and the breaks. */
export interface TrendView {
  readonly code: string
  readonly name: string
  readonly chart: ImagedChart | undefined
  readonly table: Table
  readonly breaks: readonly string[]
  /** What the marks in the table stand for. */
  readonly notes: readonly string[]
}

/** A measure of a school through the years, against whom it is set. Undefined where neither it nor a predecessor has a figure or a mark. */
export async function trendView(facts: SchoolFacts, measure: SchoolMeasure): Promise<TrendView | undefined> {
  const years = told(measure, facts.own, facts.before)
  if (!years.some(({ figure }) => figure && figure.published !== '')) return undefined
  const table = tableOf(facts, measure, years)
  const drawn = new Set(years.flatMap(({ year, figure }) => (figure && figure.value !== null ? [year] : [])))
  // Without two years next to each other there is no line to draw.
  const chart = [...drawn].some((year) => drawn.has(year + 1)) ? await trendChart(trendOf(facts, measure, years)) : undefined
  const newBases = measure.breaks.flatMap((found) => (found.kind === 'new basis' && isAmong(found.from, years) ? [found] : []))
  return {
    code: measure.code,
    name: measure.name,
    chart: chart && withImages({ ...chart, table }),
    table,
    breaks: newBases.map(({ from, because }) => `${from}: ${because}`),
    notes: [
      ...new Set(years.flatMap(({ year, figure }) => (figure && leaversInWords(measure.table, year)) ?? [])),
      ...marksExplained(years.map(({ figure }) => figure)),
    ],
  }
}

const isAmong = (year: number, years: readonly ToldYear[]) => years.some((one) => one.year < year) && years.some((one) => one.year >= year)

/** As many predecessors as are drawn; all are in the table. */
const mostBeforeDrawn = 3

function trendOf(facts: SchoolFacts, measure: SchoolMeasure, years: readonly ToldYear[]): TrendFacts {
  const all = [...new Set(years.map(({ year }) => year))].toSorted((a, b) => a - b)
  const line = (role: TrendLine['role'], name: string, of: (year: number) => number | null | undefined): TrendLine => ({ role, name, values: all.map((year) => of(year) ?? null) }) // prettier-ignore
  const before = facts.before.filter((one) => years.some(({ of, figure }) => of === one && figure && figure.value !== null))
  const lines = [
    line('ours', facts.name, (year) => facts.own.get(measure.code)?.get(year)?.value),
    ...before.slice(0, mostBeforeDrawn).map((one) => line('before', `${one.name} (URN ${one.urn})`, (year) => years.find((told) => told.of === one && told.year === year)?.figure?.value)), // prettier-ignore
    line('england', facts.nation.name, (year) => areaFigure(facts, facts.nation, measure, year)?.value),
    line('region', facts.authority?.name ?? 'The authority', (year) => areaFigure(facts, facts.authority, measure, year)?.value),
    line('neighbours', 'Neighbours’ schools', (year) => spreadIn(facts, measure, year, 'neighbours')?.median),
    line('alike', 'Schools most like it', (year) => alikeIn(facts, measure, year)?.median),
  ]
  return {
    caption: `${measure.name}: ${facts.name} over the years`,
    amount: { unit: unitInWords[measure.unit], decimals: measure.unit === 'percent' ? 1 : measure.decimals },
    better: measure.polarity === '-' ? undefined : measure.polarity === 'High' ? 'higher' : 'lower',
    years: all.map(String),
    lines: lines.filter(({ role, values }) => role === 'ours' || values.some((value) => value !== null)),
    breaks: measure.breaks.flatMap((found) => {
      if (found.kind !== 'new basis' || !isAmong(found.from, years)) return []
      const before = all.find((year) => year >= found.from)
      return before === undefined ? [] : [{ before: String(before), label: `new basis ${found.from}`, because: found.because }]
    }),
  }
}

const unitInWords: Readonly<Record<SchoolMeasure['unit'], string>> = { percent: 'percent', points: 'points', score: 'score', number: 'pupils', pounds: 'pounds for each pupil' } // prettier-ignore

/** The spread of a measure over the schools of the school's kind; undefined where none is held. */
export function spreadIn(
  facts: SchoolFacts,
  { code, table }: SchoolMeasure,
  year: number,
  among: 'nation' | 'authority' | 'neighbours',
): Spread | undefined {
  // prettier-ignore
  const kind = facts.kinds.get(table)
  return kind && facts.spreads.get(spreadKey(code, year, kind, among))
}

/** Of fewer schools than this a median is not given. */
const fewestAlike = 5

function alikeIn(facts: SchoolFacts, { code }: SchoolMeasure, year: number): Spread | undefined {
  const spread = spreadAlike(facts.likeIt, code, year)
  return spread && spread.schools >= fewestAlike ? spread : undefined
}

function tableOf(facts: SchoolFacts, measure: SchoolMeasure, years: readonly ToldYear[]): Table {
  const kind = facts.kinds.get(measure.table)
  const head = ['Year', 'Whose', 'Figure', 'Pupils', facts.authority?.name ?? 'The authority', facts.nation.name, `Median of neighbours’ schools`, 'Median of schools most like it', kind ? `Among ${kindInWords(kind)} of ${facts.nation.name}` : 'Where it lies', 'How settled'] // prettier-ignore
  return { head, rows: years.map((one) => rowOf(facts, measure, one)), numeric: [2, 3, 4, 5, 6, 7] }
}

function rowOf(facts: SchoolFacts, measure: SchoolMeasure, { year, of, figure }: ToldYear): readonly string[] {
  const area = (whose: SchoolFacts['nation'] | undefined) => {
    const found = areaFigure(facts, whose, measure, year)
    if (found?.value == null && whose === facts.nation && figure && isAverageByDefinition(facts, measure, figure))
      return averageByDefinition
    return found ? (found.value === null ? markInCell(found) : figureInWords(found.value, measure)) : 'none held'
  }
  const median = (spread: Spread | undefined) => (spread ? `${figureInWords(spread.median, measure)} (${count(spread.schools)})` : '–')
  return [
    String(year),
    of ? `${of.name} (URN ${of.urn})` : 'Its own',
    inCell(facts, measure, year, figure),
    figure?.cohort == null || measure.table === 'census' ? '–' : count(figure.cohort),
    area(facts.authority),
    area(facts.nation),
    median(spreadIn(facts, measure, year, 'neighbours')),
    median(alikeIn(facts, measure, year)),
    placeOf(facts, measure, year, of ? undefined : figure) ?? '–',
    figure ? figure.stage : '–',
  ]
}

function inCell(facts: SchoolFacts, measure: SchoolMeasure, year: number, figure: Figure | undefined): string {
  if (!figure) return whyNone(facts, measure, year)
  if (figure.value === null) return markInCell(figure)
  const interval = figure.lower === null || figure.upper === null ? '' : ` (${figureInWords(figure.lower, measure)} to ${figureInWords(figure.upper, measure)})` // prettier-ignore
  return `${figureInWords(figure.value, measure)}${interval}`
}

/** `In the top quarter of 16,743`; where the schools held are not of the whole country, of the authority's own. */
export function placeOf(facts: SchoolFacts, measure: SchoolMeasure, year: number, figure: Figure | undefined): string | undefined {
  const whole = spreadIn(facts, measure, year, 'nation')
  const spread = whole ?? spreadIn(facts, measure, year, 'authority')
  const place = spread && figure && figure.value !== null ? placeIn(figure.value, spread) : undefined
  if (!spread || !place) return undefined
  const words = placeInWords(place, measure.polarity)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${count(spread.schools)}${whole ? '' : ` in ${facts.authority?.name ?? 'the authority'}`}`
}
