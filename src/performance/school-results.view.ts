import { withImages } from '../charts/image.ts'
import { trendChart, type TrendFacts } from '../charts/trend.ts'
import { difference } from '../lib/decimal.ts'
import { count } from '../lib/count.ts'
import { paths } from '../paths.ts'
import { absentInWords, absentTables, markInCell, marksExplained, whyNone, whyNoneOfNation } from './school-absent.view.ts'
import { matrixView } from './school-matrix.view.ts'
import { comparedInWords, groupName, newestYearOf, schoolPlaces, sourceOf } from './school-page.view.ts'
import type { TableKey } from './performance-row.ts'
import { gapsOf, type Figure, type Gap, type SchoolFacts } from './school-page.ts'
import type { MeasureGroup, SchoolMeasure } from './school-measure.ts'
import { trendView, type TrendView } from './school-trend.view.ts'
import { figureInWords } from './stands-out.view.ts'

/** Which part of a school's figures a page is of. */
export interface PagePart {
  readonly key: 'results' | 'pupils' | 'spending'
  readonly heading: string
  readonly groups: readonly MeasureGroup[]
  readonly tables: readonly TableKey[]
  readonly intro?: string
}

export const pageParts: readonly PagePart[] = [
  {
    key: 'results',
    heading: 'Results',
    groups: ['key stage 2', 'key stage 4'],
    tables: ['ks2', 'ks4'],
    intro:
      'Each year’s figures as published. Those of a school it came from are told as that school’s own, and nothing is averaged over a gap.',
  },
  { key: 'pupils', heading: 'Pupils, absence and destinations', groups: ['pupils', 'absence', 'destinations'], tables: ['census', 'absence', 'ks4-destinations'] }, // prettier-ignore
  {
    key: 'spending',
    heading: 'Income and spending',
    groups: ['spending'],
    tables: ['spending'],
    intro:
      'In pounds for each pupil, in the financial year that ends in the year. The table is of maintained schools: academies are not in it.',
  },
]

/** A page of a school's figures: of each group the headline measures through the years, the gaps, and all measures side by side. */
export async function resultsView(facts: SchoolFacts, part: PagePart) {
  const parted = []
  for (const group of part.groups) {
    const measures = facts.measures.filter((measure) => measure.group === group)
    const trends = await trendsOf(facts, measures)
    const gaps = await gapsIn(facts, measures)
    const matrix = matrixView(
      facts,
      measures.filter(({ pupils }) => pupils === 'all'),
      `All measures: ${groupName(group).toLowerCase()}`,
    )
    const groups = matrixView(facts, numbered(facts, measures), `Disadvantaged and other pupils: ${groupName(group).toLowerCase()}`)
    if (trends.length + gaps.length > 0 || matrix) parted.push({ key: group.replaceAll(' ', '-'), name: groupName(group), trends, gaps, withheld: withheldIn(facts, measures), matrix, groups }) // prettier-ignore
  }
  return {
    title: `${part.heading}: ${facts.name}`,
    name: facts.name,
    heading: part.heading,
    intro: part.intro,
    list: paths.schools(),
    places: schoolPlaces(facts.urn, part.key, newestYearOf(facts)),
    parted,
    absent: absentTables(facts, part.tables),
    compared: comparedInWords(facts),
    source: sourceOf(facts),
  }
}

async function trendsOf(facts: SchoolFacts, measures: readonly SchoolMeasure[]): Promise<readonly TrendView[]> {
  const shown: TrendView[] = []
  for (const measure of measures) {
    const view = measure.headline ? await trendView(facts, measure) : undefined
    if (view) shown.push(view)
  }
  return shown
}

/** The measures of some pupils that have a number in any year. */
function numbered({ own }: SchoolFacts, measures: readonly SchoolMeasure[]): readonly SchoolMeasure[] {
  return measures.filter(({ code, pupils }) => pupils !== 'all' && [...(own.get(code)?.values() ?? [])].some(({ value }) => value !== null))
}

/** Says it once where every headline figure of the school's disadvantaged pupils is withheld. */
function withheldIn(facts: SchoolFacts, measures: readonly SchoolMeasure[]): string | undefined {
  const figures = measures.filter(({ pupils }) => pupils === 'disadvantaged').flatMap(({ code }) => [...(facts.own.get(code)?.values() ?? [])]) // prettier-ignore
  const marked = figures.find(({ value, published }) => value === null && published !== '')
  if (!marked || figures.some(({ value }) => value !== null)) return undefined
  return `Of its disadvantaged pupils no figure is published in any year held: ${absentInWords(marked)}. So no gap can be told.`
}

