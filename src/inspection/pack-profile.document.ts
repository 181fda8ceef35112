import { isPercent, printed, type Amount } from '../charts/amount.ts'
import { trendChart, type Break, type TrendFacts } from '../charts/trend.ts'
import { withMissingYears } from '../charts/years.ts'
import { controlled } from '../disclosure/disclosure.ts'
import { markMeans, withheldMark, type Told } from '../disclosure/pupil-table.ts'
import type { Block, Section } from '../documents/document.ts'
import { gradesChart } from '../establishments/grades.chart.ts'
import { inPhaseOrder, isOfConcern, phaseInWords, standings, standingOf, type School } from '../establishments/school.ts'
import { facetsOf } from '../establishments/school-list.ts'
import { count, counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { keyMeasures } from './key-measures.ts'
import type { PackFacts, ProfileMeasure, YearOfMeasure } from './pack.ts'

/** The authority: its schools by phase and grade, its key measures in one table, and the trend of each. */
export async function profileSection(facts: PackFacts): Promise<Section> {
  const groups = keyMeasures.map(({ heading, codes }) => ({
    heading,
    measures: facts.measures.filter(({ measure }) => codes.some((code) => code === measure.code)),
  }))
  const withFigures = groups.filter(({ measures }) => measures.length > 0)
  const none = { kind: 'paragraph', text: 'No figures of the Local Authority Interactive Tool are held.' } as const
  return {
    heading: 'The authority',
    blocks: [],
    sections: [
      { heading: 'Schools by phase and grade', blocks: schoolBlocks(facts), sections: [] },
      { heading: 'Key measures', blocks: facts.measures.length === 0 ? [none] : withFigures.map(({ heading, measures }) => measuresTable(facts, heading, measures)), sections: [] }, // prettier-ignore
      ...(await Promise.all(withFigures.map(async ({ heading, measures }) => ({
        heading: `Trends: ${heading.charAt(0).toLowerCase()}${heading.slice(1)}`,
        blocks: await Promise.all(measures.map((measure) => trendBlock(facts, measure))),
        sections: [],
      })))), // prettier-ignore
    ],
  }
}

function schoolBlocks({ schools, schoolsAsAt, found }: PackFacts): readonly Block[] {
  if (!schoolsAsAt) return [{ kind: 'paragraph', text: 'No file of schools is held.' }]
  const phases = [...Map.groupBy(schools, ({ phase }) => phase)].sort(([a], [b]) => inPhaseOrder(a, b))
  const pupils = pupilsTold(phases.map(([, of]) => of))
  const rows = [...phases, ['All schools', schools] as const].map(([phase, of], row) =>
    phaseRow(phaseInWords(phase), of, pupils[row] ?? null),
  )
  const head = ['Phase', 'Schools', 'Pupils', ...standings.map(({ text }) => text), 'In a category']
  return [
    { kind: 'table', caption: `Schools on ${inWords(schoolsAsAt)} by phase and latest overall grade`, table: { head, rows, numeric: head.map((_, i) => i).slice(1) } }, // prettier-ignore
    { kind: 'chart', chart: gradesChart(found.assessment.name, facetsOf(schools).standings), tabled: 'beside' },
  ]
}

/** How many pupils may be told of, phase by phase and then of all: our own sums of published numbers, so they are controlled. */
function pupilsTold(phases: readonly (readonly School[])[]): readonly Told[] {
  const counts = phases.map((schools) => [schools.reduce((sum, { pupils }) => sum + (pupils ?? 0), 0)])
  const told = controlled({ rows: phases.map((_, row) => String(row)), columns: ['pupils'], counts })
  return [...told.cells.map(([cell]) => cell ?? null), told.total]
}

/** A number of pupils as printed: a school that does not state its own is said to be missing from it, and never counted as 0. */
function pupilsPrinted(told: Told, schools: readonly School[]): string {
  const unstated = schools.filter(({ pupils }) => pupils === null).length
  const number = typeof told === 'number' ? count(told) : `${withheldMark}: ${markMeans()}`
  return unstated === 0 ? number : `${number} (${counted(unstated, 'school')} not stated)`
}

function phaseRow(phase: string, schools: readonly School[], pupils: Told): readonly string[] {
  const graded = standings.map((standing) => String(schools.filter(({ overall }) => standingOf(overall) === standing).length))
  const inCategory = schools.filter(({ category }) => isOfConcern(category)).length
  return [phase, String(schools.length), pupilsPrinted(pupils, schools), ...graded, String(inCategory)]
}

/** The newest year of each measure: ours, what it is set beside, rank and quarter. */
function measuresTable({ found, regionName }: PackFacts, heading: string, measures: readonly ProfileMeasure[]): Block {
  const head = ['Measure', 'Year', 'Ours', found.nationName, ...(regionName ? [regionName] : []), 'Neighbours', 'Rank', 'Quarter']
  const rows = measures.flatMap((profile) => {
    const year = profile.years.find(({ year }) => year === profile.latest) ?? profile.years.at(-1)
    return year ? [measureRow(profile, year, regionName !== undefined)] : []
  })
  return { kind: 'table', caption: heading, table: { head, rows, numeric: head.map((_, i) => i).slice(2, -1) } }
}

function measureRow({ measure }: ProfileMeasure, year: YearOfMeasure, withRegion: boolean): readonly string[] {
  const amount = amountOf(measure)
  const cell = (value: number | null) => (value === null ? 'no figure' : printed(value, amount))
  const ours = year.value === null && year.published ? year.published : cell(year.value)
  const rank = year.rank === null ? 'none' : `${year.rank} of ${year.of}`
  const quarter = year.band === null || year.band === '-' ? 'none' : year.band
  return [measure.title, year.year, ours, cell(year.england), ...(withRegion ? [cell(year.region)] : []), cell(year.neighbourMean), rank, quarter] // prettier-ignore
}

async function trendBlock(facts: PackFacts, profile: ProfileMeasure): Promise<Block> {
  return { kind: 'chart', chart: await trendChart(trendFacts(facts, profile)), tabled: 'below' }
}

/** What the trend of a measure is drawn from: every year from the first with a figure, those between without one included. */
export function trendFacts({ found, regionName, neighbours }: PackFacts, { measure, years }: ProfileMeasure): TrendFacts {
  const labels = withMissingYears(years.map(({ year, endsIn }) => ({ label: year, endsIn })))
  const byLabel = new Map(years.map((year) => [year.year, year]))
  const valuesOf = (value: (year: YearOfMeasure) => number | null) => labels.map((label) => {
    const year = byLabel.get(label)
    return year ? value(year) : null
  }) // prettier-ignore
  return {
    caption: isPercent(measure.unit) || measure.unit === '' ? measure.title : `${measure.title}: ${measure.unit}`,
    amount: amountOf(measure),
    better: measure.polarity === 'High' ? 'higher' : measure.polarity === 'Low' ? 'lower' : undefined,
    years: labels,
    lines: [
      { role: 'ours', name: found.assessment.name, values: valuesOf(({ value }) => value) },
      { role: 'england', name: found.nationName, values: valuesOf(({ england }) => england) },
      ...(regionName ? [{ role: 'region', name: regionName, values: valuesOf(({ region }) => region) } as const] : []),
      ...(neighbours.length > 0 ? [{ role: 'neighbours', name: 'Mean of neighbours', values: valuesOf(({ neighbourMean }) => neighbourMean) } as const] : []), // prettier-ignore
    ],
    breaks: breaksOf(profileBreaks(measure.breaks), years),
  }
}

const amountOf = ({ unit, decimals }: ProfileMeasure['measure']): Amount => ({ unit, decimals })

function profileBreaks(breaks: ProfileMeasure['measure']['breaks']) {
  return breaks.flatMap((one) => (one.kind === 'new basis' ? [one] : []))
}

function breaksOf(
  bases: readonly { readonly from: number; readonly because: string }[],
  years: readonly YearOfMeasure[],
): readonly Break[] {
  return bases.flatMap(({ from, because }) => {
    const first = years.find(({ endsIn }) => endsIn >= from)
    return first ? [{ before: first.year, label: `New basis from ${first.year}`, because }] : []
  })
}