/** The gaps of the headline measures that are given for disadvantaged pupils, of which the first is drawn. */
async function gapsIn(facts: SchoolFacts, measures: readonly SchoolMeasure[]): Promise<readonly TrendView[]> {
  const headlines = new Set(measures.flatMap(({ headline, of }) => (headline ? [of] : [])))
  const asked = measures.filter(({ pupils, of }) => pupils === 'disadvantaged' && headlines.has(of))
  const shown: TrendView[] = []
  for (const measure of asked) {
    const gaps = gapsOf(facts, measure)
    if (gaps.some(({ disadvantaged }) => disadvantaged.value !== null)) shown.push(await gapView(facts, measure, gaps, shown.length === 0))
  }
  return shown
}

async function gapView(facts: SchoolFacts, measure: SchoolMeasure, gaps: readonly Gap[], drawn: boolean): Promise<TrendView> {
  const all = facts.measures.find(({ of, pupils }) => of === measure.of && pupils === 'all')
  const name = `${all?.name ?? measure.name}: disadvantaged pupils and others`
  const table = {
    head: ['Year', 'Disadvantaged', 'Pupils', 'Its other pupils', 'Gap within the school', `Other pupils in ${facts.nation.name}`, `Gap to others in ${facts.nation.name}`], // prettier-ignore
    rows: gaps.map((gap) => gapRow(facts, measure, gap)),
    numeric: [1, 2, 3, 4, 5, 6],
  }
  const values = gaps.filter(({ disadvantaged }) => disadvantaged.value !== null)
  const chart = drawn && values.length > 1 ? await trendChart({ ...gapTrend(facts, measure, gaps), caption: `${name}, ${facts.name}` }) : undefined // prettier-ignore
  return {
    code: `${measure.code}-gap`,
    name,
    chart: chart && withImages({ ...chart, table }),
    table,
    breaks: [],
    notes: marksExplained(gaps.flatMap(({ disadvantaged, others }) => [disadvantaged, others])),
  }
}

/** Both gaps, each by itself: from the school's other pupils, and from the country's. None where either figure is withheld. */
function gapRow(facts: SchoolFacts, measure: SchoolMeasure, { year, disadvantaged, others, nationalOthers }: Gap): readonly string[] {
  const said = (figure: Figure | undefined, why = whyNone) => (figure ? (figure.value === null ? markInCell(figure) : figureInWords(figure.value, measure)) : why(facts, measure, year)) // prettier-ignore
  const gap = (other: Figure | undefined) => {
    const value = other?.value ?? null
    if (value === null || disadvantaged.value === null) return 'no gap: a figure is missing'
    return figureInWords(difference(disadvantaged.value, value), { ...measure, unit: measure.unit === 'percent' ? 'points' : measure.unit })
  }
  return [String(year), said(disadvantaged), disadvantaged.cohort === null ? '–' : count(disadvantaged.cohort), said(others), gap(others), said(nationalOthers, whyNoneOfNation), gap(nationalOthers)] // prettier-ignore
}

function gapTrend(facts: SchoolFacts, measure: SchoolMeasure, gaps: readonly Gap[]): Omit<TrendFacts, 'caption'> {
  const years = gaps.map(({ year }) => year)
  const all = Array.from({ length: Math.max(...years) - Math.min(...years) + 1 }, (_, i) => Math.min(...years) + i)
  const values = (of: (gap: Gap) => Figure | undefined) =>
    all.map((year) => gaps.filter((gap) => gap.year === year).map(of)[0]?.value ?? null)
  const breaks = measure.breaks.flatMap((found) => {
    const before = found.kind === 'new basis' ? all.find((year, at) => at > 0 && year >= found.from) : undefined
    return found.kind === 'new basis' && before !== undefined ? [{ before: String(before), label: `new basis ${found.from}`, because: found.because }] : [] // prettier-ignore
  })
  return {
    amount: { unit: measure.unit === 'percent' ? 'percent' : measure.unit, decimals: measure.unit === 'percent' ? 1 : measure.decimals },
    better: measure.polarity === '-' ? undefined : measure.polarity === 'High' ? 'higher' : 'lower',
    years: all.map(String),
    lines: [
      { role: 'ours' as const, name: 'Its disadvantaged pupils', values: values(({ disadvantaged }) => disadvantaged) },
      { role: 'alike' as const, name: 'Its other pupils', values: values(({ others }) => others) },
      { role: 'england' as const, name: `Other pupils in ${facts.nation.name}`, values: values(({ nationalOthers }) => nationalOthers) },
    ].filter(({ role, values: of }) => role === 'ours' || of.some((value) => value !== null)),
    breaks,
  }
}
